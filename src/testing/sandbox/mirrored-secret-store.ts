import type {
  DeleteOptions,
  IdentityOptions,
  PutCondition,
  SecretInfo,
  SecretStore,
  SecretToPut,
  StoredSecret,
  StoreOptions,
} from '../../secrets/secret-store.js';
import { MemorySecretStore, type MemoryStoreOptions } from '../../secrets/stores/memory.js';

/** One secret in the file that the official tools read. */
export interface SecretEntry {
  readonly key: string;
  readonly value: unknown;
}

/** A secret store in memory whose content can also be read at once, for files that are written synchronously. */
export class MirroredSecretStore implements SecretStore {
  // Private fields, so that `inspect` and JSON of the store show no value.
  readonly #store: MemorySecretStore;
  readonly #values: Map<string, unknown>;

  constructor(values: Readonly<Record<string, unknown>> = {}, options: MemoryStoreOptions = {}) {
    this.#store = new MemorySecretStore(values, options);
    this.#values = new Map(structuredClone(Object.entries(values)));
  }

  entries(): SecretEntry[] {
    return [...this.#values].map(([key, value]) => ({ key, value: structuredClone(value) }));
  }

  get(key: string, options?: StoreOptions): Promise<StoredSecret | undefined> {
    return this.#store.get(key, options);
  }

  async put(secret: SecretToPut, condition?: PutCondition): Promise<StoredSecret> {
    const stored = await this.#store.put(secret, condition);
    this.#values.set(stored.key, structuredClone(stored.value));
    return stored;
  }

  async delete(key: string, options?: DeleteOptions): Promise<void> {
    await this.#store.delete(key, options);
    this.#values.delete(key);
  }

  list(): Promise<SecretInfo[]> {
    return this.#store.list();
  }

  identity(options?: IdentityOptions): Promise<string> {
    return this.#store.identity(options);
  }

  checkWritable(key: string, options?: StoreOptions): Promise<void> {
    return this.#store.checkWritable(key, options);
  }
}
