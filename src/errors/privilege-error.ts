import { ErrorCodes } from './error-codes.js';
import type { HttpErrorDetails } from './http-error.js';
import { ToolBeltError } from './toolbelt-error.js';

type PrivilegeRefusal = Pick<HttpErrorDetails, 'status' | 'requestId' | 'bodyExcerpt'>;

/**
 * The key in use may not do this: refused here before anything was sent, or by the server with a 403. A 403 that
 * is a page of HTML comes from a firewall, a proxy or a CDN, and is an `HttpError`.
 */
export class PrivilegeError extends ToolBeltError {
  static {
    this.prototype.name = 'PrivilegeError';
  }

  /** Title of the API, for example `Users API`. */
  readonly api: string;
  /** 403 when the server refused; undefined when nothing was sent. */
  readonly status: number | undefined;
  /** `x-request-id` of the refused request; undefined when nothing was sent. */
  readonly requestId: string | undefined;
  /** At most 1 KiB of the server's answer, redacted; undefined when nothing was sent. Not enumerable, as that of `HttpError`. */
  declare readonly bodyExcerpt: string | undefined;

  constructor(api: string, message: string, refusal?: Partial<PrivilegeRefusal>) {
    super('LpClient', ErrorCodes.LpClient.Privilege, message);
    this.api = api;
    this.status = refusal?.status;
    this.requestId = refusal?.requestId;
    Object.defineProperty(this, 'bodyExcerpt', { value: refusal?.bodyExcerpt, enumerable: false });
  }
}
