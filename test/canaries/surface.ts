import * as bundle from '../../src/bundle.js';
import * as index from '../../src/index.js';
import * as provisioning from '../../src/provisioning.js';
import * as stores from '../../src/stores.js';
import * as testing from '../../src/testing.js';

export const ENTRIES = {
  '.': index,
  './provisioning': provisioning,
  './stores': stores,
  './testing': testing,
  './bundle': bundle,
} as const;

/** Names of all methods of an object or function: its own, and those of its class. */
export function methodsOf(value: object): string[] {
  const names = new Set<string>();
  for (
    let at: object | null = value;
    at !== null && at !== Object.prototype && at !== Function.prototype && at !== Error.prototype;
    at = Object.getPrototypeOf(at)
  ) {
    for (const [name, { value: member, get }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      // A getter is not called here: that of a private field would throw on the prototype.
      if (name !== 'constructor' && (get !== undefined || typeof member === 'function')) names.add(name);
    }
  }
  return [...names].sort();
}

/** Every public function: exports, static methods, and methods of exported classes, as `entry name` or `entry name.method`. */
export function publicFunctions(): string[] {
  return Object.entries(ENTRIES).flatMap(([entry, module]) =>
    Object.entries(module).flatMap(([name, value]: [string, unknown]) => {
      if (value === null || (typeof value !== 'function' && typeof value !== 'object')) return [];
      const own = typeof value === 'function' ? [`${entry} ${name}`] : [];
      const ofClass = typeof value === 'function' && value.prototype ? methodsOf(value.prototype) : [];
      const members = [...methodsOf(value), ...ofClass].map((method) => `${entry} ${name}.${method}`);
      return [...own, ...members];
    }),
  );
}
