import { readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { overCeiling, type Weighed } from '../support/ceilings.js';
import { startHttpsServer } from '../support/http-server.js';
import { allFiles, bytesByPart, filesFrom, foldersIn, packagesIn } from './built-parts.js';
import { root, runNode } from './run.js';

const consumer = inject('consumer');
const name = 'lp-functions-toolbelt';
const entries = ['index', 'provisioning', 'stores', 'testing', 'bundle'];
const start = 'dist/index.js';

/** What the sandbox and the command line need alone: certificates, a router, prompts, flags. */
const toolPackages = ['@clack/prompts', 'commander', 'find-my-way', '@peculiar/x509'];

describe('the start of a function', () => {
  it('reads at most five files, and no more bytes than their ceiling', async () => {
    const files = await filesReadBy(IMPORT);
    expect(files).toContain('index.js');
    expect(files.length).toBeLessThanOrEqual(5);
    const over = overCeiling('import', weighed(files));
    // As the message, too: of a value the runner shows the beginning alone.
    expect(over, over).toBeUndefined();
  });

  it('reads no more than its ceiling for import and first call', async () => {
    const server = await startHttpsServer(answer);
    onTestFinished(() => server.close());
    const files = await filesReadBy(firstCall(server));
    const over = overCeiling('import and first call', weighed(files));
    expect(over, over).toBeUndefined();
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

const IMPORT = `import '${name}';`;

/** To the end: a chunk may be loaded as late as for the answer. */
const firstCall = ({ host, ca }: { host: string; ca: string }) => `
  import { createToolbelt } from '${name}';
  const toolbelt = createToolbelt({
    accountId: '12345678',
    csdsDomain: '${host}',
    allowLoopback: true,
    ca: ${JSON.stringify(ca)},
    retry: { attempts: 1 },
    secretStore: { get: async (key) => ({ key, value: { client_id: 'id', client_secret: 'made-up' } }) },
  });
  const users = await toolbelt.LPClient().users.list();
  if (users[0].loginName !== '${USER.loginName}') throw new Error('Another answer: ' + JSON.stringify(users));`;

const USER = { id: 1, pid: 'made-up', deleted: false, loginName: 'ada@example.com' };

/** CSDS, sentinel and the API of an account; what they answer has to be decoded, too. */
const answer: RequestListener = ({ url = '', headers }, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
  response.end(gzipSync(JSON.stringify(answerTo(url, headers.host))));
};

function answerTo(url: string, baseURI: string | undefined): unknown {
  if (url.includes('/baseURI.json')) {
    return { baseURIs: ['sentinel', 'accountConfigReadOnly'].map((service) => ({ service, baseURI })) };
  }
  if (url.endsWith('/app/token')) return { access_token: 'made-up', token_type: 'Bearer', expires_in: 3_600 };
  return [USER];
}

/** What the installed files weigh, and what they are made of. */
function weighed(files: readonly string[]): Weighed {
  const built = files.map((file) => `dist/${file}`);
  const sizes = built.map((file) => statSync(join(consumer, 'node_modules', name, file)).size);
  const size = sizes.reduce((sum, bytes) => sum + bytes, 0);
  return { size, files: files.length, parts: bytesByPart(built) };
}

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
