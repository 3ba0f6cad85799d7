import type { Clock } from '../config/clock.js';
import { DEFAULT_LIMITS, type RetryOptions } from '../config/limits.js';
import { NetworkError } from '../errors/network-error.js';
import { TimeoutError } from '../errors/timeout-error.js';
import { readRetryAfter } from './retry-after.js';
import type { TransportFailure } from './transport.js';

/** Statuses of a server that may do better next time, unless a policy names others. */
export const PASSING: ReadonlySet<number> = new Set([500, 502, 503, 504]);
const TOO_MANY_REQUESTS = 429;
const FIRST_PAUSE_MS = 250;

/** Failures before a byte of the request has left, where the transport does not tell. */
const NOT_SENT: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** Node's names for certificates that will not become valid by waiting. */
const CERTIFICATE =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_C|INVALID_(?:CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_MISMATCH$)/;
/** Those of a chain that ends with an authority which nobody here knows. */
const UNKNOWN_AUTHORITY = /^(?:DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET_ISSUER|VERIFY))/;

/** What is done about a failure. */
export interface RetryRules {
  readonly attempts: number;
  readonly maxWaitMs: number;
  /** Sending it twice does no harm. */
  readonly repeatable: boolean;
  /** The body can be sent again: it is not a stream. */
  readonly resendable: boolean;
  /** Statuses that are worth another attempt. */
  readonly passing: ReadonlySet<number>;
  /** Statuses that mean "too many requests". */
  readonly throttled: readonly number[];
  readonly again?: RetryPolicy['again'];
}

/** What a policy says of repetition; what it leaves out is ours. */
export interface RetryPolicy {
  readonly retry?: RetryOptions | false | undefined;
  /** Sending it twice does no harm. @default false */
  readonly repeatable?: boolean | undefined;
  /** Statuses that are worth another attempt of what is repeatable. @default 500, 502, 503, 504 */
  readonly passing?: ReadonlySet<number> | undefined;
  /** Statuses that mean "too many requests": nothing was done, and all calls to the host wait. @default 429 */
  readonly throttled?: readonly number[] | undefined;
  /**
   * Decides in place of `repeatable` and `passing` whether a failure is worth another attempt, as long as there are
   * attempts left. It is given the status of an answer that is no success, or else what failed.
   */
  readonly again?: ((status: number | undefined, failure: unknown) => boolean) | undefined;
}

const THROTTLED: readonly number[] = [TOO_MANY_REQUESTS];

export function retryRules(
  { repeatable = false, passing = PASSING, throttled = THROTTLED, again }: RetryPolicy,
  retry: RetryOptions | false,
  resendable: boolean,
): RetryRules {
  const { attempts, maxWaitMs } = retry === false ? { attempts: 1, maxWaitMs: 0 } : retry;
  return {
    attempts: attempts ?? DEFAULT_LIMITS.retry.attempts,
    maxWaitMs: maxWaitMs ?? DEFAULT_LIMITS.retry.maxWaitMs,
    repeatable,
    resendable,
    passing,
    throttled,
    again,
  };
}

/** Whether an answer with this status is worth another attempt under these rules. */
export function isPassing(status: number, rules: RetryRules): boolean {
  const { resendable, repeatable, passing, again } = rules;
  if (!resendable) return false;
  if (again !== undefined) return (status < 200 || status > 299) && again(status, undefined);
  return repeatable && passing.has(status);
}

export function isThrottled(status: number, rules: RetryRules): boolean {
  return rules.throttled.includes(status);
}

/** Whether these rules wait for a host that answers "too many requests"; they do not count as attempts. */
export function waitsForThrottling({ attempts }: RetryRules): boolean {
  return attempts > 1;
}

/** Whether a failure without an answer is worth another attempt under these rules. */
export function isRetryable(failure: unknown, rules: RetryRules): boolean {
  if (!rules.resendable || isOver(failure)) return false;
  if (rules.again !== undefined) {
    const isOfRequest = failure instanceof NetworkError || failure instanceof TimeoutError;
    return isOfRequest && rules.again(undefined, failure);
  }
  if (failure instanceof TimeoutError) return rules.repeatable;
  return failure instanceof NetworkError && !failure.lasting && (rules.repeatable || !failure.sent);
}

function isOver(failure: unknown): boolean {
  return failure instanceof TimeoutError && failure.phase === 'deadline';
}

/**
 * Whether the request met a connection that had died while it was idle, and may be sent once more: it is safe to
 * repeat, or surely did not leave.
 */
export function isDeadOnReuse(failure: unknown, rules: RetryRules): boolean {
  return failure instanceof NetworkError && failure.reusedSocket && isRetryable(failure, rules);
}

/** Whether this is Node's code for a certificate whose authority nobody here knows. */
export function isUnknownAuthority(code: string): boolean {
  return UNKNOWN_AUTHORITY.test(code);
}

/** What a failure of the network tells: whether the request left, and whether the next one would meet the same. */
export function factsOf(error: unknown): Required<TransportFailure> & { readonly unknownAuthority: boolean } {
  const {
    sent,
    reusedSocket = false,
    lasting,
    code,
  } = (error ?? {}) as TransportFailure & { code?: unknown };
  const name = typeof code === 'string' ? code : '';
  return {
    sent: sent ?? !NOT_SENT.has(name),
    reusedSocket,
    lasting: lasting ?? CERTIFICATE.test(name),
    unknownAuthority: isUnknownAuthority(name),
  };
}

/**
 * Milliseconds to wait before the next attempt: what `Retry-After` says, else 250 ms doubling up to `maxWaitMs`, with
 * jitter.
 *
 * @param attempt The attempt that failed, from 1.
 * @param headers Of the answer, where there was one.
 * @returns undefined when there are no attempts left, or the server asks to wait longer than `maxWaitMs`.
 */
export function retryWait(
  attempt: number,
  headers: Readonly<Record<string, string | string[]>> | undefined,
  rules: RetryRules,
  clock: Pick<Clock, 'now'>,
): number | undefined {
  if (attempt >= rules.attempts) return undefined;
  const asked = headers && readRetryAfter(headers, clock.now());
  if (asked !== undefined) return asked > rules.maxWaitMs ? undefined : asked;
  return Math.min(backOff(attempt), rules.maxWaitMs);
}

function backOff(attempt: number): number {
  const jitter = 0.5 + Math.random() / 2;
  return FIRST_PAUSE_MS * 2 ** (attempt - 1) * jitter;
}
