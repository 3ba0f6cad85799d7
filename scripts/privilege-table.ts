// Writes the privilege table of README.md, and the operations of docs/apis.md, from the table that the client and its
// guard use.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ApiRow } from '../src/apis/define-api.js';
import { apiTable } from '../src/apis/index.js';

/** A file with a part that is made, between the comments `NAME:begin` and `NAME:end`. */
interface Place {
  /** From the root of the project. */
  readonly file: string;
  readonly name: string;
  readonly made: (rows: readonly ApiRow[]) => string;
}

export const PLACES: readonly Place[] = [
  { file: 'README.md', name: 'privileges', made: privilegeTable },
  { file: 'docs/apis.md', name: 'operations', made: operationList },
];

/** Aligned as the formatter wants it. */
function privilegeTable(rows: readonly ApiRow[]): string {
  const cells = rows.map(({ id, title, privilege, scope }) => {
    const scopeText = scope === undefined ? 'expected' : `\`${scope}\``;
    return [title, `\`lp.${id}\``, privilege, scopeText];
  });
  const head = ['API', 'Namespace', 'Privilege', 'Scope'];
  const widths = head.map((_, column) =>
    Math.max(...[head, ...cells].map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [head, widths.map((width) => '-'.repeat(width)), ...cells].map(line).join('\n');
}

function operationList(rows: readonly ApiRow[]): string {
  return rows.map(({ id, operations }) => `- \`lp.${id}\`: ${namesOf(operations).join(', ')}`).join('\n');
}

/** Those that are deprecated are struck out. */
function namesOf(operations: ApiRow['operations']): string[] {
  return Object.entries(operations).map(([name, { deprecated }]) =>
    deprecated === undefined ? `\`${name}\`` : `~~\`${name}\`~~`,
  );
}

/** @throws {Error} when the text has no place for the table. */
export function withMade(text: string, { file, name, made }: Place): string {
  const place = new RegExp(`(<!-- ${name}:begin -->\\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
  if (!place.test(text)) throw new Error(`${file} has no <!-- ${name}:begin --> … :end -->`);
  return text.replace(place, (_, begin, end) => `${begin}\n${made(apiTable)}\n\n${end}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const place of PLACES) {
    const path = fileURLToPath(new URL(`../${place.file}`, import.meta.url));
    const current = await readFile(path, 'utf8');
    const wanted = withMade(current, place);
    if (wanted !== current) await writeFile(path, wanted);
  }
}
