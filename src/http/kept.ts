/** A `Map`, or a cache that gives up some of what it has. */
interface Kept<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/** The value that is kept under a key; made and kept when there is none. */
export function keptOr<Key, Value extends object>(
  kept: Kept<Key, Value>,
  key: Key,
  make: () => Value,
): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  kept.set(key, made);
  return made;
}
