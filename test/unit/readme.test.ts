import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withPrivilegeTable } from '../../scripts/privilege-table.js';

it('README.md shows the privilege table as the client has it; `npm run readme` writes it', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(withPrivilegeTable(readme)).toBe(readme);
});
