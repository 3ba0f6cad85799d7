import type {
  PutCondition,
  SecretStore,
  SecretToPut,
  StoredSecret,
  StoreOptions,
} from '../../src/secrets/secret-store.js';
import { MemorySecretStore } from '../../src/secrets/stores/memory.js';

/** A store in memory with a name of its own, which keeps whose a secret is. */
export class IdentifiedStore extends MemorySecretStore implements SecretStore {
  readonly #identity: string | undefined;
  readonly #accounts = new Map<string, string | undefined>();

  /** @param identity undefined: a store without a name. */
  constructor(identity: string | undefined = 'the store of this test') {
    super();
    this.#identity = identity;
  }

  async identity(): Promise<string | undefined> {
    return this.#identity;
  }

  override async get(key: string, options?: StoreOptions): Promise<StoredSecret | undefined> {
    const secret = await super.get(key, options);
    const accountId = secret && this.#accounts.get(secret.version);
    return secret && (accountId === undefined ? secret : { ...secret, accountId });
  }

  override async put({ accountId, ...secret }: SecretToPut, condition?: PutCondition): Promise<StoredSecret> {
    const stored = await super.put(secret, condition);
    this.#accounts.set(stored.version, accountId);
    return accountId === undefined ? stored : { ...stored, accountId };
  }
}
