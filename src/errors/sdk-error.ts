import { ToolBeltError } from './toolbelt-error.js';

/** What an {@link SDKError} tells beside its code. */
export interface SDKErrorDetails {
  readonly status?: number | undefined;
  readonly cause?: unknown;
}

/** A call of `ContextServiceClient` failed; the official toolbelt has the class under this name. */
export class SDKError extends ToolBeltError {
  static {
    this.prototype.name = 'SDKError';
  }

  /** HTTP status of the service, where it answered. */
  readonly status: number | undefined;

  constructor(code: string, message: string, details: SDKErrorDetails = {}) {
    super('Context-Service', code, message, details);
    this.status = details.status;
  }
}
