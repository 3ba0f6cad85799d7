import type { AnyNode } from 'acorn';
import type { Changes } from './changes.js';
import { memberName, type SourceFile, stringValue } from './source-file.js';

const COMMONJS: readonly string[] = ['require', 'module', 'exports', '__dirname', '__filename'];

/** Words for failures on the way, as request and Node's sockets had them. */
const NETWORK_WORDS =
  /^(?:RequestError|ESOCKETTIMEDOUT|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENOTFOUND|.*ERR_SOCKET_CLOSED.*)$/;

/** Takes out what exports the handler, and reports what else an ES module does not have. */
export function migrateLeftovers(changes: Changes): void {
  const { file } = changes;
  const removed = new Set<AnyNode>();
  for (const statement of file.tree.body) {
    if (!exportsHandler(file, statement)) continue;
    removed.add(statement);
    changes.removeStatement(statement);
    changes.changed(statement, 'exports nothing: the platform finds lambda by its name');
  }
  for (const reference of file.globals) {
    const { identifier } = reference;
    const node = identifier as unknown as AnyNode;
    const isRemoved = [...removed].some(({ start, end }) => node.start >= start && node.end <= end);
    if (isRemoved) continue;
    if (COMMONJS.includes(identifier.name)) reportCommonJs(node, identifier.name, changes);
    else if (reference.isWrite() && !(identifier.name in globalThis)) {
      changes.report('strict-mode', node, `${identifier.name} is assigned to and declared nowhere`);
    }
  }
}

const CONSOLE_METHODS: readonly string[] = ['debug', 'info', 'log', 'warn', 'error'];

/** Reports methods of `console` that the platform does not have. */
export function reportConsole(changes: Changes): void {
  const { file } = changes;
  for (const node of file.nodes) {
    if (node.type !== 'MemberExpression' || !file.isUndeclared(node.object, 'console')) continue;
    const name = memberName(node);
    if (name !== undefined && !CONSOLE_METHODS.includes(name))
      changes.report('console', node, `console.${name}`);
  }
}

/** Reports what looks at the errors of V1's HTTP client. */
export function reportErrors(changes: Changes): void {
  for (const node of changes.file.nodes) {
    const text = stringValue(node);
    if (text !== undefined && NETWORK_WORDS.test(text))
      changes.report('errors', node, `looks for the error ${text}`);
  }
}

function reportCommonJs(node: AnyNode, name: string, changes: Changes): void {
  const parent = changes.file.parentOf(node);
  // A call of it is reported, or turned, where calls are.
  if (name === 'require' && parent?.type === 'CallExpression' && parent.callee === node) return;
  changes.report('commonjs', node, `${name} of CommonJS`);
}

/** `module.exports = { lambda }`, `module.exports = lambda`, `exports.lambda = lambda` and `module.exports.lambda = lambda`. */
function exportsHandler(file: SourceFile, statement: AnyNode): boolean {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
    return false;
  const { left, right } = statement.expression;
  if (left.type !== 'MemberExpression') return false;
  const isOfModule = (node: AnyNode) =>
    file.isUndeclared(node, 'exports') ||
    (node.type === 'MemberExpression' &&
      memberName(node) === 'exports' &&
      file.isUndeclared(node.object, 'module'));
  const isLambda = (node: AnyNode) => node.type === 'Identifier' && node.name === 'lambda';
  if (isOfModule(left.object) && memberName(left) === 'lambda') return isLambda(right);
  if (!isOfModule(left)) return false;
  if (isLambda(right)) return true;
  const [only, ...others] = right.type === 'ObjectExpression' ? right.properties : [];
  return others.length === 0 && only?.type === 'Property' && isLambda(only.key) && isLambda(only.value);
}
