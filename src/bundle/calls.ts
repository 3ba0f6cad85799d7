import { dataAccess } from '../apis/data-access/data-access.js';
import { type AnyNode, argumentsOf, childrenOf } from './syntax-tree.js';

export type IsClient = (node: AnyNode) => boolean;

/** What is known of the calls that a function makes through a client. */
export interface Calls {
  /** Names of operations, of whatever API, that are called; undefined where any may be. */
  readonly methods: ReadonlySet<string> | undefined;
  /** Whether one may be given options. */
  readonly callOptions: boolean;
  /** Whether a raw one may be given options: a method that is not GET, headers, a body. */
  readonly rawOptions: boolean;
  /** Whether a raw one may go to Data Access, whose host CSDS does not know. */
  readonly rawDataAccess: boolean;
}

/** Where not every use of a client can be followed. */
export const UNKNOWN_CALLS: Calls = {
  methods: undefined,
  callOptions: true,
  rawOptions: true,
  rawDataAccess: true,
};

/** Looks at every use of every client: `lp(…)`, and `lp.users.get(…)` in one piece. Any other use may be any call. */
export function callsOf(nodes: readonly AnyNode[], isClient: IsClient): Calls {
  const parents = new Map(nodes.flatMap((node) => childrenOf(node).map(([, child]) => [child, node])));
  const calledBy = (node: AnyNode): AnyNode | undefined => {
    const parent = parents.get(node);
    return parent?.type === 'CallExpression' && parent.callee === node ? parent : undefined;
  };
  const memberOf = (node: AnyNode): AnyNode | undefined => {
    const parent = parents.get(node);
    return parent?.type === 'MemberExpression' && parent.object === node ? parent : undefined;
  };
  const used = nodes.filter((node) => isClient(node) && !isDeclared(node, parents.get(node)));
  const raw = used.map(calledBy).filter((call) => call !== undefined);
  const namespaces = used.filter((node) => calledBy(node) === undefined).map(memberOf);
  const methods = namespaces.map((namespace) => namespace && memberOf(namespace));
  const typed = methods.map((method) => method && calledBy(method));
  const rawOptions = raw.some((call) => mayHaveMore(call, 2));
  const names = methods.map((method, index) => typed[index] && nameOf(method));
  return {
    methods: names.includes(undefined) ? undefined : new Set(names.filter((name) => name !== undefined)),
    rawOptions,
    callOptions: rawOptions || typed.some((call) => call === undefined || mayHaveMore(call, 1)),
    rawDataAccess: raw.some(mayGoToDataAccess),
  };
}

/** Whether the client is put into its variable here, or this is the name of something else. */
function isDeclared(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent === undefined) return false;
  const { type, id, init, left, right, key, property, computed } = parent;
  if (type === 'VariableDeclarator') return id === node || (init === node && isVariable(id));
  if (type === 'AssignmentExpression') return left === node || (right === node && isVariable(left));
  return computed !== true && (key === node || property === node);
}

function isVariable(target: unknown): boolean {
  return (target as AnyNode).type === 'Identifier';
}

/** The name by which a field is read; undefined for one that is computed. */
function nameOf(member: AnyNode | undefined): string | undefined {
  const { type, name, value } = (member?.property ?? {}) as AnyNode;
  if (type === 'Literal') return String(value);
  return member?.computed === true ? undefined : String(name);
}

function mayHaveMore(call: AnyNode, most: number): boolean {
  const given = argumentsOf(call);
  return given.length > most || given.some(({ type }) => type === 'SpreadElement');
}

/** One that is named as text or by `LpServices` goes nowhere else. */
function mayGoToDataAccess(call: AnyNode): boolean {
  const [service] = argumentsOf(call);
  if (service?.type === 'Literal') return service.value === dataAccess.service;
  const object = service?.object as AnyNode | undefined;
  return object?.type !== 'Identifier' || object.name !== 'LpServices';
}
