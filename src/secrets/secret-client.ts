import {
  checkOptions,
  flag,
  milliseconds,
  type OptionTable,
  object,
  optionProblem,
} from '../config/options.js';
import { ConfigError } from '../errors/config-error.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { ParameterError } from '../errors/parameter-error.js';
import { SecretError } from '../errors/secret-error.js';
import { ToolBeltError } from '../errors/toolbelt-error.js';
import { withinMs } from '../http/cancellation.js';
import type { Redactor } from '../http/redact.js';
import { OWN_READ } from './from-secret-client.js';
import { nothingToUpdate } from './missing-secret.js';
import type { SecretCache } from './secret-cache.js';
import {
  accountPart,
  assertMayAlter,
  checkedSecret,
  copySecretValue,
  isSystemSecretName,
} from './secret-rules.js';
import type { SecretReader, SecretStore } from './secret-store.js';
import { rewrapSecret } from './wrapped-secret.js';

/** A secret as functions see it. */
export interface Secret<T = unknown> {
  key: string;
  /** Any JSON value; a copy that is yours to change. */
  value: T;
}

/** Options of `readSecret`. */
export interface ReadSecretOptions {
  /** false reads from the store even if the secret is cached. @default true */
  useCache?: boolean | undefined;
  /** Milliseconds. @default 5000 */
  timeout?: number | undefined;
}

/** Options of `Toolbelt.SecretClient`. */
export interface SecretClientOptions {
  /** Life of this client's cached secrets. Other clients keep theirs. */
  cache?: { /** Milliseconds. @default 300_000 */ ttl?: number | undefined } | undefined;
}

const readTable = {
  useCache: { check: flag, default: true },
  timeout: { check: milliseconds(), default: 5_000 },
} as const satisfies OptionTable<ReadSecretOptions>;

const clientTable = {
  cache: { check: object, fields: { ttl: { check: positiveMs } } },
} as const satisfies OptionTable<SecretClientOptions>;

/** Milliseconds that a client keeps secrets, if it was told. @throws {ConfigError} */
export function cacheLife(options: SecretClientOptions = {}): number | undefined {
  checkOptions('SecretClient', options, clientTable);
  return options.cache?.ttl;
}

/** Reads secrets, and updates those that are not the system's. */
export interface SecretClient {
  /**
   * Reads a secret, from the cache when it is at most five minutes old. A system secret can be read, and
   * warns once: its scopes change without notice, so use a key of your own through `appKeySecretName`. A value stored as
   * `{ LP_COMPAT_SECRET_TYPE, secret }`, as in accounts migrated from Functions V1, is given without that wrapper.
   *
   * @throws {SecretError} `secret.not-found`, `secret.op-timed-out`, `secret.op-failed`, `secret.invalid-format`.
   * @throws {ParameterError} for an unknown option, or a `timeout` that is no number of milliseconds.
   */
  // biome-ignore lint/suspicious/noExplicitAny: as the official toolbelt, whose callers use the value without a cast
  readSecret<T = any>(key: string, options?: ReadSecretOptions): Promise<Secret<T>>;
  /**
   * Replaces the value of an existing secret. One that is stored as `{ LP_COMPAT_SECRET_TYPE, secret }` stays in that form.
   *
   * @throws {SecretForbiddenError} for a system secret; nothing is written.
   * @throws {SecretConflictError} when it was changed by somebody else at the same moment; read it again.
   * @throws {SecretError} `secret.invalid-format`; `secret.op-failed`, also for a key that there is not, as the
   * official toolbelt says.
   */
  updateSecret<T>(secret: { key: string; value: T }): Promise<Secret<T>>;
  /**
   * @deprecated Of Functions V1: read each secret by its name.
   * @throws {ConfigError} always, with an example.
   */
  getUsedSecrets(): never;
}

/** A time that no timer waits for. */
function positiveMs(value: unknown): string | undefined {
  return typeof value === 'number' && value > 0 ? undefined : 'a positive number of milliseconds';
}

/** What a client is made of. */
export interface SecretClientParts {
  readonly reader: SecretReader;
  readonly cache: SecretCache;
  readonly redactor: Redactor;
  /** Called for each direct read of a system secret. */
  readonly onSystemSecretRead: (key: string) => void;
  /** Called after an update, so that other caches drop the old value. */
  readonly onUpdated: (key: string) => void;
}

/** @param resolve Gives the parts at each call, so that a client outlives a change of the default instance. */
export function createSecretClient(resolve: () => SecretClientParts): SecretClient {
  return {
    // biome-ignore lint/suspicious/noExplicitAny: see SecretClient
    async readSecret<T = any>(key: string, options: ReadSecretOptions = {}): Promise<Secret<T>> {
      const { useCache, timeout } = checkedRead(options);
      const { cache, onSystemSecretRead } = resolve();
      const record = await withTimeout(key, timeout, (signal) =>
        useCache ? cache.get(key, signal) : cache.refresh(key, signal),
      );
      const isSystem = record.managedBy === 'system' || isSystemSecretName(key);
      if (isSystem && !(OWN_READ in options)) onSystemSecretRead(key);
      return { key, value: copySecretValue(record.value) as T };
    },

    async updateSecret<T>(secret: { key: string; value: T }): Promise<Secret<T>> {
      const checked = checkedSecret(secret);
      const { key, value } = checked;
      assertMayAlter(undefined, key);
      const { reader, redactor, onUpdated } = resolve();
      redactor.hold(value);
      await update(writable(reader, key), key, value, redactor);
      onUpdated(key);
      return { key, value: value as T };
    },

    getUsedSecrets(): never {
      throw noUsedSecrets();
    },
  };
}

/** The error of what the documentation of Functions V1 names. */
function noUsedSecrets(): ConfigError {
  return new ConfigError(
    'getUsedSecrets',
    `getUsedSecrets() is of Functions V1. Read the secrets by their names:
  const [first, second] = await Promise.all(['FIRST', 'SECOND'].map((key) => secrets.readSecret(key)));
The names of all secrets of a store: npx lp-toolbelt secrets`,
  );
}

async function update(store: SecretStore, key: string, value: unknown, redactor: Redactor): Promise<void> {
  try {
    const existing = await store.get(key);
    if (existing === undefined) throw nothingToUpdate(store, key);
    assertMayAlter(existing, key);
    // Whose secret it is does not change with its value.
    const form = rewrapSecret(existing.value, value);
    const changed = { key, value: form, managedBy: 'user', ...accountPart(existing) } as const;
    await store.put(changed, { ifVersion: existing.version });
  } catch (error) {
    if (error instanceof ToolBeltError) throw error;
    throw new SecretError(ErrorCodes.Secret.Failure, key, `Secret "${key}" could not be updated`, {
      cause: redactor.cause(error),
    });
  }
}

function writable(reader: SecretReader, key: string): SecretStore {
  if ('put' in reader && typeof reader.put === 'function') return reader as SecretStore;
  throw new SecretError(
    ErrorCodes.Secret.Failure,
    key,
    'The secret store of this toolbelt can only read; pass a SecretStore with `put` as secretStore to update secrets',
  );
}

async function withTimeout<T>(
  key: string,
  timeoutMs: number,
  read: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  let limit: AbortSignal | undefined;
  try {
    return await withinMs(timeoutMs, (signal) => {
      limit = signal;
      return read(signal);
    });
  } catch (error) {
    if (!limit?.aborted || error !== limit.reason) throw error;
    throw new SecretError(
      ErrorCodes.Secret.Timeout,
      key,
      `Secret "${key}" was not read within ${timeoutMs} ms; raise the option timeout if the store is slow`,
    );
  }
}

function checkedRead(options: ReadSecretOptions): { useCache: boolean; timeout: number } {
  const problem = optionProblem('readSecret', options, readTable);
  if (problem !== undefined) {
    throw new ParameterError(problem.name, `${problem.message}. The secret was not read.`);
  }
  const { useCache = readTable.useCache.default, timeout = readTable.timeout.default } = options;
  return { useCache, timeout };
}
