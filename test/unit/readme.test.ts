import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PLACES, withMade } from '../../scripts/privilege-table.js';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const isThere = (path: string) => existsSync(new URL(`../../${path}`, import.meta.url));

const readme = read('README.md');

/** A block of code, and the file that the comment above it names. */
const blocks = [...readme.matchAll(/(?:<!-- (\S+) -->\n\n)?```(\w*)\n(.*?)```/gs)].map(
  ([, file, language, code = '']) => ({ file, language, code }),
);

/** What runs each command of README. */
const RUN_BY: Readonly<Record<string, string>> = {
  'npm install lp-functions-toolbelt': 'test/package/packed-package.ts',
  'node --test': 'test/package/on-the-platform.test.ts',
  'npx lp-toolbelt dev': 'test/integration/cli/dev.test.ts',
  'npx lp-toolbelt invoke agent-skills \'{"userId": 3120456790}\'': 'test/integration/cli/dev.test.ts',
  'npm install --save-dev esbuild': 'package.json',
  'npx lp-toolbelt bundle functions/agent-skills --out dist/agent-skills/index.js':
    'test/package/on-the-platform.test.ts',
  'cp functions/agent-skills/config.json dist/agent-skills/config.json':
    'test/package/on-the-platform.test.ts',
  'FUNCTIONS=dist node --test': 'test/package/on-the-platform.test.ts',
  'npm run demo': '.ci/run',
  'npm test': '.ci/run',
};

describe('README.md', () => {
  it.each(PLACES)('$file shows what the client may call; `npm run readme` writes it', (place) => {
    const text = read(place.file);
    expect(withMade(text, place)).toBe(text);
  });

  it('takes its code from files that CI runs, named above each block', () => {
    const code = blocks.filter(({ language }) => language !== 'sh');
    expect(code.length).toBeGreaterThan(3);
    for (const { file, code: text } of code) {
      expect(file, text).toMatch(/^examples\/on-the-platform\//);
      expect(text).toBe(read(file ?? ''));
    }
  });

  it('tells commands that something runs', () => {
    const lines = blocks.flatMap(({ language, code }) => (language === 'sh' ? code.trim().split('\n') : []));
    const commands = lines.map((line) => line.replace(/\s+#.*$/, ''));
    expect(commands).toEqual(Object.keys(RUN_BY));
    for (const file of Object.values(RUN_BY)) expect(isThere(file), file).toBe(true);
  });

  it('leads to every page of docs, and to nothing that is not there', () => {
    const links = [...readme.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);
    const pages = readdirSync(new URL('../../docs', import.meta.url))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`);
    expect(links).toEqual(expect.arrayContaining(pages));
    expect([...new Set(links)].filter((path) => !isThere(path))).toEqual([]);
  });
});
