import pRetry from 'p-retry';

/**
 * What an attempt came to: a value, or the wish for another attempt after a wait in milliseconds; undefined means at
 * once, without giving way to others.
 */
export type Outcome<T> = { readonly value: T } | Again;

interface Again {
  readonly waitMs: number | undefined;
}

/**
 * Attempts something until it gives a value or rejects: the one place that repeats. The first attempt runs bare, since
 * p-retry around a success would cost as much as the rest of a call.
 *
 * @param attempt Decides itself whether there is to be another one, and is told which it is, from 1.
 * @param pause Waits before the next attempt. What it rejects with ends all.
 */
export async function repeat<T>(
  attempt: (number: number) => Promise<Outcome<T>>,
  pause: (waitMs: number | undefined) => Promise<void>,
): Promise<T> {
  const first = await attempt(1);
  return 'value' in first ? first.value : repeatAfter(first.waitMs, attempt, pause);
}

async function repeatAfter<T>(
  firstWaitMs: number | undefined,
  attempt: (number: number) => Promise<Outcome<T>>,
  pause: (waitMs: number | undefined) => Promise<void>,
): Promise<T> {
  let waitMs = firstWaitMs;
  const settled = await pRetry(
    async (number) => {
      const outcome = await settle(async () => {
        await pause(waitMs);
        return attempt(number + 1);
      });
      if (typeof outcome === 'function') return outcome;
      waitMs = outcome.waitMs;
      throw AGAIN;
    },
    { retries: Number.POSITIVE_INFINITY, minTimeout: 0, factor: 1 },
  );
  return settled();
}

/** All that p-retry sees: it replaces rejections that are no errors, and judges a TypeError by its text. */
const AGAIN = new Error('again');

/** A function that gives the value, or throws what was thrown; or the wish for another attempt. */
async function settle<T>(run: () => Promise<Outcome<T>>): Promise<(() => T) | Again> {
  try {
    const outcome = await run();
    return 'value' in outcome ? () => outcome.value : outcome;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
