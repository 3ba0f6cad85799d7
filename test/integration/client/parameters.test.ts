import { describe, expect, it } from 'vitest';
import type { BoundMethod } from '../../../src/client/bind-api.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { failureOf } from './harness.js';

const { sandbox, lp } = await sandboxFixture();

const uuid = '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21';
const day = 86_400_000;
const start = { from: 0, to: day };
const circle: Record<string, unknown> = {};
circle.self = circle;

/** Operation, bad parameters, and the parameter that the error names. */
const BAD: readonly (readonly [operation: string, params: unknown, parameter: string])[] = [
  ['users.list', 'all', 'params'],
  ['users.list', [1], 'params'],
  ['users.list', 5, 'params'],
  ['users.list', { selects: 'id' }, 'selects'],
  ['users.list', { select: '' }, 'select'],
  ['users.list', { select: 5 }, 'select'],
  ['users.list', { includeDeleted: 'true' }, 'includeDeleted'],
  ['users.list', { ifRevision: 'a\r\nx-evil: 1' }, 'ifRevision'],
  ['users.list', { ifRevision: -2 }, 'ifRevision'],
  ['users.get', undefined, 'userId'],
  ['users.get', {}, 'userId'],
  ['users.get', { userID: 5 }, 'userID'],
  ['users.get', { userId: null }, 'userId'],
  ['users.get', { userId: '' }, 'userId'],
  ['users.get', { userId: '..' }, 'userId'],
  ['users.get', { userId: '1/../2' }, 'userId'],
  ['users.get', { userId: '1?v=1' }, 'userId'],
  ['users.get', { userId: Number.NaN }, 'userId'],
  ['users.get', { userId: -1 }, 'userId'],
  ['users.get', { userId: 1.5 }, 'userId'],
  ['users.get', { userId: 2 ** 60 }, 'userId'],
  ['users.get', { userId: 1, __proto__: null, toString: 1 }, 'toString'],
  ['skills.get', { skillId: 'abc' }, 'skillId'],
  ['engagementHistory.search', undefined, 'start'],
  ['engagementHistory.search', { start, source: '' }, 'source'],
  ['engagementHistory.search', { start, source: 'x'.repeat(21) }, 'source'],
  ['engagementHistory.search', { start: { from: day, to: 0 }, source: 'x' }, 'start.from'],
  ['engagementHistory.search', { start: { from: 0 }, source: 'x' }, 'start.to'],
  ['engagementHistory.search', { start: { from: new Date(Number.NaN), to: 1 }, source: 'x' }, 'start.from'],
  ['engagementHistory.search', { start, source: 'x', limit: 0 }, 'limit'],
  ['engagementHistory.search', { start, source: 'x', limit: 101 }, 'limit'],
  ['engagementHistory.search', { start, source: 'x', offset: -1 }, 'offset'],
  ['engagementHistory.search', { start, source: 'x', sort: 'start' }, 'sort'],
  ['engagementHistory.search', { start, source: 'x', skillIds: [1, 'two'] }, 'skillIds.1'],
  ['engagementHistory.search', { start, source: 'x', keyword: 'hello' }, 'keyword_search_area'],
  ['functions.invoke', {}, 'functionUuid'],
  ['functions.invoke', { functionUuid: 'not-a-uuid' }, 'functionUuid'],
  ['functions.invoke', { functionUuid: uuid, payload: 5n }, 'payload'],
  ['functions.invoke', { functionUuid: uuid, payload: { deep: [5n] } }, 'payload'],
  ['functions.invoke', { functionUuid: uuid, payload: circle }, 'payload'],
  ['functions.invoke', { functionUuid: uuid, payload: () => 1 }, 'payload'],
  ['functions.invoke', { functionUuid: uuid, headers: { a: 1 } }, 'headers'],
  ['functions.invoke', { functionUuid: uuid, headers: new Headers({ a: '1' }) }, 'headers'],
  ['functions.invoke', { functionUuid: uuid, eventSource: 'bad\nsource' }, 'eventSource'],
  ['functions.invoke', { functionUuid: uuid, timestamp: 'now' }, 'timestamp'],
  ['functions.invokeByEvent', { eventId: '' }, 'eventId'],
  ['functions.invokeByEvent', { eventId: '..' }, 'eventId'],
  ['functions.invokeByEvent', { eventId: '\ud800' }, 'eventId'],
  ['functions.isImplemented', { eventId: 'x', skillId: 'y' }, 'skillId'],
];

/** Options of a call that are wrong, and the option that the error names. */
const BAD_OPTIONS: readonly (readonly [options: Record<string, unknown>, option: string])[] = [
  [{ timeoutMs: 0 }, 'timeoutMs'],
  [{ timeoutMs: '10' }, 'timeoutMs'],
  [{ timeoutMs: Number.POSITIVE_INFINITY }, 'timeoutMs'],
  [{ deadlineMs: -1 }, 'deadlineMs'],
  [{ deadlineMs: Number.NaN }, 'deadlineMs'],
  [{ retry: true }, 'retry'],
  [{ retry: null }, 'retry'],
  [{ retry: { attempts: 0 } }, 'retry.attempts'],
  [{ retry: { attempts: 1.5 } }, 'retry.attempts'],
  [{ retry: { maxWaitMs: -1 } }, 'retry.maxWaitMs'],
  [{ appKeySecretName: '' }, 'appKeySecretName'],
  [{ appKeySecretName: 7 }, 'appKeySecretName'],
  [{ signal: {} }, 'signal'],
];

/** Raw calls that are wrong: path, options, and what the error names. */
const BAD_RAW: readonly (readonly [path: unknown, options: unknown, parameter: string])[] = [
  ['//evil.com', {}, 'path'],
  ['/\\evil.com', {}, 'path'],
  ['x', {}, 'path'],
  ['', {}, 'path'],
  [undefined, {}, 'path'],
  [null, {}, 'path'],
  ['https://evil.com/', {}, 'path'],
  ['@evil.com/', {}, 'path'],
  ['/a b', {}, 'path'],
  ['/a\tb', {}, 'path'],
  ['/a\r\nhost: evil.com', {}, 'path'],
  ['/a#fragment', {}, 'path'],
  ['/a\\b', {}, 'path'],
  ['/ok', { method: 'GE T' }, 'method'],
  ['/ok', { method: '' }, 'method'],
  ['/ok', { method: 5 }, 'method'],
  ['/ok', { headers: { 'bad name': 'x' } }, 'headers'],
  ['/ok', { headers: { 'x-a': 'line\nbreak' } }, 'headers'],
  ['/ok', { headers: { 'x-a': 'not Latin-1: \u20ac' } }, 'headers'],
  ['/ok', { headers: { '': 'x' } }, 'headers'],
  ['/ok', { headers: 'accept: text/plain' }, 'headers'],
  ['/ok', { headers: 5 }, 'headers'],
  ['/ok', { headers: [['only-a-name']] }, 'headers'],
  ['/ok', { headers: ['accept'] }, 'headers'],
  ['/ok', { headers: [null] }, 'headers'],
  ['/ok', { body: 'x' }, 'body'],
  ['/ok', { method: 'get', body: 'x' }, 'body'],
  ['/ok', { method: 'HEAD', body: 'x' }, 'body'],
  ['/ok', { method: 'POST', body: { a: 1 } }, 'body'],
  ['/ok', { method: 'POST', body: 5 }, 'body'],
  ['/ok', { method: 'POST', body: [1] }, 'body'],
  ['/ok', { method: 'POST', body: [] }, 'body'],
  ['/ok', { method: 'POST', body: true }, 'body'],
  ['/ok', 'options', 'options'],
];

function method(operation: string): BoundMethod {
  const [api = '', name = ''] = operation.split('.');
  const namespaces = lp as unknown as Record<string, Record<string, BoundMethod>>;
  const found = namespaces[api]?.[name];
  if (found === undefined) throw new Error(`There is no ${operation}`);
  return found;
}

async function refusalOf(call: PromiseLike<unknown>) {
  sandbox.requests.clear();
  const error = await failureOf(call);
  expect(error).toMatchObject({
    name: 'ParameterError',
    code: 'com.liveperson.faas.lp-client.invalid-parameter',
  });
  expect(sandbox.requests.all()).toEqual([]);
  return error;
}

describe('a typed call with a bad parameter sends nothing and names the parameter', () => {
  it.each(BAD)('%s(%o): %s', async (operation, params, parameter) => {
    const error = await refusalOf(method(operation)(params));
    expect(error.parameter).toBe(parameter);
    expect(error.message).toContain(operation);
    expect(error.message).toContain('Nothing was sent');
  });

  it('when it is iterated over, too', async () => {
    const walk = async () => {
      for await (const _ of lp.engagementHistory.search({ start, source: '' })) throw new Error('no item');
    };
    expect((await refusalOf(walk())).parameter).toBe('source');
  });

  it('and advises on what there is', async () => {
    const error = await refusalOf(method('users.list')({ selects: 'id' }));
    expect(error.message).toContain('select, includeDeleted, ifRevision');
  });
});

describe('a call with a bad option sends nothing and names the option', () => {
  it.each(BAD_OPTIONS)('%o: %s', async (options, option) => {
    expect((await refusalOf(method('users.list')({}, options))).parameter).toBe(option);
    expect((await refusalOf(lp('accountConfigReadOnly', '/ok', options))).parameter).toBe(option);
  });

  it('takes no options, undefined and null alike', async () => {
    const users = await method('users.list')({}, undefined);
    expect(await method('users.list')(null, null as never)).toEqual(users);
    const path = `/api/account/${sandbox.accountId}/configuration/le-users/users?v=6.0`;
    expect((await lp('accountConfigReadOnly', path, null as never)).status).toBe(200);
  });
});

describe('a raw call with bad input sends nothing and names it', () => {
  it.each(BAD_RAW)('%o %o: %s', async (path, options, parameter) => {
    const call = lp('accountConfigReadOnly', path as string, options as never);
    expect((await refusalOf(call)).parameter).toBe(parameter);
  });

  it('with advice for an object as body', async () => {
    const call = lp('msgHist', '/ok', { method: 'POST', body: { a: 1 } as never });
    expect((await refusalOf(call)).message).toContain('JSON.stringify');
  });
});
