import { randomUUID } from 'node:crypto';
import { checkOptions, type OptionTable, text } from '../../config/options.js';
import { ConfigError } from '../../errors/config-error.js';
import { isJsonObject } from '../../http/json.js';
import {
  assertConditionHolds,
  assertMayAlter,
  assertMayDelete,
  assertSecretKey,
  bySecretName,
  checkedSecret,
  copySecretValue,
  isSystemSecretName,
} from '../secret-rules.js';
import type {
  DeleteOptions,
  IdentityOptions,
  PutCondition,
  SecretInfo,
  SecretStore,
  SecretToPut,
  StoredSecret,
  StoreOptions,
} from '../secret-store.js';

/** Options of a {@link MemorySecretStore}. */
export interface MemoryStoreOptions {
  /** Names the place that the secrets lie in; see `SecretStore.identity`. @default a random one for each store */
  identity?: string | undefined;
  /** The LivePerson account that the values to start with are of. @default not told */
  accountId?: string | undefined;
}

const TABLE = {
  identity: { check: text },
  accountId: { check: text },
} as const satisfies OptionTable<MemoryStoreOptions>;

/**
 * Keeps secrets in memory, for tests and short-lived processes. Versions count up from "1" within a store. A record
 * has its `accountId` as it was put.
 *
 * @example
 * const store = new MemorySecretStore({ MY_KEY: { client_id: 'an-id', client_secret: 'a-secret' } });
 */
export class MemorySecretStore implements SecretStore {
  // Private, so that `inspect` and JSON of a store show no value.
  readonly #secrets = new Map<string, StoredSecret>();
  // One counter for all keys, so that no version comes back after a delete.
  #lastVersion = 0;
  readonly #identity: string;

  /**
   * @param values Secrets by name, to start with. The system manages system names, the user all others.
   * @throws {SecretError} `secret.invalid-format` for a bad name or value.
   * @throws {ConfigError} when `values` is no object, or for an unknown option.
   */
  constructor(values: Readonly<Record<string, unknown>> = {}, options: MemoryStoreOptions = {}) {
    if (!isJsonObject(values)) {
      throw new ConfigError('values', 'MemorySecretStore takes an object of secrets by name');
    }
    checkOptions('MemorySecretStore', options, TABLE);
    this.#identity = options.identity ?? `memory:${randomUUID()}`;
    for (const [key, value] of Object.entries(values)) {
      this.#write(
        checkedSecret({
          key,
          value,
          managedBy: isSystemSecretName(key) ? 'system' : 'user',
          accountId: options.accountId,
        }),
      );
    }
  }

  async get(key: string, options?: StoreOptions): Promise<StoredSecret | undefined> {
    options?.signal?.throwIfAborted();
    assertSecretKey(key);
    const stored = this.#secrets.get(key);
    return stored && { ...stored, value: copySecretValue(stored.value) };
  }

  async put(secret: SecretToPut, condition?: PutCondition): Promise<StoredSecret> {
    const checked = checkedSecret(secret);
    const existing = this.#secrets.get(checked.key);
    assertMayAlter(existing, checked.key, checked.managedBy);
    assertConditionHolds(checked.key, existing?.version, condition);
    const stored = this.#write(checked);
    return { ...stored, value: copySecretValue(stored.value) };
  }

  async delete(key: string, options?: DeleteOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    assertSecretKey(key);
    const existing = this.#secrets.get(key);
    assertMayDelete(key, existing, options);
    this.#secrets.delete(key);
  }

  async list(): Promise<SecretInfo[]> {
    return [...this.#secrets.values()]
      .map(({ key, version, managedBy }) => ({ key, version, managedBy }))
      .sort(bySecretName);
  }

  async identity(options?: IdentityOptions): Promise<string> {
    options?.signal?.throwIfAborted();
    return this.#identity;
  }

  async checkWritable(key: string, options?: StoreOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    assertSecretKey(key);
  }

  #write(secret: Omit<StoredSecret, 'version'>): StoredSecret {
    this.#lastVersion += 1;
    const stored = { ...secret, version: String(this.#lastVersion) };
    this.#secrets.set(secret.key, stored);
    return stored;
  }
}
