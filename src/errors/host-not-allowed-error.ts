import { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

/** A host is malformed or outside `allowedHosts`. No credential was sent to it. */
export class HostNotAllowedError extends ToolBeltError {
  static {
    this.prototype.name = 'HostNotAllowedError';
  }

  /** The host as it was given. */
  readonly host: string;

  constructor(host: string, message: string) {
    super('LpClient', ErrorCodes.LpClient.HostNotAllowed, message);
    this.host = host;
  }
}
