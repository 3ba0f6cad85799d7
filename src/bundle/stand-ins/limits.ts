/** Stands in for the tables of limits where the function gives no options: their defaults. */
export const DEFAULT_LIMITS = {
  timeoutMs: 10_000,
  deadlineMs: 25_000,
  retry: { attempts: 4, maxWaitMs: 10_000 },
  bodyIdleMs: 10_000,
  maxAnswerBytes: 16 * 1024 * 1024,
} as const;
export const INVOCATION_DEADLINE_MS = 35_000;
export const SMALL_ANSWER_BYTES = 1024 * 1024;
