import { checkedElsewhere, type Option, type OptionTable, oneOf, optionProblem } from '../config/options.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { SecretConflictError } from '../errors/secret-conflict-error.js';
import { SecretError } from '../errors/secret-error.js';
import { SecretForbiddenError } from '../errors/secret-forbidden-error.js';
import type {
  DeleteOptions,
  PutCondition,
  SecretInfo,
  SecretOwner,
  SecretToPut,
  StoredSecret,
} from './secret-store.js';

/** The secret that provisioning creates, and that calls are authorised with unless told otherwise. */
export const DEFAULT_APP_KEY_NAME = 'LIVEPERSON_DEFAULT_APP_KEY';
/** Longest value of a secret, in UTF-16 code units of its JSON text. Source: the official toolbelt. */
export const MAX_SECRET_LENGTH = 16_384;

// Their names alone: the values are compared below.
const CONDITION_TABLE = {
  ifAbsent: { check: checkedElsewhere },
  ifVersion: { check: checkedElsewhere },
} satisfies Record<'ifAbsent' | 'ifVersion', Option>;

const DELETE_TABLE = {
  ifVersion: { check: checkedElsewhere },
  managedBy: { check: oneOf('system') },
  signal: { check: checkedElsewhere },
} satisfies OptionTable<DeleteOptions>;

const KEY_GRAMMAR = /^[A-Za-z0-9_-]{1,100}$/;
/** Documented: LivePerson reserves this prefix on V2. */
const SYSTEM_PREFIX = 'LIVEPERSON_DEFAULT_';
/** Documented: the system secrets of V1, still found in migrated accounts. */
export const SYSTEM_NAMES_OF_V1: readonly string[] = [
  'lp-faas-default-app-key',
  'lp-faas-orchestrator-app-key',
];

/** Whether a name alone makes a secret a system secret: `LIVEPERSON_DEFAULT_*` and the two names of V1. */
export function isSystemSecretName(key: string): boolean {
  return key.startsWith(SYSTEM_PREFIX) || SYSTEM_NAMES_OF_V1.includes(key);
}

/** Whether a secret may have this name. */
export function isSecretKey(key: string): boolean {
  // `test` would turn a null from plain JavaScript into the text "null".
  return typeof key === 'string' && KEY_GRAMMAR.test(key);
}

/**
 * Checks the name of a secret.
 *
 * @throws {SecretError} `secret.invalid-format`.
 */
export function assertSecretKey(key: string): void {
  if (isSecretKey(key)) return;
  throw invalid(
    String(key),
    `The name of a secret must be 1 to 100 characters of A-Z, a-z, 0-9, "_" and "-"; got ${describeKey(key)}`,
  );
}

/**
 * Checks the value of a secret and copies it. The copy is what JSON keeps of the value, so that every
 * store hands out the same. LivePerson counts the JSON text: of a string, quotes and escapes count too.
 *
 * @throws {SecretError} `secret.invalid-format` for what JSON cannot hold, or more than 16,384 characters.
 */
export function checkedSecretValue(key: string, value: unknown): unknown {
  const text = jsonOf(key, value);
  if (text.length <= MAX_SECRET_LENGTH) return JSON.parse(text);
  throw invalid(
    key,
    `The value of secret "${key}" has ${text.length} characters as JSON; the limit is ${MAX_SECRET_LENGTH}`,
  );
}

/** A copy of a stored value, to hand out: what JSON keeps of it, or undefined if that is nothing. */
export function copySecretValue(value: unknown): unknown {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}

/**
 * Checks name, owner, account and value of a secret that is to be put, before anything is read or written.
 *
 * @returns A copy: later changes of the caller's object do not reach the store.
 * @throws {SecretError} `secret.invalid-format`.
 */
export function checkedSecret(secret: SecretToPut): Omit<StoredSecret, 'version'> {
  const { key, managedBy = 'user', accountId } = secret;
  assertSecretKey(key);
  if (managedBy !== 'user' && managedBy !== 'system') {
    throw invalid(key, `managedBy of secret "${key}" must be 'user' or 'system'`);
  }
  if (accountId !== undefined && (typeof accountId !== 'string' || accountId === '')) {
    throw invalid(key, `accountId of secret "${key}" must be a text that is not empty`);
  }
  return { key, value: checkedSecretValue(key, secret.value), managedBy, ...accountPart({ accountId }) };
}

/** The account of a record as a part of another one: no field where there is none. */
export function accountPart({ accountId }: { readonly accountId?: string | undefined }): {
  accountId?: string;
} {
  return accountId === undefined ? {} : { accountId };
}

/**
 * Refuses to alter a system secret on behalf of anyone but the system.
 *
 * @param existing The stored record; undefined when there is none.
 * @param managedBy What the put or the delete says.
 * @throws {SecretForbiddenError}
 */
export function assertMayAlter(
  existing: { readonly managedBy?: SecretOwner | undefined } | undefined,
  key: string,
  managedBy: SecretOwner = 'user',
): void {
  if (managedBy === 'system') return;
  if (existing?.managedBy !== 'system' && !isSystemSecretName(key)) return;
  throw new SecretForbiddenError(
    key,
    `Secret "${key}" is a system secret: only provisioning alters it. Use a secret of another name`,
  );
}

/**
 * Checks a condition against what is stored.
 *
 * @param version Version of the stored record; undefined when there is none.
 * @throws {SecretConflictError} when it does not hold.
 * @throws {SecretError} `secret.invalid-format` for a condition of another name.
 */
export function assertConditionHolds(
  key: string,
  version: string | undefined,
  condition: PutCondition | undefined,
): void {
  if (condition === undefined) return;
  const problem = optionProblem('The condition', condition, CONDITION_TABLE);
  if (problem !== undefined) throw invalid(key, problem.message);
  if ('ifAbsent' in condition) {
    if (version === undefined) return;
    throw new SecretConflictError(key, `Secret "${key}" exists already, at version ${version}`);
  }
  if (version === condition.ifVersion) return;
  throw new SecretConflictError(
    key,
    version === undefined
      ? `Secret "${key}" does not exist, so it is not at version ${condition.ifVersion}`
      : `Secret "${key}" is at version ${version}, not ${condition.ifVersion}; read it again`,
  );
}

/** Checks whether a record may be deleted: its owner, and the version that was asked for. */
export function assertMayDelete(
  key: string,
  existing: { readonly managedBy?: SecretOwner | undefined; readonly version: string } | undefined,
  options: DeleteOptions = {},
): void {
  const problem = optionProblem('The options of delete', options, DELETE_TABLE);
  if (problem !== undefined) throw invalid(key, problem.message);
  const { ifVersion, managedBy } = options;
  assertMayAlter(existing, key, managedBy);
  if (ifVersion !== undefined) assertConditionHolds(key, existing?.version, { ifVersion });
}

/** What may be shown of a record, and nothing else of it. */
export function infoOf({ key, version, managedBy, accountId }: SecretInfo): SecretInfo {
  return { key, version, managedBy, ...accountPart({ accountId }) };
}

/** Order of a list of secrets: by code units of the name, the same in every locale. */
export function bySecretName(a: { readonly key: string }, b: { readonly key: string }): number {
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}

function jsonOf(key: string, value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // A cycle, a BigInt, or too deep. The reason is dropped: the message of a toJSON may hold the value.
  }
  if (text !== undefined) return text;
  throw invalid(
    key,
    `The value of secret "${key}" must be JSON: no undefined, function, symbol, BigInt or cycle`,
  );
}

function describeKey(key: unknown): string {
  if (typeof key !== 'string') return typeof key;
  return key.length > 100 ? `${key.length} characters` : JSON.stringify(key);
}

function invalid(key: string, message: string): SecretError {
  return new SecretError(ErrorCodes.Secret.Invalid, key, message);
}
