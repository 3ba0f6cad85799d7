import { keptOr } from '../http/kept.js';

/** Makes a value when it is first asked for, and keeps it. A failure is not kept. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * Makes a value of each key when it is first asked for, and keeps it as long as the key, for all accounts of a process.
 * So it must be the same whoever asks.
 */
export function oncePer<Key extends object, Value extends object>(
  make: (key: Key) => Value,
): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => keptOr<Key, Value>(made, key, () => make(key));
}
