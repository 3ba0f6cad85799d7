/** Thrown by an attempt that is to be followed by another. It never leaves the loop. */
export class RetryLater extends Error {
  /** Milliseconds to wait before the next attempt. */
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('retry');
    this.waitMs = waitMs;
  }
}

/**
 * Runs attempts until one ends otherwise than with {@link RetryLater}. The first runs bare: p-retry around a
 * success would cost as much as the rest of the call.
 *
 * @param attempts How many there may be; the last must not ask for another.
 * @param pause Waits, and makes the next attempt ready.
 */
export async function withRetries<T>(
  attempts: number,
  attempt: () => Promise<T>,
  pause: (waitMs: number) => Promise<void>,
): Promise<T> {
  let waitMs: number;
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof RetryLater)) throw error;
    waitMs = error.waitMs;
  }
  const next = async () => {
    await pause(waitMs);
    return attempt();
  };
  const onLater = (later: RetryLater) => {
    waitMs = later.waitMs;
  };
  const { default: pRetry } = await import('p-retry');
  const settled = await pRetry(() => settle(next, onLater), {
    retries: attempts - 2,
    minTimeout: 0,
    factor: 1,
  });
  return settled();
}

/** p-retry sees RetryLater alone: it replaces rejections that are no errors, and judges TypeErrors by their text. */
async function settle<T>(run: () => Promise<T>, onLater: (later: RetryLater) => void): Promise<() => T> {
  try {
    const value = await run();
    return () => value;
  } catch (error) {
    if (error instanceof RetryLater) {
      onLater(error);
      throw error;
    }
    return () => {
      throw error;
    };
  }
}
