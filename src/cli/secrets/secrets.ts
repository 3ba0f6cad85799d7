import { readEnvironment } from '../../config/environment.js';
import { openSecretStore } from '../../secrets/open-store.js';
import type { SecretInfo } from '../../secrets/secret-store.js';
import { chooseStore } from '../store-text.js';
import { formatTable } from '../terminal/table.js';
import { type TextOutput, writeJson, writeLine } from '../terminal/text-output.js';

/** What the secrets command needs. */
export interface SecretsOptions {
  readonly output: TextOutput;
  /** For example `file:PATH`. @default that of the environment, else the encrypted file of the account */
  readonly store?: string | undefined;
  /** One JSON document instead of a table. @default false */
  readonly json?: boolean | undefined;
}

/**
 * Lists what a store holds: names, owners and versions. It never asks the store for a value.
 *
 * @throws {ConfigError} when no store is known.
 * @throws {SecretError} when the store cannot be read.
 */
export async function listSecrets({ output, store, json }: SecretsOptions): Promise<void> {
  const chosen = chooseStore(store, readEnvironment().accountId);
  const secrets = (await openSecretStore(chosen).list()).map(shownOf);
  if (json) return writeJson(output, { store: chosen, secrets });
  if (secrets.length === 0) return writeLine(output, `The store ${chosen} is empty.`);
  for (const line of tableOf(secrets)) writeLine(output, line);
}

/** These fields and no other, whatever a store adds. */
export function shownOf({ key, managedBy, version }: SecretInfo): SecretInfo {
  return { key, managedBy, version };
}

function tableOf(secrets: readonly SecretInfo[]): string[] {
  const columns = [{ title: 'Name' }, { title: 'Owner' }, { title: 'Version' }];
  return formatTable(
    columns,
    secrets.map(({ key, managedBy, version }) => [key, managedBy, version]),
  );
}
