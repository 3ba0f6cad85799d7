import { getEventListeners, once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { TimeoutError } from '../../../src/errors/timeout-error.js';
import { CallLimits } from '../../../src/http/limits.js';

const limitsOf = (deadlineMs = 1_000, signal?: AbortSignal | null) =>
  new CallLimits({ label: 'users.list', deadlineMs, maxAnswerBytes: 1_000, signal });
const messageOf = ({ cancellation }: CallLimits) => (cancellation.reason as Error).message;
const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Two ends of a connection within this machine. */
async function connection(): Promise<{ near: Socket; far: Socket }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [far] = (await once(server, 'connection')) as [Socket];
  server.close();
  onTestFinished(() => {
    near.destroy();
    far.destroy();
  });
  return { near, far };
}

/** Holds the whole process up. */
const freeze = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

describe('the limits of a process that was frozen', () => {
  it('let what arrived meanwhile be read before they call it late', async () => {
    vi.useRealTimers();
    const { near, far } = await connection();
    const limits = limitsOf(60_000);
    const arrived = once(near, 'data').then(() => limits.arm('body', 60_000));
    far.write('an answer');
    limits.arm('headers', 100);
    freeze(300);
    await arrived;
    await new Promise(setImmediate);
    expect(limits.cancellation.aborted).toBe(false);
    limits.close();
  });

  it('end what did not come', async () => {
    vi.useRealTimers();
    const limits = limitsOf(60_000);
    limits.arm('headers', 100);
    freeze(300);
    await vi.waitUntil(() => limits.cancellation.aborted);
    expect(limits.cancellation.reason).toMatchObject({ phase: 'headers', limitMs: 100 });
    limits.close();
  });

  it('are not looked at any more once the call is over', async () => {
    vi.useRealTimers();
    const limits = limitsOf(60_000);
    limits.arm('headers', 100);
    // Between the timer that rings late and the second look.
    setTimeout(() => limits.close(), 100);
    freeze(300);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(limits.cancellation.aborted).toBe(false);
  });
});

describe('the limits', () => {
  it.each(['headers', 'body'] as const)('end what is armed as %s after its limit, not before', (phase) => {
    const limits = limitsOf();
    limits.arm(phase, 300);
    vi.advanceTimersByTime(299);
    expect(limits.cancellation.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(limits.cancellation.reason).toBeInstanceOf(TimeoutError);
    expect(limits.cancellation.reason).toMatchObject({ phase, limitMs: 300 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('end the whole call at its deadline', () => {
    const limits = limitsOf(500);
    limits.arm('deadline');
    vi.advanceTimersByTime(499);
    expect(limits.cancellation.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(limits.cancellation.reason).toMatchObject({ phase: 'deadline', limitMs: 500 });
  });

  it('let the deadline come first, whatever else is armed', () => {
    const limits = limitsOf(500);
    limits.arm('headers', 400);
    vi.advanceTimersByTime(300);
    limits.arm('body', 400);
    vi.advanceTimersByTime(200);
    expect(limits.cancellation.reason).toMatchObject({ phase: 'deadline', limitMs: 500 });
  });

  it.each([
    ['headers', 'timeoutMs'],
    ['body', 'bodyIdleMs'],
    ['deadline', 'deadlineMs'],
  ] as const)('say for %s which call, how long, and that %s is the option', (phase, option) => {
    const limits = limitsOf(200);
    limits.arm(phase, phase === 'deadline' ? undefined : 100);
    vi.advanceTimersByTime(200);
    expect(messageOf(limits)).toContain('users.list');
    expect(messageOf(limits)).toContain(`${phase === 'deadline' ? 200 : 100} ms`);
    expect(messageOf(limits)).toContain(option);
  });

  it('count the body from its last data', () => {
    const limits = limitsOf(10_000);
    limits.arm('body', 100);
    for (let i = 0; i < 20; i += 1) {
      vi.advanceTimersByTime(99);
      limits.touch();
    }
    expect(limits.cancellation.aborted).toBe(false);
    vi.advanceTimersByTime(100);
    expect(limits.cancellation.reason).toMatchObject({ phase: 'body', limitMs: 100 });
  });

  it('count from the latest arm only', () => {
    const limits = limitsOf();
    limits.arm('headers', 100);
    vi.advanceTimersByTime(90);
    limits.arm('body', 200);
    vi.advanceTimersByTime(199);
    expect(limits.cancellation.aborted).toBe(false);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('do not count while disarmed; time goes on all the same', () => {
    const limits = limitsOf(1_000);
    limits.arm('body', 100);
    limits.disarm();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(900);
    expect(limits.cancellation.aborted).toBe(false);
    expect(limits.remainingMs).toBe(100);
    expect(limits.elapsedMs).toBe(900);
    limits.arm('body', 500);
    vi.advanceTimersByTime(100);
    expect(limits.cancellation.reason).toMatchObject({ phase: 'deadline' });
  });

  it('hold at once when the deadline is over already', () => {
    const limits = limitsOf(100);
    vi.advanceTimersByTime(500);
    limits.arm('headers', 1_000);
    vi.advanceTimersByTime(1);
    expect(limits.cancellation.reason).toMatchObject({ phase: 'deadline' });
  });

  it('of the body go on when it was handed over; the deadline does not', () => {
    const limits = limitsOf(100);
    limits.arm('headers', 50);
    limits.handOver();
    vi.advanceTimersByTime(60_000);
    expect(limits.cancellation.aborted).toBe(false);
    limits.arm('body', 1_000);
    vi.advanceTimersByTime(1_000);
    expect(limits.cancellation.reason).toMatchObject({ phase: 'body', limitMs: 1_000 });
  });
});

describe("the caller's signal", () => {
  it.each([[new Error('mine')], ['text'], [null], [0], [''], [false], [{ any: 'object' }]])(
    'ends the call with its own reason: %o',
    (reason: unknown) => {
      const controller = new AbortController();
      const before = limitsOf(1_000, controller.signal);
      controller.abort(reason);
      const after = limitsOf(1_000, controller.signal);
      for (const limits of [before, after]) {
        expect(limits.cancellation.aborted).toBe(true);
        expect(limits.cancellation.reason).toBe(reason);
      }
    },
  );

  it('may be missing', () => {
    for (const signal of [undefined, null]) {
      const limits = limitsOf(1_000, signal);
      expect(limits.cancellation.aborted).toBe(false);
      limits.close();
    }
  });

  it('has one listener while the call runs, and none after it', () => {
    const { signal } = new AbortController();
    const all = [limitsOf(1_000, signal), limitsOf(1_000, signal)];
    expect(listeners(signal)).toBe(2);
    for (const limits of all) {
      limits.arm('headers', 100);
      limits.renew();
      limits.arm('body', 100);
      expect(listeners(signal)).toBe(2);
    }
    for (const limits of all) limits.close();
    expect(listeners(signal)).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has no listener after its abort, nor when it was aborted before', () => {
    const controller = new AbortController();
    limitsOf(1_000, controller.signal);
    controller.abort('over');
    limitsOf(1_000, controller.signal);
    expect(listeners(controller.signal)).toBe(0);
  });

  it('does nothing to a call that is closed', () => {
    const controller = new AbortController();
    const limits = limitsOf(1_000, controller.signal);
    limits.arm('headers', 100);
    limits.close();
    limits.close();
    controller.abort('late');
    vi.advanceTimersByTime(10_000);
    expect(limits.cancellation.aborted).toBe(false);
  });
});

describe('renew', () => {
  it('gives a new signal after the time-out of an attempt; the deadline goes on', () => {
    const limits = limitsOf(500);
    limits.arm('headers', 100);
    const first = limits.cancellation;
    vi.advanceTimersByTime(100);
    limits.renew();
    expect(limits.cancellation).not.toBe(first);
    expect(limits.cancellation.aborted).toBe(false);
    limits.arm('deadline');
    vi.advanceTimersByTime(400);
    expect(limits.cancellation.reason).toMatchObject({ phase: 'deadline' });
  });

  it('keeps a signal that has not been aborted', () => {
    const limits = limitsOf();
    const { cancellation } = limits;
    limits.renew();
    expect(limits.cancellation).toBe(cancellation);
  });

  it('does not revive a call that its caller aborted', () => {
    const controller = new AbortController();
    const limits = limitsOf(500, controller.signal);
    controller.abort('mine');
    limits.renew();
    expect(limits.cancellation.reason).toBe('mine');
  });

  it("gives the caller's reason when that came after the time-out of an attempt", () => {
    const controller = new AbortController();
    const limits = limitsOf(500, controller.signal);
    limits.arm('headers', 100);
    vi.advanceTimersByTime(100);
    controller.abort('mine');
    limits.renew();
    expect(limits.cancellation.aborted).toBe(true);
    expect(limits.cancellation.reason).toBe('mine');
  });

  it("lets the caller's abort reach the attempt that follows", () => {
    const controller = new AbortController();
    const limits = limitsOf(500, controller.signal);
    limits.arm('headers', 100);
    vi.advanceTimersByTime(100);
    limits.renew();
    controller.abort('mine');
    expect(limits.cancellation.reason).toBe('mine');
  });
});
