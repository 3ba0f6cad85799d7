import { ConfigError } from '../../errors/config-error.js';
import { SecretConflictError } from '../../errors/secret-conflict-error.js';
import { SecretForbiddenError } from '../../errors/secret-forbidden-error.js';
import { openSecretStore } from '../../secrets/open-store.js';
import { assertMayAlter, isSecretKey } from '../../secrets/secret-rules.js';
import type { SecretInfo, SecretStore } from '../../secrets/secret-store.js';
import { type ExitCode, ExitCodes } from '../terminal/exit-codes.js';
import { knownAccount } from '../terminal/known-account.js';
import { askConsent } from '../terminal/prompts.js';
import { chooseStore, tellOlderStore } from '../terminal/store-text.js';
import type { Terminal } from '../terminal/terminal.js';
import { type TextOutput, writeJson, writeLine } from '../terminal/text-output.js';
import { shownOf, traitsOf } from './shown.js';

/** Flags of `lp-toolbelt secrets delete`. */
export interface SecretsDeleteFlags {
  readonly system?: true;
  readonly yes?: true;
  readonly store?: string;
  readonly json?: true;
}

/** What the command needs. */
export interface SecretsDeleteOptions {
  readonly name: string;
  readonly flags: SecretsDeleteFlags;
  readonly output: TextOutput;
  readonly errors: TextOutput;
  readonly terminal: Terminal;
  readonly stop: AbortSignal;
}

/**
 * Deletes a secret once a person agreed: the version that the person was shown, and no newer one. Where there is none,
 * it says so and ends well.
 *
 * @throws {ConfigError} for a bad name or store, or when nobody can agree. Nothing was read.
 * @throws {SecretError} for what the store refuses, with what to do then.
 */
export async function deleteSecret(options: SecretsDeleteOptions): Promise<ExitCode> {
  const { name: key, flags, output, errors, stop } = options;
  if (!isSecretKey(key)) throw badName();
  if (!flags.yes && !options.terminal.canAsk) throw nobodyToAsk();
  const chosen = chooseStore(flags.store, knownAccount());
  tellOlderStore(chosen, errors);
  const store = openSecretStore(chosen.text);
  const existing = await store.get(key, { signal: stop });
  if (existing !== undefined) {
    checkOwner(key, existing, flags);
    if (!(await mayDelete(existing, chosen.text, options))) {
      writeLine(errors, 'Stopped. Nothing was deleted.');
      return ExitCodes.failed;
    }
    await deleteVersion(store, existing, options);
  }
  const deleted = existing === undefined ? null : shownOf(existing);
  if (flags.json) writeJson(output, { store: chosen.text, deleted });
  else writeLine(output, lineOf(key, chosen.text, deleted));
  return ExitCodes.good;
}

async function mayDelete(
  existing: SecretInfo,
  store: string,
  { flags, stop }: SecretsDeleteOptions,
): Promise<boolean> {
  if (flags.yes) return true;
  return askConsent(`Delete ${existing.key} (${traitsOf(existing)}) from ${store}?`, stop);
}

async function deleteVersion(
  store: SecretStore,
  { key, version }: SecretInfo,
  { flags, stop }: SecretsDeleteOptions,
): Promise<void> {
  stop.throwIfAborted();
  const managedBy = flags.system ? ('system' as const) : undefined;
  try {
    await store.delete(key, { ifVersion: version, managedBy, signal: stop });
  } catch (error) {
    if (!(error instanceof SecretConflictError)) throw error;
    const advice = 'Somebody else changed it meanwhile: run the command again';
    throw new SecretConflictError(key, `${error.message}. ${advice}. Nothing was deleted`);
  }
}

/** The store checks it again, when it deletes. */
function checkOwner(key: string, existing: SecretInfo, { system }: SecretsDeleteFlags): void {
  try {
    assertMayAlter(existing, key, system ? 'system' : 'user');
  } catch (error) {
    if (!(error instanceof SecretForbiddenError)) throw error;
    throw new SecretForbiddenError(
      key,
      `Secret "${key}" is a system secret: give --system to delete it as the system. Nothing was deleted`,
    );
  }
}

function lineOf(key: string, store: string, deleted: SecretInfo | null): string {
  if (deleted === null) return `There is no secret ${key} in ${store}; nothing was deleted.`;
  return `Deleted ${key} from ${store}: ${traitsOf(deleted)}.`;
}

function badName(): ConfigError {
  return new ConfigError(
    'name',
    'The name of a secret must be 1 to 100 characters of A-Z, a-z, 0-9, "_" and "-". Nothing was deleted.',
  );
}

function nobodyToAsk(): ConfigError {
  return new ConfigError(
    'yes',
    'There is nobody to ask whether the secret may be deleted: give --yes. Nothing was deleted.',
  );
}
