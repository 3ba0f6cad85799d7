import type {
  AnyNode,
  ArrowFunctionExpression,
  CallExpression,
  CatchClause,
  FunctionDeclaration,
  FunctionExpression,
} from 'acorn';
import type { Changes } from './changes.js';
import { type Chain, chainAround, chainProblem, linkOf } from './promise-chain.js';
import { isFunction, type SourceFile, stringValue } from './source-file.js';
import type { ToolbeltNames } from './toolbelt-names.js';

type Handler = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression;

/** What a call of the callback says. */
type Outcome = { readonly error?: AnyNode | undefined; readonly result?: AnyNode | undefined };

/** A use of the callback that has a form without it. */
interface Turned {
  readonly call: CallExpression;
  readonly outcome: Outcome;
  /** The statement that it is all of; undefined where it is all of an arrow function. */
  readonly statement: AnyNode | undefined;
  /** A `return` or `break` behind it, which nothing reaches then. */
  readonly behind: AnyNode | undefined;
  readonly chain: Chain | undefined;
}

/** A handler handed over whole: `.catch(callback)`. */
interface HandedOver {
  readonly link: CallExpression;
  readonly chain: Chain;
}

/** The function that the platform calls. */
export function handlerOf(file: SourceFile): Handler | undefined {
  for (const node of file.tree.body) {
    const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
    if (declaration?.type === 'FunctionDeclaration' && declaration.id?.name === 'lambda') return declaration;
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type === 'Identifier' && id.name === 'lambda' && init && isFunction(init))
        return init as Handler;
    }
  }
  return undefined;
}

/** Turns a handler with a callback into one that returns, where all uses of the callback can be. */
export function migrateHandler(changes: Changes, names: ToolbeltNames, isOfV1: boolean): void {
  const { file } = changes;
  const handler = handlerOf(file);
  if (handler === undefined) return;
  if (isOfV1 && handler.type !== 'FunctionDeclaration') {
    changes.report('form-of-the-handler', handler, 'lambda is no declared function');
  }
  const [, parameter, ...rest] = handler.params;
  if (parameter === undefined) {
    if (isOfV1) makeAsync(handler, changes);
    return;
  }
  const variable = parameter.type === 'Identifier' ? file.declared(handler, parameter.name) : undefined;
  const uses = variable === undefined ? [] : file.usesOf(variable);
  const isUsed = names.isNamed ? uses.length > 0 : uses.some((use) => isCalled(file, use));
  if (!isOfV1 && !isUsed) return;
  if (variable === undefined || rest.length > 0 || handler.generator || readsArguments(file, handler)) {
    changes.report('callback', parameter, 'a handler whose callback is not followed');
    return;
  }
  const found = uses.map((use) => readUse(file, handler, use));
  const problems = found.flatMap((one, index) =>
    typeof one === 'string' ? [{ use: uses[index], one }] : [],
  );
  for (const { use, one } of problems) if (use !== undefined) changes.report('callback', use, one);
  if (problems.length > 0) return;
  const turned = found.filter((one) => typeof one !== 'string');
  const chains = new Set(turned.flatMap(({ chain }) => (chain === undefined ? [] : [chain])));
  for (const one of turned) {
    if ('link' in one) removeLink(one, changes);
    else turnUse(file, one, changes);
  }
  for (const statement of new Set([...chains].map((chain) => chain.statement))) {
    if (statement.type === 'ExpressionStatement') changes.text.appendRight(statement.start, 'return ');
  }
  const [input] = handler.params;
  changes.remove(input?.end ?? parameter.start, parameter.end);
  makeAsync(handler, changes);
  changes.changed(handler, 'returns the result and throws the error, instead of calling back');
}

function readsArguments(file: SourceFile, handler: Handler): boolean {
  return file.nodes.some((node) => {
    const isNamed = node.type === 'Identifier' && node.name === 'arguments';
    return isNamed && (file.variableOf(node)?.scope.block as unknown) === handler;
  });
}

/** @returns Why it has no form without the callback, or what it is. */
function readUse(file: SourceFile, handler: Handler, use: AnyNode): Turned | HandedOver | string {
  const call = file.parentOf(use);
  if (call?.type !== 'CallExpression') return 'callback is handed on';
  if (call.callee !== use) {
    const chain = chainAround(file, handler, call);
    const link = chain && linkOf(chain, use);
    if (chain === undefined || link === undefined || link.name !== 'catch') return 'callback is handed on';
    return (
      chainProblem(file, chain, use) ??
      (isTail(file, handler, chain.statement) ? { link: link.call, chain } : LATE)
    );
  }
  const outcome = outcomeOf(file, call);
  if (typeof outcome === 'string') return outcome;
  const around = file.functionAround(call);
  if (around === handler) {
    const place = placeOf(file, handler, call);
    return typeof place === 'string' ? place : { call, outcome, ...place, chain: undefined };
  }
  const chain = around && chainAround(file, handler, around);
  if (around === undefined || chain === undefined) return 'callback is called in another function';
  const problem = chainProblem(file, chain, around, outcome.error !== undefined);
  if (problem !== undefined) return problem;
  if (chain.statement.type !== 'ReturnStatement' && !isTail(file, handler, chain.statement)) return LATE;
  const place = placeOf(file, around, call);
  return typeof place === 'string' ? place : { call, outcome, ...place, chain };
}

const LATE = 'callback is called before the end of the function';

/** What is called back; a reason where that is not sure. */
function outcomeOf(file: SourceFile, { arguments: given }: CallExpression): Outcome | string {
  const [error, result, ...rest] = given;
  if (given.some(({ type }) => type === 'SpreadElement') || rest.length > 0)
    return 'callback is called with other arguments';
  if (error === undefined || isNothing(file, error))
    return { result: isNothing(file, result) ? undefined : result };
  if (isSurelySomething(file, error)) {
    const isPlain =
      result === undefined || isNothing(file, result) || ['Identifier', 'Literal'].includes(result.type);
    return isPlain ? { error } : 'callback is called with an error and a result';
  }
  return 'callback is called with what may be an error or none';
}

function isNothing(file: SourceFile, node: AnyNode | undefined): boolean {
  if (node === undefined) return false;
  return (
    (node.type === 'Literal' && node.value === null && node.raw === 'null') ||
    file.isUndeclared(node, 'undefined')
  );
}

/** An error that is caught or made, or a text. */
function isSurelySomething(file: SourceFile, node: AnyNode): boolean {
  if (node.type === 'NewExpression' || node.type === 'ObjectExpression') return true;
  if (node.type === 'TemplateLiteral') return true;
  if (node.type === 'Literal') return typeof node.value === 'string' && node.value !== '';
  if (node.type !== 'Identifier') return false;
  const variable = file.variableOf(node);
  const [definition] = variable?.defs ?? [];
  if (variable === undefined || definition === undefined || !file.isConstant(variable)) return false;
  if (definition.type === 'CatchClause') return true;
  if (definition.type === 'Variable') {
    const { init } = definition.node as { init?: AnyNode | null };
    return !!init && init.type !== 'Identifier' && isSurelySomething(file, init);
  }
  return definition.type === 'Parameter' && isHandlerOfCatch(file, definition.node as AnyNode);
}

/** `error` of `.catch((error) => …)`. */
function isHandlerOfCatch(file: SourceFile, node: AnyNode): boolean {
  const call = file.parentOf(node);
  if (
    call?.type !== 'CallExpression' ||
    call.callee.type !== 'MemberExpression' ||
    call.arguments[0] !== node
  )
    return false;
  return call.callee.property.type === 'Identifier' && call.callee.property.name === 'catch';
}

/** Where a call stands as all that is left to do; a reason where it does not. */
function placeOf(
  file: SourceFile,
  around: AnyNode,
  call: CallExpression,
): Pick<Turned, 'statement' | 'behind'> | string {
  const parent = file.parentOf(call);
  if (parent === around && around.type === 'ArrowFunctionExpression')
    return { statement: undefined, behind: undefined };
  if (parent?.type === 'ReturnStatement') return { statement: parent, behind: undefined };
  if (parent?.type !== 'ExpressionStatement') return 'callback is called inside an expression';
  const behind = nextIn(file, parent);
  const isFollowedByEnd = behind?.type === 'ReturnStatement' && !behind.argument;
  if (isFollowedByEnd) return { statement: parent, behind };
  const isBeforeBreak = behind?.type === 'BreakStatement' && file.parentOf(parent)?.type === 'SwitchCase';
  return isTail(file, around, parent)
    ? { statement: parent, behind: isBeforeBreak ? behind : undefined }
    : LATE;
}

/** Whether nothing is done behind a statement. */
function isTail(file: SourceFile, around: AnyNode, statement: AnyNode): boolean {
  const parent = file.parentOf(statement);
  if (parent === undefined) return false;
  const next = nextIn(file, statement);
  switch (parent.type) {
    case 'BlockStatement': {
      if (next?.type === 'ReturnStatement' && !next.argument) return true;
      if (next !== undefined && next.type !== 'FunctionDeclaration') return false;
      if (next !== undefined && !onlyDeclarations(parent.body, next)) return false;
      return file.parentOf(parent) === around || isTail(file, around, parent);
    }
    case 'CatchClause':
      return isTail(file, around, parent);
    case 'IfStatement':
      return isTail(file, around, parent);
    case 'TryStatement':
      return statement !== parent.finalizer && isTail(file, around, parent);
    case 'SwitchCase': {
      const switched = file.parentOf(parent);
      if (switched?.type !== 'SwitchStatement' || !isTail(file, around, switched)) return false;
      if (next === undefined) return switched.cases.at(-1) === parent;
      return next.type === 'BreakStatement' && !next.label;
    }
    default:
      return false;
  }
}

/** Functions that are declared behind all else do nothing. */
function onlyDeclarations(body: readonly AnyNode[], from: AnyNode): boolean {
  return body.slice(body.indexOf(from)).every(({ type }) => type === 'FunctionDeclaration');
}

function nextIn(file: SourceFile, statement: AnyNode): AnyNode | undefined {
  const parent = file.parentOf(statement);
  const body: readonly AnyNode[] =
    parent?.type === 'BlockStatement' ? parent.body : parent?.type === 'SwitchCase' ? parent.consequent : [];
  return body[body.indexOf(statement) + 1];
}

function isCalled(file: SourceFile, use: AnyNode): boolean {
  const parent = file.parentOf(use);
  return parent?.type === 'CallExpression' && parent.callee === use;
}

function turnUse(file: SourceFile, { call, outcome, statement, behind }: Turned, changes: Changes): void {
  const { error, result } = outcome;
  const value = error ?? result;
  const isReject =
    error !== undefined && (statement === undefined || isCaughtHere(file, call, file.textOf(call.callee)));
  const word = statement === undefined ? '' : error !== undefined && !isReject ? 'throw ' : 'return ';
  if (value === undefined) {
    changes.replace(
      { start: statement?.start ?? call.start, end: call.end },
      statement === undefined ? 'undefined' : 'return',
    );
  } else {
    const isText =
      error !== undefined && (stringValue(error) !== undefined || error.type === 'TemplateLiteral');
    const inner = isText ? ['new Error(', ')'] : ['', ''];
    const outer = isReject ? ['Promise.reject(', ')'] : ['', ''];
    // An arrow function with an object needs parentheses.
    const isObject = statement === undefined && !isReject && value.type === 'ObjectExpression';
    changes.remove(statement?.start ?? call.start, value.start);
    changes.text.appendRight(value.start, `${word}${outer[0]}${inner[0]}${isObject ? '(' : ''}`);
    changes.text.appendLeft(value.end, `${isObject ? ')' : ''}${inner[1]}${outer[1]}`);
    changes.remove(value.end, call.end);
  }
  if (behind !== undefined) changes.removeStatement(behind);
}

/** Whether a `catch` of the same function would catch what is thrown. */
function isCaughtHere(file: SourceFile, node: AnyNode, callback: string): boolean {
  for (let at: AnyNode = node; ; ) {
    const parent = file.parentOf(at);
    if (parent === undefined || isFunction(parent)) return false;
    if (parent.type === 'TryStatement' && parent.block === at && parent.handler)
      return !onlyCallsBack(parent.handler, file, callback);
    at = parent;
  }
}

/** `catch (error) { callback(error); }` throws on what it catches, whoever threw it. */
function onlyCallsBack({ param, body }: CatchClause, file: SourceFile, callback: string): boolean {
  const [only, ...others] = body.body;
  const value =
    only?.type === 'ReturnStatement'
      ? only.argument
      : only?.type === 'ExpressionStatement'
        ? only.expression
        : undefined;
  if (others.length > 0 || param?.type !== 'Identifier' || value?.type !== 'CallExpression') return false;
  const [error] = value.arguments;
  return file.textOf(value.callee) === callback && error?.type === 'Identifier' && error.name === param.name;
}

/** `.catch(callback)` is what a promise does by itself. */
function removeLink({ link }: HandedOver, changes: Changes): void {
  if (link.callee.type === 'MemberExpression') changes.remove(link.callee.object.end, link.end);
}

function makeAsync(handler: Handler, changes: Changes): void {
  if (!handler.async && !handler.generator) changes.text.appendRight(handler.start, 'async ');
}
