import { setMaxListeners } from 'node:events';
import { elapsed } from '../config/elapsed.js';
import { TimeoutError, type TimeoutPhase } from '../errors/timeout-error.js';
import type { Cancellation } from './cancellation.js';

/** A call as far as its limits depend on it. */
export interface LimitedCall {
  /** Names the call in the words of a time-out. */
  readonly label: string;
  readonly deadlineMs: number;
  /** The shortest limit that is to be expected; see {@link CallLimits.arm}. */
  readonly wakeMs?: number | undefined;
  /** Bytes that an answer may decode to when it is read as a whole. */
  readonly maxAnswerBytes: number;
  readonly signal?: AbortSignal | null | undefined;
}

const ADVICE: Record<TimeoutPhase, string> = {
  headers: 'no answer came in time; raise timeoutMs if the service is slow',
  body: 'the body stopped arriving; raise bodyIdleMs if the service pauses',
  deadline: 'the whole call took too long; raise deadlineMs, below the limit of the function',
};

/** A timer that rings so much too late, in milliseconds, is that of a process that was frozen or held up. */
const LATE_MS = 50;

/** What ends one attempt. */
class AttemptCancellation implements Cancellation {
  aborted = false;
  reason: unknown;
  readonly #listeners: (() => void)[] = [];

  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    for (const listener of this.#listeners.splice(0)) listener();
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const index = this.#listeners.indexOf(listener);
    if (index >= 0) this.#listeners.splice(index, 1);
  }
}

/**
 * The limits of one call, in time and size, and the abort of its caller: one timer and one listener for all its
 * attempts. The hot path cannot afford `AbortSignal.any` and `AbortSignal.timeout`.
 */
export class CallLimits {
  readonly maxAnswerBytes: number;
  readonly #call: LimitedCall;
  readonly #startedAt = elapsed();
  /** Time that only the clock of the waits saw pass: that of a test. */
  #skippedMs = 0;
  #deadlineMs: number;
  #cancellation = new AttemptCancellation();
  #timer: NodeJS.Timeout | undefined;
  #secondLook: NodeJS.Immediate | undefined;
  #ringsAt = 0;
  #phase: TimeoutPhase = 'deadline';
  #limitMs = 0;
  #armedAt = 0;
  #isHandedOver = false;
  readonly #onTimer = () => this.#ring();
  readonly #onAbort = () => this.#cancellation.abort(this.#call.signal?.reason);

  constructor(call: LimitedCall) {
    const { signal } = call;
    this.#call = call;
    this.#deadlineMs = call.deadlineMs;
    this.maxAnswerBytes = call.maxAnswerBytes;
    if (signal?.aborted) this.#onAbort();
    else if (signal) listen(signal, this.#onAbort);
  }

  /** Of the current attempt: a time-out of one attempt must not end the next. */
  get cancellation(): Cancellation {
    return this.#cancellation;
  }

  throwIfAborted(): void {
    if (this.#cancellation.aborted) throw this.#cancellation.reason;
  }

  /** Whether this is what the caller aborted with; it is passed on as it is. */
  isOfCaller(reason: unknown): boolean {
    const { signal } = this.#call;
    return signal?.aborted === true && signal.reason === reason;
  }

  get remainingMs(): number {
    return this.#deadlineMs - this.elapsedMs;
  }

  get elapsedMs(): number {
    return elapsed() - this.#startedAt + this.#skippedMs;
  }

  /** Begins another attempt: the time-out of the one before is forgotten, the caller's abort is not. */
  renew(): void {
    this.arm('deadline');
    if (!this.#cancellation.aborted) return;
    this.#cancellation = new AttemptCancellation();
    // The caller's abort counts, also when it came after the time-out of the attempt before.
    if (this.#call.signal?.aborted) this.#onAbort();
  }

  /** Counts time that passed on the clock of the waits, and not on that of this machine. */
  skip(ms: number): void {
    this.#skippedMs += Math.max(0, ms);
  }

  /**
   * Limits what comes next. The deadline holds all the same. A timer that rings early looks again and goes on,
   * so one is set for all phases of an ordinary call.
   */
  arm(phase: TimeoutPhase, limitMs: number = this.#deadlineMs): void {
    this.#phase = phase;
    this.#limitMs = limitMs;
    this.#armedAt = elapsed();
    if (this.#timer === undefined || this.#armedAt + limitMs < this.#ringsAt) this.#schedule();
  }

  /** Something arrived: the limit of the body counts from now. */
  touch(): void {
    this.#armedAt = elapsed();
  }

  /** No limit for now: the caller is busy with what it got. */
  disarm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    clearImmediate(this.#secondLook);
  }

  /**
   * The value of the call is its headers: what comes later is not part of the deadline. The limits live until
   * {@link release}, whatever {@link close} says.
   */
  handOver(): void {
    this.#isHandedOver = true;
    this.#deadlineMs = Number.POSITIVE_INFINITY;
    this.disarm();
  }

  /** The call is over; nothing of its limits outlives it. */
  close(): void {
    if (!this.#isHandedOver) this.release();
  }

  /** The body that was handed over is read, or will not be. */
  release(): void {
    this.disarm();
    this.#call.signal?.removeEventListener('abort', this.#onAbort);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const due = Math.min(this.#dueInMs(), this.remainingMs, this.#call.wakeMs ?? Number.POSITIVE_INFINITY);
    const wait = Math.max(0, Math.ceil(due));
    this.#ringsAt = elapsed() + wait;
    this.#timer = setTimeout(this.#onTimer, wait);
  }

  #dueInMs(): number {
    return this.#phase === 'deadline' ? this.remainingMs : this.#limitMs - (elapsed() - this.#armedAt);
  }

  #ring(): void {
    this.#timer = undefined;
    // Timers come before sockets: an answer that arrived meanwhile is to be read before it is called late.
    if (elapsed() - this.#ringsAt > LATE_MS) this.#secondLook = setImmediate(() => this.#look());
    else this.#look();
  }

  #look(): void {
    if (this.remainingMs <= 0) this.#expire('deadline', this.#call.deadlineMs);
    else if (this.#dueInMs() <= 0) this.#expire(this.#phase, this.#limitMs);
    else this.#schedule();
  }

  #expire(phase: TimeoutPhase, limitMs: number): void {
    const message = `${this.#call.label}: ${limitMs} ms are over: ${ADVICE[phase]}`;
    this.#cancellation.abort(new TimeoutError(phase, limitMs, message));
  }
}

/** One listener for each call is no leak, however many calls share a signal: Node is not to warn of one. */
function listen(signal: AbortSignal, listener: () => void): void {
  setMaxListeners(Number.POSITIVE_INFINITY, signal);
  signal.addEventListener('abort', listener, { once: true });
}
