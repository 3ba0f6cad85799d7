import { isBuiltin } from 'node:module';
import { allApis } from '../apis/index.js';
import { type Calls, callsOf, type IsClient, UNKNOWN_CALLS } from './calls.js';
import { isHandedToPackage } from './handed.js';
import { type AnyNode, argumentsOf, childrenOf, isNode, nodesOf, parseModule } from './syntax-tree.js';

/** What a function names of this library. */
export interface Named extends Calls {
  /** Ids of the APIs that it calls by their namespace, in the order of the table. */
  readonly apis: ReadonlySet<string>;
  /** Where all APIs had to be taken, since a name is computed: the code that computes it. */
  readonly computed: string | undefined;
  /** Whether it may make raw calls. */
  readonly rawCalls: boolean;
  /** Whether it may read or update secrets. */
  readonly secrets: boolean;
  /** Whether it may give options to a toolbelt. */
  readonly options: boolean;
  /** Whether it may look at the privilege table. */
  readonly privileges: boolean;
  /** Whether a client goes where it is not followed, so that any of its fields may be read. */
  readonly escapes: boolean;
  /** Whether a client, or what makes clients, may come to the code of a package. */
  readonly handed: boolean;
  /** Whether it may read a member of this name, of whatever object. */
  readonly member: (name: string) => boolean;
  /** Whether it may listen to the channels of requests. */
  readonly channels: boolean;
  /** Whether it may ask for content codings. */
  readonly codings: boolean;
  /** Names of `LpServices` that it reads; undefined where it may read any. */
  readonly services: ReadonlySet<string> | undefined;
  /** Whether it imports the library as one object, which holds all that there is. */
  readonly module: boolean;
  /** Whether it names the client of Salesforce, whose package not every platform has. */
  readonly salesforce: boolean;
  /** Whether it may name this factory or member of a toolbelt, for example `LPClient`. */
  readonly factory: (name: string) => boolean;
}

/** Names under which a function imports this library. */
export const LIBRARY = /^(lp-functions-toolbelt|core-functions-toolbelt)$/;

const CLIENT_FACTORIES: readonly string[] = ['LPClient', 'LpClient'];

/** The other clients, and the APIs that each calls. */
const OTHER_CLIENTS: Readonly<Record<string, readonly string[]>> = {
  OrchestratorClient: ['functions'],
  ConversationUtil: ['messagingInteractions'],
  SDEUtil: ['messagingInteractions'],
  GDPRUtil: [],
  MTLSClient: [],
  LPMtlsClient: [],
  ContextServiceClient: [],
  SFClient: [],
};

/**
 * Finds what JavaScript names, without knowing what its variables hold: a name too many costs characters, one too few
 * would cost a call. Where a client goes where it is not followed, every computed name may be read of it.
 *
 * @throws {ConfigError} for what is no JavaScript.
 */
export function namedIn(source: string): Named {
  const nodes = [...nodesOf(parseModule(source))];
  const names = new Set(nodes.flatMap((node) => [...namesRead(node), ...namesImported(node)]));
  const clients = new Set(nodes.flatMap(clientVariable));
  const isClient: IsClient = (node) =>
    isClientCall(node) || (node.type === 'Identifier' && clients.has(String(node.name)));
  const escapes = nodes.some((node) => letsClientGo(node, isClient) || letsFactoryGo(node));
  const reflects = nodes.find((node) => node.type === 'Identifier' && node.name === 'Reflect');
  const anyOfClient =
    nodes.find(
      (node) =>
        readsByComputedName(node, (object) => escapes || isClient(object)) || isCopied(node, isClient),
    ) ?? (escapes ? reflects : undefined);
  const isLibrary = libraryIn(nodes);
  const goes = nodes.some((node) => letsLibraryGo(node, isLibrary) || letsMakerGo(node));
  // The fields of a `Response` are none that `Object.entries` gives.
  const readsOne = (node: AnyNode) => !readsAllFields(node) && readsByComputedName(node, () => true);
  const reads = reflects !== undefined || nodes.some(readsOne);
  const readsAnyOf = (node: AnyNode) =>
    readsByComputedName(node, goes ? () => true : isLibrary) ||
    takesLibraryApart(node, isLibrary) ||
    isCopied(node, isLibrary);
  const anyOfLibrary = nodes.find(readsAnyOf) ?? (goes ? reflects : undefined);
  const whole = anyOfLibrary !== undefined;
  const computed = anyOfClient ?? anyOfLibrary;
  const ids = allApis.map(({ id }) => id);
  const privileges = whole || names.has('privileges');
  const takesAll = computed !== undefined || privileges;
  const others = Object.entries(OTHER_CLIENTS).filter(([name]) => names.has(name));
  const ofOthers = others.flatMap(([, apis]) => apis);
  const isUnknown = escapes || goes || whole || others.length > 0;
  // Packages are not looked into.
  const readsAny = isUnknown || reads || nodes.some(importsPackage);
  return {
    ...(isUnknown ? UNKNOWN_CALLS : callsOf(nodes, isClient)),
    apis: new Set(takesAll ? ids : ids.filter((id) => names.has(id) || ofOthers.includes(id))),
    computed: computed && source.slice(computed.start, computed.end),
    // The other clients stand on parts of raw calls.
    rawCalls: isUnknown || nodes.some((node) => callsClient(node, isClient)),
    secrets: whole || names.has('SecretClient'),
    options: whole || names.has('createToolbelt') || names.has('use'),
    privileges,
    escapes: isUnknown,
    handed: isHandedToPackage(
      nodes,
      (node) => isClient(node) || isLibrary(node) || namesFactory(node),
      (node) => importsPackage(node) && !importsModule(node),
    ),
    member: (name) => names.has(name) || readsAny,
    ...listensIn(source),
    services:
      whole || goes || nodes.some((node) => readsInAnotherWay(node, 'LpServices')) ? undefined : names,
    module: nodes.some((node) => importsModule(node)),
    salesforce: names.has('SFClient'),
    factory: (name) => whole || names.has(name) || (name === 'LPClient' && names.has('LpClient')),
  };
}

/** What a source asks of requests by text alone. */
export function listensIn(source: string): { channels: boolean; codings: boolean } {
  return {
    channels: /\bdiagnostics_channel\b/.test(source),
    codings: /\baccept-encoding\b/i.test(source),
  };
}

/** `.name`, `['name']`, `{ name }` of a pattern, and `'name' in …` or `hasOwn(…, 'name')`. */
function namesRead(node: AnyNode): string[] {
  return [...namesOfFields(node), ...namesAskedFor(node)];
}

function namesAskedFor(node: AnyNode): string[] {
  const { type, operator, left, callee } = node;
  if (type === 'BinaryExpression') return operator === 'in' && isNode(left) ? textIn(left) : [];
  if (type !== 'CallExpression' || !isNode(callee)) return [];
  const asks = namesOfFields(callee).some((name) => /^hasOwn(Property)?$/.test(name));
  return asks ? argumentsOf(node).flatMap(textIn) : [];
}

const textIn = ({ type, value }: AnyNode): string[] => (type === 'Literal' ? [String(value)] : []);

function namesOfFields(node: AnyNode): string[] {
  return readersIn(node).flatMap((reader) => {
    const key = keyOf(reader);
    if (key?.type === 'Identifier' && reader.computed !== true) return [String(key.name)];
    return key?.type === 'Literal' ? [String(key.value)] : [];
  });
}

/** What reads fields by a key. */
function readersIn(node: AnyNode): AnyNode[] {
  if (node.type === 'MemberExpression') return [node];
  if (node.type !== 'ObjectPattern') return [];
  return childrenOf(node).map(([, child]) => child);
}

function keyOf({ type, property, key }: AnyNode): AnyNode | undefined {
  const found = type === 'MemberExpression' ? property : key;
  return isNode(found) ? found : undefined;
}

function namesImported({ type, imported }: AnyNode): string[] {
  return type === 'ImportSpecifier' && isNode(imported) ? [String(imported.name ?? imported.value)] : [];
}

function isClientCall({ type, callee }: AnyNode): boolean {
  return type === 'CallExpression' && isNode(callee) && namesFactory(callee);
}

/** Tells what holds this library, or its toolbelt. */
function libraryIn(nodes: readonly AnyNode[]): IsClient {
  const specifiers = nodes.filter(isImportOfLibrary).flatMap(childrenOf);
  const locals = new Set(
    specifiers
      .map(([, specifier]) => specifier)
      .filter((one) => one.type === 'ImportNamespaceSpecifier' || namesImported(one).includes('Toolbelt'))
      .map(localNameOf),
  );
  const made = new Set<unknown>(nodes.flatMap(toolbeltVariable));
  return (node) =>
    node.type === 'Identifier'
      ? locals.has(node.name) || made.has(node.name) || String(node.name).startsWith('Toolbelt')
      : importsModule(node) ||
        isToolbeltCall(node) ||
        (node.type === 'MemberExpression' && namesRead(node).includes('Toolbelt'));
}

/** `createToolbelt(…)`, and `Toolbelt.use(…)`. */
function isToolbeltCall({ type, callee }: AnyNode): boolean {
  if (type !== 'CallExpression' || !isNode(callee)) return false;
  const [name] = callee.type === 'Identifier' ? [String(callee.name)] : namesRead(callee);
  return name === 'createToolbelt' || name === 'use';
}

/** The variable that a toolbelt is put into where it is made. */
function toolbeltVariable(node: AnyNode): string[] {
  const { target, value } = assignment(node);
  return target?.type === 'Identifier' && value !== undefined && isToolbeltCall(value)
    ? [String(target.name)]
    : [];
}

function isFollowedLibrary(declarator: AnyNode): boolean {
  const { target } = assignment(declarator);
  return target === undefined || target.type === 'ObjectPattern' || toolbeltVariable(declarator).length > 0;
}

function isImportOfLibrary({ type, source }: AnyNode): boolean {
  const isImport = type === 'ImportDeclaration' || type === 'ImportExpression';
  return isImport && isNode(source) && LIBRARY.test(String(source.value));
}

/** `import * as lib`, `export * from`, `require(…)` and `import(…)`, and the `await` of it. */
function importsModule(node: AnyNode): boolean {
  const { type, argument } = node;
  if (type === 'AwaitExpression') return isNode(argument) && importsModule(argument);
  if (isRequire(node)) return argumentsOf(node).some((one) => LIBRARY.test(String(one.value)));
  if (type === 'ImportExpression') return isImportOfLibrary(node);
  return (
    type === 'ImportDeclaration' &&
    isImportOfLibrary(node) &&
    childrenOf(node).some(([, specifier]) => specifier.type === 'ImportNamespaceSpecifier')
  );
}

/** Whether the library goes where it is not followed: into a variable, a call, an object. */
function letsLibraryGo(node: AnyNode, isLibrary: IsClient): boolean {
  return childrenOf(node).some(([field, child]) => {
    if (!isLibrary(child)) return false;
    // The module that is not waited for goes into `then`.
    if (node.type === 'MemberExpression')
      return child.type === 'ImportExpression' || (field === 'property' && node.computed === true);
    if (node.type === 'AwaitExpression') return false;
    if (node.type === 'VariableDeclarator') return !isFollowedLibrary(node);
    return !/Specifier$|^Program$|^ExpressionStatement$/.test(node.type);
  });
}

/** `{ Toolbelt: { [name]: make } }`, or any other pattern within one that takes it apart. */
function takesLibraryApart(node: AnyNode, isLibrary: IsClient): boolean {
  const { target, value } = assignment(node);
  return (
    target !== undefined && value !== undefined && isLibrary(value) && [...nodesOf(target)].some(takesAny)
  );
}

/** Whether what makes toolbelts is taken without being called, or under another name. */
function letsMakerGo(node: AnyNode): boolean {
  const isMaker = ({ type, name }: AnyNode) => type === 'Identifier' && name === 'createToolbelt';
  if (node.type === 'ImportSpecifier')
    return namesImported(node).includes('createToolbelt') && localNameOf(node) !== 'createToolbelt';
  return childrenOf(node).some(
    ([field, child]) => isMaker(child) && !(node.type === 'CallExpression' && field === 'callee'),
  );
}

/** The variable that a client is put into. */
function clientVariable(node: AnyNode): string[] {
  const { target, value } = assignment(node);
  return target?.type === 'Identifier' && value !== undefined && isClientCall(value)
    ? [String(target.name)]
    : [];
}

function assignment({ type, id, init, left, right }: AnyNode): { target?: AnyNode; value?: AnyNode } {
  const [target, value] =
    type === 'VariableDeclarator' ? [id, init] : type === 'AssignmentExpression' ? [left, right] : [];
  return isNode(target) && isNode(value) ? { target, value } : {};
}

function callsClient({ type, callee }: AnyNode, isClient: IsClient): boolean {
  return type === 'CallExpression' && isNode(callee) && isClient(callee);
}

/** Whether a client goes where it is not followed: into a call, an object, a result, a variable of another kind. */
function letsClientGo(node: AnyNode, isClient: IsClient): boolean {
  return childrenOf(node).some(([field, child]) => isClient(child) && !isFollowed(node, field, child));
}

/** Whether what makes clients is taken without being called: under another name nobody would know it. */
function letsFactoryGo(node: AnyNode): boolean {
  return childrenOf(node).some(
    ([field, child]) => namesFactory(child) && !(node.type === 'CallExpression' && field === 'callee'),
  );
}

function namesFactory(node: AnyNode): boolean {
  return namesRead(node).some((name) => CLIENT_FACTORIES.includes(name));
}

/** Where a client stands that does not go on, and a name that stands for no value at all. */
function isFollowed(node: AnyNode, field: string, child: AnyNode): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return field === 'object' ? !isMethodOfFunctions(node) : node.computed !== true;
    case 'CallExpression':
      return field === 'callee';
    case 'VariableDeclarator':
    case 'AssignmentExpression': {
      if (field === 'id' || field === 'left') return true;
      const { target } = assignment(node);
      return target?.type === 'ObjectPattern' || (target?.type === 'Identifier' && isClientCall(child));
    }
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return field === 'key' && node.computed !== true;
    case 'ExpressionStatement':
    case 'ExportSpecifier':
      return true;
    default:
      return false;
  }
}

/** `lp.call`, `lp.apply` and `lp.bind` make raw calls, and clients that are not followed. */
function isMethodOfFunctions(node: AnyNode): boolean {
  return namesRead(node).some((name) => ['call', 'apply', 'bind'].includes(name));
}

/** As esbuild writes it, too. */
function isRequire({ type, callee }: AnyNode): boolean {
  return type === 'CallExpression' && isNode(callee) && /^(__)?require$/.test(String(callee.name));
}

function importsPackage(node: AnyNode): boolean {
  const { type, source } = node;
  if (isRequire(node)) return true;
  if (!/^(Import|Export)/.test(type) || !isNode(source)) return false;
  const name = String(source.value);
  return !isBuiltin(name) && !LIBRARY.test(name);
}

/** Whether an object of this name is used otherwise than by the names of its fields; imports do not count. */
function readsInAnotherWay(node: AnyNode, name: string): boolean {
  if (node.type === 'ImportSpecifier')
    return namesImported(node).includes(name) && localNameOf(node) !== name;
  const isIt = (child: AnyNode) =>
    child.type === 'Identifier'
      ? child.name === name
      : child.type === 'MemberExpression' && namesRead(child).includes(name);
  return childrenOf(node).some(
    ([field, child]) =>
      isIt(child) &&
      !(node.type === 'MemberExpression' && (field === 'object' ? !isComputed(node) : !node.computed)),
  );
}

function localNameOf({ local }: AnyNode): unknown {
  return isNode(local) ? local.name : undefined;
}

/** `x[name]`, `Object.entries(x)`, and `{ [name]: y }` or `{ ...rest }` of a pattern that takes `x` apart. */
function readsByComputedName(node: AnyNode, mayBe: IsClient): boolean {
  if (readsAllFields(node)) return argumentsOf(node).some(mayBe);
  if (node.type === 'MemberExpression') return isNode(node.object) && mayBe(node.object) && isComputed(node);
  // Of a parameter, an array or a loop nobody knows what comes there.
  if (takesAny(node)) return mayBe(node);
  const { target, value } = assignment(node);
  return target !== undefined && takesAny(target) && value !== undefined && mayBe(value);
}

/** Methods of `Object` that read whatever an object has. */
const READ_ALL: readonly string[] = ['entries', 'values', 'assign', 'getOwnPropertyDescriptors'];

function readsAllFields({ type, callee }: AnyNode): boolean {
  if (type !== 'CallExpression' || !isNode(callee) || !isNode(callee.object)) return false;
  return callee.object.name === 'Object' && namesRead(callee).some((name) => READ_ALL.includes(name));
}

/** `{ ...x }` of a client or a toolbelt itself. */
function isCopied({ type, argument }: AnyNode, isIt: IsClient): boolean {
  return type === 'SpreadElement' && isNode(argument) && isIt(argument);
}

function takesAny(pattern: AnyNode): boolean {
  if (pattern.type !== 'ObjectPattern') return false;
  return readersIn(pattern).some((reader) => reader.type === 'RestElement' || isComputed(reader));
}

function isComputed(node: AnyNode): boolean {
  return node.computed === true && keyOf(node)?.type !== 'Literal';
}
