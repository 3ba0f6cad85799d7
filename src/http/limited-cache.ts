import { LRUCache } from 'lru-cache';

/**
 * A cache of so many entries. By `maxSize`, since lru-cache takes all the room of its `max` ahead, and every account has
 * a handful of caches with one entry each.
 */
export class LimitedCache<Value extends object | string> extends LRUCache<string, Value> {
  /** @param maxSize Entries that it keeps. */
  constructor(maxSize: number) {
    super({ maxSize, sizeCalculation: () => 1 });
  }
}
