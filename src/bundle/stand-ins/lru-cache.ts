/**
 * Stands in for `lru-cache` in the deployed form: of its options `maxSize` alone, for entries of size 1 that do not age.
 * `values` begins with the oldest, as `rvalues` does.
 */
export class LRUCache<Key, Value> extends Map<Key, Value> {
  readonly #maxSize: number;

  constructor({ maxSize }: { readonly maxSize: number; readonly sizeCalculation: () => number }) {
    super();
    this.#maxSize = maxSize;
  }

  override get(key: Key): Value | undefined {
    const value = super.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  /** They are in the order of use, the latest last. */
  override set(key: Key, value: Value): this {
    this.delete(key);
    super.set(key, value);
    for (const oldest of this.keys()) {
      if (this.size > this.#maxSize) this.delete(oldest);
      break;
    }
    return this;
  }

  rvalues(): Iterable<Value> {
    return this.values();
  }
}
