import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { allFiles, filesFrom, foldersIn, packagesIn } from './built-parts.js';
import { root, runNode } from './run.js';

const consumer = inject('consumer');
const name = 'lp-functions-toolbelt';
const entries = ['index', 'provisioning', 'stores', 'testing', 'bundle'];
const start = 'dist/index.js';

/** What the sandbox and the command line need alone: certificates, a router, prompts, flags. */
const toolPackages = ['@clack/prompts', 'commander', 'find-my-way', '@peculiar/x509'];

describe('the start of a function', () => {
  it('reads at most five files', async () => {
    const files = await filesReadBy(`import '${name}';`);
    expect(files).toContain('index.js');
    expect(files.length).toBeLessThanOrEqual(5);
  });

  it('reads no more for the first call', async () => {
    const call = `
      import { createToolbelt } from '${name}';
      const toolbelt = createToolbelt({
        accountId: '12345678',
        // Nobody listens there.
        csdsDomain: 'localhost:1',
        allowLoopback: true,
        retry: { attempts: 1 },
        secretStore: { get: async (key) => ({ key, value: { client_id: 'id', client_secret: 'made-up' } }) },
      });
      await toolbelt.LPClient().users.list().catch((error) => {
        if (!error.message.includes('ECONNREFUSED')) throw error;
      });`;
    expect(await filesReadBy(call)).toEqual(await filesReadBy(`import '${name}';`));
  });

  it('reads files of ASCII alone: one other character, and V8 keeps all of a file in twice the memory', () => {
    for (const file of filesFrom(start, 'start')) {
      expect(/[^\0-\x7f]/.exec(readFileSync(join(root, file), 'utf8'))?.[0], file).toBeUndefined();
    }
  });

  it('loads no HTTP library', () => {
    expect(packagesIn(filesFrom(start, 'start'))).toEqual([
      'is-network-error',
      'lru-cache',
      'p-retry',
      'zod',
    ]);
  });

  it('never loads what the sandbox and the command line need alone', () => {
    expect(packagesIn(allFiles())).toEqual(expect.arrayContaining(toolPackages));
    const loadable = filesFrom(start, 'later');
    expect(packagesIn(loadable).filter((found) => toolPackages.includes(found))).toEqual([]);
    expect(foldersIn(loadable)).toContain('http');
    expect(foldersIn(loadable).filter((found) => ['testing', 'cli'].includes(found))).toEqual([]);
  });

  it('is that of every other entry point: all of them share its files', () => {
    const core = filesFrom(start, 'start').filter((file) => file !== start);
    for (const entry of entries) {
      expect(filesFrom(`dist/${entry}.js`, 'start')).toEqual(expect.arrayContaining(core));
    }
  });
});

/** Names of the files of the package that Node reads when it runs `source`, in order. */
async function filesReadBy(source: string): Promise<string[]> {
  await writeFile(join(consumer, 'hooks.mjs'), hooks);
  await writeFile(join(consumer, 'watched.mjs'), watched);
  await writeFile(join(consumer, 'start.mjs'), source);
  const output = await runNode(['--import', './watched.mjs', 'start.mjs'], consumer);
  const read = output.split('\n').filter((line) => line.includes(`/${name}/dist/`));
  return read.map((line) => line.slice(line.lastIndexOf('/dist/') + '/dist/'.length));
}

const watched = `
  import { register } from 'node:module';
  register('./hooks.mjs', import.meta.url);`;

const hooks = `
  import { writeSync } from 'node:fs';
  export function load(url, context, next) {
    writeSync(1, url + '\\n');
    return next(url, context);
  }`;
