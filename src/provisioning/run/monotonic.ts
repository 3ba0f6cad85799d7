import type { Clock } from '../../config/clock.js';

/**
 * A clock whose `elapsed` never goes back. Clocks of callers in JavaScript may lack it: then the steps forward of
 * `now` are added up, so that setting it back costs nothing.
 */
export function monotonic(clock: Clock): Clock {
  if (typeof clock.elapsed === 'function') return clock;
  let last = clock.now();
  let elapsedMs = 0;
  const elapsed = () => {
    const now = clock.now();
    elapsedMs += Math.max(0, now - last);
    last = now;
    return elapsedMs;
  };
  return { now: () => clock.now(), elapsed, sleep: (ms, signal) => clock.sleep(ms, signal) };
}
