import { checkedKey, type SealingKey } from './sealing-key.js';

/** Where a store has its keys from. Keys are added and never taken away, so what one of them sealed stays readable. */
export interface KeyRing {
  /** For messages, for example `LP_SECRETS_KEY`. */
  readonly origin: string;
  /** Whether a missing key, or the next one, may be made up. */
  readonly canMakeKeys: boolean;
  /** All keys, the newest last; none when there is none yet. */
  read(): Promise<readonly SealingKey[]>;
  /** The newest key; made up when there is none and that is allowed. It is safe before this resolves. */
  newest(): Promise<SealingKey>;
  /** Makes a key the newest one. */
  add(key: SealingKey): Promise<void>;
  /** Whether {@link newest} would give a key; makes none. Throws if not. */
  checkNewest(): Promise<void>;
  /** Sets right what can be: called before each write. */
  tend(): Promise<void>;
}

/** A key that the caller gave, and those of rotations since: they live in memory, the caller keeps them elsewhere. */
export class GivenKeys implements KeyRing {
  readonly origin: string;
  readonly canMakeKeys = false;
  readonly #older: SealingKey[] = [];
  #newest: SealingKey;

  /** @throws {ConfigError} for what is no key; it is not repeated. */
  constructor(key: unknown, origin: string) {
    this.#newest = checkedKey(key, origin);
    this.origin = origin;
  }

  async read(): Promise<readonly SealingKey[]> {
    return [...this.#older, this.#newest];
  }

  async newest(): Promise<SealingKey> {
    return this.#newest;
  }

  async add(key: SealingKey): Promise<void> {
    if (key.id === this.#newest.id) return;
    this.#older.push(this.#newest);
    this.#newest = key;
  }

  async checkNewest(): Promise<void> {}

  async tend(): Promise<void> {}
}
