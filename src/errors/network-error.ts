import { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

/** The connection failed: refused, reset, TLS, DNS, or a body that ended too early. `cause` is a redacted copy. */
export class NetworkError extends ToolBeltError {
  static {
    this.prototype.name = 'NetworkError';
  }

  /** Host and port that were addressed. */
  readonly host: string;

  constructor(host: string, message: string, options?: { cause?: unknown }) {
    super('LpClient', ErrorCodes.LpClient.Network, message, options);
    this.host = host;
  }
}
