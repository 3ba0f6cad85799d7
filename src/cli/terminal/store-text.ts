import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readEnvironment } from '../../config/environment.js';
import { ConfigError } from '../../errors/config-error.js';
import { dataFolder } from './data-folder.js';
import { shellQuote } from './shell-quote.js';
import { type TextOutput, writeLine } from './text-output.js';

/** The store that a command uses. */
export interface ChosenStore {
  /** For example `file:PATH`. */
  readonly text: string;
  /** The store that version 0.1.0 kept in this folder and would have used; it is not used. Null when there is none. */
  readonly older: string | null;
}

/**
 * Which store a command uses: `--store`, else `LP_SECRET_STORE`, else an encrypted file of the account in the data
 * folder of the person. Each account has a file of its own, since the system secret has the same name in all of them.
 *
 * @param account As {@link knownAccount} gives it: it becomes a part of a path.
 * @throws {ConfigError} when neither a store nor an account is known.
 */
export function chooseStore(store: string | undefined, account: string | undefined): ChosenStore {
  const text = store ?? readEnvironment().secretStore;
  if (text !== undefined) return { text, older: null };
  if (account === undefined) throw noStore();
  const older = join('.lp-toolbelt', `secrets-${account}.json`);
  return {
    text: `file:${join(dataFolder(), account, 'secrets.json')}`,
    older: existsSync(older) ? `file:${older}` : null,
  };
}

/** Where the older store is, and how to use it. */
export function olderStoreLines(older: string): readonly [string, string] {
  return [
    'Version 0.1.0 left a store in this folder, which is not used.',
    `To use it, give --store ${shellQuote(older)}`,
  ];
}

/** Says so on a line of its own, if there is such a store. */
export function tellOlderStore({ older }: ChosenStore, errors: TextOutput): void {
  if (older !== null) writeLine(errors, `Note: ${olderStoreLines(older).join(' ')}`);
}

/** The same store, whatever folder a process runs in. */
export function fromAnyFolder(store: string): string {
  const [, scheme, path = ''] = /^(file|settings):(.+)$/s.exec(store) ?? [];
  return scheme === undefined ? store : `${scheme}:${resolve(path)}`;
}

function noStore(): ConfigError {
  return new ConfigError(
    'secretStore',
    'No secret store is known: give --store, set LP_SECRET_STORE, or set X_LIVEPERSON_BRAND_ID for the file of that account.',
  );
}
