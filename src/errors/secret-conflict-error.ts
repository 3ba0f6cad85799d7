import { ErrorCodes } from './error-codes.js';
import { SecretError } from './secret-error.js';

/** The condition of a conditional write did not hold; the stored secret is unchanged. */
export class SecretConflictError extends SecretError {
  static {
    this.prototype.name = 'SecretConflictError';
  }

  constructor(key: string, message: string) {
    super(ErrorCodes.Secret.Conflict, key, message);
  }
}
