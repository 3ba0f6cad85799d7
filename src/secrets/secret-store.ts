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
}

/** When a write applies; without one it always does. */
export type PutCondition = { readonly ifAbsent: true } | { readonly ifVersion: string };

/**
 * A store of secrets. Every successful `put` changes the version, for an equal value too, and versions
 * never repeat for a key, not after a delete either.
 *
 * @throws {SecretForbiddenError} from `put` and `delete` for a system name, or a record that the system
 *   manages, unless the put says `managedBy: 'system'`.
 * @throws {SecretConflictError} from `put` and `delete` when the condition does not hold.
 * @throws {SecretError} `secret.invalid-format` for a bad key or value, `secret.op-failed` otherwise.
 */
export interface SecretStore extends SecretReader {
  get(key: string, options?: StoreOptions): Promise<StoredSecret | undefined>;
  put(secret: SecretToPut, condition?: PutCondition): Promise<StoredSecret>;
  /** Deleting what is not there succeeds, unless a version was asked for. */
  delete(key: string, condition?: { readonly ifVersion: string }): Promise<void>;
  /** Names, owners and versions, sorted by name. */
  list(): Promise<SecretInfo[]>;
}
