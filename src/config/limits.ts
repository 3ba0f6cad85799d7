/** How often and how long a failed request is sent again. */
export interface RetryOptions {
  /** Sends in all, the first included. @default 4 */
  attempts?: number | undefined;
  /** Longest single wait in milliseconds; a longer `Retry-After` ends the call. @default 10_000 */
  maxWaitMs?: number | undefined;
}

/** Time limits and retries of a call that says nothing of them. */
export const DEFAULT_LIMITS = Object.freeze({
  timeoutMs: 10_000,
  bodyIdleMs: 10_000,
  deadlineMs: 25_000,
  retry: Object.freeze({ attempts: 4, maxWaitMs: 10_000 }),
});
