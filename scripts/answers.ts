// Writes src/apis/answers.generated.ts, what the operations answer, from the interfaces of the namespaces.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { type AnswerModel, type ModelField, type ModelType, readAnswerModel } from './answer-model.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
export const ANSWERS_FILE = `${ROOT}src/apis/answers.generated.ts`;

const WIDTH = 110;
const HEADER = `// Generated from the interfaces of the namespaces by \`npm run answers\`: change those, not this file.
import type { AnswerType } from './answer-type.js';
`;

/** The model of this project. */
export function projectAnswers(): AnswerModel {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  return readAnswerModel(`${ROOT}src/apis/index.ts`, options);
}

/** The model as a module of data. */
export function formatAnswers({ types, answers }: AnswerModel): string {
  const shared = new Map<string, Text>();
  const named = [...types.values()].map(
    ({ name, type }): Text => [`const ${name} = (): AnswerType => `, wrap(textOf(type, shared)), ';'],
  );
  const table = fieldsOf([...answers].map(([name, { type }]): Entry => [name, textOf(type, shared)]));
  const constants = [...shared].map(([name, text]): Text => [`const ${name}: AnswerType = `, text, ';']);
  const answersByName: Text = [
    'export const answers = ',
    table,
    ' satisfies Readonly<Record<string, AnswerType>>;',
  ];
  const lines = [...constants, ...named].map((text) => layOut(text));
  const comment = '/** What each operation answers, and what the rows of each kind of data file are. */';
  return `${HEADER}\n${lines.join('\n')}\n\n${comment}\n${layOut(answersByName)}\n`;
}

/** Code before it is broken into lines. */
type Text = string | readonly Text[] | Group;

/** What is written in one line if it fits there, else with each of its parts on a line of its own. */
interface Group {
  readonly open: string;
  readonly parts: readonly Text[];
  readonly close: string;
}

type Entry = readonly [name: string, value: Text];

function textOf(type: ModelType, shared: Map<string, Text>): Text {
  switch (type.kind) {
    case 'literal':
      return group('{', [['literal: ', quote(type.value)]], '}');
    case 'list':
      return group('{', [['list: ', textOf(type.item, shared)]], '}');
    case 'map':
      return group('{', [['map: ', textOf(type.value, shared)]], '}');
    case 'record':
      return recordText(type.fields, shared);
    case 'union':
      return unionText(type.of, shared);
    case 'reference':
      return type.name;
    // A stream is handed out as it comes.
    case 'stream':
      return quote('unknown');
    default:
      return quote(type.kind);
  }
}

function recordText(fields: readonly ModelField[], shared: Map<string, Text>): Text {
  const entries = (optional: boolean) =>
    fields
      .filter((field) => field.optional === optional)
      .map((field): Entry => [field.name, textOf(field.type, shared)]);
  const optional = entries(true);
  const parts: Text[] = [['record: ', fieldsOf(entries(false))]];
  if (optional.length > 0) parts.push(['optional: ', fieldsOf(optional)]);
  return group('{', parts, '}');
}

/** Unions of simple values come again and again: each is written once. */
function unionText(of: readonly ModelType[], shared: Map<string, Text>): Text {
  const text = group(
    '[',
    of.map((type) => textOf(type, shared)),
    ']',
  );
  const kinds = of.map(({ kind }) => kind);
  if (!kinds.every((kind) => ['string', 'number', 'boolean', 'null'].includes(kind))) return text;
  const name = kinds.join('Or').replace(/Or(.)/g, (_, first: string) => `Or${first.toUpperCase()}`);
  shared.set(name, text);
  return name;
}

function fieldsOf(entries: readonly Entry[]): Text {
  return group(
    '{',
    entries.map(([name, value]) => [/^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name), ': ', value]),
    '}',
  );
}

function quote(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const inner = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

function group(open: string, parts: readonly Text[], close: string): Group {
  return { open, parts, close };
}

/** An arrow that gives an object gives it in parentheses. */
function wrap(text: Text): Text {
  return typeof text === 'object' && 'open' in text && text.open === '{' ? ['(', text, ')'] : text;
}

/** Breaks what does not fit in a line; `column` is how much of its line is taken. */
function layOut(text: Text, indent = '', column = 0): string {
  if (typeof text === 'string') return text;
  if (!('open' in text)) {
    return text.reduce((line: string, part, at) => {
      const last = line.slice(line.lastIndexOf('\n') + 1);
      const before = line.includes('\n') ? last.length : column + last.length;
      return line + layOut(part, indent, before + flatten(text.slice(at + 1)).length);
    }, '');
  }
  const { open, parts, close } = text;
  if (parts.length === 0) return open + close;
  const flat = flatten(text);
  // Room for what closes the line: a bracket or two and a semicolon.
  if (column + flat.length <= WIDTH - 3) return flat;
  return [open, ...fill(parts, `${indent}  `), indent + close].join('\n');
}

/** As many parts in a line as fit; what has lines of its own stands alone. */
function fill(parts: readonly Text[], indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const part of parts) {
    const flat = flatten(part);
    if (indent.length + flat.length > WIDTH - 3) {
      if (line !== indent) lines.push(line.trimEnd());
      lines.push(`${indent}${layOut(part, indent, indent.length)},`);
      line = indent;
      continue;
    }
    if (line.length + flat.length + 1 > WIDTH) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${flat}, `;
  }
  if (line !== indent) lines.push(line.trimEnd());
  return lines;
}

function flatten(text: Text): string {
  if (typeof text === 'string') return text;
  if (!('open' in text)) return text.map(flatten).join('');
  const space = text.open === '{' && text.parts.length > 0 ? ' ' : '';
  return `${text.open}${space}${text.parts.map(flatten).join(', ')}${space}${text.close}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(ANSWERS_FILE, formatAnswers(projectAnswers()));
}
