import { ToolBeltError } from './toolbelt-error.js';

/** What became of one invocation. */
export interface OrchestratorResponse {
  /** UUID of the function. */
  uuid: string;
  /** What was answered: text, or a value with the option `json`. */
  body?: unknown;
  /** Headers of the answer; names in lower case. */
  headers?: Record<string, string>;
  /** HTTP status of the answer; 901 for a function that failed. */
  statusCode?: number;
  /** Why it failed; absent when it did not. */
  error?: {
    /** A code of `ErrorCodes`; that of the function itself with status 901. */
    code: string;
    message: string;
  };
}

/** What an {@link OrchestratorError} tells of the invocation that failed. */
export interface OrchestratorErrorDetails {
  readonly uuid?: string | undefined;
  readonly statusCode?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly originalError?: unknown;
  readonly responses?: readonly OrchestratorResponse[] | undefined;
  readonly cause?: unknown;
}

/** An invocation of a function failed, and with it all, as the error strategy `ExitOnError` wants it. */
export class OrchestratorError extends ToolBeltError {
  static {
    this.prototype.name = 'OrchestratorError';
  }

  /** UUID of the function that failed. */
  readonly uuid: string | undefined;
  /** HTTP status, where there was an answer; 901 when the function failed. */
  readonly statusCode: number | undefined;
  /** Headers of the answer, redacted. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** Body of the answer, redacted: text, or a value with the option `json`. Not enumerable: it may hold personal data. */
  declare readonly originalError: unknown;
  /** What had been answered when the first one failed, in the order of the invocations. Not enumerable. */
  declare readonly responses: readonly OrchestratorResponse[];

  constructor(code: string, message: string, details: OrchestratorErrorDetails = {}) {
    super('Orchestrator-FN', code, message, details);
    this.uuid = details.uuid;
    this.statusCode = details.statusCode;
    this.headers = details.headers;
    Object.defineProperty(this, 'originalError', { value: details.originalError });
    Object.defineProperty(this, 'responses', { value: details.responses ?? [], configurable: true });
  }
}
