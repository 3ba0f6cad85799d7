import { type Node, parse } from 'acorn';
import { allApis } from '../apis/index.js';
import { ConfigError } from '../errors/config-error.js';

/** What a function names of this library. */
export interface Named {
  /** Ids of the APIs that it calls by their namespace. */
  readonly apis: ReadonlySet<string>;
  /** Factories of `Toolbelt`, for example `LPClient`. */
  readonly members: ReadonlySet<string>;
  /** Where all APIs had to be taken, since a name is computed: the code that computes it. */
  readonly computed: string | undefined;
}

const CLIENT_FACTORIES = ['LPClient', 'LpClient'];

/**
 * Finds what JavaScript names, without knowing what its variables hold: a name too many costs characters, one too few
 * would cost a call. A client that is read by a computed name makes all names count.
 *
 * @throws {ConfigError} for what is no JavaScript.
 */
export function namedIn(source: string): Named {
  const nodes = [...nodesOf(parseModule(source))];
  const names = new Set(nodes.flatMap(namesRead));
  const clients = new Set(nodes.flatMap(clientVariable));
  const isClient = (node: AnyNode | undefined) =>
    node !== undefined && (isClientCall(node) || (node.type === 'Identifier' && clients.has(String(node.name))));
  const escapes = nodes.some((node) => clientEscapes(node, isClient));
  const computed = nodes.find((node) => readsByComputedName(node, (object) => escapes || isClient(object)));
  const ids = allApis.map(({ id }) => id);
  const takesAll = computed !== undefined || names.has('privileges');
  return {
    apis: new Set(takesAll ? ids : ids.filter((id) => names.has(id))),
    members: names,
    computed: computed && source.slice(computed.start, computed.end),
  };
}

/** @throws {ConfigError} */
export function parseModule(source: string): AnyNode {
  try {
    return parse(source, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as AnyNode;
  } catch (error) {
    throw new ConfigError('function', `The function cannot be read as a module: ${String(error)}`);
  }
}

/** A node of a syntax tree, its fields not yet looked at. */
export type AnyNode = Node & Readonly<Record<string, unknown>>;

/** A node and all below it. */
export function* nodesOf(node: AnyNode): Generator<AnyNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** `.name`, `['name']` and `{ name }` of a pattern. */
function namesRead(node: AnyNode): string[] {
  const readers = node.type === 'MemberExpression' ? [node] : node.type === 'ObjectPattern' ? childrenOf(node) : [];
  return readers.flatMap((reader) => {
    const key = keyRead(reader);
    if (key?.type === 'Identifier' && reader.computed !== true) return [String(key.name)];
    return key?.type === 'Literal' ? [String(key.value)] : [];
  });
}

function keyRead(node: AnyNode): AnyNode | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.type === 'Property' ? node.key : undefined;
  return isNode(key) ? key : undefined;
}

function isClientCall({ type, callee }: AnyNode): boolean {
  return type === 'CallExpression' && isNode(callee) && namesRead(callee).some((name) => CLIENT_FACTORIES.includes(name));
}

/** The variable that a client is put into. */
function clientVariable({ type, id, init, left, right }: AnyNode): string[] {
  const [target, value] = type === 'VariableDeclarator' ? [id, init] : [left, right];
  if (!isNode(target) || !isNode(value) || !isClientCall(value)) return [];
  return target.type === 'Identifier' ? [String(target.name)] : [];
}

type IsClient = (node: AnyNode | undefined) => boolean;

/** Whether a client goes where it is not followed: into a call, an object, a list, a result or another variable. */
function clientEscapes(node: AnyNode, isClient: IsClient): boolean {
  const given = [node.arguments, node.elements, node.argument].flat().filter(isNode);
  if (given.some(isClient)) return true;
  const { value, body, init, right } = node;
  const held = [
    node.type === 'Property' || node.type === 'PropertyDefinition' ? value : undefined,
    node.type === 'ArrowFunctionExpression' ? body : undefined,
    init,
    right,
  ].filter(isNode);
  // The variable that is made with it is followed; one that takes it from that, or a field, is not.
  const isFollowed = clientVariable(node).length > 0;
  return !isFollowed && held.some((one) => isClient(one) && !isPattern(node.id));
}

function isPattern(node: unknown): boolean {
  return isNode(node) && node.type === 'ObjectPattern';
}

/** `x[name]`, and `{ [name]: y }` of a pattern. A number reads a list. */
function readsByComputedName(node: AnyNode, mayBeClient: IsClient): boolean {
  if (node.type === 'VariableDeclarator' && isPattern(node.id) && isNode(node.init) && mayBeClient(node.init)) {
    return isNode(node.id) && childrenOf(node.id).some(hasComputedKey);
  }
  if (node.type !== 'MemberExpression' || !isNode(node.object)) return false;
  return hasComputedKey(node) && mayBeClient(node.object);
}

function hasComputedKey(node: AnyNode): boolean {
  const key = node.type === 'RestElement' ? undefined : keyRead(node);
  if (node.type === 'RestElement') return true;
  return node.computed === true && key !== undefined && key.type !== 'Literal';
}
