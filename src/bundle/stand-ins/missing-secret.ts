import { ErrorCodes } from '../../errors/error-codes.js';
import { SecretError } from '../../errors/secret-error.js';
import type { SecretReader } from '../../secrets/secret-store.js';

/** As the original, for stores that are no file. */
export function missingSecret(_reader: SecretReader, key: string): SecretError {
  return new SecretError(ErrorCodes.Secret.NotFound, key, missingText(key));
}

/** As the original. */
export function nothingToUpdate(_reader: SecretReader, key: string): SecretError {
  return new SecretError(ErrorCodes.Secret.Failure, key, missingText(key));
}

const missingText = (key: string) => `There is no secret "${key}" in the store: create it, or check its name`;
