import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import ts from 'typescript';

/** One file of the code under check. Paths are relative to `src`, with `/`. */
export interface SourceFile {
  readonly path: string;
  /** `''` for the files that lie in `src` itself: the entry points. */
  readonly folder: string;
  readonly syntax: ts.SourceFile;
  /** The files of the tree that this one imports in any form, types included. */
  readonly imports: readonly string[];
  /** Imports of our own that these checks cannot follow, as the code writes them. */
  readonly untraceable: readonly string[];
}

/** `src` as it is on the disk. */
export function readSourceTree(root: string): SourceFile[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return parseSourceTree(
    Object.fromEntries(
      names.map((name) => [name.split(sep).join('/'), readFileSync(join(root, name), 'utf8')]),
    ),
  );
}

/** A tree of texts by path. */
export function parseSourceTree(texts: Readonly<Record<string, string>>): SourceFile[] {
  const known = new Set(Object.keys(texts));
  return Object.entries(texts).map(([path, text]) => parse(path, text, known));
}

function parse(path: string, text: string, known: ReadonlySet<string>): SourceFile {
  const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports = new Set<string>();
  const untraceable: string[] = [];
  visitAll(syntax, (node) => {
    const name = importedName(node);
    if (name === undefined || (name !== 'computed' && !isOurs(name.text))) return;
    const target = name === 'computed' ? undefined : resolve(path, name.text);
    // Imports in types are wanted at the top of the file, where a reader looks for them.
    if (target === undefined || !known.has(target) || ts.isImportTypeNode(node))
      untraceable.push(node.getText());
    else imports.add(target);
  });
  return {
    path,
    folder: posix.dirname(path).replace(/^\.$/, ''),
    syntax,
    imports: [...imports],
    untraceable,
  };
}

/** What a node imports: of the static, re-exporting, dynamic and typing forms. */
function importedName(node: ts.Node): ts.StringLiteralLike | 'computed' | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return literal(node.expression);
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : 'computed';
  }
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
  return literal(node.arguments[0]) ?? 'computed';
}

function literal(node: ts.Node | undefined): ts.StringLiteralLike | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node : undefined;
}

/** By its own name, the package would import its entry points. */
function isOurs(name: string): boolean {
  return name.startsWith('.') || /^lp-functions-toolbelt(\/|$)/.test(name);
}

function resolve(from: string, name: string): string {
  return posix.join(posix.dirname(from), name).replace(/\.js$/, '.ts');
}

export function visitAll(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => visitAll(child, visit));
}
