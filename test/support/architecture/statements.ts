import ts from 'typescript';
import { type SourceFile, visitAll } from './source-tree.js';

/** Imports that the checks of layers cannot follow: in types, computed, by our own name, of no file in `src`. */
export function untraceableImports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => file.untraceable.map((text) => `${file.path}: ${text}`));
}

/** What an entry point does beside re-exporting. */
export function workInEntryPoints(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ folder }) => folder === '')
    .flatMap(({ path, syntax }) =>
      syntax.statements
        .filter((statement) => !ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined)
        .map((statement) => `${path}: ${firstLine(statement)}`),
    );
}

/** Files that read `process.env`, in any of its spellings. */
export function environmentReaders(files: readonly SourceFile[]): string[] {
  return files.filter(({ syntax }) => contains(syntax, readsEnvironment)).map(({ path }) => path);
}

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'env' && isProcess(node.expression);
  if (ts.isElementAccessExpression(node)) {
    return isText(node.argumentExpression, 'env') && isProcess(node.expression);
  }
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
    return node.initializer !== undefined && isProcess(node.initializer) && takes(node.name.elements, 'env');
  }
  return ts.isNamedImports(node) && isOfProcess(node) && takes(node.elements, 'env');
}

/** `process`, `globalThis.process`, or an import of the module under any other name than its own. */
function isProcess(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return node.text === 'process';
  return ts.isPropertyAccessExpression(node) && node.name.text === 'process';
}

function takes(elements: ts.NodeArray<ts.BindingElement | ts.ImportSpecifier>, name: string): boolean {
  return elements.some((element) => (element.propertyName ?? element.name).getText() === name);
}

function isOfProcess(node: ts.NamedImports): boolean {
  const from = node.parent.parent.moduleSpecifier;
  return isText(from, 'node:process') || isText(from, 'process');
}

function isText(node: ts.Node, text: string): boolean {
  return ts.isStringLiteralLike(node) && node.text === text;
}

/** What it gives keeps what was made of each key. */
const KEEPS_VALUES = 'oncePer';
const COLLECTIONS: ReadonlySet<string> = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array', 'LruMap']);

/**
 * Variables of a module, and static fields of a class, that can change: with `let` or `var`, and collections
 * that are neither of a readonly type nor `as const`.
 */
export function moduleState(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, syntax }) => {
    const found: ts.Node[] = [];
    for (const statement of syntax.statements) {
      if (ts.isVariableStatement(statement)) found.push(...changeableVariables(statement));
      if (ts.isClassDeclaration(statement)) found.push(...statement.members.filter(isChangeableField));
    }
    return found.map((node) => `${path}: ${firstLine(node)}`);
  });
}

function changeableVariables({ declarationList }: ts.VariableStatement): ts.Node[] {
  const isConst = (declarationList.flags & ts.NodeFlags.Const) !== 0;
  return declarationList.declarations.filter((declaration) => !isConst || holdsCollection(declaration));
}

function isChangeableField(member: ts.ClassElement): boolean {
  if (!ts.isPropertyDeclaration(member)) return false;
  const kinds = member.modifiers?.map(({ kind }) => kind) ?? [];
  if (!kinds.includes(ts.SyntaxKind.StaticKeyword)) return false;
  return !kinds.includes(ts.SyntaxKind.ReadonlyKeyword) || holdsCollection(member);
}

/** Filled literals are tables; an empty one is there to be filled. */
function holdsCollection({ type, initializer }: ts.VariableDeclaration | ts.PropertyDeclaration): boolean {
  if (initializer === undefined || (type !== undefined && /^(Readonly|readonly )/.test(type.getText())))
    return false;
  if (ts.isArrayLiteralExpression(initializer)) return initializer.elements.length === 0;
  if (ts.isObjectLiteralExpression(initializer)) return initializer.properties.length === 0;
  if (ts.isCallExpression(initializer)) return initializer.expression.getText() === KEEPS_VALUES;
  return ts.isNewExpression(initializer) && COLLECTIONS.has(initializer.expression.getText());
}

function contains(node: ts.Node, is: (node: ts.Node) => boolean): boolean {
  let found = false;
  visitAll(node, (inner) => {
    found ||= is(inner);
  });
  return found;
}

function firstLine(node: ts.Node): string {
  return node.getText().split('\n', 1)[0] ?? '';
}
