import { type Edit, edit } from './edit.js';
import { streams as handsOutStreams, type Needed } from './left-out.js';
import { type AnyNode, nodesOf, parseModule } from './syntax-tree.js';

type Needs = (needed: Needed) => boolean;

const never: Needs = () => false;
const options: Needs = (needed) => needed.options;
const globalCache: Needs = ({ factory, module }) => module || factory('globalSecretCache');
const secrets: Needs = (needed) => needed.secrets;
/** What a function reads of the answer of a raw call. */
const reads =
  (...names: readonly string[]): Needs =>
  ({ member }) =>
    names.some(member);
const streams: Needs = (needed) => reads('body')(needed) || handsOutStreams(needed) || needed.escapes;

/**
 * Methods, by file, and what a function has that needs them: what bundles leaves out what nobody imports, but
 * no method. What is not named here is always needed; `[]` stands for a name that is computed.
 */
const MEMBERS: Readonly<Record<string, Readonly<Record<string, Needs>>>> = {
  'toolbelt/toolbelt': {
    use: options,
    privileges: ({ privileges }) => privileges,
    secretCache: globalCache,
  },
  'toolbelt/account': {
    close: options,
    '[]': options,
    privileges: ({ privileges }) => privileges,
    secrets: globalCache,
    secretParts: secrets,
    mtls: ({ factory }) => factory('MTLSClient'),
  },
  'secrets/secret-client': { getUsedSecrets: ({ factory }) => factory('getUsedSecrets') },
  'secrets/secret-cache': {
    refresh: secrets,
    forget: (needed) => secrets(needed) || globalCache(needed),
    keep: globalCache,
    clear: globalCache,
    records: globalCache,
    setLife: globalCache,
  },
  'http/renewable': { refresh: secrets, keep: globalCache },
  'auth/authorizer': { kindOf: never },
  'csds/csds-client': {
    all: ({ apis, factory, rawDataAccess }) =>
      factory('CsdsClient') || rawDataAccess || apis.has('dataAccess'),
  },
  'http/transports/https': { close: options },
  'http/transports/exchange': { failAll: options },
  'client/lp-response': {
    ok: reads('ok'),
    statusText: reads('statusText'),
    headers: reads('headers', 'blob', 'formData'),
    body: reads('body'),
    '#openBody': reads('body'),
    json: reads('json'),
    arrayBuffer: reads('arrayBuffer'),
    bytes: reads('bytes'),
    blob: reads('blob'),
    formData: reads('formData'),
    '#readAsResponse': reads('blob', 'formData'),
    clone: reads('clone'),
  },
  'http/answer': { stream: streams, '#chunks': streams, gather: reads('body') },
};

/** Where the factories are methods. */
const TOOLBELTS: readonly string[] = ['toolbelt/account', 'toolbelt/toolbelt'];

/** A class with only what the function needs of it, so that what the rest stands on is not imported, either. */
export function withoutMembers(file: string, source: string, needed: Needed): string {
  const needs = MEMBERS[file];
  if (needs === undefined) return source;
  const isLeft = (name: string) =>
    TOOLBELTS.includes(file) && /^[A-Z]/.test(name)
      ? !needed.factory(name)
      : Object.hasOwn(needs, name) && needs[name]?.(needed) === false;
  const left = [...nodesOf(parseModule(source))].filter((node) => isMethod(node) && isLeft(nameOf(node)));
  return edit(
    source,
    // The comma behind a method of an object stays where it is.
    left.map(({ type, start, end }): Edit => ({ start, end, text: type === 'Property' ? '...{}' : '' })),
  );
}

function isMethod({ type, method }: AnyNode): boolean {
  return type === 'MethodDefinition' || (type === 'Property' && method === true);
}

function nameOf({ computed, key }: AnyNode): string {
  if (computed === true) return '[]';
  const { type, name } = key as AnyNode;
  return type === 'PrivateIdentifier' ? `#${String(name)}` : String(name);
}
