import { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

/** The key in use may not do this: refused here before anything was sent, or by the server with a 403. */
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

  constructor(
    api: string,
    message: string,
    refusal?: { status?: number | undefined; requestId?: string | undefined },
  ) {
    super('LpClient', ErrorCodes.LpClient.Privilege, message);
    this.api = api;
    this.status = refusal?.status;
    this.requestId = refusal?.requestId;
  }
}
