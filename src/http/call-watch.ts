import { TimeoutError, type TimeoutPhase } from '../errors/timeout-error.js';
import type { Cancellation } from './cancellation.js';

/** Where a call belongs, for the words of a time-out. */
export interface WatchedCall {
  readonly label: string;
  readonly deadlineMs: number;
  /** The shortest limit that is to be expected; see {@link CallWatch.arm}. */
  readonly wakeMs?: number | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

const ADVICE: Record<TimeoutPhase, string> = {
  headers: 'no answer came in time; raise timeoutMs if the service is known to be slow',
  body: 'the body stopped arriving; raise bodyIdleMs if the service is known to pause',
  deadline: 'the whole call took too long; raise deadlineMs, but stay below the limit of the function',
};

/** What ends one attempt. Its `AbortSignal` is made for those who ask for one. */
class AttemptCancellation implements Cancellation {
  aborted = false;
  reason: unknown;
  #listener: (() => void) | undefined;
  #controller: AbortController | undefined;

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.aborted) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.#controller?.abort(reason);
    this.#listener?.();
  }

  /** One listener: an attempt is sent by one transport. */
  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listener = listener;
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    if (this.#listener === listener) this.#listener = undefined;
  }
}

/**
 * The time limits and the abort of one call, with one controller, one timer and one listener: the hot path
 * cannot afford `AbortSignal.any` and `AbortSignal.timeout`.
 */
export class CallWatch {
  readonly #call: WatchedCall;
  readonly #startedAt = performance.now();
  #deadlineMs: number;
  #cancellation = new AttemptCancellation();
  #timer: NodeJS.Timeout | undefined;
  #ringsAt = 0;
  #phase: TimeoutPhase = 'deadline';
  #limitMs = 0;
  #armedAt = 0;
  readonly #onTimer = () => this.#ring();
  readonly #onAbort = () => this.#cancellation.abort(this.#call.signal?.reason);

  constructor(call: WatchedCall) {
    this.#call = call;
    this.#deadlineMs = call.deadlineMs;
    if (call.signal?.aborted) this.#onAbort();
    else call.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Of the current attempt: a time-out of one attempt must not abort the next. */
  get signal(): AbortSignal {
    return this.#cancellation.signal;
  }

  /** The same as {@link signal}, without making one. */
  get cancellation(): Cancellation {
    return this.#cancellation;
  }

  throwIfAborted(): void {
    if (this.#cancellation.aborted) throw this.#cancellation.reason;
  }

  get remainingMs(): number {
    return this.#deadlineMs - (performance.now() - this.#startedAt);
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Begins another attempt: the time-out of the one before is forgotten, the caller's abort is not. */
  renew(): void {
    if (!this.#cancellation.aborted) return;
    this.#cancellation = new AttemptCancellation();
    // The caller's abort counts, also when it came after the time-out of the attempt before.
    if (this.#call.signal?.aborted) this.#onAbort();
  }

  /**
   * Limits what comes next. The deadline holds all the same. A timer that rings early looks again and goes on,
   * so one is set for all phases of an ordinary call.
   */
  arm(phase: TimeoutPhase, limitMs: number = this.#deadlineMs): void {
    this.#phase = phase;
    this.#limitMs = limitMs;
    this.#armedAt = performance.now();
    if (this.#timer === undefined || this.#armedAt + limitMs < this.#ringsAt) this.#schedule();
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
    const due = Math.min(this.#dueInMs(), this.remainingMs, this.#call.wakeMs ?? Number.POSITIVE_INFINITY);
    const wait = Math.max(0, Math.ceil(due));
    this.#ringsAt = performance.now() + wait;
    this.#timer = setTimeout(this.#onTimer, wait);
  }

  #dueInMs(): number {
    return this.#phase === 'deadline'
      ? this.remainingMs
      : this.#limitMs - (performance.now() - this.#armedAt);
  }

  #ring(): void {
    this.#timer = undefined;
    if (this.remainingMs <= 0) this.#expire('deadline', this.#call.deadlineMs);
    else if (this.#dueInMs() <= 0) this.#expire(this.#phase, this.#limitMs);
    else this.#schedule();
  }

  #expire(phase: TimeoutPhase, limitMs: number): void {
    const message = `${this.#call.label}: ${limitMs} ms are over: ${ADVICE[phase]}`;
    this.#cancellation.abort(new TimeoutError(phase, limitMs, message));
  }
}
