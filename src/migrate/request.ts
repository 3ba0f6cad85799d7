import type { AnyNode, CallExpression } from 'acorn';
import { HELPER_GLOBALS, isHelperText, namesOfHelper } from './helpers.js';
import {
  type ClientKind,
  headerOf,
  isPlainObject,
  jsonBody,
  type RequestOptions,
} from './request-options.js';
import { memberName, type SourceFile, stringValue } from './source-file.js';

/** One call, taken apart. */
export interface Request {
  readonly call: CallExpression;
  readonly kind: ClientKind;
  /** Name of the method of HTTP, where the call itself names it. */
  readonly method: string | undefined;
  /** The address, or the path of LivePerson. */
  readonly address: AnyNode;
  readonly options: RequestOptions;
}

/** Names that the new code stands on, and that mean something else here. */
export function requestProblem(file: SourceFile, request: Request): string | undefined {
  const { call, options } = request;
  const parent = file.parentOf(call);
  const use = parent?.type === 'MemberExpression' && parent.object === call ? memberName(parent) : 'then';
  if (!['then', 'catch', 'finally'].includes(use ?? ''))
    return `it uses .${use ?? '[…]'} of what the call gives`;
  if (call.optional || parent?.type === 'ChainExpression') return 'it is called with ?.';
  const globals = ['URLSearchParams', 'AbortSignal', 'JSON', 'globalThis'];
  const hidden = globals.find((name) => !file.isGlobalAt(call, name));
  if (hidden !== undefined) return `${hidden} has another meaning here`;
  for (const name of neededHelpers(request).flatMap(namesOfHelper)) {
    const isOurs = isHelperText(file.code, name);
    if (!isOurs && file.isUsed(name)) return `the name ${name} is used for something else`;
  }
  const hiddenAtTop = HELPER_GLOBALS.find((name) => !file.isGlobalAt(file.tree, name));
  if (hiddenAtTop !== undefined) return `${hiddenAtTop} has another meaning in this file`;
  const address = stringValue(request.address);
  if (options.properties.has('qs') && address?.includes('#')) return 'its address has a fragment and a query';
  return undefined;
}

function neededHelpers(request: Request): string[] {
  return [
    ...readers(request),
    ...(queryWay(request) === 'helper' ? ['withQuery'] : []),
    ...formHelper(request),
    ...(headersWay(request) === 'helper' ? ['withHeaders'] : []),
  ];
}

/** What is done with the answer, one after the other. */
export function readers({ options: { json, simple, full } }: Request): string[] {
  const check = simple ? [json ? 'checkStatus' : 'checkTextStatus'] : [];
  const read = full ? (json ? 'readFullJson' : 'readFull') : json ? 'readJson' : 'readText';
  return [...check, read];
}

/** How the query gets into the address. */
export function queryWay({ address, options: { properties } }: Request): 'none' | 'in place' | 'helper' {
  const query = properties.get('qs')?.value;
  if (query === undefined) return 'none';
  const isFixed =
    stringValue(address) !== undefined ||
    (address.type === 'TemplateLiteral' &&
      (address.quasis.some(({ value }) => value.raw.includes('?')) ||
        address.expressions.every(isAccountId)));
  return isFixed && isPlainObject(query) ? 'in place' : 'helper';
}

/** What has no query in it. */
function isAccountId(node: AnyNode): boolean {
  const [object, name] = node.type === 'MemberExpression' ? [node.object, memberName(node)] : [];
  return (
    object?.type === 'MemberExpression' &&
    memberName(object) === 'env' &&
    /^(?:X_LIVEPERSON_)?BRAND_ID$/.test(name ?? '')
  );
}

function formHelper({ options: { properties } }: Request): string[] {
  const form = properties.get('form')?.value;
  return form === undefined || stringValue(form) !== undefined || isPlainObject(form) ? [] : ['queryOf'];
}

/** Headers that V1 sent by itself, and that are not written out. */
export function missingHeaders({ kind, options }: Request): Readonly<Record<string, string>> {
  const { properties, json } = options;
  const wanted: Record<string, string> = {};
  if (json && kind === 'http') wanted.accept = 'application/json';
  if (json && (properties.has('body') || jsonBody(options) !== undefined))
    wanted['content-type'] = 'application/json';
  if (stringValue(properties.get('form')?.value) !== undefined) {
    wanted['content-type'] = 'application/x-www-form-urlencoded';
  }
  const headers = properties.get('headers')?.value;
  const isMissing = ([name]: [string, string]) => {
    const found = headers && headerOf(headers, name);
    return found === undefined || found === 'unknown';
  };
  return Object.fromEntries(Object.entries(wanted).filter(isMissing));
}

export function headersWay(request: Request): 'none' | 'in place' | 'helper' {
  const missing = Object.keys(missingHeaders(request));
  if (missing.length === 0) return 'none';
  const headers = request.options.properties.get('headers')?.value;
  return headers !== undefined && missing.some((name) => headerOf(headers, name) === 'unknown')
    ? 'helper'
    : 'in place';
}
