import { TimeoutError, type TimeoutPhase } from '../errors/timeout-error.js';

/** Where a call belongs, for the words of a time-out. */
export interface WatchedCall {
  readonly label: string;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | null | undefined;
}

const ADVICE: Record<TimeoutPhase, string> = {
  headers: 'no answer came in time; raise timeoutMs if the service is known to be slow',
  body: 'the body stopped arriving; raise bodyIdleMs if the service is known to pause',
  deadline: 'the whole call took too long; raise deadlineMs, but stay below the limit of the function',
};

/**
 * The time limits and the abort of one call, with one controller, one timer and one listener: the hot path
 * cannot afford `AbortSignal.any` and `AbortSignal.timeout`.
 */
export class CallWatch {
  readonly #call: WatchedCall;
  readonly #startedAt = performance.now();
  #deadlineMs: number;
  #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #phase: TimeoutPhase = 'deadline';
  #limitMs = 0;
  #armedAt = 0;
  readonly #onAbort = () => this.#controller.abort(this.#call.signal?.reason);

  constructor(call: WatchedCall) {
    this.#call = call;
    this.#deadlineMs = call.deadlineMs;
    if (call.signal?.aborted) this.#onAbort();
    else call.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Of the current attempt: a time-out of one attempt must not abort the next. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get remainingMs(): number {
    return this.#deadlineMs - (performance.now() - this.#startedAt);
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Begins another attempt: the time-out of the one before is forgotten, the caller's abort is not. */
  renew(): void {
    if (!this.#controller.signal.aborted) return;
    this.#controller = new AbortController();
    // The caller's abort counts, also when it came after the time-out of the attempt before.
    if (this.#call.signal?.aborted) this.#onAbort();
  }

  /** Limits what comes next. The deadline holds all the same. */
  arm(phase: TimeoutPhase, limitMs: number = this.#deadlineMs): void {
    this.#phase = phase;
    this.#limitMs = limitMs;
    this.#armedAt = performance.now();
    this.#schedule();
  }

  /** Something arrived: the limit of the body counts from now. */
  touch(): void {
    this.#armedAt = performance.now();
  }

  /** No limit for now: the caller is busy with what it got. */
  disarm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The value of a raw call is its headers: what comes later is not part of the deadline. */
  dropDeadline(): void {
    this.#deadlineMs = Number.POSITIVE_INFINITY;
    this.disarm();
  }

  /** Ends the watch; nothing of it outlives the call. */
  close(): void {
    this.disarm();
    this.#call.signal?.removeEventListener('abort', this.#onAbort);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const wait = Math.min(this.#dueInMs(), this.remainingMs);
    this.#timer = setTimeout(() => this.#ring(), Math.max(0, Math.ceil(wait)));
  }

  #dueInMs(): number {
    return this.#phase === 'deadline'
      ? this.remainingMs
      : this.#limitMs - (performance.now() - this.#armedAt);
  }

  #ring(): void {
    if (this.remainingMs <= 0) this.#expire('deadline', this.#call.deadlineMs);
    else if (this.#dueInMs() <= 0) this.#expire(this.#phase, this.#limitMs);
    else this.#schedule();
  }

  #expire(phase: TimeoutPhase, limitMs: number): void {
    const message = `${this.#call.label}: ${limitMs} ms are over: ${ADVICE[phase]}`;
    this.#controller.abort(new TimeoutError(phase, limitMs, message));
  }
}
