/**
 * A map that gives up what was unused for longest, in the order of use, the latest last. It takes no room ahead, as
 * `lru-cache` does for its `max`: every account has a handful of them, with one entry each.
 */
export class LruMap<Key, Value> extends Map<Key, Value> {
  readonly #most: number;

  /** @param most Entries that it keeps. */
  constructor(most: number) {
    super();
    this.#most = most;
  }

  override get(key: Key): Value | undefined {
    const value = super.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  override set(key: Key, value: Value): this {
    this.delete(key);
    super.set(key, value);
    for (const oldest of this.keys()) {
      if (this.size > this.#most) this.delete(oldest);
      break;
    }
    return this;
  }
}
