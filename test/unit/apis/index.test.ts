import { describe, expect, it } from 'vitest';
import { apisOutsideTable, apiTable } from '../../../src/apis/index.js';

const operationsOf = (apis: typeof apiTable) =>
  apis.flatMap((api) =>
    Object.entries(api.operations).map(([verb, operation]) => ({
      name: `${api.id}.${verb}`,
      api,
      operation,
    })),
  );
const operations = operationsOf(apiTable);

describe('the privilege table', () => {
  it('has its rows in order, each with privilege and service', () => {
    expect(apiTable.map(({ id, title, privilege, service }) => [id, title, privilege, service])).toEqual([
      ['dataAccess', 'Data Access API', 'Read', 'dataAccess'],
      ['engagementHistory', 'Engagement History API', 'Read', 'engHistDomain'],
      ['operationalRealtime', 'Operational Realtime API', 'Read', 'leDataReporting'],
      ['personalDataDeletion', 'Personal Data Deletion API', 'Read', 'rtbf'],
      ['users', 'Users API', 'Read', 'accountConfigReadOnly'],
      ['skills', 'Skills API', 'Read', 'accountConfigReadOnly'],
      ['agentGroups', 'Agent Groups API', 'Read', 'accountConfigReadOnly'],
      ['profiles', 'Profiles API', 'Read', 'accountConfigReadOnly'],
      ['lobs', 'LOBs API', 'Read', 'accountConfigReadOnly'],
      ['workdays', 'Workdays API', 'Read', 'accountConfigReadOnly'],
      ['visitInformation', 'Visit Information API', 'Read', 'smt'],
      ['validateEngagement', 'Validate Engagement API', 'Read', 'smt'],
      ['ivrEngagement', 'IVR Engagement API', 'Read', 'smt'],
      ['predefinedContent', 'Predefined Content API', 'Read', 'accountConfigReadOnly'],
      ['automaticMessages', 'Automatic Messages API', 'Read', 'accountConfigReadOnly'],
      ['predefinedCategories', 'Predefined Categories API', 'Read', 'accountConfigReadOnly'],
      ['unifiedAutomaticMessages', 'Unified Automatic Messages API', 'Read', 'accountConfigReadOnly'],
      ['agentStatusReason', 'Agent Status Reason API', 'Read', 'accountConfigReadOnly'],
      ['functions', 'Functions API', 'Invoke', 'faasGW'],
    ]);
  });

  it('rests on the scopes that LivePerson publishes, where it publishes one', () => {
    const scoped = apiTable.filter(({ scope }) => scope !== undefined);
    expect(scoped.map(({ id, scope }) => [id, scope])).toEqual([
      ['engagementHistory', 'data.services.enghist'],
      ['users', 'users.external'],
      ['functions', 'faas.lambda.invoke'],
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

describe.each([...operations, ...operationsOf(apisOutsideTable)])('$name', ({ api, operation }) => {
  it('lies in what its row owns', () => {
    const owner = api.owns.find((path) => `${operation.path}/`.startsWith(`${path}/`));
    expect(owner).toBeDefined();
  });

  it('has a parameter for each gap of its path but the account, and no other there', () => {
    const gaps = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const inPath = Object.entries(operation.parameters())
      .filter(([, parameter]) => parameter.in === 'path')
      .map(([name, parameter]) => parameter.wire ?? name);
    // A link is a whole URL: it leaves no gap.
    const followsLink = Object.values(operation.parameters()).some((parameter) => parameter.in === 'link');
    if (followsLink) return expect(inPath).toEqual([]);
    // Defaults belong to no account, and queries of changes name theirs in the body.
    const ofAccount = gaps[0] === 'accountId' ? ['accountId'] : [];
    expect(gaps).toEqual([...ofAccount, ...inPath]);
  });

  it('sends a body only with POST', () => {
    const places = Object.values(operation.parameters()).map((parameter) => parameter.in);
    expect(places.includes('body')).toBe(operation.method === 'POST');
  });

  it('says what it does', () => {
    expect(operation.summary).toMatch(/^[A-Z].*[^.]$/);
  });
});
