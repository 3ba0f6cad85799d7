import { type Edit, edit } from './edit.js';
import { LINE, moveDown } from './finish.js';
import type { Minified } from './minify-again.js';
import { moveColumns } from './move-columns.js';
import { type AnyNode, childrenOf, isNode, nodesOf, parseModule } from './syntax-tree.js';

/** Names that `minifyAgain` leaves free: `undefined` and the text that stands most often get them. */
const FREE_NAMES: readonly string[] = ['$', '_'];

/**
 * Makes minified code smaller by what neither esbuild nor terser does: `undefined` and texts that stand often get a name,
 * and a function that is called where it stands becomes an arrow function.
 */
export function shareValues({ code, map }: Minified): Minified {
  const tree = parseModule(code);
  const nodes = [...nodesOf(tree)];
  const shared = sharedValues(nodes);
  const names = namesBeside(nodes);
  const declared = shared.map(({ value, uses }) => ({ name: String(names.next().value), value, uses }));
  const named = declared.flatMap(({ name, uses }) => uses.map((use) => replace(code, use, name)));
  const edits = [...named, ...nodes.flatMap((node) => arrow(code, node))];
  const head = declarations(declared);
  return {
    code: [...head, edit(code, edits)].join('\n'),
    map: map && moveDown(moveColumns(map, code, edits), head.length),
  };
}

interface Shared {
  /** As it is written; undefined for `undefined`. */
  readonly value: string | undefined;
  readonly uses: readonly AnyNode[];
}

/** `undefined` first, then texts, those before whose name saves most. */
function sharedValues(nodes: readonly AnyNode[]): Shared[] {
  const byValue = new Map<string, AnyNode[]>();
  for (const text of nodes.flatMap(textsBelow)) {
    const value = String(text.raw);
    byValue.set(value, [...(byValue.get(value) ?? []), text]);
  }
  const texts = [...byValue].map(([value, uses]): Shared => ({ value, uses }));
  const worth = texts.filter((one) => saving(one) > 0).sort((one, other) => saving(other) - saving(one));
  return [{ value: undefined, uses: nodes.filter(isUndefined) }, ...worth];
}

/** Characters that a name of two saves: each use is written as the name, and declared once is `ab="text",`. */
function saving({ value = '', uses }: Shared): number {
  return uses.length * (value.length - 2) - (value.length + 4);
}

function isUndefined({ type, operator, argument }: AnyNode): boolean {
  return type === 'UnaryExpression' && operator === 'void' && (argument as AnyNode).value === 0;
}

/** Texts that are values: no key, no directive and no name of a module. */
function textsBelow(node: AnyNode): AnyNode[] {
  if (/^(Import|Export|ExpressionStatement)/.test(node.type)) return [];
  return childrenOf(node)
    .filter(([field, { type, value }]) => {
      const isKey = field === 'key' && node.computed !== true;
      return type === 'Literal' && typeof value === 'string' && !isKey;
    })
    .map(([, text]) => text);
}

/** Names that the code does not have. */
function* namesBeside(nodes: readonly AnyNode[]): Generator<string> {
  const taken = new Set(nodes.filter(({ type }) => type === 'Identifier').map(({ name }) => name));
  const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const longer = ['$', '_', '$$', '$_'].flatMap((first) => letters.map((letter) => first + letter));
  for (const name of [...FREE_NAMES, ...longer]) if (!taken.has(name)) yield name;
}

/** A word that touches another one would become part of it. */
function replace(code: string, { start, end }: AnyNode, name: string): Edit {
  const before = isInWord(code[start - 1]) ? ' ' : '';
  const after = isInWord(code[end]) ? ' ' : '';
  return { start, end, text: before + name + after };
}

function isInWord(character: string | undefined): boolean {
  return character !== undefined && /[\w$\u0080-\uffff]/.test(character);
}

function declarations(declared: readonly { readonly name: string; readonly value: string | undefined }[]) {
  const lines: string[] = [];
  let line = '';
  for (const { name, value } of declared) {
    const one = value === undefined ? name : `${name}=${value}`;
    if (line !== '' && line.length + one.length > LINE) {
      lines.push(`${line};`);
      line = '';
    }
    line += line === '' ? `var ${one}` : `,${one}`;
  }
  return [...lines, `${line};`];
}

/** `function(a){…}(b)` as `(a=>{…})(b)`, where the function has no use for what an arrow function lacks. */
function arrow(code: string, { type, start: from, callee }: AnyNode): Edit[] {
  if (type !== 'CallExpression' || !isNode(callee) || callee.type !== 'FunctionExpression') return [];
  if (callee.generator === true || isNode(callee.id) || hasOwn(callee)) return [];
  const isWrapped = from < callee.start;
  const result = isNode(callee.body) ? onlyResult(code, callee.body) : undefined;
  const isPlain = /^(async )?function\(\w+\)/.test(code.slice(callee.start, callee.end));
  const wrap = (one: string, inWord = '') => (isPlain ? inWord : one);
  const given = [callee.params].flat() as AnyNode[];
  const first = given[0]?.start;
  const last = given.at(-1)?.end;
  const body = result?.start ?? (callee.body as AnyNode).start;
  const open = `${isWrapped ? '' : '('}${callee.async === true ? `async${wrap('', ' ')}` : ''}${wrap('(')}`;
  const head = `${wrap(')')}=>`;
  // What was before the word needs no blank before a parenthesis.
  const start = !isWrapped && code[callee.start - 1] === ' ' ? callee.start - 1 : callee.start;
  const edits: Edit[] = [
    ...(first === undefined || last === undefined
      ? [{ start, end: body, text: open + head }]
      : [
          { start, end: first, text: open },
          { start: last, end: body, text: head },
        ]),
    { start: result?.end ?? callee.end, end: callee.end, text: isWrapped ? '' : ')' },
  ];
  // A source map tells lines, which must stay.
  return edits.some(({ start: one, end }) => code.slice(one, end).includes('\n')) ? [] : edits;
}

/** What a body gives back that does nothing else, where it can stand behind an arrow as it is. */
function onlyResult(code: string, { body }: AnyNode): AnyNode | undefined {
  const [statement, ...others] = [body].flat() as AnyNode[];
  if (statement?.type !== 'ReturnStatement' || others.length > 0 || !isNode(statement.argument))
    return undefined;
  const { argument } = statement;
  return argument.type === 'SequenceExpression' || code[argument.start] === '{' ? undefined : argument;
}

/** Whether a function uses its own `this`, `arguments` or `new.target`. */
function hasOwn(node: AnyNode): boolean {
  return childrenOf(node).some(([, child]) => {
    if (child.type === 'ThisExpression' || child.type === 'MetaProperty') return true;
    if (child.type === 'Identifier' && child.name === 'arguments') return true;
    return !/^Function/.test(child.type) && hasOwn(child);
  });
}
