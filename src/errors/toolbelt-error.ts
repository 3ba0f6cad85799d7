/**
 * Base of every error that this library throws. Switch on `code`; never parse `message`.
 *
 * No message, field or `cause` of it holds a secret, a token or an Authorization header.
 */
export class ToolBeltError extends Error {
  static {
    // On the prototype, so that `inspect` and JSON do not repeat the name as a field.
    this.prototype.name = 'ToolBeltError';
  }

  /** The part that failed, for example `LpClient` or `CSDS-Client`. */
  readonly component: string;
  /** One of `ErrorCodes`, or the code that a server or function gave. */
  readonly code: string;

  constructor(component: string, code: string, message: string, options?: { cause?: unknown }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.component = component;
    this.code = code;
  }
}
