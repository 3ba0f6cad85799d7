/** Who may alter a secret: functions and people, or the system alone. */
export type SecretOwner = 'user' | 'system';

/** Options of one store operation. */
export interface StoreOptions {
  signal?: AbortSignal | undefined;
}

/** A secret as a reader hands it out. */
export interface SecretRecord {
  readonly key: string;
  /** Any JSON value. A copy: changing it changes nothing in the store. */
  readonly value: unknown;
  /** Changes with every write and never repeats for a key; absent where the store keeps none. */
  readonly version?: string | undefined;
  readonly managedBy?: SecretOwner | undefined;
  /** The LivePerson account that the secret is of; absent where nobody said. */
  readonly accountId?: string | undefined;
}

/** A secret as a {@link SecretStore} hands it out: version and owner are always known. */
export interface StoredSecret extends SecretRecord {
  readonly version: string;
  readonly managedBy: SecretOwner;
}

/** What may be shown of a secret. Never its value. */
export interface SecretInfo {
  readonly key: string;
  readonly version: string;
  readonly managedBy: SecretOwner;
  /** The LivePerson account that the secret is of; absent where nobody said, or where a list does not tell. */
  readonly accountId?: string | undefined;
}

/** The least that `LPClient` needs: tests replace the store with an object that has this one method. */
export interface SecretReader {
  /** @returns The secret, or undefined when there is none of that name. */
  get(key: string, options?: StoreOptions): Promise<SecretRecord | undefined>;
}

/** A secret to be written. */
export interface SecretToPut {
  readonly key: string;
  /** Any JSON value of at most 16,384 characters when serialised. */
  readonly value: unknown;
  /** @default 'user' */
  readonly managedBy?: SecretOwner | undefined;
  /** The LivePerson account that the secret is of. */
  readonly accountId?: string | undefined;
}

/** When a write applies; without one it always does. */
export type PutCondition = { readonly ifAbsent: true } | { readonly ifVersion: string };

/** What a deletion depends on. */
export interface DeleteOptions extends StoreOptions {
  /** The version that is to be deleted. */
  readonly ifVersion?: string | undefined;
  /** Says that the system deletes: without it a system name or a record of the system is refused. */
  readonly managedBy?: 'system' | undefined;
}

/** How the identity of a store is asked for. */
export interface IdentityOptions extends StoreOptions {
  /** Whether a store that has no identity yet is given one, which writes to it. @default true */
  readonly create?: boolean | undefined;
}

/**
 * A store of secrets. Every successful `put` changes the version, for an equal value too, and versions
 * never repeat for a key, not after a delete either.
 *
 * @throws {SecretForbiddenError} from `put` and `delete` for a system name, or a record that the system
 *   manages, unless the call says `managedBy: 'system'`.
 * @throws {SecretConflictError} from `put` and `delete` when the condition does not hold.
 * @throws {SecretError} `secret.invalid-format` for a bad key or value, `secret.op-failed` otherwise.
 */
export interface SecretStore extends SecretReader {
  get(key: string, options?: StoreOptions): Promise<StoredSecret | undefined>;
  put(secret: SecretToPut, condition?: PutCondition): Promise<StoredSecret>;
  /** Deleting what is not there succeeds, unless a version was asked for. */
  delete(key: string, options?: DeleteOptions): Promise<void>;
  /** Names, owners and versions, sorted by name. */
  list(): Promise<SecretInfo[]>;
  /**
   * Names the place that the secrets lie in, for ever: by it, provisioning tells applications of this store from those of
   * another. In doubt two places differ: one name too many leaves an application over, one too few costs a working one.
   *
   * @returns undefined where the place has no name, and where it has none yet and `create` is false.
   */
  identity?(options?: IdentityOptions): Promise<string | undefined>;
  /** Writes nothing, and rejects with what `put` of this key would. */
  checkWritable?(key: string, options?: StoreOptions): Promise<void>;
}
