import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('docs/performance.md', root), 'utf8');
// Not imported: measures need packages that are installed in bench/ alone.
const index = readFileSync(new URL('bench/measures/index.mjs', root), 'utf8');

describe('docs/performance.md', () => {
  it('names each measure', () => {
    const ids = [...index.matchAll(/from '\.\/([\w-]+)\.mjs'/g)].map(([, id]) => id);
    for (const id of [...ids, 'soak']) expect(page).toContain(`\`${id}\``);
  });

  it('shows each plot that there is, and no other', () => {
    const shown = [...page.matchAll(/!\[[^\]]+\]\(performance\/([^)]+)\)/g)].map(([, name = '']) => name);
    const folder = new URL('docs/performance/', root);
    const files = existsSync(folder) ? readdirSync(folder) : [];
    expect(shown.sort()).toEqual(files.sort());
  });
});
