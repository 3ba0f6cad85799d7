import { JsonObjectsError } from './json-objects.js';

/** Rows have about ten levels; a text of a few bytes per level must not end the stack. */
const DEEPEST = 500;

/** Names of types by which Avro's JSON encoding wraps a value of a union. */
const TYPE_NAMES: ReadonlySet<string> = new Set([
  'string',
  'long',
  'int',
  'double',
  'float',
  'boolean',
  'bytes',
  'array',
  'map',
]);

/**
 * Takes the wrappers of Avro's JSON encoding away, in place: `{"long": 5}` becomes `5`, and a value of a named
 * type loses its namespace. A named record keeps the rest of its name as `@type`; it tells the records of a
 * union apart.
 *
 * @throws {JsonObjectsError} It is nested too deeply.
 */
export function unwrapAvro(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) throw new JsonObjectsError(`has an object of more than ${DEEPEST} levels`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) value[index] = unwrapAvro(value[index], depth + 1);
    return value;
  }
  return unwrapObject(value as Record<string, unknown>, depth + 1);
}

function unwrapObject(object: Record<string, unknown>, depth: number): unknown {
  const type = wrapperOf(object);
  if (type === undefined) {
    for (const key in object) object[key] = unwrapAvro(object[key], depth);
    return object;
  }
  const value = unwrapAvro(object[type], depth);
  const isNamedRecord = !TYPE_NAMES.has(type) && typeof value === 'object' && value !== null;
  if (isNamedRecord) (value as Record<string, unknown>)['@type'] = type.slice(type.lastIndexOf('.') + 1);
  return value;
}

/** A wrapper has one key: the name of a type, which has a namespace unless it is Avro's own. */
function wrapperOf(object: Record<string, unknown>): string | undefined {
  let name: string | undefined;
  for (const key in object) {
    if (name !== undefined) return undefined;
    name = key;
  }
  return name !== undefined && (TYPE_NAMES.has(name) || name.includes('.')) ? name : undefined;
}
