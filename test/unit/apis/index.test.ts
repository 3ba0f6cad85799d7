import { describe, expect, it } from 'vitest';
import { apiTable } from '../../../src/apis/index.js';

const operations = apiTable.flatMap((api) =>
  Object.entries(api.operations).map(([verb, operation]) => ({ name: `${api.id}.${verb}`, api, operation })),
);

describe('the privilege table', () => {
  it('has its rows in order, each with privilege and service', () => {
    expect(apiTable.map(({ id, title, privilege, service }) => [id, title, privilege, service])).toEqual([
      ['engagementHistory', 'Engagement History API', 'Read', 'engHistDomain'],
      ['users', 'Users API', 'Read', 'accountConfigReadOnly'],
      ['skills', 'Skills API', 'Read', 'accountConfigReadOnly'],
      ['functions', 'Functions API', 'Invoke', 'faasGW'],
    ]);
  });

  it('offers these operations', () => {
    expect(operations.map(({ name, operation }) => `${name} ${operation.method} ${operation.path}`)).toEqual([
      'engagementHistory.search POST /interaction_history/api/account/{accountId}/interactions/search',
      'users.list GET /api/account/{accountId}/configuration/le-users/users',
      'users.get GET /api/account/{accountId}/configuration/le-users/users/{userId}',
      'skills.list GET /api/account/{accountId}/configuration/le-users/skills',
      'skills.get GET /api/account/{accountId}/configuration/le-users/skills/{skillId}',
      'functions.invoke POST /api/account/{accountId}/lambdas/{functionUuid}/invoke',
      'functions.invokeByEvent POST /api/account/{accountId}/events/{eventId}/invoke',
      'functions.isImplemented GET /api/account/{accountId}/events/{eventId}/isImplemented',
      'functions.invokeV1 POST /api/account/{accountId}/lambdas/{functionUuid}/invoke',
      'functions.invokeByEventV1 POST /api/account/{accountId}/events/{eventId}/invoke',
      'functions.isImplementedV1 GET /api/account/{accountId}/events/{eventId}/isImplemented',
    ]);
  });

  it('owns the writes and management reads that it does not offer', () => {
    const owns = apiTable.find(({ id }) => id === 'functions')?.owns;
    expect(owns).toEqual(
      expect.arrayContaining(
        ['lambdas', 'functions', 'deployments', 'schedules', 'events', 'reports'].map(
          (folder) => `/api/account/{accountId}/${folder}`,
        ),
      ),
    );
  });
});

describe.each(operations)('$name', ({ api, operation }) => {
  it('lies in what its row owns', () => {
    const owner = api.owns.find((path) => `${operation.path}/`.startsWith(`${path}/`));
    expect(owner).toBeDefined();
  });

  it('has a parameter for each gap of its path but the account, and no other there', () => {
    const gaps = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const inPath = Object.entries(operation.parameters())
      .filter(([, parameter]) => parameter.in === 'path')
      .map(([name, parameter]) => parameter.wire ?? name);
    expect(gaps).toEqual(['accountId', ...inPath]);
  });

  it('sends a body only with POST', () => {
    const places = Object.values(operation.parameters()).map((parameter) => parameter.in);
    expect(places.includes('body')).toBe(operation.method === 'POST');
  });

  it('says what it does', () => {
    expect(operation.summary).toMatch(/^[A-Z].*[^.]$/);
  });
});
