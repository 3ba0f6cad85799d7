import type { AnyNode, CallExpression } from 'acorn';
import type { Changes } from './changes.js';
import { type Request, requestProblem } from './request.js';
import { readOptions, V1_OPTIONS } from './request-options.js';
import { keyName, memberName, type SourceFile, stringValue } from './source-file.js';
import type { ToolbeltNames } from './toolbelt-names.js';
import { turnRequest } from './turn-request.js';

/** Methods of V1's HTTP client that name a method of HTTP. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  del: 'DELETE',
  delete: 'DELETE',
  head: 'HEAD',
};

/** Turns the calls of V1's clients into calls of fetch and of today's client. */
export function migrateRequests(changes: Changes, names: ToolbeltNames): void {
  const { file } = changes;
  for (const node of file.nodes) {
    if (node.type !== 'CallExpression') continue;
    const factory = names.factoryOf(node);
    if (factory === 'HTTPClient') migrateHttpClient(node, changes);
    if (factory === 'LpClient' || factory === 'LPClient') migrateLpClient(node, changes, names);
  }
}

/** All uses of one client, and the variable that it is in; undefined where it goes elsewhere. */
function usesOf(file: SourceFile, factoryCall: CallExpression): AnyNode[] {
  const declarator = file.parentOf(factoryCall);
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return [factoryCall];
  const variable = file.variableOf(declarator.id);
  return variable !== undefined && file.isConstant(variable) ? file.usesOf(variable) : [factoryCall];
}

function migrateHttpClient(factoryCall: CallExpression, changes: Changes): void {
  const { file } = changes;
  const uses = usesOf(file, factoryCall);
  let isDone = true;
  for (const use of uses) {
    const request = readHttpCall(file, use);
    const problem = typeof request === 'string' ? request : requestProblem(file, request);
    if (typeof request === 'string' || problem !== undefined) {
      isDone = false;
      const rule =
        typeof request === 'string' && request.startsWith('HTTPClient') ? 'clients' : 'request-options';
      changes.report(rule, use, problem ?? '');
    } else turnRequest(request, changes);
  }
  const declarator = file.parentOf(factoryCall);
  if (!isDone || declarator?.type !== 'VariableDeclarator' || uses.includes(factoryCall)) return;
  const declaration = file.parentOf(declarator);
  const block = declaration && file.parentOf(declaration);
  if (
    declaration?.type === 'VariableDeclaration' &&
    (block?.type === 'Program' || block?.type === 'BlockStatement')
  ) {
    changes.removeDeclarator(declarator, declaration);
    changes.changed(declaration, 'leaves out HTTPClient: fetch is there');
  } else changes.report('clients', factoryCall, 'HTTPClient() is made where it cannot be taken out');
}

/** @returns Why a use of the client cannot be turned, or the request. */
function readHttpCall(file: SourceFile, use: AnyNode): Request | string {
  const parent = file.parentOf(use);
  const isMethod = parent?.type === 'MemberExpression' && parent.object === use;
  const name = isMethod ? memberName(parent) : undefined;
  const method = name === undefined ? undefined : SHORT_FORMS[name];
  if (isMethod && method === undefined) return `HTTPClient: .${name ?? '[…]'} is not there any more`;
  const callee = isMethod ? parent : use;
  const call = file.parentOf(callee);
  if (call?.type !== 'CallExpression' || call.callee !== callee) {
    return 'HTTPClient: the client goes where it is not followed';
  }
  const [first, second, ...rest] = call.arguments;
  if (first === undefined || rest.length > 0) return 'it is called with other arguments';
  if (first.type === 'SpreadElement' || second?.type === 'SpreadElement') return 'its arguments are spread';
  const isObject = second === undefined && first.type === 'ObjectExpression';
  const options = readOptions('http', isObject ? first : second, method);
  if (typeof options === 'string') return options;
  const [inside, ...others] = ['uri', 'url'].flatMap((key) => options.properties.get(key) ?? []);
  const addresses = [...(isObject ? [] : [first]), ...(inside ? [inside.value] : [])];
  const [address] = addresses;
  if (address === undefined || addresses.length + others.length > 1) return 'it names no address, or two';
  if (!isObject && second === undefined && !isAddress(file, address))
    return 'its only argument may be options';
  if (method !== undefined && options.properties.has('method')) return 'it names two methods';
  return { call, kind: 'http', method, address, options };
}

/** Whether an expression is surely no object of options. */
function isAddress(file: SourceFile, node: AnyNode): boolean {
  if (stringValue(node) !== undefined || node.type === 'TemplateLiteral') return true;
  if (node.type === 'BinaryExpression') return node.operator === '+';
  if (node.type !== 'Identifier') return false;
  const definition = file.variableOf(node)?.defs[0]?.node as AnyNode | undefined;
  const variable = file.variableOf(node);
  return (
    definition?.type === 'VariableDeclarator' &&
    variable !== undefined &&
    file.isConstant(variable) &&
    !!definition.init &&
    definition.init.type !== 'Identifier' &&
    isAddress(file, definition.init)
  );
}

function migrateLpClient(factoryCall: CallExpression, changes: Changes, names: ToolbeltNames): void {
  const { file } = changes;
  for (const use of usesOf(file, factoryCall)) {
    const call = file.parentOf(use);
    const isCall = call?.type === 'CallExpression' && call.callee === use;
    if (isCall) migrateService(call, changes);
    if (!names.isOfV1) {
      if (isCall) reportOptionsOfV1(call, changes);
      continue;
    }
    const request = isCall ? readLpCall(call) : goesElsewhere(file, use);
    if (request === undefined) continue;
    const problem = typeof request === 'string' ? request : requestProblem(file, request);
    if (typeof request !== 'string' && problem === undefined) turnRequest(request, changes);
    else changes.report(isCall ? 'request-options' : 'clients', use, problem ?? '');
  }
}

/** Where a client goes that is not called; undefined for one that is made and never used. */
function goesElsewhere(file: SourceFile, use: AnyNode): string | undefined {
  const parent = file.parentOf(use);
  const isIdle =
    parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' && isUnused(file, parent.id);
  return isIdle ? undefined : 'LpClient: the client goes where it is not followed';
}

function isUnused(file: SourceFile, id: AnyNode): boolean {
  const variable = file.variableOf(id);
  return variable !== undefined && file.usesOf(variable).length === 0;
}

/** @returns Why a call cannot be turned, or the request. */
function readLpCall(call: CallExpression): Request | string {
  const [service, path, given, ...rest] = call.arguments;
  if (service === undefined || path === undefined || rest.length > 0)
    return 'it is called with other arguments';
  if ([service, path, given].some((one) => one?.type === 'SpreadElement')) return 'its arguments are spread';
  const options = readOptions('lp', given);
  return typeof options === 'string'
    ? options
    : { call, kind: 'lp', method: undefined, address: path, options };
}

/** V1 called one service otherwise. */
function migrateService({ arguments: [service] }: CallExpression, changes: Changes): void {
  if (service === undefined || stringValue(service) !== 'auditlog') return;
  changes.text.update(service.start + 1, service.end - 1, 'auditLog');
  changes.changed(service, 'calls the service auditLog by its name');
}

/** In code that was written for V2, where they had no effect. */
function reportOptionsOfV1({ arguments: [, , given] }: CallExpression, changes: Changes): void {
  const objects = given?.type === 'ObjectExpression' ? [given] : [];
  for (const property of objects.flatMap(({ properties }) => properties)) {
    const name = property.type === 'Property' ? keyName(property) : undefined;
    if (name === undefined || ![...V1_OPTIONS, 'timeout'].includes(name)) continue;
    changes.report('official-options', property, `the option "${name}" of a call`);
  }
}
