/** What the failure of one invocation means for the others. */
export const ErrorStrategy = {
  /** The first failure ends all that run, and rejects. */
  EXIT_ON_ERROR: 'ExitOnError',
  /** A failure is told in the response of its invocation; the others go on. */
  CONTINUE_ON_ERROR: 'ContinueOnError',
} as const;

/** A value of {@link ErrorStrategy}. */
export type ErrorStrategy = (typeof ErrorStrategy)[keyof typeof ErrorStrategy];
