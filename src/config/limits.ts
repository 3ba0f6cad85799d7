import { defaultsOf, milliseconds, type OptionTable, wholeNumber } from './options.js';

/** How often and how long a failed request is sent again. */
export interface RetryOptions {
  /** Attempts in all, the first included; those that a 429 refused do not count. @default 4 */
  attempts?: number | undefined;
  /**
   * Longest single wait in milliseconds; a longer `Retry-After` ends the call, save after a 429, which is waited for as
   * long as the deadline allows. @default 10_000
   */
  maxWaitMs?: number | undefined;
}

/** Limits of one call. */
export interface CallLimitOptions {
  /** Milliseconds of one attempt until the headers of its answer. @default 10_000 */
  timeoutMs?: number | undefined;
  /**
   * Milliseconds of a whole call, retries and waits included; of a raw call until its headers, of a list per
   * page. @default 25_000; 35_000 for an invocation of a function, which may run 30 s
   */
  deadlineMs?: number | undefined;
  /** @default `{ attempts: 4, maxWaitMs: 10_000 }` */
  retry?: RetryOptions | false | undefined;
}

/** Limits of all calls of a toolbelt. */
export interface LimitOptions extends CallLimitOptions {
  /** Milliseconds between two chunks of a body. @default 10_000 */
  bodyIdleMs?: number | undefined;
  /**
   * Most bytes of an answer that is read as a whole, counted after decoding; streams have no limit.
   * @default 16 MiB; what is small by its nature (CSDS, sentinel, errors) has 1 MiB, whatever is said here
   */
  maxAnswerBytes?: number | undefined;
}

const retryTable = {
  attempts: { default: 4, check: wholeNumber(1, 100) },
  maxWaitMs: { default: 10_000, check: milliseconds(0) },
} as const satisfies OptionTable<RetryOptions>;

export const callLimitTable = {
  timeoutMs: { default: 10_000, check: milliseconds() },
  deadlineMs: { default: 25_000, check: milliseconds() },
  retry: { default: defaultsOf(retryTable), check: retryCheck, fields: retryTable },
} as const satisfies OptionTable<CallLimitOptions>;

export const limitTable = {
  ...callLimitTable,
  bodyIdleMs: { default: 10_000, check: milliseconds() },
  maxAnswerBytes: { default: 16 * 1024 * 1024, check: wholeNumber(1) },
} as const satisfies OptionTable<LimitOptions>;

/** Limits of a call that says nothing of them. */
export const DEFAULT_LIMITS = defaultsOf(limitTable);

/**
 * Milliseconds of a call that waits for a function, of those who name none: a function may run 30 s (documented), and
 * LivePerson's own client for the JDK advises 35.
 */
export const INVOCATION_DEADLINE_MS = 35_000;

/** Most bytes of an answer that is small by its nature: of CSDS, sentinel, a store, and of errors. */
export const SMALL_ANSWER_BYTES = 1024 * 1024;

function retryCheck(value: unknown): string | undefined {
  const isRetry = value === false || (typeof value === 'object' && value !== null);
  return isRetry ? undefined : 'false, or an object with attempts and maxWaitMs';
}
