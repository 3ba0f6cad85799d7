import type {
  PutCondition,
  SecretInfo,
  SecretStore,
  SecretToPut,
  StoredSecret,
  StoreOptions,
} from './secret-store.js';

/** A store whose code is loaded with the first operation: a function that uses another one does not pay for it. */
export class LazySecretStore implements SecretStore {
  readonly #load: () => Promise<SecretStore>;
  #store: Promise<SecretStore> | undefined;

  constructor(load: () => Promise<SecretStore>) {
    this.#load = load;
  }

  async get(key: string, options?: StoreOptions): Promise<StoredSecret | undefined> {
    return (await this.#loaded()).get(key, options);
  }

  async put(secret: SecretToPut, condition?: PutCondition): Promise<StoredSecret> {
    return (await this.#loaded()).put(secret, condition);
  }

  async delete(key: string, condition?: { readonly ifVersion: string }): Promise<void> {
    return (await this.#loaded()).delete(key, condition);
  }

  async list(): Promise<SecretInfo[]> {
    return (await this.#loaded()).list();
  }

  #loaded(): Promise<SecretStore> {
    this.#store ??= this.#load();
    return this.#store;
  }
}
