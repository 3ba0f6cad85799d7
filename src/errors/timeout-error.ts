import { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

/** Which limit ran out: `timeoutMs` (headers), `bodyIdleMs` (body) or `deadlineMs` (deadline). */
export type TimeoutPhase = 'headers' | 'body' | 'deadline';

/** A time limit of a call ran out. */
export class TimeoutError extends ToolBeltError {
  static {
    this.prototype.name = 'TimeoutError';
  }

  readonly phase: TimeoutPhase;
  /** The limit, in milliseconds. */
  readonly limitMs: number;

  constructor(phase: TimeoutPhase, limitMs: number, message: string, options?: { cause?: unknown }) {
    super('LpClient', ErrorCodes.LpClient.Timeout, message, options);
    this.phase = phase;
    this.limitMs = limitMs;
  }
}
