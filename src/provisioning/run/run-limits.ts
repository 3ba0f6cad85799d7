import type { Clock } from '../../config/clock.js';
import { TimeoutError } from '../../errors/timeout-error.js';

export interface LimitOptions {
  /** What is limited, as errors name it. */
  readonly subject?: string;
  /** Milliseconds before the limit at which it ends already, so that something can be done within the limit. */
  readonly reserveMs?: number;
}

/** What may stop a run, or one call of it: the caller's signal and the time limit. */
export class RunLimits {
  readonly #stop = new AbortController();
  readonly #over = new AbortController();
  #stopped: string | undefined;

  constructor(
    clock: Clock,
    timeoutMs: number,
    callers: AbortSignal | undefined,
    { subject = 'Provisioning', reserveMs = 0 }: LimitOptions = {},
  ) {
    const timeout = () => {
      const what = `took longer than its limit of ${timeoutMs} ms`;
      this.#end(what, new TimeoutError('deadline', timeoutMs, `${subject} ${what}`));
    };
    // A sleep that fails says nothing about the time; the run's own waits will tell what is wrong.
    clock.sleep(timeoutMs - reserveMs, this.#over.signal).then(timeout, () => undefined);
    const abort = () => this.#end('was aborted', callers?.reason);
    if (callers?.aborted) abort();
    else callers?.addEventListener('abort', abort, { once: true, signal: this.#over.signal });
  }

  /** Aborted when what is limited has to stop. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Why it had to stop, in words that go on from the subject; undefined while it may go on. */
  get stopped(): string | undefined {
    return this.#stopped;
  }

  /** Lets go of the timer and of the caller's signal. */
  release(): void {
    // With a reason, because the default one is an error with a stack of its own, made for each call.
    this.#over.abort('released');
  }

  #end(what: string, reason: unknown): void {
    this.#stopped ??= what;
    this.#stop.abort(reason);
  }
}
