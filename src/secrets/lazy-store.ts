import type { FileStore } from './missing-secret.js';
import type {
  DeleteOptions,
  IdentityOptions,
  PutCondition,
  SecretInfo,
  SecretStore,
  SecretToPut,
  StoredSecret,
  StoreOptions,
} from './secret-store.js';

/** A store whose code is loaded with the first operation: a function that uses another one does not pay for it. */
export class LazySecretStore implements SecretStore, FileStore {
  readonly #load: () => Promise<SecretStore>;
  #store: Promise<SecretStore> | undefined;
  #loaded: Partial<FileStore> | undefined;

  constructor(load: () => Promise<SecretStore>) {
    this.#load = load;
  }

  /** @internal For the error of a secret that is not there. */
  get missingFile(): string | undefined {
    return this.#loaded?.missingFile;
  }

  async get(key: string, options?: StoreOptions): Promise<StoredSecret | undefined> {
    return (await this.#opened()).get(key, options);
  }

  async put(secret: SecretToPut, condition?: PutCondition): Promise<StoredSecret> {
    return (await this.#opened()).put(secret, condition);
  }

  async delete(key: string, options?: DeleteOptions): Promise<void> {
    return (await this.#opened()).delete(key, options);
  }

  async list(): Promise<SecretInfo[]> {
    return (await this.#opened()).list();
  }

  async identity(options?: IdentityOptions): Promise<string | undefined> {
    return (await this.#opened()).identity?.(options);
  }

  async checkWritable(key: string, options?: StoreOptions): Promise<void> {
    return (await this.#opened()).checkWritable?.(key, options);
  }

  async #opened(): Promise<SecretStore> {
    this.#store ??= this.#load();
    const store = await this.#store;
    this.#loaded = store;
    return store;
  }
}
