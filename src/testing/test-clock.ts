import { type Clock, LONGEST_TIMER_MS } from '../config/clock.js';
import { ConfigError } from '../errors/config-error.js';

interface Sleeper {
  readonly dueAt: number;
  timer: NodeJS.Timeout | undefined;
  wake(): void;
}

/**
 * A clock that runs with real time and can be turned forward, so that an hour passes in a test at once.
 *
 * @example
 * const clock = new TestClock();
 * const waited = clock.sleep(60_000);
 * clock.advance(60_000);
 * await waited;
 */
export class TestClock implements Clock {
  /** How far from real time it started. */
  readonly #startMs: number;
  #offsetMs = 0;
  readonly #sleepers = new Set<Sleeper>();

  /** @param options `now`: milliseconds since the epoch that it starts at. @default the time it is */
  constructor(options: { readonly now?: number | undefined } = {}) {
    this.#startMs = options.now === undefined ? 0 : options.now - Date.now();
  }

  /** Milliseconds since the epoch: the time that it started at, what has passed since, and all that it was advanced by. */
  now(): number {
    return Date.now() + this.#startMs + this.#offsetMs;
  }

  /** Monotonic milliseconds, turned forward with the clock. */
  elapsed(): number {
    return performance.now() + this.#offsetMs;
  }

  /** Sleeps under way. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  /** Resolves after `ms` of this clock; rejects with `signal.reason` when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const end = () => {
        clearTimeout(sleeper.timer);
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', onAbort);
      };
      const onAbort = () => {
        end();
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        dueAt: this.now() + Math.max(0, ms),
        timer: undefined,
        wake: () => {
          end();
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#sleepers.add(sleeper);
      this.#schedule(sleeper);
    });
  }

  /**
   * Turns the clock forward. Sleepers that are due by then wake, the earliest first.
   *
   * @param ms Milliseconds, 0 or more.
   * @throws {ConfigError} for a negative or non-finite number: time does not run backwards.
   */
  advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) {
      throw new ConfigError(
        'ms',
        `clock.advance: "ms" must be a number of milliseconds, 0 or more; got ${ms}`,
      );
    }
    this.#offsetMs += ms;
    const now = this.now();
    const byDueTime = [...this.#sleepers].sort((a, b) => a.dueAt - b.dueAt);
    for (const sleeper of byDueTime) {
      if (sleeper.dueAt <= now) sleeper.wake();
      else this.#schedule(sleeper);
    }
  }

  #schedule(sleeper: Sleeper): void {
    clearTimeout(sleeper.timer);
    const remaining = Math.max(0, sleeper.dueAt - this.now());
    if (remaining > LONGEST_TIMER_MS) {
      sleeper.timer = setTimeout(() => this.#schedule(sleeper), LONGEST_TIMER_MS);
    } else {
      sleeper.timer = setTimeout(sleeper.wake, remaining);
    }
  }
}
