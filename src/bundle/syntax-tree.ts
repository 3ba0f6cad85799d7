import { type Node, parse } from 'acorn';
import { ConfigError } from '../errors/config-error.js';

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
  for (const [, child] of childrenOf(node)) yield* nodesOf(child);
}

/** The nodes right below, with the fields that hold them. */
export function childrenOf(node: AnyNode): (readonly [field: string, child: AnyNode])[] {
  return Object.entries(node).flatMap(([field, value]) =>
    [value]
      .flat()
      .filter(isNode)
      .map((child) => [field, child] as const),
  );
}

export function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** What a call or `new` is given, spread elements among it. */
export function argumentsOf({ arguments: given }: AnyNode): AnyNode[] {
  return [given].flat().filter(isNode);
}
