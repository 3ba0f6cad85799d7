import { milliseconds } from '../config/options.js';
import { ParameterError } from '../errors/parameter-error.js';
import { checkedSecretValue, copySecretValue } from './secret-rules.js';
import type { SecretRecord } from './secret-store.js';

/**
 * The secrets that the default instance keeps, as the official toolbelt shows them: those that `SecretClient` and
 * `LPClient` have read, for five minutes. A `SecretClient` with a `ttl` of its own keeps its own.
 */
export interface GlobalSecretCache {
  /** A copy of the value; null for one that is not kept, or no longer. */
  get(key: string): unknown;
  /**
   * Keeps a value as if it had been read.
   *
   * @param ttl Milliseconds; 0 stands for the default.
   * @throws {SecretError} for a name or a value that no secret can have.
   * @throws {ParameterError} for a `ttl` that is no time.
   */
  set(key: string, value: unknown, ttl?: number): void;
  has(key: string): boolean;
  /** @returns Whether it was kept. */
  delete(key: string): boolean;
  clear(): void;
  /** How many are kept. */
  size(): number;
  /** Copies of all values that are kept. */
  getAll(): unknown[];
  /**
   * @param ttl Milliseconds that what is read from now on is kept.
   * @throws {ParameterError} for what is no time.
   */
  setDefaultTtl(ttl: number): void;
}

/** The part of an instance's cache that is shown. */
export interface ShownSecrets {
  peek(key: string): SecretRecord | undefined;
  keep(key: string, value: unknown, lifeMs?: number): void;
  forget(key: string): void;
  clear(): void;
  records(): SecretRecord[];
  setLife(lifeMs: number): void;
}

/** @param resolve Gives the cache at each call, so that it is that of the instance in use. */
export function createGlobalSecretCache(resolve: () => ShownSecrets): GlobalSecretCache {
  return {
    get(key) {
      const record = resolve().peek(key);
      return record === undefined ? null : copySecretValue(record.value);
    },
    set(key, value, ttl) {
      if (ttl !== undefined) checkTtl(ttl);
      resolve().keep(key, checkedSecretValue(key, value), ttl || undefined);
    },
    has: (key) => resolve().peek(key) !== undefined,
    delete(key) {
      const wasKept = resolve().peek(key) !== undefined;
      resolve().forget(key);
      return wasKept;
    },
    clear: () => resolve().clear(),
    size: () => resolve().records().length,
    getAll: () =>
      resolve()
        .records()
        .map(({ value }) => copySecretValue(value)),
    setDefaultTtl(ttl) {
      checkTtl(ttl);
      resolve().setLife(ttl);
    },
  };
}

/** A text would be taken for a time that hardly ends. */
function checkTtl(ttl: number): void {
  const must = milliseconds(0)(ttl);
  if (must !== undefined) throw new ParameterError('ttl', `ttl must be ${must}`);
}
