// Writes the privilege table of README.md from the table that the client and its guard use.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ApiRow } from '../src/apis/define-api.js';
import { apiTable } from '../src/apis/index.js';

const README = fileURLToPath(new URL('../README.md', import.meta.url));
const PLACE = /(<!-- privileges:begin -->\n)[\s\S]*?(<!-- privileges:end -->)/;

/** The rows of the privilege table in Markdown, aligned as the formatter wants it. */
export function privilegeTable(rows: readonly ApiRow[]): string {
  const cells = rows.map(({ id, title, privilege, scope, operations }) => {
    const names = Object.entries(operations).map(([name, { deprecated }]) =>
      deprecated === undefined ? `\`${name}\`` : `~~\`${name}\`~~`,
    );
    const scopeText = scope === undefined ? 'expected' : `\`${scope}\``;
    return [title, `\`lp.${id}\``, privilege, scopeText, names.join(', ')];
  });
  const table = [['API', 'Namespace', 'Privilege', 'Scope', 'Operations'], ...cells];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = table;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line), ''].join('\n');
}

/** @throws {Error} when the text has no place for the table. */
export function withPrivilegeTable(readme: string): string {
  if (!PLACE.test(readme)) throw new Error('README.md has no <!-- privileges:begin --> … :end -->');
  return readme.replace(PLACE, (_, begin, end) => `${begin}\n${privilegeTable(apiTable)}\n${end}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const current = await readFile(README, 'utf8');
  const wanted = withPrivilegeTable(current);
  if (wanted !== current) await writeFile(README, wanted);
}
