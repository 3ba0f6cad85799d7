import { type AnyNode, argumentsOf, childrenOf, isNode, nodesOf } from './syntax-tree.js';

type Test = (node: AnyNode) => boolean;

const PASSES_ON =
  /^(Await|Chain|Conditional|Logical|Sequence|Assignment|Array|Object)Expression$|^SpreadElement$/;

/**
 * Whether a client, or what makes clients, may come to the code of a package. Names are followed, whatever scope they
 * are in: a variable, a field, a parameter, and the function that returns one.
 *
 * @param isIt Tells what is a client, or what makes clients, by itself.
 * @param isPackage Tells imports and `require(…)` of packages.
 */
export function isHandedToPackage(nodes: readonly AnyNode[], isIt: Test, isPackage: Test): boolean {
  const packages = new Set(nodes.flatMap((node) => namesOfPackage(node, isPackage)));
  if (packages.size === 0) return false;
  const functions = functionsIn(nodes);
  const held = new Set<string>();
  const holds: Test = (node) => isIt(node) || mayHold(node, holds, held, functions, isIt);
  for (let size = -1; size < held.size; ) {
    size = held.size;
    for (const name of nodes.flatMap((node) => namesGiven(node, holds, functions, isIt))) held.add(name);
  }
  return nodes.some(
    (node) =>
      (isCall(node) && packages.has(rootOf(node.callee)) && argumentsOf(node).some(holds)) ||
      // A class of a package reads the fields of what extends it.
      (packages.has(rootOf(node.superClass)) && held.has('this')),
  );
}

type Functions = ReadonlyMap<string, readonly AnyNode[]>;

function mayHold(
  node: AnyNode,
  holds: Test,
  held: ReadonlySet<string>,
  functions: Functions,
  isIt: Test,
): boolean {
  const { type, callee, object, argument } = node;
  if (type === 'Identifier') return held.has(String(node.name));
  if (type === 'ThisExpression') return held.has('this');
  if (type === 'MemberExpression') {
    const name = lastName(node);
    return name === undefined ? isNode(object) && holds(object) : held.has(name);
  }
  if (isFunction(node)) return returnsOf(node).some(holds);
  if (type === 'NewExpression') return argumentsOf(node).some(holds);
  if (type === 'CallExpression' && isNode(callee)) {
    // What a client or a toolbelt gives is neither, unless it is told apart.
    if (isIt(callee) || (isNode(callee.object) && isIt(callee.object))) return false;
    if (holds(callee) || (isNode(callee.object) && holds(callee.object))) return true;
    return !functions.has(lastName(callee) ?? '') && argumentsOf(node).some(holds);
  }
  if (type === 'SpreadElement') return isNode(argument) && holds(argument);
  if (type === 'Property') return isNode(node.value) && holds(node.value);
  return PASSES_ON.test(type) && childrenOf(node).some(([, child]) => holds(child));
}

/** Names that hold one after this node. */
function namesGiven(node: AnyNode, holds: Test, functions: Functions, isIt: Test): string[] {
  const { type, id, init, left, right, value } = node;
  if (type === 'VariableDeclarator') return isNode(init) && holds(init) ? namesIn(id, isIt(init)) : [];
  if (type === 'AssignmentExpression' || type === 'AssignmentPattern' || type === 'ForOfStatement')
    return isNode(right) && holds(right) ? namesIn(left, isIt(right)) : [];
  if (/^(Property|PropertyDefinition|MethodDefinition)$/.test(type)) {
    if (!isNode(value) || !holds(value)) return [];
    return [lastName(node), type === 'PropertyDefinition' ? 'this' : undefined].filter(
      (name) => name !== undefined,
    );
  }
  if (type === 'FunctionDeclaration') return returnsOf(node).some(holds) ? namesIn(id) : [];
  return isCall(node) ? parametersGiven(node, holds, functions) : [];
}

/** Parameters of the functions that may be called, and of those that are handed over with it. */
function parametersGiven(node: AnyNode, holds: Test, functions: Functions): string[] {
  const { callee } = node;
  const given = argumentsOf(node);
  const called = functions.get((isNode(callee) && lastName(callee)) || '') ?? [];
  const ofCalled = given.flatMap((one, index) =>
    holds(one)
      ? called.flatMap((made) => parametersOf(made, one.type === 'SpreadElement' ? undefined : index))
      : [],
  );
  const isAmong = given.some(holds) || (isNode(callee) && isNode(callee.object) && holds(callee.object));
  return isAmong
    ? [...ofCalled, ...given.filter(isFunction).flatMap((made) => parametersOf(made))]
    : ofCalled;
}

/** Names of a parameter, and of the rest, which may have it; those of all without an index. */
function parametersOf({ params }: AnyNode, index?: number): string[] {
  const all = [params].flat().filter(isNode);
  const last = all.at(-1);
  const reached = index === undefined ? all : all.slice(index, index + 1);
  return [...reached, ...(last?.type === 'RestElement' ? [last] : [])].flatMap((one) => namesIn(one));
}

function functionsIn(nodes: readonly AnyNode[]): Functions {
  const found = new Map<string, AnyNode[]>();
  for (const node of nodes) {
    const { id, init, value } = node;
    const name = isNode(id) ? lastName(id) : lastName(node);
    const made = [node, init, value]
      .filter(isNode)
      .flatMap((one) => (isFunction(one) ? [one] : constructorsOf(one)));
    if (name === undefined || made.length === 0) continue;
    found.set(name, [...(found.get(name) ?? []), ...made]);
  }
  return found;
}

function constructorsOf({ type, body }: AnyNode): AnyNode[] {
  if (!/^Class/.test(type) || !isNode(body)) return [];
  return childrenOf(body).flatMap(([, { kind, value }]) =>
    kind === 'constructor' && isNode(value) ? [value] : [],
  );
}

function returnsOf(made: AnyNode): AnyNode[] {
  const { body } = made;
  if (!isNode(body)) return [];
  if (body.type !== 'BlockStatement') return [body];
  return [...nodesOf(body)].flatMap(({ type, argument }) =>
    /^(Return|Yield)/.test(type) && isNode(argument) ? [argument] : [],
  );
}

/** @param byName Whether it is taken out of a client or a toolbelt, of which other fields are no clients. */
function namesIn(target: unknown, byName = false): string[] {
  if (!isNode(target)) return [];
  if (target.type === 'MemberExpression') {
    const name = lastName(target);
    return [...(name === undefined ? [] : [name]), rootOf(target)];
  }
  const names = [...nodesOf(target)].flatMap(({ type, name }) =>
    type === 'Identifier' ? [String(name)] : [],
  );
  return byName && target.type === 'ObjectPattern'
    ? names.filter((name) => /Client|Util|Toolbelt/.test(name))
    : names;
}

function namesOfPackage(node: AnyNode, isPackage: Test): string[] {
  const { type, id, init } = node;
  if (type === 'ImportDeclaration' && isPackage(node))
    return childrenOf(node).flatMap(([, { local }]) => (isNode(local) ? [String(local.name)] : []));
  const isLoaded = type === 'VariableDeclarator' && isNode(init) && [...nodesOf(init)].some(isPackage);
  return isLoaded ? namesIn(id) : [];
}

function isFunction({ type }: AnyNode): boolean {
  return /^(Function|ArrowFunction)/.test(type);
}

function isCall({ type }: AnyNode): boolean {
  return type === 'CallExpression' || type === 'NewExpression';
}

/** `c` of `c`, of `a.c`, and of `{ c: … }`; undefined for one that is computed. */
function lastName({ type, name, computed, property, key }: AnyNode): string | undefined {
  if (type === 'Identifier') return String(name);
  const found = isNode(property) ? property : key;
  if (!isNode(found)) return undefined;
  if (found.type === 'Literal') return String(found.value);
  return computed === true ? undefined : String(found.name);
}

/** `a` of `a.b.c`, and of `a.b().c`. */
function rootOf(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'Identifier') return String(node.name);
  if (node.type === 'ThisExpression') return 'this';
  if (node.type === 'SequenceExpression') return rootOf([node.expressions].flat().at(-1));
  return rootOf(node.object ?? node.callee ?? node.argument ?? node.expression);
}
