import { checkedKey, type SealingKey } from './sealing-key.js';

/** Where a store has its key from. While a rotation is under way there are two: the present one, then the next. */
export interface KeyRing {
  /** For messages, for example `LP_SECRETS_KEY`. */
  readonly origin: string;
  /** Path of the file that has the keys, if one has. */
  readonly file: string | undefined;
  /** Whether a missing key, or the next one, may be made up. */
  readonly canMakeKeys: boolean;
  /** @returns No key when there is none yet. */
  read(): Promise<readonly SealingKey[]>;
  /**
   * Opens the ring for one change. Called by who holds the lock and the fence of the secrets file, before
   * the keys are read: a change by anyone else makes this one fail.
   */
  open(): Promise<KeyRingChange>;
}

export interface KeyRingChange {
  replace(keys: readonly SealingKey[]): Promise<void>;
  close(): Promise<void>;
}

/** A key that the caller gave: it lives in memory, and the caller replaces it where it came from. */
export class GivenKeys implements KeyRing {
  readonly origin: string;
  readonly file = undefined;
  readonly canMakeKeys = false;
  #keys: readonly SealingKey[];

  /** @throws {ConfigError} for what is no key; it is not repeated. */
  constructor(key: unknown, origin: string) {
    this.#keys = [checkedKey(key, origin)];
    this.origin = origin;
  }

  async read(): Promise<readonly SealingKey[]> {
    return this.#keys;
  }

  async open(): Promise<KeyRingChange> {
    return {
      replace: async (keys) => {
        this.#keys = keys;
      },
      close: async () => undefined,
    };
  }
}
