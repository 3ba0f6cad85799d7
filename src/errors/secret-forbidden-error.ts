import { ErrorCodes } from './error-codes.js';
import { SecretError } from './secret-error.js';

/** A system secret may be altered by the system only; the stored secret is unchanged. */
export class SecretForbiddenError extends SecretError {
  static {
    this.prototype.name = 'SecretForbiddenError';
  }

  constructor(key: string, message: string) {
    super(ErrorCodes.Secret.SystemSecret, key, message);
  }
}
