/**
 * As much of an `AbortSignal` as ends a request; a signal is one. Making a signal, and a listener on it, would
 * be a tenth of the CPU time of a call.
 */
export interface Cancellation {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The signal that aborts with a cancellation, for `fetch` and others that take nothing less. */
export function signalOf(cancellation: Cancellation): AbortSignal {
  if (cancellation instanceof AbortSignal) return cancellation;
  const controller = new AbortController();
  const abort = () => controller.abort(cancellation.reason);
  if (cancellation.aborted) abort();
  else cancellation.addEventListener('abort', abort);
  return controller.signal;
}

/**
 * Settles like `promise`, or rejects with the reason of the cancellation when that comes first. The promise itself
 * goes on for others who wait for it.
 */
export function raceAbort<T>(promise: Promise<T>, cancellation: Cancellation | undefined): Promise<T> {
  if (cancellation === undefined) return promise;
  if (cancellation.aborted) {
    promise.catch(() => undefined);
    return Promise.reject(cancellation.reason);
  }
  return new Promise<T>((resolve, reject) => {
    const end = () => cancellation.removeEventListener('abort', onAbort);
    const onAbort = () => {
      end();
      reject(cancellation.reason);
    };
    cancellation.addEventListener('abort', onAbort);
    promise.then(resolve, reject).finally(end);
  });
}

/**
 * Runs something with a signal that aborts after `ms`, and does not wait for it any longer then. The timer is a global
 * one, so that fake timers of a test hold for it, too; those of `AbortSignal.timeout` nobody can turn.
 *
 * @throws {DOMException} `TimeoutError`: the reason of the signal.
 */
export async function withinMs<T>(ms: number, run: (signal: AbortSignal) => T | Promise<T>): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const late = () => controller.abort(new DOMException(`${ms} ms are over`, 'TimeoutError'));
  const timer = setTimeout(late, ms);
  try {
    return await raceAbort(Promise.resolve(run(signal)), signal);
  } finally {
    clearTimeout(timer);
  }
}
