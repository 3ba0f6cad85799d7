import { onTestFinished, vi } from 'vitest';

/**
 * Until the test has finished, timers and `performance` stand still while sockets go on, so that a limit in
 * milliseconds ends when the test says so, however busy the machine is.
 *
 * @returns what lets so many milliseconds pass.
 */
export function holdTime(): (ms: number) => Promise<void> {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'performance'],
    // Timers that were set before can be cleared as ever.
    shouldClearNativeTimers: true,
  });
  onTestFinished(() => void vi.useRealTimers());
  return async (ms) => void (await vi.advanceTimersByTimeAsync(ms));
}
