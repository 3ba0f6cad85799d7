import { type Clock, LONGEST_TIMER_MS } from '../../config/clock.js';
import { AuthError } from '../../errors/auth-error.js';
import { ConfigError } from '../../errors/config-error.js';
import { ErrorCodes } from '../../errors/error-codes.js';
import { HostNotAllowedError } from '../../errors/host-not-allowed-error.js';
import { HttpError } from '../../errors/http-error.js';
import { PrivilegeError } from '../../errors/privilege-error.js';
import { ProvisioningError } from '../../errors/provisioning-error.js';
import { SecretConflictError } from '../../errors/secret-conflict-error.js';
import { SecretError } from '../../errors/secret-error.js';
import { SecretForbiddenError } from '../../errors/secret-forbidden-error.js';
import { raceAbort } from '../../http/cancellation.js';
import { type Outcome, repeat } from '../../http/repeat.js';
import { parseRetryAfter } from '../../http/retry-after.js';
import { isDefiniteRefusal } from '../definite-refusal.js';
import {
  InstallationConflictError,
  InstallationQuotaError,
  InstallationRefusedError,
  StaleRevisionError,
} from '../platform.js';
import { RunLimits } from './run-limits.js';

/** How often a call is repeated, and how long the waits between are: they double. */
export interface Patience {
  /** Calls in all, the first included. */
  readonly attempts: number;
  /** Milliseconds before the second call. */
  readonly firstMs: number;
  /** Longest wait in milliseconds. */
  readonly longestMs: number;
}

/** How long something is looked for. */
export interface Search extends Pick<Patience, 'firstMs' | 'longestMs'> {
  /** Milliseconds. */
  readonly forMs: number;
  /** Told before each wait. */
  onWait(): void;
}

/** When to call again. */
export interface Repetition extends Patience {
  /** Whether this failure is worth another call. */
  again(error: unknown): boolean;
  /** Told before each wait. */
  onWait?(error: unknown): void;
  /** The call that each repetition is told as; none where a repetition is what was waited for. */
  readonly repeats?: string;
}

/** For calls that fail in passing: five within 15 seconds. */
const TRANSIENT: Patience = Object.freeze({ attempts: 5, firstMs: 1_000, longestMs: 8_000 });

/** An answer that takes longer is not waited for: no call of a platform or a store has that much to do. */
const CALL_LIMIT_MS = 30_000;

/** Answers that repeating does not change. */
const FINAL = Object.freeze([
  ProvisioningError,
  StaleRevisionError,
  InstallationQuotaError,
  InstallationConflictError,
  InstallationRefusedError,
  SecretConflictError,
  SecretForbiddenError,
  ConfigError,
  HostNotAllowedError,
  PrivilegeError,
]);

/** Whether a failure may be gone at the next call. */
export function mayPass(error: unknown): boolean {
  if (FINAL.some((type) => error instanceof type)) return false;
  // Of a session that is over, or a login that is wrong. A server that fails may do better next time.
  if (error instanceof AuthError) return (error.status ?? 0) >= 500;
  if (error instanceof HttpError) return !isDefiniteRefusal(error.status);
  // A token that a store refuses, and a value that it does not take.
  if (error instanceof SecretError) {
    return error.code !== ErrorCodes.Secret.AuthFailure && error.code !== ErrorCodes.Secret.Invalid;
  }
  return true;
}

export function waitBefore(attempt: number, patience: Pick<Patience, 'firstMs' | 'longestMs'>): number {
  return Math.min(patience.firstMs * 2 ** (attempt - 1), patience.longestMs);
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

/** Milliseconds that a failure, or what caused it, asks to wait before the next call; 0 when it asks nothing. */
function askedWaitMs(failure: unknown, nowMs: number): number {
  const causes = [failure, causeOf(failure), causeOf(causeOf(failure))];
  const answer = causes.find((error) => error instanceof HttpError);
  const askedMs = answer && parseRetryAfter(answer.headers['retry-after'], nowMs);
  return Math.min(askedMs ?? 0, LONGEST_TIMER_MS);
}

/** Told of each call that is made once more: which, why, and after how many milliseconds. */
export type OnRepeated = (call: string, reason: unknown, waitMs: number) => void;

/**
 * How one run calls its platform and its store: repeated while calls fail in passing or do not answer, and
 * given up as soon as the run is stopped, even when a call does not listen to its signal. This is the one
 * layer that repeats in a run, so that each repetition is told.
 */
export class SteadyCalls {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #onRepeated: OnRepeated;

  constructor(clock: Clock, signal: AbortSignal, onRepeated: OnRepeated) {
    this.#clock = clock;
    this.#signal = signal;
    this.#onRepeated = onRepeated;
  }

  /**
   * Calls once. Rejects with the signal's reason when the run is stopped first, and with a TimeoutError when
   * no answer comes; the call may take effect even then.
   */
  async once<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#signal.throwIfAborted();
    const subject = 'A call of the platform or the store';
    const limits = new RunLimits(this.#clock, CALL_LIMIT_MS, this.#signal, { subject });
    try {
      return await raceAbort(call(limits.signal), limits.signal);
    } finally {
      limits.release();
    }
  }

  /**
   * Calls, and again a few times while the failure may pass.
   *
   * @param name What is called, as events name it.
   */
  steady<T>(name: string, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.repeat(() => this.once(call), { ...TRANSIENT, again: mayPass, repeats: name });
  }

  /**
   * Attempts something, which may take several calls, until it succeeds, `again` says no or the attempts are
   * used up; rejects with the last failure.
   */
  repeat<T>(attempt: () => Promise<T>, repetition: Repetition): Promise<T> {
    const outcome = async (number: number): Promise<Outcome<T>> => {
      try {
        return { value: await attempt() };
      } catch (reason) {
        const isLast = number >= repetition.attempts || this.#signal.aborted;
        if (isLast || !repetition.again(reason)) throw reason;
        repetition.onWait?.(reason);
        const waitMs = Math.max(this.askedWaitMs(reason), waitBefore(number, repetition));
        if (repetition.repeats !== undefined) this.#onRepeated(repetition.repeats, reason, waitMs);
        return { waitMs };
      }
    };
    return repeat(outcome, (waitMs) => this.pause(waitMs ?? 0));
  }

  /** Looks for something until it is there; undefined when it is not after so long. */
  search<T>(attempt: () => Promise<T | undefined>, search: Search): Promise<T | undefined> {
    const endsAt = this.#clock.elapsed() + search.forMs;
    const outcome = async (number: number): Promise<Outcome<T | undefined>> => {
      const value = await attempt();
      const leftMs = endsAt - this.#clock.elapsed();
      if (value !== undefined || leftMs <= 0) return { value };
      search.onWait();
      return { waitMs: Math.min(waitBefore(number, search), leftMs) };
    };
    return repeat(outcome, (waitMs) => this.pause(waitMs ?? 0));
  }

  /** Milliseconds that a failure asks to wait before the next call; 0 when it asks nothing. */
  askedWaitMs(failure: unknown): number {
    return askedWaitMs(failure, this.#clock.now());
  }

  /** Tells that a call is made once more that no method here repeats. */
  repeated(call: string, reason: unknown, waitMs: number): void {
    this.#onRepeated(call, reason, waitMs);
  }

  /** Waits on the run's clock; rejects with the signal's reason when the run is stopped first. */
  async pause(ms: number): Promise<void> {
    this.#signal.throwIfAborted();
    await raceAbort(this.#clock.sleep(ms, this.#signal), this.#signal);
  }
}
