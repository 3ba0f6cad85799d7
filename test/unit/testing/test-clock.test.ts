import { describe, expect, it } from 'vitest';
import { TestClock } from '../../../src/testing/test-clock.js';

const DAY_MS = 86_400_000;

describe('TestClock', () => {
  it('runs with real time and jumps when it is turned', () => {
    const clock = new TestClock();
    const before = Date.now();
    expect(clock.now()).toBeGreaterThanOrEqual(before);
    expect(clock.now()).toBeLessThan(before + 60_000);
    clock.advance(DAY_MS);
    expect(clock.now()).toBeGreaterThanOrEqual(before + DAY_MS);
  });

  it('wakes the sleepers that are due, the earliest first, and leaves the others', async () => {
    const clock = new TestClock();
    const woken: string[] = [];
    const sleep = (name: string, ms: number) => clock.sleep(ms).then(() => woken.push(name));
    const late = new AbortController();
    const stays = clock.sleep(DAY_MS, late.signal).catch((reason: unknown) => reason);
    const all = [sleep('third', 3_000_000), sleep('first', 1_000_000), sleep('second', 2_000_000)];
    clock.advance(3_000_000);
    await Promise.all(all);
    expect(woken).toEqual(['first', 'second', 'third']);
    expect(clock.sleeping).toBe(1);
    late.abort('over');
    expect(await stays).toBe('over');
    expect(clock.sleeping).toBe(0);
  });

  it('adds up small turns', async () => {
    const clock = new TestClock();
    const slept = clock.sleep(1_000_000);
    for (let turn = 0; turn < 10; turn += 1) clock.advance(100_000);
    await slept;
  });

  it('wakes by itself when real time passes', async () => {
    const clock = new TestClock();
    const start = Date.now();
    await clock.sleep(20);
    expect(Date.now() - start).toBeGreaterThanOrEqual(15);
    await clock.sleep(0);
    await clock.sleep(-5);
  });

  it('sleeps longer than a timer of Node can', async () => {
    const clock = new TestClock();
    let awake = false;
    const slept = clock.sleep(100 * DAY_MS).then(() => {
      awake = true;
    });
    clock.advance(50 * DAY_MS);
    await new Promise((resolve) => setImmediate(resolve));
    expect(awake).toBe(false);
    clock.advance(50 * DAY_MS);
    await slept;
  });

  it('rejects with the reason of the signal, before and during the sleep', async () => {
    const clock = new TestClock();
    const reason = { why: 'enough' };
    await expect(clock.sleep(1_000_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const slept = clock.sleep(1_000_000, controller.signal);
    controller.abort(reason);
    await expect(slept).rejects.toBe(reason);
    expect(clock.sleeping).toBe(0);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses to be turned by %d', (ms) => {
    expect(() => new TestClock().advance(ms)).toThrow(
      expect.objectContaining({ name: 'ConfigError', field: 'ms' }),
    );
  });
});
