import { ErrorCodes } from './error-codes.js';
import { ProvisioningError } from './provisioning-error.js';

/** The person who triggered provisioning is not an administrator of the account. Nothing was changed. */
export class NotAdminError extends ProvisioningError {
  static {
    this.prototype.name = 'NotAdminError';
  }

  constructor(reason: string) {
    super(
      `Only an administrator of the account may provision it: ${reason}. Sign in as an administrator and run again; nothing was changed.`,
      { task: null, done: [] },
      { code: ErrorCodes.Provisioning.NotAdmin },
    );
  }
}
