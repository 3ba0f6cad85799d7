import type { Clock } from '../config/clock.js';
import { type Cancellation, raceAbort } from './cancellation.js';

/** A fetched value and its life. Times are those of the clock, in milliseconds. */
export interface Lease<T> {
  readonly value: T;
  /** From then on it is fetched again when asked for. */
  readonly renewAt: number;
  /** Until then it still serves when fetching it again fails. */
  readonly usableUntil: number;
}

/** Pause between attempts to renew a value that still serves. */
const RENEWAL_PAUSE_MS = 30_000;

/**
 * A value that is fetched, kept and renewed. Callers at the same time share one fetch; a caller's abort ends
 * its own wait only. Failures are not kept.
 */
export class Renewable<T> {
  readonly #fetch: () => Promise<Lease<T>>;
  readonly #clock: Clock;
  #lease: Lease<T> | undefined;
  #flight: Promise<T> | undefined;

  constructor(fetch: () => Promise<Lease<T>>, clock: Clock) {
    // Async: one that throws at once must reject too, after its flight has been noted.
    this.#fetch = async () => fetch();
    this.#clock = clock;
  }

  /** The value, if it is fresh; never fetches. */
  peek(): T | undefined {
    return this.#lease !== undefined && this.#clock.now() < this.#lease.renewAt
      ? this.#lease.value
      : undefined;
  }

  /** The fresh value, fetched when needed; the kept one when that fails and it still serves. */
  get(cancellation?: Cancellation): Promise<T> {
    const fresh = this.peek();
    if (fresh !== undefined) return Promise.resolve(fresh);
    const served = this.#fetchOnce().catch((error: unknown) => this.#keptAfter(error));
    return raceAbort(served, cancellation);
  }

  /** Fetches even if the value is fresh; joins a fetch that is under way. Rejects when that fails. */
  refresh(cancellation?: Cancellation): Promise<T> {
    return raceAbort(this.#fetchOnce(), cancellation);
  }

  /**
   * Drops `old` if it is still the value kept; does nothing when the cache has moved on.
   * @returns Whether it was dropped.
   */
  invalidate(old: T): boolean {
    if (this.#lease?.value !== old) return false;
    this.#lease = undefined;
    return true;
  }

  /** Has the value fetched again when it is next asked for; it still serves if that fails. */
  expire(): void {
    if (this.#lease !== undefined) this.#lease = { ...this.#lease, renewAt: 0 };
  }

  /** Keeps a value that came another way. */
  keep(lease: Lease<T>): void {
    this.#lease = lease;
  }

  /** Drops whatever is kept. */
  clear(): void {
    this.#lease = undefined;
  }

  #fetchOnce(): Promise<T> {
    this.#flight ??= this.#renew();
    return this.#flight;
  }

  async #renew(): Promise<T> {
    try {
      this.#lease = await this.#fetch();
      return this.#lease.value;
    } finally {
      this.#flight = undefined;
    }
  }

  /** Read after the fetch failed, not before it began: the value may have been dropped meanwhile. */
  #keptAfter(error: unknown): T {
    const kept = this.#lease;
    const now = this.#clock.now();
    if (kept === undefined || now >= kept.usableUntil) throw error;
    this.#lease = { ...kept, renewAt: Math.min(now + RENEWAL_PAUSE_MS, kept.usableUntil) };
    return kept.value;
  }
}
