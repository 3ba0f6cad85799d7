import type { Clock } from '../../../config/clock.js';
import type { Outcome } from './process/failures.js';

/** Milliseconds that a function may run (documented). */
export const TIME_LIMIT_MS = 30_000;

/** Gives functions up that run for too long, on the clock of the sandbox. */
export class TimeLimit {
  readonly #clock: Clock;
  readonly #waiting = new Set<AbortController>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What comes first: the outcome, or the end of the time. */
  async of(outcome: Promise<Outcome>): Promise<Outcome> {
    const wait = new AbortController();
    this.#waiting.add(wait);
    const late = this.#clock.sleep(TIME_LIMIT_MS, wait.signal).then(
      () => EXCEEDED,
      // Also when it returned before: then it is too late to count.
      () => STOPPED,
    );
    try {
      return await Promise.race([outcome, late]);
    } finally {
      wait.abort();
      this.#waiting.delete(wait);
    }
  }

  /** Ends all waits. */
  close(): void {
    for (const wait of this.#waiting) wait.abort();
  }
}

const STOPPED: Outcome = Object.freeze({
  failure: Object.freeze({ kind: 'runtime-error', message: 'The function was stopped' }),
});

const EXCEEDED: Outcome = Object.freeze({
  failure: Object.freeze({
    kind: 'time-exceeded',
    message: `The function ran for more than ${TIME_LIMIT_MS / 1000} seconds`,
  }),
});
