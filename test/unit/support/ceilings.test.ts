import { expect, it } from 'vitest';
import { complaint } from '../../support/ceilings.js';

const before = { most: 1000, size: 900, files: 2, parts: { 'src/http': 500, zod: 300 } };

it('lets what stays below its ceiling change', () => {
  const now = { size: 1000, files: 2, parts: { 'src/http': 600, zod: 300 } };
  expect(complaint('import', now, before)).toBeUndefined();
});

it('names what grew, by how much, what is new and what is gone', () => {
  const now = { size: 1300, files: 2, parts: { 'src/http': 650, got: 500 } };
  expect(complaint('import', now, before)).toBe(
    'import: 1300, at most 1000. Since the figures were written: got +500 (now 500); ' +
      'src/http +150 (now 650); the rest +50 (now 150); zod -300 (now 0). ' +
      'Take out what is not worth it, or run: npm run ceilings',
  );
});

it('names more files, though they hold no more', () => {
  expect(complaint('import', { ...before, files: 4 }, before)).toMatch(
    /^import: 900 in 4 files \(2 before\)/,
  );
});
