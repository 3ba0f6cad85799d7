// Writes the privilege table of README.md, and the operations of docs/apis.md, from the table that the client and its
// guard use.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ApiRow } from '../src/apis/define-api.js';
import { apiTable } from '../src/apis/index.js';

/** A file with a table that is made, between the comments `NAME:begin` and `NAME:end`. */
interface Place {
  /** From the root of the project. */
  readonly file: string;
  readonly name: string;
  readonly table: (rows: readonly ApiRow[]) => string;
}

export const PLACES: readonly Place[] = [
  { file: 'README.md', name: 'privileges', table: privilegeTable },
  { file: 'docs/apis.md', name: 'operations', table: operationTable },
];

function privilegeTable(rows: readonly ApiRow[]): string {
  const cells = rows.map(({ id, title, privilege, scope }) => {
    const scopeText = scope === undefined ? 'expected' : `\`${scope}\``;
    return [title, `\`lp.${id}\``, privilege, scopeText];
  });
  return table(['API', 'Namespace', 'Privilege', 'Scope'], cells);
}

function operationTable(rows: readonly ApiRow[]): string {
  const cells = rows.map(({ id, operations }) => {
    const names = Object.entries(operations).map(([name, { deprecated }]) =>
      deprecated === undefined ? `\`${name}\`` : `~~\`${name}\`~~`,
    );
    return [`\`lp.${id}\``, names.join(', ')];
  });
  return table(['Namespace', 'Operations'], cells);
}

/** In Markdown; all columns but the last are aligned. */
function table(titles: readonly string[], cells: readonly (readonly string[])[]): string {
  const lines = [titles, ...cells];
  const widths = titles.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const last = titles.length - 1;
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === last ? cell : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) => '-'.repeat(column === last ? 3 : width));
  return [line(titles), line(rule), ...cells.map(line), ''].join('\n');
}

/** @throws {Error} when the text has no place for the table. */
export function withTable(text: string, { file, name, table }: Place): string {
  const place = new RegExp(`(<!-- ${name}:begin -->\\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
  if (!place.test(text)) throw new Error(`${file} has no <!-- ${name}:begin --> … :end -->`);
  return text.replace(place, (_, begin, end) => `${begin}\n${table(apiTable)}\n${end}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const place of PLACES) {
    const path = fileURLToPath(new URL(`../${place.file}`, import.meta.url));
    const current = await readFile(path, 'utf8');
    const wanted = withTable(current, place);
    if (wanted !== current) await writeFile(path, wanted);
  }
}
