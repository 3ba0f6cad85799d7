import { ConfigError } from '../../errors/config-error.js';
import { SecretConflictError } from '../../errors/secret-conflict-error.js';
import { SecretForbiddenError } from '../../errors/secret-forbidden-error.js';
import { openSecretStore } from '../../secrets/open-store.js';
import { assertConditionHolds, assertMayAlter, isSecretKey } from '../../secrets/secret-rules.js';
import type { PutCondition, SecretOwner, SecretStore, StoredSecret } from '../../secrets/secret-store.js';
import { type ExitCode, ExitCodes } from '../terminal/exit-codes.js';
import { knownAccount } from '../terminal/known-account.js';
import { chooseStore, tellOlderStore } from '../terminal/store-text.js';
import { type TextOutput, writeJson, writeLine } from '../terminal/text-output.js';
import { readSecretValue, type SecretSource } from './input.js';
import { shownOf, traitsOf } from './shown.js';

/** Flags of `lp-toolbelt secrets put`. */
export interface SecretsPutFlags {
  readonly system?: true;
  readonly replace?: true;
  readonly store?: string;
  readonly json?: true;
}

/** What the command needs. */
export interface SecretsPutOptions extends SecretSource {
  readonly name: string;
  readonly flags: SecretsPutFlags;
  readonly output: TextOutput;
  readonly errors: TextOutput;
}

/**
 * Writes a secret, and tells its name, owner, version and account. Everything but the value is checked before a person
 * is asked for the value.
 *
 * @throws {ConfigError} for a bad name or store, or when there is nobody to ask.
 * @throws {SecretError} for a value that cannot be stored, and for what the store refuses, with what to do then.
 */
export async function putSecret(options: SecretsPutOptions): Promise<ExitCode> {
  const { name, flags, output, errors } = options;
  if (!isSecretKey(name)) throw badName();
  const account = knownAccount();
  const chosen = chooseStore(flags.store, account);
  tellOlderStore(chosen, errors);
  const store = openSecretStore(chosen.text);
  const stored = await write(store, account, options).catch((error: unknown) => {
    throw withAdvice(error, flags);
  });
  if (stored === undefined) {
    writeLine(errors, 'Stopped. Nothing was written.');
    return ExitCodes.failed;
  }
  if (flags.json) writeJson(output, { store: chosen.text, secret: shownOf(stored) });
  else writeLine(output, lineOf(stored));
  return ExitCodes.good;
}

/** Undefined when the person gave up. */
async function write(
  store: SecretStore,
  account: string | undefined,
  options: SecretsPutOptions,
): Promise<StoredSecret | undefined> {
  const { name: key, flags, stop } = options;
  const managedBy: SecretOwner = flags.system ? 'system' : 'user';
  const existing = await store.get(key, { signal: stop });
  const condition: PutCondition =
    flags.replace && existing !== undefined ? { ifVersion: existing.version } : { ifAbsent: true };
  // The store checks both again, when it writes.
  assertMayAlter(existing, key, managedBy);
  assertConditionHolds(key, existing?.version, condition);
  const accountId = flags.system ? accountOf(existing, key, account) : existing?.accountId;
  const value = await readSecretValue(key, options);
  if (value === undefined) return undefined;
  stop.throwIfAborted();
  return store.put({ key, value, managedBy, accountId }, condition);
}

/** A secret of the system is of one account: without it, all that share the store would take it for theirs. */
function accountOf(
  existing: StoredSecret | undefined,
  key: string,
  account: string | undefined,
): string | undefined {
  const former = existing?.accountId;
  if (former === undefined || account === undefined || former === account) return account ?? former;
  throw new ConfigError(
    'accountId',
    `Secret "${key}" is of account ${former}, and X_LIVEPERSON_BRAND_ID is ${account}: give the --store of that ` +
      `account, or delete the secret first ("lp-toolbelt secrets delete ${key} --system"). Nothing was written.`,
  );
}

function withAdvice(error: unknown, { replace }: SecretsPutFlags): unknown {
  if (error instanceof SecretForbiddenError) {
    return new SecretForbiddenError(
      error.key,
      `${error.message}, or give --system to write it as the system. Nothing was written`,
    );
  }
  if (error instanceof SecretConflictError) {
    const advice = replace
      ? 'Somebody else changed it meanwhile: run the command again'
      : 'Give --replace to overwrite it';
    return new SecretConflictError(error.key, `${error.message}. ${advice}. Nothing was written`);
  }
  return error;
}

function lineOf(stored: StoredSecret): string {
  const kind = typeof stored.value === 'string' ? 'text' : 'JSON';
  return `Stored ${stored.key} as ${kind}: ${traitsOf(stored)}.`;
}

/** It is not repeated: it could be the value, given in the wrong place. */
function badName(): ConfigError {
  return new ConfigError(
    'name',
    'The name of a secret must be 1 to 100 characters of A-Z, a-z, 0-9, "_" and "-". Nothing was written.',
  );
}
