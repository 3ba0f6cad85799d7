import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { NetworkError } from '../../../src/errors/network-error.js';
import { TimeoutError } from '../../../src/errors/timeout-error.js';
import type { CallRequest } from '../../../src/http/engine.js';
import { TestClock } from '../../../src/testing/test-clock.js';
import { CallScene, rejection } from '../../support/call-scene.js';
import { networkFailure, type Reply } from '../../support/scripted-transport.js';
import { VirtualClock } from '../../support/virtual-clock.js';

const ok = { status: 200, body: 'fine' };
const busy = (seconds?: string): Reply => ({
  status: 503,
  body: 'busy',
  ...(seconds !== undefined && { headers: { 'retry-after': seconds } }),
});
const invocation: Partial<CallRequest> = { method: 'POST', body: '{}', policy: { repeatable: false } };
const upload = (): Partial<CallRequest> => ({
  method: 'PUT',
  body: Readable.from(['data']),
});
const failed = (code: string) => ({ error: networkFailure(code) });

/** Sends a request, and tells what came of it, how often it was sent and how long it waited. */
async function run(script: ConstructorParameters<typeof CallScene>[0], request: Partial<CallRequest> = {}) {
  const clock = new VirtualClock(Date.UTC(2026, 0, 1));
  const scene = new CallScene(script, { clock });
  const startedAt = clock.now();
  const outcome: unknown = await scene.read(request).catch((error: unknown) => error);
  return { outcome, sends: scene.transport.requests.length, waitedMs: clock.now() - startedAt, scene };
}

describe('a read', () => {
  it.each([429, 500, 502, 503, 504])('is sent again after %i', async (status) => {
    const { outcome, sends } = await run([{ status }, { status }, ok]);
    expect(outcome).toEqual({ status: 200, text: 'fine' });
    expect(sends).toBe(3);
  });

  it.each([200, 204, 301, 302, 304, 400, 403, 404, 409, 410, 501, 599, 901])(
    'is not sent again after %i',
    async (status) => {
      const { outcome, sends } = await run([{ status, body: 'answer' }]);
      expect(outcome).toEqual({ status, text: 'answer' });
      expect(sends).toBe(1);
    },
  );

  it('gets the last answer after four attempts', async () => {
    const { outcome, sends, waitedMs } = await run(() => busy());
    expect(outcome).toEqual({ status: 503, text: 'busy' });
    expect(sends).toBe(4);
    // 250, 500 and 1,000 ms, each shortened by up to a half.
    expect(waitedMs).toBeGreaterThanOrEqual(875);
    expect(waitedMs).toBeLessThanOrEqual(1_750);
  });

  it('gets the last failure after four attempts', async () => {
    const { outcome, sends } = await run(() => failed('ECONNRESET'));
    expect(outcome).toBeInstanceOf(NetworkError);
    expect(outcome).toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(sends).toBe(4);
  });

  it.each([
    [{ attempts: 1 }, 1],
    [{ attempts: 2 }, 2],
    [{ attempts: 9 }, 9],
    [false as const, 1],
  ])('is sent as often as retry says: %j', async (retry, expected) => {
    expect((await run(() => busy('0'), { policy: { retry } })).sends).toBe(expected);
  });

  it('whose body breaks off is sent again, and its value comes from one whole answer', async () => {
    const broken = () =>
      Readable.from(
        (async function* () {
          yield Buffer.from('half of it');
          throw networkFailure('ECONNRESET');
        })(),
        { objectMode: false },
      );
    const { outcome, sends } = await run((_, count) => (count < 3 ? { status: 200, body: broken() } : ok));
    expect(outcome).toEqual({ status: 200, text: 'fine' });
    expect(sends).toBe(3);
    const write = await run(() => ({ status: 200, body: broken() }), invocation);
    expect(write.outcome).toBeInstanceOf(NetworkError);
    expect(write.sends).toBe(1);
  });

  it('is sent again after an attempt timed out', async () => {
    const { outcome, sends } = await run((_, count) => (count < 3 ? 'silence' : ok), {
      policy: { timeoutMs: 10 },
    });
    expect(outcome).toEqual({ status: 200, text: 'fine' });
    expect(sends).toBe(3);
  });

  it('gets the time-out of its last attempt', async () => {
    const { outcome, sends } = await run(() => 'silence', {
      policy: { timeoutMs: 5, retry: { attempts: 2 } },
    });
    expect(outcome).toBeInstanceOf(TimeoutError);
    expect(outcome).toMatchObject({ phase: 'headers', limitMs: 5 });
    expect(sends).toBe(2);
  });

  it.each(['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    'is not sent again after %s',
    async (code) => {
      const { outcome, sends } = await run(() => failed(code));
      expect(outcome).toMatchObject({ name: 'NetworkError', cause: { code } });
      expect(sends).toBe(1);
    },
  );

  it('gives up the answers that it does not use', async () => {
    const bodies = [Readable.from(['x'.repeat(100_000)]), Readable.from(['small'])];
    const headers = { 'content-length': '5' };
    const { scene } = await run((_, count) => ({
      ...busy(),
      headers: count === 2 ? headers : {},
      body: bodies[count - 1] ?? '',
    }));
    await vi.waitFor(() => expect(bodies.map(({ closed }) => closed)).toEqual([true, true]), 30_000);
    expect(scene.transport.bodies).toHaveLength(4);
  });
});

describe('what must not be repeated', () => {
  it.each([
    ['503', busy()],
    ['500', { status: 500 }],
    ['a reset', failed('ECONNRESET')],
    ['a failure without a code', { error: new Error('lost') }],
  ])('is sent once: a POST that met %s', async (_, step) => {
    expect((await run(() => step, invocation)).sends).toBe(1);
  });

  it('is sent once: a POST whose answer did not come in time', async () => {
    const { outcome, sends } = await run(() => 'silence', {
      ...invocation,
      policy: { repeatable: false, timeoutMs: 5 },
    });
    expect(outcome).toBeInstanceOf(TimeoutError);
    expect(sends).toBe(1);
  });

  it.each([
    ['429', { status: 429 }],
    ['ECONNREFUSED', failed('ECONNREFUSED')],
    ['ENOTFOUND', failed('ENOTFOUND')],
    ['UND_ERR_CONNECT_TIMEOUT', failed('UND_ERR_CONNECT_TIMEOUT')],
  ])('is sent again when it was not carried out: a POST that met %s', async (_, step) => {
    const { outcome, sends } = await run([step, ok], invocation);
    expect(outcome).toEqual({ status: 200, text: 'fine' });
    expect(sends).toBe(2);
  });

  it.each([
    ['429', { status: 429 }],
    ['503', busy()],
    ['ECONNREFUSED', failed('ECONNREFUSED')],
  ])('is sent once: a stream body that met %s', async (_, step) => {
    expect((await run(() => step, upload())).sends).toBe(1);
  });
});

describe('the wait', () => {
  it.each([
    ['3', 3_000],
    ['0', 0],
    [new Date(Date.UTC(2026, 0, 1, 0, 0, 5)).toUTCString(), 5_000],
    [new Date(Date.UTC(2025, 0, 1)).toUTCString(), 0],
  ])('is what Retry-After says: %s', async (header, expected) => {
    const { outcome, waitedMs } = await run([busy(header), ok]);
    expect(outcome).toMatchObject({ status: 200 });
    expect(waitedMs).toBe(expected);
  });

  it('is at least a second after a 429 without Retry-After', async () => {
    const { waitedMs } = await run([{ status: 429 }, ok], invocation);
    expect(waitedMs).toBeGreaterThanOrEqual(1_000);
    expect(waitedMs).toBeLessThanOrEqual(1_250);
  });

  it('of a throttled status of the operation is that of a 429', async () => {
    const { outcome, sends, waitedMs } = await run([{ status: 302 }, ok], {
      policy: { throttled: [429, 302] },
    });
    expect(outcome).toMatchObject({ status: 200 });
    expect(sends).toBe(2);
    expect(waitedMs).toBeGreaterThanOrEqual(1_000);
  });

  it('longer than maxWaitMs is not waited for: the answer comes at once', async () => {
    const { outcome, sends, waitedMs } = await run([busy('11')]);
    expect(outcome).toEqual({ status: 503, text: 'busy' });
    expect([sends, waitedMs]).toEqual([1, 0]);
  });

  it('longer than the rest of the deadline is not waited for: the answer or the failure comes at once', async () => {
    const limits = { deadlineMs: 1_000 };
    const answered = await run([busy('2')], { policy: limits });
    expect(answered.outcome).toEqual({ status: 503, text: 'busy' });
    expect([answered.sends, answered.waitedMs]).toEqual([1, 0]);
    const soon = { deadlineMs: 100, retry: { attempts: 4 } };
    const refused = await run(() => failed('ECONNREFUSED'), { policy: soon });
    expect(refused.outcome).toBeInstanceOf(NetworkError);
    expect([refused.sends, refused.waitedMs]).toEqual([1, 0]);
  });

  it('ends with the deadline, when time runs out while it waits', async () => {
    const clock = new TestClock();
    const scene = new CallScene([busy('9')], { clock });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const call = rejection(scene.read({ policy: { deadlineMs: 9_500 } }));
      await untilSleeping(clock);
      // Time passes for the deadline; the clock of the wait stands still.
      vi.advanceTimersByTime(9_500);
      expect(await call).toMatchObject({ name: 'TimeoutError', phase: 'deadline', limitMs: 9_500 });
      expect(clock.sleeping).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([[new Error('mine')], ['text'], [null]])(
    'ends with the abort of the caller: %o',
    async (reason: unknown) => {
      const clock = new TestClock();
      const scene = new CallScene([busy('5'), ok], { clock });
      const controller = new AbortController();
      const call = rejection(scene.read({ signal: controller.signal }));
      await untilSleeping(clock);
      expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
      controller.abort(reason);
      expect(await call).toBe(reason);
      expect(clock.sleeping).toBe(0);
      expect(scene.transport.requests).toHaveLength(1);
      expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    },
  );

  it('ends with the abort of the caller after an attempt timed out', async () => {
    const clock = new TestClock();
    const scene = new CallScene(() => 'silence', { clock });
    const controller = new AbortController();
    const call = rejection(scene.read({ signal: controller.signal, policy: { timeoutMs: 5 } }));
    await untilSleeping(clock);
    controller.abort('mine');
    expect(await call).toBe('mine');
  });
});

async function untilSleeping(clock: TestClock): Promise<void> {
  while (clock.sleeping === 0) await new Promise(setImmediate);
}
