import { isBuiltin } from 'node:module';
import type { AnyNode, CallExpression, VariableDeclarator } from 'acorn';
import { PLATFORM_PACKAGES } from '../bundle/platform-packages.js';
import * as errors from '../errors/index.js';
import type { Changes } from './changes.js';
import { keyName, type SourceFile, stringValue } from './source-file.js';
import { isToolbelt, OUR_TOOLBELT, requiredModule } from './toolbelt-names.js';

/** What this library exports beside errors and their codes: `core-functions-toolbelt` may be another name of it. */
const EXPORTS: readonly string[] = [
  'Toolbelt',
  'LpServices',
  'ErrorStrategy',
  'ConversationContentTypes',
  'SDETypes',
  'globalSecretCache',
  'LPResponse',
  'createToolbelt',
  'createTransport',
  'fromSecretClient',
  'metricIntervals',
  'signalOf',
];

function isExported(name: string): boolean {
  return EXPORTS.includes(name) || Object.hasOwn(errors, name);
}

/** One name of an import: `imported` is `default` or `*` for the whole. */
interface Imported {
  readonly imported: string;
  readonly local: string;
}

/** Writes every import and `require` of a toolbelt as one of this library, and other `require` calls as imports. */
export function migrateModules(changes: Changes): void {
  const { file } = changes;
  for (const node of file.nodes) {
    migrateImport(node, changes);
    if (node.type === 'CallExpression') migrateRequire(node, changes);
  }
}

function migrateImport(node: AnyNode, changes: Changes): void {
  const source = sourceOf(node);
  const module = stringValue(source);
  if (source === undefined || module === undefined || !isToolbelt(module)) return;
  // What is imported from this library already is for its users to know.
  if (module === OUR_TOOLBELT) return;
  reportExports(importedNames(node), node, changes);
  const quote = changes.file.code[source.start] ?? "'";
  changes.replace(source, `${quote}${OUR_TOOLBELT}${quote}`);
  changes.changed(node, `imports ${OUR_TOOLBELT} instead of ${module}`);
}

function sourceOf(node: AnyNode): AnyNode | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportAllDeclaration':
      return node.source;
    case 'ExportNamedDeclaration':
      return node.source ?? undefined;
    default:
      return undefined;
  }
}

function importedNames(node: AnyNode): string[] {
  if (node.type !== 'ImportDeclaration') return [];
  return node.specifiers.flatMap((one) => {
    if (one.type === 'ImportDefaultSpecifier') return ['default'];
    if (one.type !== 'ImportSpecifier') return [];
    return [one.imported.type === 'Identifier' ? one.imported.name : String(one.imported.value)];
  });
}

function reportExports(names: readonly string[], node: AnyNode, changes: Changes): void {
  for (const name of names.filter((one) => one !== '*' && !isExported(one))) {
    changes.report('toolbelt', node, `"${name}" is not exported by ${OUR_TOOLBELT}`);
  }
}

function migrateRequire(call: CallExpression, changes: Changes): void {
  const { file } = changes;
  const module = requiredModule(file, call);
  if (module === undefined) {
    if (file.isUndeclared(call.callee, 'require')) {
      changes.report('commonjs', call, 'require of a computed name');
    }
    return;
  }
  if (/^[./]/.test(module)) {
    changes.report('commonjs', call, `require of the file ${module}`);
    return;
  }
  const isSure = isToolbelt(module) || isBuiltin(module);
  if (!isSure && !runsAlways(call, file)) {
    changes.report('commonjs', call, `require('${module}') that does not always run`);
    return;
  }
  writeImport(call, module, changes);
  if (!isSure && PLATFORM_PACKAGES[module] === undefined) {
    changes.report('packages', call, `imports the package ${module}`);
  }
}

/** Whether it is reached at top level, or at the beginning of the handler, whatever happens. */
function runsAlways(call: CallExpression, file: SourceFile): boolean {
  let node: AnyNode = call;
  for (let at = file.parentOf(node); at !== undefined; at = file.parentOf(node)) {
    if (at.type === 'FunctionDeclaration') return at.id?.name === 'lambda' && file.parentOf(at) === file.tree;
    const isPlain =
      ['VariableDeclaration', 'VariableDeclarator', 'BlockStatement', 'Program', 'MemberExpression'].includes(
        at.type,
      ) ||
      (at.type === 'TryStatement' && at.block === node) ||
      (at.type === 'CallExpression' && at.callee === node);
    if (!isPlain) return false;
    node = at;
  }
  return true;
}

function writeImport(call: CallExpression, module: string, changes: Changes): void {
  const name = isToolbelt(module) ? OUR_TOOLBELT : module;
  changes.changed(call, `imports ${name} instead of requiring ${module}`);
  if (replaceDeclarator(call, module, changes)) return;
  const local = changes.freshName(nameFor(module));
  changes.importAtTop(statementOf([{ imported: wholeOf(module), local }], name, changes));
  changes.replace(call, local);
}

/** Writes an import instead of `const … = require('…')`, with the names that are declared there, where that can be. */
function replaceDeclarator(call: CallExpression, module: string, changes: Changes): boolean {
  const { file } = changes;
  const declarator = file.parentOf(call);
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== call) return false;
  const declaration = file.parentOf(declarator);
  const block = declaration && file.parentOf(declaration);
  if (declaration?.type !== 'VariableDeclaration') return false;
  if (block?.type !== 'Program' && block?.type !== 'BlockStatement') return false;
  const names = namesOf(declarator, module, file);
  const isAtTop = block === file.tree;
  if (names === undefined || !(isAtTop || mayStandAtTop(names, declarator, file))) return false;
  if (isToolbelt(module))
    reportExports(
      names.map(({ imported }) => imported),
      call,
      changes,
    );
  const statement = statementOf(names, isToolbelt(module) ? OUR_TOOLBELT : module, changes);
  if (isAtTop && declaration.declarations.length === 1) {
    const isClosed = file.code[declaration.end - 1] === ';';
    changes.replace(declaration, isClosed ? statement : statement.slice(0, -1));
  } else {
    changes.importAtTop(statement);
    changes.removeDeclarator(declarator, declaration);
  }
  return true;
}

/** What an import names that takes all of a module. */
function wholeOf(module: string): '*' | 'default' {
  return isToolbelt(module) || PLATFORM_PACKAGES[module] === 'names' ? '*' : 'default';
}

/** The names that an import can give instead of a declaration; undefined where it cannot. */
function namesOf({ id }: VariableDeclarator, module: string, file: SourceFile): Imported[] | undefined {
  const isNamed = isToolbelt(module) || isBuiltin(module) || PLATFORM_PACKAGES[module] === 'names';
  const names: Imported[] = [];
  if (id.type === 'Identifier') names.push({ imported: wholeOf(module), local: id.name });
  else if (id.type === 'ObjectPattern' && isNamed && id.properties.length > 0) {
    for (const property of id.properties) {
      if (property.type !== 'Property' || property.value.type !== 'Identifier') return undefined;
      const imported = keyName(property);
      if (imported === undefined || !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(imported))
        return undefined;
      names.push({ imported, local: property.value.name });
    }
  } else return undefined;
  const identifiers = file.nodes.filter((node) => node.start >= id.start && node.end <= id.end);
  const variables = identifiers.flatMap((node) => file.variableOf(node) ?? []);
  // What is imported cannot be assigned to.
  return variables.length >= names.length && variables.every((one) => file.isConstant(one))
    ? names
    : undefined;
}

/** Whether names that a function declares may as well be declared at top level. */
function mayStandAtTop(
  names: readonly Imported[],
  declarator: VariableDeclarator,
  file: SourceFile,
): boolean {
  return names.every(({ local }) => {
    if (!file.isFreeAtTop(local)) return false;
    // Another function may require something else under the same name.
    return file.nodes.every((node) => {
      if (node.type !== 'VariableDeclarator' || node === declarator || !node.init) return true;
      const isSameName = file.textOf(node.id).includes(local);
      return !isSameName || requiredModule(file, node.init) === undefined || isSame(node, declarator, file);
    });
  });
}

function isSame(one: VariableDeclarator, other: VariableDeclarator, file: SourceFile): boolean {
  return file.textOf(one) === file.textOf(other);
}

function statementOf(names: readonly Imported[], module: string, changes: Changes): string {
  const quoted = `${changes.file.quote}${module}${changes.file.quote};`;
  const [first] = names;
  if (first?.imported === 'default') return `import ${first.local} from ${quoted}`;
  if (first?.imported === '*') return `import * as ${first.local} from ${quoted}`;
  const list = names.map(({ imported, local }) => (imported === local ? local : `${imported} as ${local}`));
  return `import { ${list.join(', ')} } from ${quoted}`;
}

/** A name for what has none: `crypto` for `node:crypto`, `oauth10a` for `oauth-1.0a`. */
function nameFor(module: string): string {
  if (isToolbelt(module)) return 'toolbelt';
  const last =
    module
      .replace(/^node:/, '')
      .split('/')
      .at(-1) ?? '';
  const words = last.replace(/[^\p{ID_Continue}$]+(.?)/gu, (_, letter: string) => letter.toUpperCase());
  return /^[\p{ID_Start}$_]/u.test(words) ? words : `_${words}`;
}
