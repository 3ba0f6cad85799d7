import type { AnyNode } from 'acorn';
import type { Changes } from './changes.js';
import { keyName, memberName, type SourceFile } from './source-file.js';

/** Variables that V1 set, by their names of today. */
const RENAMED: Readonly<Record<string, string>> = {
  BRAND_ID: 'X_LIVEPERSON_BRAND_ID',
  LAMBDA_UUID: 'X_LIVEPERSON_FUNCTION_UUID',
};
/** Variables that V1 set, and that nobody sets now. */
const GONE = /^(?:DOMAIN|DC|HTTPS?_PROXY|NO_PROXY|VAULT_\w+)$/;

/** Renames the environment variables of V1. */
export function migrateEnvironment(changes: Changes): void {
  const { file } = changes;
  for (const node of file.nodes) {
    if (node.type === 'MemberExpression' && isEnvironment(file, node.object)) {
      rename(memberName(node), node.property, node, changes);
    }
    if (node.type !== 'VariableDeclarator' || !node.init || !isEnvironment(file, node.init)) continue;
    if (node.id.type !== 'ObjectPattern') continue;
    for (const property of node.id.properties) {
      if (property.type !== 'Property') continue;
      const name = keyName(property);
      const instead = name && RENAMED[name];
      if (property.shorthand && instead) {
        changes.text.appendLeft(property.start, `${instead}: `);
        changes.changed(property, `reads ${instead} instead of ${name}`);
      } else rename(name, property.key, property, changes);
    }
  }
}

function isEnvironment(file: SourceFile, node: AnyNode): boolean {
  return (
    node.type === 'MemberExpression' &&
    memberName(node) === 'env' &&
    file.isUndeclared(node.object, 'process')
  );
}

function rename(name: string | undefined, key: AnyNode, node: AnyNode, changes: Changes): void {
  if (name === undefined) return;
  const instead = Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined;
  const parent = changes.file.parentOf(node);
  const isWritten = parent?.type === 'AssignmentExpression' && parent.left === node;
  if (instead !== undefined && !isWritten) {
    const quote = key.type === 'Literal' ? (changes.file.code[key.start] ?? '') : '';
    changes.replace(key, `${quote}${instead}${quote}`);
    changes.changed(node, `reads ${instead} instead of ${name}`);
  } else if (instead !== undefined || GONE.test(name)) {
    changes.report('environment', node, `process.env.${name}`);
  }
}
