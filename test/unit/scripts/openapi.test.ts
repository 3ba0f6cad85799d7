import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { formatOpenApi, openApiDocument } from '../../../scripts/openapi-document.js';
import { describeOperation, type OpenApiOperation } from '../../../scripts/openapi-operation.js';
import type { ApiDefinition, Operation } from '../../../src/apis/define-api.js';
import { allApis, apisOutsideTable } from '../../../src/apis/index.js';

const published = readFileSync(new URL('../../../openapi.json', import.meta.url), 'utf8');
const document = openApiDocument();

interface Found {
  readonly path: string;
  readonly method: string;
  readonly operation: OpenApiOperation;
}

const found: Found[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, operation]) =>
    [operation, ...(operation['x-lp-variants'] ?? [])].map((one) => ({ path, method, operation: one })),
  ),
);

function find(operationId: string): OpenApiOperation {
  const [one] = found.filter(({ operation }) => operation.operationId === operationId);
  if (one === undefined) throw new Error(`There is no ${operationId}`);
  return one.operation;
}

function parameter(operationId: string, name: string): unknown {
  return find(operationId).parameters.find((one) => 'name' in one && one.name === name);
}

describe('openapi.json', () => {
  it('is what `npm run openapi` makes', () => {
    // Not compared as text: a difference of 300 kB is no help.
    expect(published === formatOpenApi(document), 'run `npm run openapi` and commit openapi.json').toBe(true);
  });

  it('passes the linter', async () => {
    // Three paths of LivePerson end with a slash.
    const rules = { 'no-path-trailing-slash': 'off' } as const;
    const config = await createConfig({ extends: ['recommended-strict'], rules });
    const problems = await lintFromString({ source: published, config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });

  it('has every operation once, by its method and path, with privilege and service', () => {
    const told = found.map(({ path, method, operation }) => [
      operation.operationId,
      method.toUpperCase(),
      path,
      operation.summary,
      operation.deprecated ?? false,
      operation['x-lp-privilege'],
      operation['x-lp-service'],
    ]);
    const expected = allApis.flatMap((api) =>
      Object.entries(api.operations).map(([name, { method, path, summary, deprecated, service }]) => [
        `${api.id}.${name}`,
        method,
        path,
        summary,
        deprecated !== undefined,
        apisOutsideTable.includes(api) ? undefined : api.privilege,
        service ?? api.service,
      ]),
    );
    expect(told.sort()).toEqual(expected.sort());
  });

  it('names the host of the service as a variable of the server', () => {
    expect(find('users.list').servers).toEqual([
      { url: 'https://{accountConfigReadOnly}', variables: { accountConfigReadOnly: expect.anything() } },
    ]);
    const hosts = ['va.da.liveperson.net', 'lo.da.liveperson.net', 'sy.da.liveperson.net'];
    expect(find('dataAccess.getSchema').servers).toMatchObject([
      { variables: { dataAccess: { enum: hosts } } },
    ]);
  });

  it('can be authorised in two ways', () => {
    expect(document).toMatchObject({
      security: [{ oauth2: [] }, { oauth1: [] }],
      components: {
        securitySchemes: {
          oauth2: { type: 'oauth2', flows: { clientCredentials: { scopes: {} } } },
          oauth1: { type: 'apiKey', in: 'header', name: 'Authorization' },
        },
      },
    });
  });
});

describe('an operation', () => {
  it('has its parameters by their names on the wire, and those that are always sent', () => {
    expect(find('users.get').parameters).toEqual([
      { $ref: '#/components/parameters/accountId' },
      expect.objectContaining({ name: 'userId', in: 'path', required: true }),
      expect.objectContaining({
        name: 'v',
        in: 'query',
        required: true,
        schema: { type: 'string', enum: ['6.0'] },
      }),
      expect.objectContaining({ name: 'select', in: 'query', required: false }),
      { name: 'include_deleted', in: 'query', required: false, schema: { type: 'boolean' } },
      expect.objectContaining({ name: 'If-Match', in: 'header', required: false }),
    ]);
    expect(Object.keys(find('users.get').responses)).toContain('304');
  });

  it('tells the rules of its parameters', () => {
    expect(parameter('engagementHistory.search', 'source')).toMatchObject({
      required: true,
      description: 'A name of 1 to 20 characters',
      schema: { type: 'string', minLength: 1, maxLength: 20 },
    });
    expect(parameter('engagementHistory.search', 'limit')).toMatchObject({
      schema: { type: 'integer', minimum: 1, maximum: 100 },
    });
    expect(parameter('operationalRealtime.queueHealth', 'skillIds')).toMatchObject({
      explode: false,
      schema: { anyOf: [{ const: 'all' }, { type: 'array', minItems: 1 }] },
    });
  });

  it('has its body as it goes over the wire', () => {
    const schemaOf = (operationId: string) =>
      find(operationId).requestBody?.content['application/json'].schema;
    expect(schemaOf('engagementHistory.search')).toMatchObject({
      required: ['start'],
      properties: {
        start: {
          properties: { from: { type: 'integer' }, to: { type: 'integer' } },
          required: ['from', 'to'],
        },
      },
    });
    expect(schemaOf('functions.invoke')).toMatchObject({
      required: ['payload', 'headers', 'timestamp'],
      properties: { headers: { type: 'array' }, timestamp: { type: 'integer' } },
    });
    // Every value is text there, a list too.
    expect(schemaOf('operationalRealtime.agentActivityPost')).toEqual({
      type: 'object',
      properties: {
        v: { const: '1' },
        timeframe: { type: 'string' },
        interval: { type: 'string' },
        agentIds: { type: 'string' },
      },
      required: ['v', 'timeframe', 'agentIds'],
    });
    expect(schemaOf('users.list')).toBeUndefined();
  });

  it('tells what a status means that is an answer', () => {
    expect(find('validateEngagement.validate').responses).toMatchObject({
      200: { description: 'It means `{"valid":true,"reason":null}`' },
      404: { description: expect.stringMatching(/^It means `\{"valid":false,/) },
    });
  });

  it('tells the version that depends on the credential', () => {
    const id = 'operationalRealtime.messagingCurrentQueueHealth';
    expect(parameter(id, 'v')).toMatchObject({ schema: { enum: ['2', '1'] } });
    expect(find(id).description).toBe(
      'With a credential of OAuth 1.0a it takes `v=1`; it has no `fromMillis` and `toMillis`. ' +
        'With a credential of OAuth 2.0 it takes `v=2`, and requires `fromMillis` and `toMillis`.',
    );
    expect(parameter(id, 'fromMillis')).toMatchObject({ required: false, schema: { type: 'integer' } });
    const queueHealth = 'operationalRealtime.messagingQueueHealth';
    expect(parameter(queueHealth, 'v')).toMatchObject({ schema: { enum: ['2', '1'] } });
    expect(parameter(queueHealth, 'timeframe')).toMatchObject({ required: false });
    expect(find(queueHealth).description).toBe(
      'With a credential of OAuth 1.0a it takes `v=1`, and requires `timeframe`; it has no `fromMillis` and `toMillis`. ' +
        'With a credential of OAuth 2.0 it takes `v=2`, and requires `fromMillis` and `toMillis`; it has no `timeframe`.',
    );
  });

  it('of the V2 platform stands for its V1 form, which is described beside it', () => {
    const path = '/api/account/{accountId}/lambdas/{functionUuid}/invoke';
    const invoke = document.paths[path]?.post;
    expect(invoke).toMatchObject({
      operationId: 'functions.invoke',
      'x-lp-privilege': 'Invoke',
      'x-lp-variants': [{ operationId: 'functions.invokeV1', deprecated: true }],
    });
    expect(invoke?.deprecated).toBeUndefined();
    expect(invoke?.description).toBe(
      'At the same path: `functions.invokeV1` (deprecated): Invokes one function of the V1 platform, ' +
        'told by `v=1`; see `x-lp-variants`.',
    );
  });

  it('whose rule cannot be described is refused, with its name and the parameter', () => {
    const get: Operation = {
      summary: 'One',
      method: 'GET',
      path: '/one',
      parameters: () => ({ id: { in: 'query', schema: z.custom(() => true) } }),
    };
    const api: ApiDefinition = {
      id: 'made',
      title: 'Made up API',
      privilege: 'Read',
      service: 'made',
      owns: ['/one'],
      operations: { get },
    };
    expect(() => describeOperation(api, 'get', get)).toThrow(/^made\.get, parameter "id" has no JSON Schema/);
  });
});
