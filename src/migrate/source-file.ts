import { type AnyNode, type Comment, type Identifier, type Program, parse, type Token } from 'acorn';
import { analyze, type Reference, type Scope, type ScopeManager, type Variable } from 'eslint-scope';
import { childrenOf, type AnyNode as OpenNode } from '../bundle/syntax-tree.js';

/** JavaScript that was read: its tree, its names, and what stands between its nodes. */
export class SourceFile {
  readonly code: string;
  readonly tree: Program;
  /** All nodes, parents before children. */
  readonly nodes: readonly AnyNode[];
  readonly comments: readonly Comment[];
  readonly #tokens: readonly Token[];
  readonly #parents = new Map<AnyNode, AnyNode>();
  readonly #references = new Map<unknown, Reference>();
  readonly #scopes: ScopeManager;

  /** @throws {SyntaxError} where it is no ES module. */
  constructor(code: string) {
    this.code = code;
    const comments: Comment[] = [];
    const tokens: Token[] = [];
    // Parentheses belong to what is moved.
    this.tree = parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      preserveParens: true,
      locations: true,
      ranges: true,
      onComment: comments,
      onToken: tokens,
    });
    this.comments = comments;
    this.#tokens = tokens;
    const nodes: AnyNode[] = [this.tree];
    // The list grows while it is read, so that deep code needs no deep stack.
    for (const node of nodes) {
      for (const [, child] of childrenOf(node as unknown as OpenNode)) {
        this.#parents.set(child as unknown as AnyNode, node);
        nodes.push(child as unknown as AnyNode);
      }
    }
    this.nodes = nodes;
    this.#scopes = analyze(this.tree as unknown as Parameters<typeof analyze>[0], {
      ecmaVersion: 2024,
      sourceType: 'module',
      fallback: 'iteration',
    });
    for (const { references } of this.#scopes.scopes) {
      for (const reference of references) this.#references.set(reference.identifier, reference);
    }
  }

  parentOf(node: AnyNode): AnyNode | undefined {
    return this.#parents.get(node);
  }

  textOf(node: { readonly start: number; readonly end: number }): string {
    return this.code.slice(node.start, node.end);
  }

  /** The variable that an identifier reads or writes; undefined for what is declared nowhere. */
  variableOf(node: AnyNode): Variable | undefined {
    return this.#references.get(node)?.resolved ?? undefined;
  }

  /** The variable that a node declares under a name. */
  declared(node: AnyNode, name: string): Variable | undefined {
    return this.#scopes.getDeclaredVariables(node as never).find((variable) => variable.name === name);
  }

  /** Uses of a variable, but its declaration. */
  usesOf(variable: Variable): Identifier[] {
    return variable.references
      .filter(({ init }) => init !== true)
      .map(({ identifier }) => identifier as never);
  }

  /** Whether a variable has the value of its declaration always. */
  isConstant(variable: Variable): boolean {
    const isWritten = variable.references.some((reference) => reference.isWrite() && reference.init !== true);
    return variable.defs.length === 1 && !isWritten;
  }

  /** Names that are declared nowhere in the file, as they are read or written. */
  get globals(): readonly Reference[] {
    return this.#scopes.globalScope?.through ?? [];
  }

  isUndeclared(node: AnyNode, name: string): node is Identifier {
    return node.type === 'Identifier' && node.name === name && this.#references.get(node)?.resolved === null;
  }

  /** Whether a name means the global of that name where a node stands. */
  isGlobalAt(node: AnyNode, name: string): boolean {
    for (let scope = this.#scopeAt(node); scope !== null; scope = scope.upper) {
      if (scope.type !== 'global' && scope.set.has(name)) return false;
    }
    return true;
  }

  /** Whether a name could be declared at top level without catching what meant something else. */
  isFreeAtTop(name: string): boolean {
    return (
      this.isGlobalAt(this.tree, name) && !this.globals.some(({ identifier }) => named(identifier, name))
    );
  }

  /** Whether a name stands anywhere. */
  isUsed(name: string): boolean {
    return this.nodes.some((node) => node.type === 'Identifier' && node.name === name);
  }

  /** The function right around a node. */
  functionAround(node: AnyNode): AnyNode | undefined {
    let at = this.parentOf(node);
    while (at !== undefined && !isFunction(at)) at = this.parentOf(at);
    return at;
  }

  /** The first token at or behind a position. */
  tokenFrom(position: number): Token | undefined {
    let low = 0;
    let high = this.#tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#tokens[middle]?.start ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return this.#tokens[low];
  }

  /** Line of a position, from 1. */
  lineOf(position: number): number {
    return this.code.slice(0, position).split(LINE_BREAK).length;
  }

  get eol(): string {
    return this.code.includes('\r\n') ? '\r\n' : '\n';
  }

  /** The quotation mark that the file prefers. */
  get quote(): string {
    const count = (mark: string) => this.code.split(mark).length;
    return count('"') > count("'") ? '"' : "'";
  }

  #scopeAt(node: AnyNode): Scope | null {
    for (let at: AnyNode | undefined = node; at !== undefined; at = this.parentOf(at)) {
      const scope = this.#scopes.acquire(at as never, true);
      if (scope !== null) return scope;
    }
    return null;
  }
}

export const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

export function isFunction(node: AnyNode): boolean {
  return ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type);
}

/** The text of a literal, or of a template without values. */
export function stringValue(node: AnyNode | null | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

/** The name of a property that is written out. */
export function keyName({ computed, key }: { computed: boolean; key: AnyNode }): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  return key.type === 'Literal' && key.value !== null ? String(key.value) : undefined;
}

/** The name in `x.name` and `x['name']`. */
export function memberName(node: AnyNode): string | undefined {
  if (node.type !== 'MemberExpression' || node.property.type === 'PrivateIdentifier') return undefined;
  return keyName({ computed: node.computed, key: node.property });
}

function named(node: unknown, name: string): boolean {
  return typeof node === 'object' && node !== null && 'name' in node && node.name === name;
}
