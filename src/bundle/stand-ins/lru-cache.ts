/** Stands in for `lru-cache` in the deployed form: of its options `max` alone, and entries that do not age. */
export class LRUCache<Key, Value> {
  readonly #max: number;
  /** In the order of use, the latest last. */
  readonly #entries = new Map<Key, Value>();

  constructor({ max }: { readonly max: number }) {
    this.#max = max;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: Key, value: Value): this {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#max) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
    return this;
  }

  delete(key: Key): boolean {
    return this.#entries.delete(key);
  }
}
