import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { ModelAnswer } from '../../../scripts/answer-model.js';
import { projectAnswers } from '../../../scripts/answers.js';
import { formatOpenApi, openApiDocument } from '../../../scripts/openapi-document.js';
import { describeOperation } from '../../../scripts/openapi-operation.js';
import type { OpenApiOperation } from '../../../scripts/openapi-types.js';
import type { ApiDefinition, Operation } from '../../../src/apis/define-api.js';
import { allApis, apisOutsideTable } from '../../../src/apis/index.js';
import type { JsonSchema } from '../../../src/apis/parameter-schemas.js';

const published = readFileSync(new URL('../../../openapi.json', import.meta.url), 'utf8');
const model = projectAnswers();
const document = openApiDocument(model);

interface Found {
  readonly path: string;
  readonly method: string;
  readonly operation: OpenApiOperation;
}

const found: Found[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

function find(operationId: string): OpenApiOperation {
  const [one] = found.filter(({ operation }) => operation.operationId === operationId);
  if (one === undefined) throw new Error(`There is no ${operationId}`);
  return one.operation;
}

/** Of two operations with the same method and URL one has the beginning of the path in its server. */
function serverPath({ servers: [server] }: OpenApiOperation): string {
  return server?.url.replace(/^https:\/\/\{\w+\}/, '') ?? '';
}

function parameter(operationId: string, name: string): unknown {
  return find(operationId).parameters.find((one) => 'name' in one && one.name === name);
}

/** Fields of a schema that nothing describes, at any depth. */
function fieldsWithout(schema: unknown, at: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, items, anyOf = [], additionalProperties } = schema as JsonSchema;
  return [
    ...Object.entries(properties).flatMap(([name, field]) => [
      ...(described(field) ? [] : [`${at}.${name}`]),
      ...fieldsWithout(field, `${at}.${name}`),
    ]),
    ...[items, additionalProperties, ...anyOf].flatMap((inner) => fieldsWithout(inner, at)),
  ];
}

/** Values that a generator has to guess the type of. */
function untypedIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const isUntyped = ('enum' in value || 'const' in value) && !('type' in value) && !('properties' in value);
  return [...(isUntyped ? [value] : []), ...Object.values(value).flatMap(untypedIn)];
}

function described(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'description' in schema;
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
      `${serverPath(operation)}${path}`,
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

  it('describes every field and every parameter', () => {
    const undescribed = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
      fieldsWithout(schema, name),
    );
    const parameters = found.flatMap(({ operation: { operationId, parameters, requestBody } }) => [
      ...parameters.flatMap((one) =>
        'name' in one && one.description === undefined ? [`${operationId} ${one.name}`] : [],
      ),
      ...Object.entries(requestBody?.content['application/json'].schema.properties ?? {}).flatMap(
        ([name, field]) => (described(field) ? [] : [`${operationId} ${name}`]),
      ),
    ]);
    expect([...undescribed, ...parameters]).toEqual([]);
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
        schema: { type: 'string', const: '6.0', default: '6.0' },
      }),
      expect.objectContaining({ name: 'select', in: 'query', required: false }),
      {
        name: 'include_deleted',
        in: 'query',
        required: false,
        description: expect.stringMatching(/^Whether to answer deleted items.* Default: false\.$/),
        schema: { type: 'boolean' },
      },
      expect.objectContaining({ name: 'If-Match', in: 'header', required: false }),
    ]);
    expect(Object.keys(find('users.get').responses)).toContain('304');
  });

  it('tells the rules of its parameters', () => {
    expect(parameter('engagementHistory.search', 'source')).toMatchObject({
      required: true,
      description: 'Name of the caller, unique per project or process; 1 to 20 characters.',
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
      required: ['payload', 'timestamp'],
      properties: { headers: { type: 'array' }, timestamp: { type: 'integer' } },
    });
    // Every value is text there, a list too.
    expect(schemaOf('operationalRealtime.agentActivityPost')).toEqual({
      type: 'object',
      properties: {
        v: expect.objectContaining({ type: 'string', const: '1' }),
        timeframe: { type: 'string', description: expect.stringMatching(/^Minutes back from now/) },
        interval: { type: 'string', description: expect.anything() },
        agentIds: { type: 'string', description: 'Agents to answer.' },
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

  it('wants what LivePerson requires, and not what the client sends all the same', () => {
    expect(parameter('functions.invoke', 'LP-EventSource')).toMatchObject({ required: false });
    expect(parameter('functions.invokeV1', 'externalSystem')).toMatchObject({ required: false });
    expect(parameter('dataAccess.getSchema', 'schemaId')).toMatchObject({ required: true });
    expect(find('ivrEngagement.request').requestBody?.content['application/json'].schema.required).toEqual([
      'appType',
    ]);
  });

  it('has one alternative for each type of a value', () => {
    expect(parameter('users.get', 'userId')).toMatchObject({
      schema: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
    });
    const body = find('messagingInteractions.search').requestBody?.content['application/json'].schema;
    expect(body?.properties?.agentGroupIds).toMatchObject({
      items: {
        anyOf: [
          { type: 'integer' },
          { type: 'string' },
          { type: 'integer', const: -1 },
          { type: 'string', const: '-1' },
        ],
      },
    });
    const parts = found.map(({ operation: { parameters, requestBody } }) => ({ parameters, requestBody }));
    expect(untypedIn([parts, document.components.schemas])).toEqual([]);
  });

  it('of the V1 platform has the URL of that of V2, and a path of its own', () => {
    const path = '/account/{accountId}/lambdas/{functionUuid}/invoke';
    const invoke = document.paths[`/api${path}`]?.post;
    expect(invoke).toMatchObject({
      operationId: 'functions.invoke',
      'x-lp-privilege': 'Invoke',
      'x-lp-variants': ['functions.invokeV1'],
      servers: [{ url: 'https://{faasGW}' }],
    });
    expect(invoke?.deprecated).toBeUndefined();
    expect(invoke?.description).toBe(
      'At the same URL: `functions.invokeV1` (deprecated): Invokes one function of the V1 platform, ' +
        `told by \`v=1\`; see the path \`${path}\`.`,
    );
    expect(document.paths[path]?.post).toMatchObject({
      operationId: 'functions.invokeV1',
      deprecated: true,
      servers: [{ url: 'https://{faasGW}/api' }],
    });
  });

  it('answers a schema with a name, which is described once', () => {
    const answerOf = (operationId: string) => find(operationId).responses['200'];
    const user = { $ref: '#/components/schemas/User' };
    expect(answerOf('users.get')).toMatchObject({ content: { 'application/json': { schema: user } } });
    expect(answerOf('users.list')).toMatchObject({
      content: { 'application/json': { schema: { type: 'array', items: user } } },
    });
    expect(document.components.schemas.User).toMatchObject({
      type: 'object',
      properties: {
        id: { type: 'integer', description: 'Unique id.' },
        skillIds: { type: 'array', items: { type: 'integer' } },
        maxAsyncChats: { type: ['number', 'null'] },
        memberOf: { anyOf: [{ $ref: '#/components/schemas/AgentGroupAssignment' }, { type: 'null' }] },
      },
      required: ['id', 'deleted'],
    });
  });

  it('answers an error in the form of its service', () => {
    const errorOf = (operationId: string, status: string) => {
      const response = find(operationId).responses[status];
      const name = response !== undefined && '$ref' in response ? response.$ref.split('/').at(-1) : undefined;
      return document.components.responses[name ?? ''];
    };
    const of = (form: string) => ({
      content: { 'application/json': { schema: { $ref: `#/components/schemas/${form}` } } },
    });
    expect(errorOf('users.get', '404')).toMatchObject(of('ServiceError'));
    expect(errorOf('visitInformation.get', '400')).toMatchObject(of('MonitoringError'));
    expect(errorOf('functions.invoke', '429')).toMatchObject(of('FunctionsError'));
    expect(errorOf('functions.invokeV1', '429')).toMatchObject(of('FunctionsV1Error'));
    // Chats answer a redirect where there were too many requests.
    expect(errorOf('engagementHistory.search', '302')).toEqual(errorOf('engagementHistory.search', '429'));
    // OpenAPI has no place for a status above 599.
    expect(errorOf('functions.invoke', 'default')).toMatchObject({
      ...of('FunctionsError'),
      description: expect.stringContaining('901: the function threw'),
    });
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
    const answer: ModelAnswer = { type: { kind: 'unknown' }, parameters: new Map() };
    expect(() => describeOperation(api, 'get', get, answer)).toThrow(
      /^made\.get, parameter "id" has no JSON Schema/,
    );
  });
});
