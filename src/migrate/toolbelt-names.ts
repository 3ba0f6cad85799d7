import type { AnyNode } from 'acorn';
import type { Variable } from 'eslint-scope';
import { keyName, memberName, type SourceFile, stringValue } from './source-file.js';

const V1_TOOLBELT = 'lp-faas-toolbelt';
const V2_TOOLBELT = 'core-functions-toolbelt';
export const OUR_TOOLBELT = 'lp-functions-toolbelt';

const TOOLBELTS: readonly string[] = [V1_TOOLBELT, V2_TOOLBELT, OUR_TOOLBELT];

export function isToolbelt(module: string | undefined): boolean {
  return module !== undefined && TOOLBELTS.includes(module);
}

/** What `require('…')` asks for, where it is Node's and its argument a text. */
export function requiredModule(file: SourceFile, node: AnyNode): string | undefined {
  if (node.type !== 'CallExpression' || !file.isUndeclared(node.callee, 'require')) return undefined;
  return node.arguments.length === 1 ? stringValue(node.arguments[0]) : undefined;
}

/** What a file calls the toolbelt and its clients. */
export class ToolbeltNames {
  readonly #file: SourceFile;
  /** Exports of a toolbelt by the variables that hold them; `*` for all of it. */
  readonly #exports = new Map<Variable, string>();
  readonly #clients = new Map<Variable, string>();
  readonly isOfV1: boolean;
  /** Whether any toolbelt is imported. */
  readonly isNamed: boolean;

  constructor(file: SourceFile) {
    this.#file = file;
    const modules = new Set<string>();
    for (const node of file.nodes) {
      const module = this.#importedBy(node) ?? requiredModule(file, node);
      if (module !== undefined && isToolbelt(module)) modules.add(module);
    }
    for (const node of file.nodes) this.#readClient(node);
    this.isOfV1 = modules.has(V1_TOOLBELT);
    this.isNamed = modules.size > 0;
  }

  /** The name under which a toolbelt exports what an expression stands for; `*` for the toolbelt itself. */
  exportOf(node: AnyNode): string | undefined {
    if (isToolbelt(requiredModule(this.#file, node))) return '*';
    if (node.type === 'Identifier') {
      const variable = this.#file.variableOf(node);
      return variable && this.#exports.get(variable);
    }
    return node.type === 'MemberExpression' && this.exportOf(node.object) === '*'
      ? memberName(node)
      : undefined;
  }

  /** The factory that `Toolbelt.Factory(…)` calls. */
  factoryOf(node: AnyNode): string | undefined {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
    return this.exportOf(node.callee.object) === 'Toolbelt' ? memberName(node.callee) : undefined;
  }

  /** The factory of the client that an expression stands for. */
  clientOf(node: AnyNode): string | undefined {
    const variable = this.#file.variableOf(node);
    return (variable && this.#clients.get(variable)) ?? this.factoryOf(node);
  }

  #importedBy(node: AnyNode): string | undefined {
    if (node.type === 'VariableDeclarator' && node.init) {
      this.#readRequired(node.id, node.init);
      return undefined;
    }
    if (node.type !== 'ImportDeclaration') return undefined;
    const module = String(node.source.value);
    if (!isToolbelt(module)) return undefined;
    for (const specifier of node.specifiers) {
      const variable = this.#file.declared(specifier, specifier.local.name);
      if (variable === undefined) continue;
      const { type } = specifier;
      if (type === 'ImportNamespaceSpecifier') this.#exports.set(variable, '*');
      if (type === 'ImportSpecifier') this.#exports.set(variable, exportName(specifier.imported));
    }
    return module;
  }

  /** `const { Toolbelt } = require('…')`, `const all = require('…')` and `const T = require('…').Toolbelt`. */
  #readRequired(target: AnyNode, value: AnyNode): void {
    const of = this.exportOf(value);
    if (of === undefined) return;
    if (target.type === 'Identifier') this.#keep(target, of);
    if (target.type !== 'ObjectPattern' || of !== '*') return;
    for (const property of target.properties) {
      if (property.type !== 'Property' || property.value.type !== 'Identifier') continue;
      const name = keyName(property);
      if (name !== undefined) this.#keep(property.value, name);
    }
  }

  #keep(identifier: AnyNode, name: string): void {
    const variable = this.#file.variableOf(identifier);
    if (variable !== undefined && this.#file.isConstant(variable)) this.#exports.set(variable, name);
  }

  #readClient(node: AnyNode): void {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) return;
    const factory = this.factoryOf(node.init);
    const variable = this.#file.variableOf(node.id);
    if (factory === undefined || variable === undefined || !this.#file.isConstant(variable)) return;
    this.#clients.set(variable, factory);
  }
}

function exportName(node: AnyNode): string {
  return node.type === 'Identifier' ? node.name : (stringValue(node) ?? '');
}
