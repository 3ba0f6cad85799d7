import type { AnyNode, CallExpression } from 'acorn';
import { memberName, type SourceFile } from './source-file.js';

interface Link {
  readonly name: string;
  readonly call: CallExpression;
}

/** `promise.then(…).catch(…)` as the whole of a statement. */
export interface Chain {
  /** In the order in which they are run. */
  readonly links: readonly Link[];
  readonly statement: AnyNode;
}

/** The chain that a function, or a call of `then` or `catch`, is a part of, where a handler has it as a statement. */
export function chainAround(file: SourceFile, handler: AnyNode, part: AnyNode): Chain | undefined {
  let top: AnyNode = part;
  for (let at = file.parentOf(top); at !== undefined; at = file.parentOf(top)) {
    const isPart =
      (at.type === 'CallExpression' && (at.callee === top || at.arguments.includes(top as never))) ||
      (at.type === 'MemberExpression' && at.object === top) ||
      at.type === 'AwaitExpression';
    if (!isPart) break;
    top = at;
  }
  const statement = file.parentOf(top);
  if (statement?.type !== 'ExpressionStatement' && statement?.type !== 'ReturnStatement') return undefined;
  if (file.functionAround(statement) !== handler) return undefined;
  const links: Link[] = [];
  let at: AnyNode = top.type === 'AwaitExpression' ? top.argument : top;
  while (at.type === 'CallExpression' && at.callee.type === 'MemberExpression') {
    const name = memberName(at.callee) ?? '';
    if (!['then', 'catch', 'finally'].includes(name)) break;
    links.unshift({ name, call: at });
    at = at.callee.object;
  }
  return links.length > 0 ? { links, statement } : undefined;
}

/** The link that a function is the only argument of. */
export function linkOf(chain: Chain, part: AnyNode): Link | undefined {
  return chain.links.find(({ call }) => call.arguments.length === 1 && call.arguments[0] === part);
}

/** Why the outcome of a link is not that of the whole chain; undefined where it is. */
export function chainProblem(
  file: SourceFile,
  chain: Chain,
  part: AnyNode,
  isError = false,
): string | undefined {
  const link = linkOf(chain, part);
  if (link === undefined || link.name === 'finally') return 'callback is called in another function';
  const later = chain.links.slice(chain.links.indexOf(link) + 1);
  const isLast = later.every(({ name, call }) => name === 'catch' && mentionsCallback(file, call));
  if (!isLast) return 'more is done behind the callback';
  return isError && later.length > 0 ? 'an error of callback would be caught again' : undefined;
}

/** Whether a later `catch` decides the outcome itself, rather than to swallow the failure. */
function mentionsCallback(file: SourceFile, call: CallExpression): boolean {
  const [only] = call.arguments;
  if (only === undefined) return false;
  return file.nodes.some((node) => {
    const isInside = node.start >= only.start && node.end <= only.end;
    if (!isInside || node.type !== 'Identifier') return false;
    const definition = file.variableOf(node)?.defs[0];
    return (
      definition?.type === 'Parameter' &&
      isSecondOfHandler(file, definition.node as AnyNode, definition.name as never)
    );
  });
}

function isSecondOfHandler(file: SourceFile, fn: AnyNode, name: AnyNode): boolean {
  if (!('params' in fn) || fn.params[1] !== name) return false;
  const parent = file.parentOf(fn);
  return (
    parent?.type === 'Program' ||
    parent?.type === 'ExportNamedDeclaration' ||
    parent?.type === 'VariableDeclarator'
  );
}
