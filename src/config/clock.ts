import { elapsed } from './elapsed.js';

/** Time, replaceable in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since some moment in the past; never goes back, whatever is done to the wall clock. */
  elapsed(): number;
  /** Resolves after `ms`; rejects with `signal.reason` when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Longest time in milliseconds that a timer of Node takes; it fires at once for a longer one. */
export const LONGEST_TIMER_MS = 2_147_483_647;

/** The clock of this machine. Its timers are the global ones, so that fake timers of a test hold for it, too. */
export const systemClock: Clock = Object.freeze({
  now: () => Date.now(),
  elapsed,
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  },
});
