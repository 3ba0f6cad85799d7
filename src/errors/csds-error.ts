import type { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

/** The host of a service could not be found: CSDS failed, or does not know the service. */
export class CsdsError extends ToolBeltError {
  static {
    this.prototype.name = 'CsdsError';
  }

  constructor(
    code: (typeof ErrorCodes.Csds)[keyof typeof ErrorCodes.Csds],
    message: string,
    options?: { cause?: unknown },
  ) {
    super('CSDS-Client', code, message, options);
  }
}
