import type { AnyNode, ObjectExpression, Property } from 'acorn';
import { keyName, stringValue } from './source-file.js';

/** What a call of V1 asks for, as far as its options say so in writing. */
export interface RequestOptions {
  readonly object: ObjectExpression | undefined;
  readonly properties: ReadonlyMap<string, Property>;
  /** Whether the answer is parsed. */
  readonly json: boolean;
  /** Whether a status other than 2xx is an error. */
  readonly simple: boolean;
  /** Whether the answer has status and headers, too. */
  readonly full: boolean;
}

/** Options that stay as they are. */
const SAME: readonly string[] = ['method', 'headers', 'body'];
/** Options that have another form now. */
const TURNED: readonly string[] = [
  'json',
  'qs',
  'form',
  'timeout',
  'simple',
  'resolveWithFullResponse',
  'gzip',
];
/** Options that only one of the clients has. */
const OF_CLIENT = { http: ['uri', 'url'], lp: ['appKeySecretName'] } as const;

/** Options that name V1 wherever they stand. */
export const V1_OPTIONS: readonly string[] = [
  'json',
  'form',
  'formData',
  'qs',
  'simple',
  'resolveWithFullResponse',
];

export type ClientKind = keyof typeof OF_CLIENT;

/**
 * @param method Of HTTP, where the call itself names it.
 * @returns Why they cannot be turned, or what they say.
 */
export function readOptions(
  kind: ClientKind,
  node: AnyNode | undefined,
  method?: string,
): RequestOptions | string {
  if (node !== undefined && node.type !== 'ObjectExpression') return 'its options are no object in place';
  const properties = new Map<string, Property>();
  for (const property of node?.properties ?? []) {
    if (property.type === 'SpreadElement') return 'its options are spread from another object';
    const name = keyName(property);
    if (name === undefined) return 'the name of an option is computed';
    if (property.kind !== 'init' || property.method) return `its option "${name}" is a method`;
    if (properties.has(name)) return `its option "${name}" stands there twice`;
    if (![...SAME, ...TURNED, ...OF_CLIENT[kind]].includes(name))
      return `there is no option "${name}" any more`;
    properties.set(name, property);
  }
  for (const name of ['simple', 'resolveWithFullResponse', 'gzip']) {
    const value = properties.get(name)?.value;
    if (value !== undefined && flag(value) === undefined) return `its option "${name}" is computed`;
  }
  const json = properties.get('json')?.value;
  const isBody = json?.type === 'ObjectExpression' || json?.type === 'ArrayExpression';
  if (json !== undefined && !isBody && flag(json) === undefined) return 'its option "json" is computed';
  const bodies = ['body', 'form'].filter((name) => properties.has(name));
  if (bodies.length + (isBody ? 1 : 0) > 1) return 'it has two bodies';
  const options = {
    object: node,
    properties,
    json: isBody || flag(json) === true,
    simple: flag(properties.get('simple')?.value) ?? true,
    full: flag(properties.get('resolveWithFullResponse')?.value) ?? false,
  };
  return bodyProblem(options, method) ?? options;
}

/** Whether the option `json` is the body itself. */
export function jsonBody({ properties, json }: RequestOptions): AnyNode | undefined {
  const value = properties.get('json')?.value;
  return json && value !== undefined && flag(value) === undefined ? value : undefined;
}

function bodyProblem(options: RequestOptions, ofCall: string | undefined): string | undefined {
  const { properties, json } = options;
  const method = properties.get('method')?.value;
  const name = method === undefined ? (ofCall ?? 'GET') : stringValue(method)?.toUpperCase();
  const hasBody = properties.has('body') || properties.has('form') || jsonBody(options) !== undefined;
  if (hasBody && (name === 'GET' || name === 'HEAD')) return `fetch sends no body with ${name}`;
  const type = json && hasBody ? contentType(properties.get('headers')?.value) : undefined;
  if (type !== undefined && !/\bjson\b/.test(type))
    return `it has a body of JSON and the content-type ${type}`;
  if (properties.get('gzip')?.shorthand) return 'its option "gzip" is computed';
  return undefined;
}

/** The content type of headers that are written out; undefined where they say none. */
function contentType(headers: AnyNode | undefined): string | undefined {
  const value = headers && headerOf(headers, 'content-type');
  return typeof value === 'object' ? stringValue(value)?.toLowerCase() : undefined;
}

/** The value of a header in an object; `unknown` where another object may have it. */
export function headerOf(headers: AnyNode, name: string): AnyNode | 'unknown' | undefined {
  if (headers.type !== 'ObjectExpression') return 'unknown';
  let found: AnyNode | 'unknown' | undefined;
  for (const property of headers.properties) {
    if (property.type === 'SpreadElement') found ??= 'unknown';
    else {
      const key = keyName(property);
      if (key === undefined) found ??= 'unknown';
      else if (key.toLowerCase() === name) found = property.value;
    }
  }
  return found;
}

function flag(node: AnyNode | undefined): boolean | undefined {
  return node?.type === 'Literal' && typeof node.value === 'boolean' ? node.value : undefined;
}

/** Whether all values of an object are texts or numbers, so that nothing can be missing or nested. */
export function isPlainObject(node: AnyNode): node is ObjectExpression {
  return (
    node.type === 'ObjectExpression' &&
    node.properties.length > 0 &&
    node.properties.every(
      (property) =>
        property.type === 'Property' &&
        property.kind === 'init' &&
        keyName(property) !== undefined &&
        (property.value.type === 'TemplateLiteral' ||
          (property.value.type === 'Literal' &&
            ['string', 'number', 'boolean'].includes(typeof property.value.value))),
    )
  );
}
