import { ErrorCodes } from '../errors/error-codes.js';
import { SecretError } from '../errors/secret-error.js';
import { isJsonObject, parseJson, parseJsonObject } from '../http/json.js';

/** In accounts migrated from Functions V1 a value may be stored as `{ LP_COMPAT_SECRET_TYPE: 'String', secret: '…' }`. */
const TYPE = 'LP_COMPAT_SECRET_TYPE';

/** The form of a migrated secret, if a stored value has it: an object, or its JSON text. */
function wrapperOf(value: unknown): Record<string, unknown> | undefined {
  const object = typeof value === 'string' && value.includes(TYPE) ? parseJsonObject(value) : value;
  return isJsonObject(object) && Object.hasOwn(object, TYPE) ? object : undefined;
}

function isWrapped(value: unknown): boolean {
  return wrapperOf(value) !== undefined;
}

/**
 * What a function sees of a stored value: the value itself, or that of a migrated secret without its wrapper. A text in
 * the wrapper that holds a JSON object or list is given as that, since migrated objects were written as text; any other
 * is parsed unless its type is `String`.
 *
 * @throws {SecretError} `secret.invalid-format` for a wrapper without type or value, or within another one.
 */
export function unwrapSecret(key: string, value: unknown): unknown {
  const wrapper = wrapperOf(value);
  if (wrapper === undefined) return value;
  const { [TYPE]: type, secret } = wrapper;
  if (typeof type !== 'string' || secret === undefined) {
    throw malformed(key, 'one of the two is missing or malformed');
  }
  const found = typeof secret === 'string' ? ofText(type, secret) : secret;
  if (isWrapped(found)) throw malformed(key, 'twice');
  return found;
}

function ofText(type: string, text: string): unknown {
  const parsed = parseJson(text);
  const isPlain = typeof parsed !== 'object' || parsed === null;
  return parsed === undefined || (isPlain && type.toLowerCase() === 'string') ? text : parsed;
}

/** A new value in the form of the stored one, so that whoever else reads the secret finds the form that it knows. */
export function rewrapSecret(existing: unknown, value: unknown): unknown {
  const wrapper = wrapperOf(existing);
  if (wrapper === undefined || isWrapped(value)) return value;
  const asText = typeof wrapper.secret === 'string' && typeof value !== 'string';
  const changed = { ...wrapper, [TYPE]: typeOf(value), secret: asText ? JSON.stringify(value) : value };
  return typeof existing === 'string' ? JSON.stringify(changed) : changed;
}

function typeOf(value: unknown): string {
  const name = typeof value;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function malformed(key: string, problem: string): SecretError {
  return new SecretError(
    ErrorCodes.Secret.Invalid,
    key,
    `Secret "${key}" is stored as { ${TYPE}, secret }, but ${problem}: store its value alone`,
  );
}
