import { HttpError, type HttpErrorDetails } from './http-error.js';

/**
 * The invoked function itself failed (HTTP status 901). `code` is the platform's, for example
 * `com.customer.faas.function.threw-error`; `functionMessage` is what the function said.
 */
export class FunctionError extends HttpError {
  static {
    this.prototype.name = 'FunctionError';
  }

  /** Message of the failed function, redacted. */
  readonly functionMessage: string;

  constructor(code: string, functionMessage: string, details: HttpErrorDetails) {
    super(`The function failed with ${code}: ${functionMessage}`, details, code);
    this.functionMessage = functionMessage;
  }
}
