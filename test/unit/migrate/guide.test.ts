import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/migrate/rules.js';

describe('docs/migration.md', () => {
  const guide = readFileSync('docs/migration.md', 'utf8');
  const anchors = [...guide.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title.toLowerCase().replaceAll(' ', '-'),
  );

  it.each(Object.keys(rules))('has the heading that a report links to: %s', (rule) => {
    expect(anchors).toContain(rule);
  });
});
