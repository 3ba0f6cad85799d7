import type { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

type SecretCode = (typeof ErrorCodes.Secret)[keyof typeof ErrorCodes.Secret];

/** A secret could not be read or written. `key` names it; no value is ever included. */
export class SecretError extends ToolBeltError {
  static {
    this.prototype.name = 'SecretError';
  }

  /** Name of the secret. */
  readonly key: string;

  constructor(code: SecretCode, key: string, message: string, options?: { cause?: unknown }) {
    super('SecretClient', code, message, options);
    this.key = key;
  }
}
