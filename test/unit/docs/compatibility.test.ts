import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { officialFactories } from '../toolbelt/official-toolbelt.js';

const root = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('docs/compatibility.md', root), 'utf8');

interface Row {
  readonly number: number;
  readonly tests: readonly { readonly file: string; readonly title: string }[];
  readonly cells: readonly string[];
}

const rows: readonly Row[] = [...page.matchAll(/^\| (\d+) +\| (.+) \|$/gm)].map(([, number, rest = '']) => {
  const cells = rest.split('|').map((cell) => cell.trim());
  return { number: Number(number), cells, tests: testsOf(cells.at(-1) ?? '') };
});

/** The tests of a cell; several of one file stand behind its name. */
function testsOf(cell: string): Row['tests'] {
  let file = '';
  return [...cell.matchAll(/`(test\/[^`]+)`|“([^”]+)”/g)].flatMap(([, path, title]) => {
    file = path ?? file;
    return title === undefined ? [] : [{ file, title }];
  });
}

describe('docs/compatibility.md', () => {
  it('has a row for each of the 42 defects, in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 42 }, (_, index) => index + 1));
    for (const { cells } of rows) expect(cells).toHaveLength(3);
  });

  it.each(rows.map((row) => [row.number, row] as const))(
    'names tests of defect %i that there are',
    (_, row) => {
      // The reason stands in the row.
      if (row.tests.length === 0) expect(row.cells[1]).toMatch(/^Does not apply: /);
      for (const { file, title } of row.tests) {
        const path = new URL(file, root);
        expect(existsSync(path), file).toBe(true);
        const source = readFileSync(path, 'utf8');
        const quoted = ["'", '"', '`'].map((quote) => quote + title + quote);
        expect(
          quoted.filter((text) => source.includes(text)),
          title,
        ).toHaveLength(1);
      }
    },
  );

  it.each(Object.keys(officialFactories))('names %s among what is the same', (name) => {
    const [, same = ''] = /^## What is the same$(.*?)^## /ms.exec(page) ?? [];
    expect(same).toContain(`Toolbelt.${name}(`);
  });

  it('names the warnings that a migrated account sees, and no others', () => {
    const files = ['auth/authorizer', 'auth/signatures', 'toolbelt/account'];
    const source = files.map((file) => readFileSync(new URL(`src/${file}.ts`, root), 'utf8')).join();
    const told = new Set(page.match(/\bLP_[A-Z0-9_]+(?=` +\|$)/gm));
    expect(told).toEqual(new Set(['LP_WRAPPED_SECRET', 'LP_OAUTH1', 'LP_SECRET_OF_V1']));
    for (const code of told) expect(source).toContain(`'${code}'`);
  });
});
