import { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

/** What an {@link HttpError} tells of the answer. */
export interface HttpErrorDetails {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly requestId: string;
  readonly service: string;
  readonly operation: string;
  /** At most 1 KiB of the body, redacted. */
  readonly bodyExcerpt: string;
}

/** A typed call was answered with a status that is neither success nor expected. */
export class HttpError extends ToolBeltError {
  static {
    this.prototype.name = 'HttpError';
  }

  readonly status: number;
  /** Response headers, redacted; names in lower case. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** `x-request-id` that was sent; quote it to LivePerson support. */
  readonly requestId: string;
  /** CSDS service, for example `accountConfigReadOnly`. */
  readonly service: string;
  /** Operation, for example `users.get`. */
  override readonly operation: string;
  /** At most 1 KiB of the body, redacted. Not enumerable: a body may hold personal data, so it is not logged along. */
  declare readonly bodyExcerpt: string;

  constructor(message: string, details: HttpErrorDetails, code: string = ErrorCodes.LpClient.Http) {
    super('LpClient', code, message);
    this.status = details.status;
    this.headers = details.headers;
    this.requestId = details.requestId;
    this.service = details.service;
    this.operation = details.operation;
    Object.defineProperty(this, 'bodyExcerpt', { value: details.bodyExcerpt, enumerable: false });
  }
}
