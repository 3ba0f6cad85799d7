import { openSecretStore } from '../../secrets/open-store.js';
import type { SecretInfo } from '../../secrets/secret-store.js';
import { knownAccount } from '../terminal/known-account.js';
import { chooseStore, tellOlderStore } from '../terminal/store-text.js';
import { formatTable } from '../terminal/table.js';
import { type TextOutput, writeJson, writeLine } from '../terminal/text-output.js';
import { shownOf } from './shown.js';

/** What the secrets command needs. */
export interface SecretsOptions {
  readonly output: TextOutput;
  readonly errors: TextOutput;
  /** For example `file:PATH`. @default that of the environment, else the encrypted file of the account */
  readonly store?: string | undefined;
  /** One JSON document instead of a table. @default false */
  readonly json?: boolean | undefined;
}

/**
 * Lists what a store holds: names, owners, versions, and accounts where it tells them. It never asks the store for a
 * value.
 *
 * @throws {ConfigError} when no store is known.
 * @throws {SecretError} when the store cannot be read.
 */
export async function listSecrets({ output, errors, store, json }: SecretsOptions): Promise<void> {
  const chosen = chooseStore(store, knownAccount());
  tellOlderStore(chosen, errors);
  const secrets = (await openSecretStore(chosen.text).list()).map(shownOf);
  if (json) return writeJson(output, { store: chosen.text, secrets });
  if (secrets.length === 0) return writeLine(output, `The store ${chosen.text} is empty.`);
  for (const line of tableOf(secrets)) writeLine(output, line);
}

/** With a column for accounts where the store tells any. */
function tableOf(secrets: readonly SecretInfo[]): string[] {
  const tellsAccounts = secrets.some(({ accountId }) => accountId !== undefined);
  const columns = [{ title: 'Name' }, { title: 'Owner' }, { title: 'Version' }];
  return formatTable(
    tellsAccounts ? [...columns, { title: 'Account' }] : columns,
    secrets.map(({ key, managedBy, version, accountId = '-' }) => {
      const cells = [key, managedBy, version];
      return tellsAccounts ? [...cells, accountId] : cells;
    }),
  );
}
