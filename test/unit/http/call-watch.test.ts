import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TimeoutError } from '../../../src/errors/timeout-error.js';
import { CallWatch } from '../../../src/http/call-watch.js';

const watchOf = (deadlineMs = 1_000, signal?: AbortSignal | null) =>
  new CallWatch({ label: 'users.list', deadlineMs, signal });
const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the limits', () => {
  it.each(['headers', 'body'] as const)('end what is armed as %s after its limit, not before', (phase) => {
    const watch = watchOf();
    watch.arm(phase, 300);
    vi.advanceTimersByTime(299);
    expect(watch.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(watch.signal.reason).toBeInstanceOf(TimeoutError);
    expect(watch.signal.reason).toMatchObject({ phase, limitMs: 300 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('end the whole call at its deadline', () => {
    const watch = watchOf(500);
    watch.arm('deadline');
    vi.advanceTimersByTime(499);
    expect(watch.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(watch.signal.reason).toMatchObject({ phase: 'deadline', limitMs: 500 });
  });

  it('let the deadline come first, whatever else is armed', () => {
    const watch = watchOf(500);
    watch.arm('headers', 400);
    vi.advanceTimersByTime(300);
    watch.arm('body', 400);
    vi.advanceTimersByTime(200);
    expect(watch.signal.reason).toMatchObject({ phase: 'deadline', limitMs: 500 });
  });

  it.each([
    ['headers', 'timeoutMs'],
    ['body', 'bodyIdleMs'],
    ['deadline', 'deadlineMs'],
  ] as const)('say for %s which call, how long, and that %s is the option', (phase, option) => {
    const watch = watchOf(200);
    watch.arm(phase, phase === 'deadline' ? undefined : 100);
    vi.advanceTimersByTime(200);
    expect(watch.signal.reason.message).toContain('users.list');
    expect(watch.signal.reason.message).toContain(`${phase === 'deadline' ? 200 : 100} ms`);
    expect(watch.signal.reason.message).toContain(option);
  });

  it('count the body from its last data', () => {
    const watch = watchOf(10_000);
    watch.arm('body', 100);
    for (let i = 0; i < 20; i += 1) {
      vi.advanceTimersByTime(99);
      watch.touch();
    }
    expect(watch.signal.aborted).toBe(false);
    vi.advanceTimersByTime(100);
    expect(watch.signal.reason).toMatchObject({ phase: 'body', limitMs: 100 });
  });

  it('count from the latest arm only', () => {
    const watch = watchOf();
    watch.arm('headers', 100);
    vi.advanceTimersByTime(90);
    watch.arm('body', 200);
    vi.advanceTimersByTime(199);
    expect(watch.signal.aborted).toBe(false);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('do not count while disarmed; time goes on all the same', () => {
    const watch = watchOf(1_000);
    watch.arm('body', 100);
    watch.disarm();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(900);
    expect(watch.signal.aborted).toBe(false);
    expect(watch.remainingMs).toBe(100);
    expect(watch.elapsedMs).toBe(900);
    watch.arm('body', 500);
    vi.advanceTimersByTime(100);
    expect(watch.signal.reason).toMatchObject({ phase: 'deadline' });
  });

  it('hold at once when the deadline is over already', () => {
    const watch = watchOf(100);
    vi.advanceTimersByTime(500);
    watch.arm('headers', 1_000);
    vi.advanceTimersByTime(1);
    expect(watch.signal.reason).toMatchObject({ phase: 'deadline' });
  });

  it('of the body go on after the deadline was dropped', () => {
    const watch = watchOf(100);
    watch.arm('headers', 50);
    watch.dropDeadline();
    vi.advanceTimersByTime(60_000);
    expect(watch.signal.aborted).toBe(false);
    watch.arm('body', 1_000);
    vi.advanceTimersByTime(1_000);
    expect(watch.signal.reason).toMatchObject({ phase: 'body', limitMs: 1_000 });
  });
});

describe("the caller's signal", () => {
  it.each([[new Error('mine')], ['text'], [null], [0], [''], [false], [{ any: 'object' }]])(
    'ends the call with its own reason: %o',
    (reason: unknown) => {
      const controller = new AbortController();
      const before = watchOf(1_000, controller.signal);
      controller.abort(reason);
      const after = watchOf(1_000, controller.signal);
      for (const watch of [before, after]) {
        expect(watch.signal.aborted).toBe(true);
        expect(watch.signal.reason).toBe(reason);
      }
    },
  );

  it('may be missing', () => {
    for (const signal of [undefined, null]) {
      const watch = watchOf(1_000, signal);
      expect(watch.signal.aborted).toBe(false);
      watch.close();
    }
  });

  it('has one listener while the call runs, and none after it', () => {
    const { signal } = new AbortController();
    const watches = [watchOf(1_000, signal), watchOf(1_000, signal)];
    expect(listeners(signal)).toBe(2);
    for (const watch of watches) {
      watch.arm('headers', 100);
      watch.renew();
      watch.arm('body', 100);
      expect(listeners(signal)).toBe(2);
    }
    for (const watch of watches) watch.close();
    expect(listeners(signal)).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has no listener after its abort, nor when it was aborted before', () => {
    const controller = new AbortController();
    watchOf(1_000, controller.signal);
    controller.abort('over');
    watchOf(1_000, controller.signal);
    expect(listeners(controller.signal)).toBe(0);
  });

  it('does nothing to a call that is closed', () => {
    const controller = new AbortController();
    const watch = watchOf(1_000, controller.signal);
    watch.arm('headers', 100);
    watch.close();
    watch.close();
    controller.abort('late');
    vi.advanceTimersByTime(10_000);
    expect(watch.signal.aborted).toBe(false);
  });
});

describe('renew', () => {
  it('gives a new signal after the time-out of an attempt; the deadline goes on', () => {
    const watch = watchOf(500);
    watch.arm('headers', 100);
    const first = watch.signal;
    vi.advanceTimersByTime(100);
    watch.renew();
    expect(watch.signal).not.toBe(first);
    expect(watch.signal.aborted).toBe(false);
    watch.arm('deadline');
    vi.advanceTimersByTime(400);
    expect(watch.signal.reason).toMatchObject({ phase: 'deadline' });
  });

  it('keeps a signal that has not been aborted', () => {
    const watch = watchOf();
    const { signal } = watch;
    watch.renew();
    expect(watch.signal).toBe(signal);
  });

  it('does not revive a call that its caller aborted', () => {
    const controller = new AbortController();
    const watch = watchOf(500, controller.signal);
    controller.abort('mine');
    watch.renew();
    expect(watch.signal.reason).toBe('mine');
  });

  it("gives the caller's reason when that came after the time-out of an attempt", () => {
    const controller = new AbortController();
    const watch = watchOf(500, controller.signal);
    watch.arm('headers', 100);
    vi.advanceTimersByTime(100);
    controller.abort('mine');
    watch.renew();
    expect(watch.signal.aborted).toBe(true);
    expect(watch.signal.reason).toBe('mine');
  });

  it("lets the caller's abort reach the attempt that follows", () => {
    const controller = new AbortController();
    const watch = watchOf(500, controller.signal);
    watch.arm('headers', 100);
    vi.advanceTimersByTime(100);
    watch.renew();
    controller.abort('mine');
    expect(watch.signal.reason).toBe('mine');
  });
});
