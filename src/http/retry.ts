import type { Clock } from '../config/clock.js';

import { DEFAULT_LIMITS, type RetryOptions } from '../config/limits.js';
import { NetworkError } from '../errors/network-error.js';
import { TimeoutError } from '../errors/timeout-error.js';
import type { SafeCause } from './redact.js';
import { parseRetryAfter } from './retry-after.js';
import { TRANSPORT_CLOSED } from './transports/closed-error.js';

const RETRYABLE_STATUS: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
const FIRST_PAUSE_MS = 250;
/** LivePerson asks to wait at least a second after a 429 (documented). */
const THROTTLED_PAUSE_MS = 1_000;

/** Failures before a byte of the request has left: sending again cannot repeat anything. */
const NOT_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** Codes and names of failures that another attempt would meet again. */
const LASTING: ReadonlySet<string> = new Set([TRANSPORT_CLOSED, 'UnsupportedEncodingError']);
/** Node's names for certificates that will not become valid by waiting. */
const CERTIFICATE =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_C|INVALID_(?:CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_MISMATCH$)/;

/** What a request allows. */
export interface RetryRules {
  readonly attempts: number;
  readonly maxWaitMs: number;
  /** Sending it twice does no harm. */
  readonly repeatable: boolean;
  /** The body can be sent again: it is not a stream. */
  readonly resendable: boolean;
  /** A status that means "too many requests", beside 429. */
  readonly throttledStatus?: number | undefined;
}

/** An answer that calls for another attempt. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
}

export function retryRules(
  options: RetryOptions | false | undefined,
  request: Pick<RetryRules, 'repeatable' | 'resendable' | 'throttledStatus'>,
): RetryRules {
  const { attempts, maxWaitMs } = options === false ? { attempts: 1, maxWaitMs: 0 } : (options ?? {});
  return {
    attempts: attempts ?? DEFAULT_LIMITS.retry.attempts,
    maxWaitMs: maxWaitMs ?? DEFAULT_LIMITS.retry.maxWaitMs,
    ...request,
  };
}

/** Whether an answer with this status is worth another attempt under these rules. */
export function isRetryableStatus(status: number, rules: RetryRules): boolean {
  if (!rules.resendable) return false;
  if (isThrottled(status, rules)) return true;
  return rules.repeatable && RETRYABLE_STATUS.has(status);
}

/** Whether a failure without an answer is worth another attempt under these rules. */
export function isRetryableFailure(error: unknown, rules: RetryRules): boolean {
  if (!rules.resendable) return false;
  if (error instanceof TimeoutError) return rules.repeatable && error.phase !== 'deadline';
  if (!(error instanceof NetworkError)) return false;
  const { name, code = '' } = (error.cause ?? {}) as Partial<SafeCause>;
  if (CERTIFICATE.test(code) || LASTING.has(code) || LASTING.has(name ?? '')) return false;
  return rules.repeatable || NOT_SENT.has(code);
}

/**
 * Milliseconds to wait before the next attempt: what `Retry-After` says, else 250 ms doubling up to
 * `maxWaitMs`, with jitter, and a second more after a 429.
 *
 * @param attempt The attempt that failed, from 1.
 * @returns undefined when the server asks to wait longer than `maxWaitMs`.
 */
export function retryWait(
  attempt: number,
  answer: Answered | undefined,
  rules: RetryRules,
  clock: Clock,
): number | undefined {
  const { maxWaitMs } = rules;
  const asked = answer && parseRetryAfter(answer.headers['retry-after'], clock.now());
  const least = answer !== undefined && isThrottled(answer.status, rules) ? THROTTLED_PAUSE_MS : 0;
  const wait = asked ?? least;
  if (wait > maxWaitMs) return undefined;
  // A pause of our own is shortened; what the server asks for is not.
  return asked ?? Math.min(least + backOff(attempt), maxWaitMs);
}

function backOff(attempt: number): number {
  const jitter = 0.5 + Math.random() / 2;
  return FIRST_PAUSE_MS * 2 ** (attempt - 1) * jitter;
}

function isThrottled(status: number, rules: RetryRules): boolean {
  return status === 429 || (rules.throttledStatus !== undefined && status === rules.throttledStatus);
}
