import { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

/** What is known of a failed request. */
export interface NetworkFailure {
  readonly cause?: unknown;
  /** @default true */
  readonly sent?: boolean | undefined;
  /** @default false */
  readonly reusedSocket?: boolean | undefined;
  /** @default false */
  readonly lasting?: boolean | undefined;
}

/** The connection failed: refused, reset, TLS, DNS, or a body that ended too early. `cause` is a redacted copy. */
export class NetworkError extends ToolBeltError {
  static {
    this.prototype.name = 'NetworkError';
  }

  /** Host and port that were addressed. */
  readonly host: string;
  /** Whether the request may have reached the server; false means that sending it again repeats nothing. */
  readonly sent: boolean;
  /** Whether another attempt would meet the same: a certificate, a proxy that refuses. Not enumerable. */
  declare readonly lasting: boolean;
  /** Whether its connection had carried another request before. Not enumerable. */
  declare readonly reusedSocket: boolean;

  constructor(host: string, message: string, failure: NetworkFailure = {}) {
    super('LpClient', ErrorCodes.LpClient.Network, message, failure);
    this.host = host;
    this.sent = failure.sent ?? true;
    Object.defineProperty(this, 'lasting', { value: failure.lasting ?? false });
    Object.defineProperty(this, 'reusedSocket', { value: failure.reusedSocket ?? false });
  }
}
