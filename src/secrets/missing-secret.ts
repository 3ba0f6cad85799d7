import { ErrorCodes } from '../errors/error-codes.js';
import { SecretError } from '../errors/secret-error.js';
import { isSystemSecretName } from './secret-rules.js';
import type { SecretReader } from './secret-store.js';

/** A store whose file may be missing as a whole, which is why it has no secret. */
export interface FileStore extends SecretReader {
  /** The file, as a text that names the store, if it was not there when the store last looked: `settings:/path`. */
  readonly missingFile: string | undefined;
}

/** The error of reading a secret that its store does not have. It names the file if there is none. */
export function missingSecret(reader: SecretReader, key: string): SecretError {
  return new SecretError(ErrorCodes.Secret.NotFound, key, missingText(reader, key));
}

/** The same of updating one. The official toolbelt gives it the code of any other failure. */
export function nothingToUpdate(reader: SecretReader, key: string): SecretError {
  return new SecretError(ErrorCodes.Secret.Failure, key, missingText(reader, key));
}

function missingText(reader: SecretReader, key: string): string {
  const { missingFile } = reader as Partial<FileStore>;
  if (missingFile === undefined) {
    return `There is no secret "${key}" in the store: create it, or check its name`;
  }
  const owner = isSystemSecretName(key) ? ' --system' : '';
  const path = missingFile.slice(missingFile.indexOf(':') + 1);
  return `There is no secret "${key}", since there is no file ${path}. Start the process where the file is, name another store with LP_SECRET_STORE (the option secretStore), or create the secret: npx lp-toolbelt secrets put ${key}${owner} --store '${missingFile}'`;
}
