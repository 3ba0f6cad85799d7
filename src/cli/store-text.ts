import { resolve } from 'node:path';
import { readEnvironment } from '../config/environment.js';
import { ConfigError } from '../errors/config-error.js';

/**
 * Which store a command uses: `--store`, else `LP_SECRET_STORE`, else an encrypted file of the account. Each
 * account has a file of its own, since the system secret has the same name in all of them.
 *
 * @throws {ConfigError} when neither a store nor an account is known.
 */
export function chooseStore(store: string | undefined, accountId: string | undefined): string {
  const chosen = store ?? readEnvironment().secretStore;
  if (chosen !== undefined) return chosen;
  if (accountId !== undefined) return `file:.lp-toolbelt/secrets-${accountId}.json`;
  throw new ConfigError(
    'secretStore',
    'No secret store is known: give --store, set LP_SECRET_STORE, or set X_LIVEPERSON_BRAND_ID for the file of that account.',
  );
}

/** The same store, whatever folder a process runs in. */
export function fromAnyFolder(store: string): string {
  const [, scheme, path = ''] = /^(file|settings):(.+)$/s.exec(store) ?? [];
  return scheme === undefined ? store : `${scheme}:${resolve(path)}`;
}
