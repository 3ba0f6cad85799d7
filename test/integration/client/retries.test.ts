import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LPClient } from '../../../src/client/lp-client.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { failureOf, InstantClock, startAccount, TRANSPORTS } from './harness.js';

describe.each(TRANSPORTS)('retries through %s', async (transport) => {
  let toolbelt: ToolbeltInstance;
  let clock: InstantClock;
  let lp: LPClient;

  const { sandbox } = await sandboxFixture();
  beforeEach(async () => {
    sandbox.faults.clear();
    clock = new InstantClock();
    toolbelt = sandbox.toolbelt({ transport, clock });
    lp = toolbelt.LPClient();
    await lp.users.list();
    sandbox.requests.clear();
  });
  afterEach(() => toolbelt.close());

  const service = 'accountConfigReadOnly' as const;
  const path = () => `/api/account/${sandbox.accountId}/configuration/le-users/users?v=6.0`;
  const sends = () => sandbox.requests.count({ service });

  it('send a read again after 503, with one request id', async () => {
    sandbox.faults.add({ service, status: 503, times: 2 });
    expect(await lp.users.list()).toHaveLength(50);
    const sent = sandbox.requests.matching({ service });
    expect(sent.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(new Set(sent.map(({ headers }) => headers['x-request-id'])).size).toBe(1);
    const [first = 0, second = 0] = clock.waits;
    expect(clock.waits).toHaveLength(2);
    expect(first).toBeGreaterThanOrEqual(125);
    expect(first).toBeLessThanOrEqual(250);
    expect(second).toBeGreaterThanOrEqual(250);
    expect(second).toBeLessThanOrEqual(500);
  });

  it.each([500, 502, 504, 429])('send a raw read again after %i', async (status) => {
    sandbox.faults.add({ service, status });
    expect((await lp(service, path())).status).toBe(200);
    expect(sends()).toBe(2);
  });

  it.each([400, 404, 409, 501])('do not send again after %i', async (status) => {
    sandbox.faults.add({ service, status });
    expect((await lp(service, path())).status).toBe(status);
    expect(sends()).toBe(1);
  });

  it('send a read again after a reset', async () => {
    sandbox.faults.add({ service, reset: true, times: 2 });
    expect(await lp.users.list()).toHaveLength(50);
    expect(sends()).toBe(3);
  });

  it('send a typed read again when its body broke off', async () => {
    sandbox.faults.add({ service, truncate: true });
    expect(await lp.users.list()).toHaveLength(50);
    expect(sends()).toBe(2);
  });

  it('give up with the last answer after four sends', async () => {
    sandbox.faults.add({ service, status: 503, times: Infinity });
    await expect(lp.users.list()).rejects.toMatchObject({ name: 'HttpError', status: 503 });
    expect(sends()).toBe(4);
    expect((await lp(service, path())).status).toBe(503);
    expect(sends()).toBe(8);
  });

  it('give up with NetworkError after four resets', async () => {
    sandbox.faults.add({ service, reset: true, times: Infinity });
    const error = await failureOf(lp.users.list());
    const host = sandbox.hosts.accountConfigReadOnly;
    expect(error).toMatchObject({ name: 'NetworkError', host, attempts: 4 });
    // The first one may have met a connection that was idle, which is no attempt.
    expect([4, 5]).toContain(sends());
  });

  it('repeat a search, which is a POST that reads', async () => {
    sandbox.faults.add({ service: 'engHistDomain', status: 503 });
    const to = sandbox.fixtures.baseTime;
    await lp.engagementHistory.search({ start: { from: to - 86_400_000, to }, source: 'report' });
    expect(sandbox.requests.count({ service: 'engHistDomain' })).toBe(2);
  });

  it('never repeat an invocation that may have reached the function', async () => {
    const { uuid: functionUuid } = sandbox.fixtures.functions.echo;
    for (const status of [500, 502, 503, 504]) {
      sandbox.requests.clear();
      sandbox.faults.add({ service: 'faasGW', status });
      await expect(lp.functions.invoke({ functionUuid })).rejects.toMatchObject({ status });
      expect(sandbox.requests.count({ service: 'faasGW' })).toBe(1);
    }
    sandbox.requests.clear();
    sandbox.faults.add({ service: 'faasGW', reset: true });
    await expect(lp.functions.invoke({ functionUuid })).rejects.toMatchObject({ name: 'NetworkError' });
    expect(sandbox.requests.count({ service: 'faasGW' })).toBe(1);
  });

  it('repeat an invocation that was refused with 429', async () => {
    const { uuid: functionUuid } = sandbox.fixtures.functions.echo;
    sandbox.faults.add({ service: 'faasGW', status: 429, times: 2 });
    expect(await lp.functions.invoke({ functionUuid, payload: [1] })).toEqual([1]);
    expect(sandbox.requests.count({ service: 'faasGW' })).toBe(3);
  });

  it('do not repeat a raw POST after 503, but after 429', async () => {
    const invoke = `/api/account/${sandbox.accountId}/lambdas/${sandbox.fixtures.functions.echo.uuid}/invoke`;
    const body = JSON.stringify({ timestamp: 0, headers: [], payload: 'x' });
    sandbox.faults.add({ service: 'faasGW', status: 503 });
    expect((await lp('faasGW', invoke, { method: 'POST', body })).status).toBe(503);
    expect(sandbox.requests.count({ service: 'faasGW' })).toBe(1);
    sandbox.faults.add({ service: 'faasGW', status: 429 });
    expect((await lp('faasGW', invoke, { method: 'POST', body })).status).toBe(200);
    expect(sandbox.requests.count({ service: 'faasGW' })).toBe(3);
  });

  it.each([
    ['seconds', () => '3', 3_000],
    ['now', () => '0', 0],
    ['a date that has passed', () => new Date(0).toUTCString(), 0],
  ])('wait as long as Retry-After says: %s', async (_form, retryAfter, waitMs) => {
    sandbox.faults.add({ service, status: 503, retryAfter: retryAfter() });
    await lp.users.list();
    expect(clock.waits).toEqual([waitMs]);
  });

  it('wait until the date that Retry-After gives', async () => {
    const at = Math.ceil(clock.now() / 1_000) * 1_000 + 4_000;
    sandbox.faults.add({ service, retryAfter: new Date(at).toUTCString() });
    await lp.users.list();
    expect(clock.waits).toHaveLength(1);
    expect(clock.waits[0]).toBeGreaterThan(3_000);
    expect(clock.waits[0]).toBeLessThanOrEqual(5_000);
  });

  it('do not wait longer than maxWaitMs', async () => {
    sandbox.faults.add({ service, status: 503, retryAfter: 11 });
    await expect(lp.users.list()).rejects.toMatchObject({ status: 503 });
    expect(sends()).toBe(1);
    sandbox.faults.add({ service, status: 503, retryAfter: 11 });
    await lp.users.list({}, { retry: { maxWaitMs: 11_000 } });
    expect(clock.waits).toEqual([11_000]);
  });

  it('wait after a 429 as long as it asks, whatever maxWaitMs says, and use up no attempt', async () => {
    sandbox.faults.add({ service, retryAfter: 2, times: 6 });
    await lp.users.list({}, { retry: { attempts: 2, maxWaitMs: 10 } });
    expect(sends()).toBe(7);
    expect(clock.waits).toHaveLength(6);
    for (const ms of clock.waits) expect(ms).toBeGreaterThan(1_900);
  });

  it('do not wait beyond the deadline', async () => {
    sandbox.faults.add({ service, retryAfter: 6 });
    await expect(lp.users.list({}, { deadlineMs: 5_000 })).rejects.toMatchObject({ status: 429 });
    expect(clock.waits).toEqual([]);
  });

  it.each([
    ['false', false],
    ['one attempt', { attempts: 1 }],
  ] as const)('are switched off by %s, for one call or all', async (_name, retry) => {
    sandbox.faults.add({ service, status: 503, times: 3 });
    await expect(lp.users.list({}, { retry })).rejects.toMatchObject({ status: 503 });
    expect((await lp(service, path(), { retry })).status).toBe(503);
    await using without = sandbox.toolbelt({ transport, clock, retry });
    await expect(without.LPClient().users.list()).rejects.toMatchObject({ status: 503 });
    expect(sends()).toBe(3);
    expect(clock.waits).toEqual([]);
  });

  it.each([2, 3, 6])('stop after %i sends when told so', async (attempts) => {
    sandbox.faults.add({ service, status: 503, times: Infinity });
    await expect(lp.users.list({}, { retry: { attempts } })).rejects.toMatchObject({ status: 503 });
    expect(sends()).toBe(attempts);
  });

  it('end with the reason of an abort during the wait', async () => {
    sandbox.faults.add({ service, status: 503, retryAfter: 9, times: Infinity });
    await using waiting = sandbox.toolbelt({ transport });
    const controller = new AbortController();
    const call = waiting.LPClient().users.list({}, { signal: controller.signal });
    const failed = failureOf(call);
    // The sandbox's clock is the toolbelt's: it tells when the wait has begun.
    while (sandbox.clock.sleeping === 0) await new Promise(setImmediate);
    const reason = new Error('the user went away');
    controller.abort(reason);
    expect(await failed).toBe(reason);
    expect(sandbox.clock.sleeping).toBe(0);
    expect(sends()).toBe(1);
  });

  it('retry CSDS and sentinel too', async () => {
    await using fresh = sandbox.toolbelt({ transport, clock });
    sandbox.faults.add({ service: 'csds', status: 503 });
    sandbox.faults.add({ service: 'sentinel', reset: true });
    expect(await fresh.LPClient().users.list()).toHaveLength(50);
    expect(sandbox.requests.count({ service: 'csds' })).toBe(2);
    expect(sandbox.requests.count({ service: 'sentinel' })).toBe(2);
  });

  it('end with CsdsError when CSDS stays out of order, and nothing is kept of it', async () => {
    await using fresh = sandbox.toolbelt({ transport, clock });
    sandbox.faults.add({ service: 'csds', status: 503, times: 4 });
    const client = fresh.LPClient();
    await expect(client.users.list()).rejects.toMatchObject({
      name: 'CsdsError',
      code: 'com.liveperson.faas.csds.op-failed',
    });
    expect(await client.users.list()).toHaveLength(50);
  });
});

describe.each(TRANSPORTS)('a body that is a stream, through %s', (transport) => {
  it('is sent once', async () => {
    await using account = await startAccount((_request, response) => void response.writeHead(429).end());
    const lp = account.toolbelt({ transport, clock: new InstantClock() }).LPClient();
    const response = await lp('msgHist', '/upload', { method: 'PUT', body: new Blob(['abc']).stream() });
    expect(response.status).toBe(429);
    expect(account.received.map(({ body }) => body.toString())).toEqual(['abc']);
  });
});
