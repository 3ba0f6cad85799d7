import { isBuiltin } from 'node:module';
import { ConfigError } from '../errors/config-error.js';
import { type Edit, edit } from './edit.js';
import { type AnyNode, nodesOf, parseModule } from './syntax.js';

/** Under this name the bundle exports the function, until it gets its form. */
export const HANDLER = 'lambdaOfTheBundle';

/** The platform's own modules, which it has installed, as far as they are not made part of a bundle. */
export const PLATFORM_MODULES: readonly string[] = ['core-functions-toolbelt', '@jsforce/jsforce-node'];

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
}

/**
 * Gives a bundle the form in which the platform, and the local runner of the official command line, take a function:
 * imports at its beginning, one to a line and without renaming; no export; `async function lambda(input)` at top level.
 *
 * @throws {ConfigError} for what the platform cannot run.
 */
export function finish(code: string, { platform, keepColumns }: FinishOptions): Finished {
  const tree = parseModule(code);
  const statements = [tree.body].flat() as AnyNode[];
  refuse(tree, statements);
  const imports = statements.filter(({ type }) => type === 'ImportDeclaration');
  const exported = statements.filter(({ type }) => type === 'ExportNamedDeclaration');
  const head = imports.flatMap(importLines);
  if (platform) head.push("import { Toolbelt } from 'core-functions-toolbelt';");
  const taken = [...imports, ...exported].map(({ start, end }): Edit => {
    return { start, end, text: keepColumns ? code.slice(start, end).replace(/[^\n]/g, ' ') : '' };
  });
  const body = edit(code, taken).trimEnd();
  const name = statements.flatMap(exportsOf).find((one) => one.exported === HANDLER)?.local;
  if (name === undefined) throw new ConfigError('function', 'The function declares no lambda.');
  const lambda = name === 'lambda' ? [] : [`async function lambda(input) { return ${name}(input); }`];
  return { code: [...head, body, ...lambda, ''].join('\n'), linesBefore: head.length };
}

function refuse(tree: AnyNode, statements: readonly AnyNode[]): void {
  for (const node of nodesOf(tree)) {
    if (node.type === 'MetaProperty' && (node.meta as { name?: string }).name === 'import') {
      throw new ConfigError('function', 'The function uses import.meta, which the platform does not have.');
    }
  }
  for (const { type, source } of statements) {
    if (type !== 'ImportDeclaration') continue;
    const name = String((source as { value?: unknown }).value);
    if (isBuiltin(name) || PLATFORM_MODULES.includes(name)) continue;
    throw new ConfigError('function', `The function would import ${name}, which the platform does not have.`);
  }
}

/** What the platform reads line by line: `import name from 'module';`. */
function importLines(node: AnyNode, index: number): string[] {
  const from = `from '${String((node.source as { value: unknown }).value)}';`;
  const specifiers = [node.specifiers].flat() as unknown as readonly Specifier[];
  if (specifiers.length === 0) return [`import${from.slice('from'.length)}`];
  const isNamed = ({ imported }: Specifier) => imported !== undefined && imported.name !== 'default';
  const [whole = `imported${index}`, ...same] = specifiers
    .filter((one) => !isNamed(one))
    .map(({ local }) => local.name);
  const named = specifiers.filter(isNamed).map(({ imported, local }) => `${imported?.name}: ${local.name}`);
  const taken = [...same, ...(named.length === 0 ? [] : [`{ ${named.join(', ')} }`])];
  return [`import ${whole} ${from}`, ...taken.map((one) => `const ${one} = ${whole};`)];
}

interface Specifier {
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
