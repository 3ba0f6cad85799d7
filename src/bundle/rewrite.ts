import { ErrorCodes } from '../errors/error-codes.js';
import { type Edit, edit } from './edit.js';
import type { Needed } from './left-out.js';
import { withoutMembers } from './members.js';
import { reaches } from './reach.js';
import * as builtins from './stand-ins/builtins.js';
import { SHORT_FIELDS } from './stand-ins/short-fields.js';
import { shortPath } from './stand-ins/short-path.js';
import { PREFIX } from './stand-ins/whole-code.js';
import { type AnyNode, argumentsOf, childrenOf, nodesOf, parseModule } from './syntax-tree.js';

/** Where functions of the language have names. */
const BUILTINS = 'bundle/stand-ins/builtins';

/** What stands in for p-retry has no default export. */
const DEFAULT_IMPORT = /^import pRetry from/m;

/** Fields of parameters that only the OpenAPI description reads. */
const DESCRIBES: readonly string[] = ['json', 'required'];

/** Texts of operations and parameters that are only there to be read. */
const TEXTS: readonly string[] = ['summary', 'deprecated', 'scope'];

/**
 * Makes one of this library's files smaller in the deployed form, without changing what it does.
 *
 * @param name Its path without the extension.
 * @param source JavaScript.
 */
export function rewrite(name: string, source: string, named: Needed): string {
  if (name === BUILTINS) return source;
  const up = '../'.repeat(name.split('/').length - 1);
  const smaller = inlineCodes(loadAtOnce(source), up).replace(DEFAULT_IMPORT, 'import { pRetry } from');
  if (!name.startsWith('apis/')) return nameBuiltins(withoutMembers(name, smaller, named), up);
  const nodes = [...nodesOf(parseModule(smaller))];
  const isLeft = (field: AnyNode) =>
    DESCRIBES.includes(nameOf(field)) || isUsual(field) || (!named.privileges && isText(field));
  const fields = nodes.filter(({ type }) => type === 'ObjectExpression').flatMap(childrenOf);
  const described = fields
    .map(([, field]) => field)
    .filter(isLeft)
    .map(gone);
  const unreached = operationsIn(nodes, named).map(gone);
  const edits = [
    ...described,
    ...unreached,
    ...nodes.flatMap(jsonOfRule),
    ...nodes.flatMap(schemaOfRule),
    ...nodes.flatMap(shorter),
    ...nodes.flatMap(shortFields),
  ];
  const issues = nodes.flatMap(issueAsCall);
  const imported =
    issues.length > 0 ? `import { parameterIssue } from '${up}bundle/stand-ins/parameter-issue.js';\n` : '';
  return nameBuiltins(imported + edit(smaller, [...edits, ...issues].filter(isOutermost)), up);
}

/** The operations of a row, or of a part of one, that the function cannot reach. */
function operationsIn(nodes: readonly AnyNode[], named: Needed): AnyNode[] {
  const isId = (node: AnyNode) => node.type === 'Property' && nameOf(node) === 'id';
  const id = nodes.find(isId)?.value as AnyNode | undefined;
  // One row is so large that its operations lie in files of their own.
  const api = id === undefined ? 'operationalRealtime' : String(id.value);
  const tables = nodes.flatMap((node) => {
    const variable = (node.id as { name?: unknown } | undefined)?.name;
    if (node.type === 'VariableDeclarator') return /Operations$/.test(String(variable)) ? [node.init] : [];
    return node.type === 'Property' && nameOf(node) === 'operations' ? [node.value] : [];
  });
  return (tables as AnyNode[])
    .flatMap(childrenOf)
    .map(([, field]) => field)
    .filter((field) => field.type === 'Property' && !reaches(named, api, nameOf(field)));
}

const nameOf = ({ key }: AnyNode): string => String((key as { name?: unknown } | undefined)?.name);

/** What most rows and operations have, which `defineApi` puts in again where it stands in. */
const USUAL: Readonly<Record<string, string>> = {
  method: 'GET',
  privilege: 'Read',
  service: 'accountConfigReadOnly',
};

function isUsual(field: AnyNode): boolean {
  const usual = USUAL[nameOf(field)];
  return usual !== undefined && (field.value as AnyNode).value === usual;
}

/** Texts of rows and operations, which `defineApi` writes out again. */
function shorter(node: AnyNode): Edit[] {
  const { type, start, end, value } = node;
  if (type === 'Property' && nameOf(node) === 'title') {
    const title = value as AnyNode;
    if (typeof title.value !== 'string') return [];
    return [{ start: title.start, end: title.end, text: JSON.stringify(title.value.replace(/ API$/, '')) }];
  }
  const raw = type === 'TemplateElement' ? (value as { raw: string }).raw : node.raw;
  if (typeof raw !== 'string' || shortPath(raw) === raw) return [];
  return [{ start, end, text: shortPath(raw) }];
}

/** Fields of operations under the names that `defineApi` writes out again. A form of a query is no operation. */
function shortFields(node: AnyNode): Edit[] {
  if (node.type !== 'ObjectExpression') return [];
  const fields = childrenOf(node)
    .map(([, field]) => field)
    .filter(({ type, shorthand, method }) => type === 'Property' && shorthand !== true && method !== true);
  if (fields.some((field) => nameOf(field) === 'sends')) return [];
  return fields.flatMap((field) => {
    const version = onlyVersion(field);
    if (version !== undefined)
      return [{ start: field.start, end: version.start, text: 'v: ' }, after(version, field)];
    const short = SHORT_NAMES.get(nameOf(field));
    return short === undefined ? [] : [{ ...placeOf(field.key), text: short }];
  });
}

const SHORT_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(SHORT_FIELDS).map(([short, name]) => [name, short]),
);

const placeOf = (node: unknown): { start: number; end: number } => {
  const { start, end } = node as AnyNode;
  return { start, end };
};

/** What stands in a node behind another one. */
const after = (node: AnyNode, { end }: AnyNode): Edit => ({ start: node.end, end, text: '' });

/** The version of a query that has this alone. */
function onlyVersion(field: AnyNode): AnyNode | undefined {
  const { type, properties } = field.value as AnyNode;
  if (nameOf(field) !== 'query' || type !== 'ObjectExpression') return undefined;
  const [only, ...others] = [properties].flat() as AnyNode[];
  return only !== undefined && others.length === 0 && nameOf(only) === 'v'
    ? (only.value as AnyNode)
    : undefined;
}

/** `{ parameter, message }` as a call: there are many, and it is shorter. */
function issueAsCall(node: AnyNode): Edit[] {
  if (node.type !== 'ObjectExpression') return [];
  const [parameter, message, ...others] = childrenOf(node).map(([, field]) => field);
  if (parameter === undefined || message === undefined || others.length > 0) return [];
  if (nameOf(parameter) !== 'parameter' || nameOf(message) !== 'message') return [];
  const [one, other] = [parameter.value as AnyNode, message.value as AnyNode];
  return [
    { start: node.start, end: one.start, text: 'parameterIssue(' },
    { start: one.end, end: other.start, text: ', ' },
    { start: other.end, end: node.end, text: ')' },
  ];
}

/** A parameter may have the name of a description, but is no text. */
function isText(field: AnyNode): boolean {
  if (!TEXTS.includes(nameOf(field))) return false;
  const { type } = field.value as AnyNode;
  return type === 'Literal' || type === 'TemplateLiteral';
}

/** A field, made one that weighs nothing: the comma behind it stays where it is. */
const gone = ({ start, end }: AnyNode): Edit => ({ start, end, text: '...{}' });

/** The JSON Schema of a rule. */
function jsonOfRule(node: AnyNode): Edit[] {
  const { type, callee } = node;
  if (type !== 'CallExpression' || (callee as { name?: unknown }).name !== 'rule') return [];
  const [, , json] = argumentsOf(node);
  return json === undefined ? [] : [{ start: json.start, end: json.end, text: '' }];
}

/** Where a rule is given what writes its JSON Schema. */
function schemaOfRule({ type, start, end, left }: AnyNode): Edit[] {
  if (type !== 'AssignmentExpression') return [];
  const { property } = left as { property?: { name?: unknown } };
  return property?.name === 'toJSONSchema' ? [{ start, end, text: '0' }] : [];
}

const isOutermost = (one: Edit, _: number, all: readonly Edit[]): boolean =>
  !all.some((other) => other !== one && other.start <= one.start && one.end <= other.end);

/** What is loaded later is in the same file here; esbuild would wrap all that it stands on into functions for it. */
function loadAtOnce(source: string): string {
  const paths = [...source.matchAll(LATER)].map(([, path]) => path);
  const imports = paths.map((path, index) => `import * as loaded${index} from ${path};`);
  return [source.replace(LATER, (_, path: string) => `loaded${paths.indexOf(path)}`), ...imports].join('\n');
}

const LATER = /await import\((['"][^'"]+['"])\)/g;

/** Functions of the language as they are named once. An author's own code keeps them as they are: it may replace them. */
function nameBuiltins(source: string, up: string): string {
  const used = new Set<string>();
  const text = source.replace(
    /\b(Object|Array|JSON|Math|Number)\.(\w+)\b/g,
    (whole, object: string, name: string) => {
      const builtin = `${object}_${name}`;
      if (!Object.hasOwn(builtins, builtin)) return whole;
      used.add(builtin);
      return builtin;
    },
  );
  if (used.size === 0) return source;
  return `import { ${[...used].join(', ')} } from '${up}${BUILTINS}.js';\n${text}`;
}

/** A code for its name: the names of all codes weigh more than the few that are used, and most begin with one prefix. */
function inlineCodes(source: string, up: string): string {
  const inlined = source.replace(/\bErrorCodes((?:\.[A-Z]\w*)+)/g, (name, path: string) => {
    let value: unknown = ErrorCodes;
    for (const part of path.slice(1).split('.')) value = Object(value)[part];
    if (typeof value !== 'string') return name;
    return value.startsWith(PREFIX)
      ? `wholeCode(${JSON.stringify(value.slice(PREFIX.length))})`
      : JSON.stringify(value);
  });
  return inlined === source
    ? source
    : `import { wholeCode } from '${up}bundle/stand-ins/whole-code.js';\n${inlined}`;
}
