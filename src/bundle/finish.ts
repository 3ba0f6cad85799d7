import { isBuiltin } from 'node:module';
import { ConfigError } from '../errors/config-error.js';
import { type Edit, edit } from './edit.js';
import { isOneOf, PLATFORM_PACKAGES } from './platform-packages.js';
import { type AnyNode, isNode, nodesOf, parseModule } from './syntax-tree.js';

/** Under this name the bundle exports the function, until it gets its form. */
export const HANDLER = 'lambdaOfTheBundle';

/** Columns of a line: an uncaught error prints the whole line. */
export const LINE = 500;

export interface Finished {
  readonly code: string;
  /** Lines that were put before the code. */
  readonly linesBefore: number;
}

/** How a bundle gets its form. */
export interface FinishOptions {
  /** Whether it reads secrets through the platform's own toolbelt. */
  readonly platform: boolean;
  /** Whether what is taken out leaves blanks, so that a source map stays right. */
  readonly keepColumns: boolean;
  /** Modules that it may import beside those of Node. */
  readonly external: readonly string[];
}

/**
 * Gives a bundle the form in which the platform, and the local runner of the official command line, take a function:
 * imports at its beginning, one to a line and without renaming; no export; `async function lambda(input)` at top level.
 *
 * @throws {ConfigError} for what the platform cannot run.
 */
export function finish(code: string, { platform, keepColumns, external }: FinishOptions): Finished {
  const tree = parseModule(code);
  const statements = [tree.body].flat() as AnyNode[];
  refuse(tree, statements, external);
  const imports = statements.filter(({ type }) => type === 'ImportDeclaration');
  const exported = statements.filter(({ type }) => type === 'ExportNamedDeclaration');
  const names = namesIn(statements.filter(({ type }) => type !== 'ImportDeclaration'));
  const head = imports.flatMap((node, index) => importLines(node, index, names));
  if (platform) head.push("import { Toolbelt } from 'core-functions-toolbelt';");
  const taken = [...imports, ...exported].map(({ start, end }): Edit => {
    return { start, end, text: keepColumns ? code.slice(start, end).replace(/[^\n]/g, ' ') : '' };
  });
  const body = edit(code, taken).trimEnd();
  const name = statements.flatMap(exportsOf).find((one) => one.exported === HANDLER)?.local;
  if (name === undefined) throw new ConfigError('function', 'The function declares no lambda.');
  const handler = functionNamed(name, statements);
  refuseCallback(handler);
  const lambda = name === 'lambda' ? [] : [`async function lambda(input) { return ${name}(input); }`];
  return { code: [...head, body, ...lambda, ''].join('\n'), linesBefore: head.length };
}

/** The function of a name at top level, as far as it can be seen. */
function functionNamed(name: string, statements: readonly AnyNode[]): AnyNode | undefined {
  const isIt = ({ id }: AnyNode) => isNode(id) && id.name === name;
  const declared = statements.find((one) => one.type === 'FunctionDeclaration' && isIt(one));
  if (declared !== undefined) return declared;
  const variables = statements.flatMap(({ type, declarations }) =>
    type === 'VariableDeclaration' ? ([declarations].flat() as AnyNode[]) : [],
  );
  const value = variables.find(isIt)?.init;
  return isNode(value) && /Function/.test(value.type) ? value : undefined;
}

/** V1 handed a function to call back with, and nobody does any more. @throws {ConfigError} */
function refuseCallback(handler: AnyNode | undefined): void {
  const [, callback] = [handler?.params ?? []].flat() as AnyNode[];
  if (callback?.type !== 'Identifier' || !isNode(handler?.body)) return;
  for (const { type, name } of nodesOf(handler.body)) {
    if (type !== 'Identifier' || name !== callback.name) continue;
    throw new ConfigError(
      'function',
      'lambda takes a second parameter, the callback of Functions V1, which the platform does not give: return a value and throw errors instead. See docs/migration.md#callback.',
    );
  }
}

function refuse(tree: AnyNode, statements: readonly AnyNode[], external: readonly string[]): void {
  for (const node of nodesOf(tree)) {
    if (node.type === 'MetaProperty' && (node.meta as { name?: string }).name === 'import') {
      throw new ConfigError('function', 'The function uses import.meta, which the platform does not have.');
    }
  }
  for (const { type, source } of statements) {
    if (type !== 'ImportDeclaration') continue;
    const name = String((source as { value?: unknown }).value);
    if (isBuiltin(name) || isOneOf(external, name)) continue;
    throw new ConfigError(
      'function',
      `The function would import ${name}, which the platform was not seen to have: name it as external if it has.`,
    );
  }
}

/** What the platform reads line by line, as a rule `import name from 'module';`. */
function importLines(node: AnyNode, index: number, taken: Set<string>): string[] {
  const module = String((node.source as { value: unknown }).value);
  const from = `from '${module}';`;
  const specifiers = [node.specifiers].flat() as unknown as readonly Specifier[];
  if (specifiers.length === 0) return [`import${from.slice('from'.length)}`];
  const isWhole = isBuiltin(module) || PLATFORM_PACKAGES[module] === 'default';
  return isWhole
    ? wholeLines(specifiers, from, index)
    : specifiers.flatMap((one) => nameLines(one, from, taken));
}

/** By the default import, which a module of Node and one that is CommonJS surely have. */
function wholeLines(specifiers: readonly Specifier[], from: string, index: number): string[] {
  const isNamed = ({ imported }: Specifier) => imported !== undefined && imported.name !== 'default';
  const [whole = `imported${index}`, ...same] = specifiers
    .filter((one) => !isNamed(one))
    .map(({ local }) => local.name);
  const named = specifiers.filter(isNamed).map(({ imported, local }) => `${imported?.name}: ${local.name}`);
  const taken = [...same, ...(named.length === 0 ? [] : [`{ ${named.join(', ')} }`])];
  return [`import ${whole} ${from}`, ...taken.map((one) => `const ${one} = ${whole};`)];
}

/** Without renaming, unless the name means something else in the bundle; takes it then. */
function nameLines(
  { type, imported, local: { name } }: Specifier,
  from: string,
  taken: Set<string>,
): string[] {
  if (type === 'ImportNamespaceSpecifier') return [`import * as ${name} ${from}`];
  if (imported === undefined || imported.name === 'default') return [`import ${name} ${from}`];
  if (imported.name === name) return [`import { ${name} } ${from}`];
  if (taken.has(imported.name)) return [`import { ${imported.name} as ${name} } ${from}`];
  taken.add(imported.name);
  return [`import { ${imported.name} } ${from}`, `const ${name} = ${imported.name};`];
}

function namesIn(statements: readonly AnyNode[]): Set<string> {
  const names = new Set<string>();
  for (const statement of statements)
    for (const { type, name } of nodesOf(statement)) if (type === 'Identifier') names.add(String(name));
  return names;
}

interface Specifier {
  readonly type: string;
  readonly local: { readonly name: string };
  readonly imported?: { readonly name: string };
}

function exportsOf({ type, specifiers }: AnyNode): { local: string; exported: string }[] {
  if (type !== 'ExportNamedDeclaration') return [];
  const all = [specifiers].flat() as { local: { name: string }; exported: { name: string } }[];
  return all.map(({ local, exported }) => ({ local: local.name, exported: exported.name }));
}

/** A source map for code that so many lines were put before. */
export function moveDown(map: string, lines: number): string {
  const { mappings, ...rest } = JSON.parse(map) as { mappings: string };
  return JSON.stringify({ ...rest, mappings: ';'.repeat(lines) + mappings });
}
