import { AuthError } from '../../errors/auth-error.js';
import { ErrorCodes } from '../../errors/error-codes.js';
import type { Authorization } from '../../http/authorizer.js';
import type { SecretRecord } from '../../secrets/secret-store.js';

/** Stands in for OAuth 1.0a, which LivePerson ended, where it was not asked for. */
export class Signatures {
  of({ key }: SecretRecord): Authorization {
    throw new AuthError(
      'LpClient',
      ErrorCodes.LpClient.Creds.Format,
      `Secret "${key}" is an OAuth 1.0a app key, which ended on 31 May 2026: provision again, or bundle with --oauth1 (oauth1). Nothing was sent`,
    );
  }
}
