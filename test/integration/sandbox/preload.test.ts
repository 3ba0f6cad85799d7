import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { PRELOAD_URL } from '../../../src/testing/sandbox/preload/preload-url.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { environment, run, TSX } from '../cli/run-cli.js';

const LIST = '//api.liveperson.net/api/account/12345678/service/baseURI.json?version=1.0';
const index = new URL('../../../src/index.ts', import.meta.url).href;

const { sandbox } = await sandboxFixture();
const folder = await mkdtemp(join(tmpdir(), 'lp-preload-'));
beforeEach(() => sandbox.requests.clear());
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Variables of the preload without those of the proxy, which some libraries heed. */
function preloaded(variables: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { NODE_OPTIONS = '', NODE_EXTRA_CA_CERTS = '', LP_SANDBOX_HOSTS = '' } = sandbox.env({ proxy: true });
  return environment({ NODE_OPTIONS, NODE_EXTRA_CA_CERTS, LP_SANDBOX_HOSTS, ...variables });
}

/** Runs a program as a file and gives what it printed. It can `get` with a module and `tell` what it got. */
async function runProgram(name: string, source: string, env = preloaded()): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `${source}\n${helpers}`);
  const { stdout, stderr } = await run(process.execPath, [file], env);
  expect(stderr).toBe('');
  return stdout;
}

const helpers = `
function get(client, url, options = {}) {
  return new Promise((resolve) => {
    const read = (res) => {
      res.resume();
      res.on('end', () => resolve(String(res.statusCode)));
    };
    client.get(url, options, read).on('error', (error) => resolve(error.code + ' ' + error.message));
  });
}
async function tell(name, promise) {
  const told = await promise.then((value) => value, (error) => error.cause?.message ?? error.message);
  console.log(name + ': ' + told);
}`;

const everyWay = `
const run = async () => {
  const name = 'api.liveperson.net';
  await tell('https', get(https, 'https:${LIST}'));
  await tell('https agent', get(https, 'https:${LIST}', { agent: new https.Agent({ keepAlive: true }) }));
  await tell('http', get(http, 'http:${LIST}'));
  await tell('capitals', get(https, 'https:${LIST.replace('api.live', 'API.Live')}'));
  await tell('fetch', fetch('https:${LIST}').then(({ status }) => status));
  await tell('fetch http', fetch('http:${LIST}').then(({ status }) => status));
  await tell('tls', new Promise((resolve, reject) => {
    const socket = tls.connect(443, name, { servername: name }, () => {
      resolve(socket.authorized);
      socket.destroy();
    }).on('error', reject);
  }));
  await tell('net', new Promise((resolve, reject) => {
    const socket = new net.Socket().connect(80, name, () => {
      resolve('connected');
      socket.destroy();
    }).on('error', reject);
  }));
  process.exit();
};
run();`;

const allWays = [
  'https: 200',
  'https agent: 200',
  'http: 200',
  'capitals: 200',
  'fetch: 200',
  'fetch http: 200',
  'tls: true',
  'net: connected',
  '',
].join('\n');

describe('the preload of a sandbox', () => {
  it('leads the sockets of an ES module there, whatever opens them', async () => {
    const imports = ['http', 'https', 'net', 'tls'].map((name) => `import ${name} from 'node:${name}';`);
    expect(await runProgram('every-way.mjs', `${imports.join('')}${everyWay}`)).toBe(allWays);
    expect(sandbox.requests.all().map(({ service, status }) => `${service} ${status}`)).toEqual(
      Array(6).fill('csds 200'),
    );
  });

  it('leads those of a CommonJS program there, in a worker as well', async () => {
    const requires = ['http', 'https', 'net', 'tls'].map(
      (name) => `const ${name} = require('node:${name}');`,
    );
    expect(await runProgram('every-way.cjs', `${requires.join('')}${everyWay}`)).toBe(allWays);
    const starter = `new (require('node:worker_threads').Worker)(${JSON.stringify(join(folder, 'every-way.cjs'))});`;
    expect(await runProgram('worker.cjs', starter)).toBe(allWays);
  });

  it('refuses every other host, and says so', async () => {
    const source = `
      import http from 'node:http';
      import https from 'node:https';
      await tell('https', get(https, 'https://example.com/'));
      await tell('unknown', get(https, 'https://unknown.liveperson.net/'));
      await tell('port', get(https, 'https://api.liveperson.net:8443/'));
      await tell('address', get(http, 'http://203.0.113.7/'));
      await tell('fetch', fetch('https://example.com/'));`;
    const lines = (await runProgram('refused.mjs', source)).trim().split('\n');
    const refused = [
      'example.com:443',
      'unknown.liveperson.net:443',
      'api.liveperson.net:8443',
      '203.0.113.7:80',
    ];
    expect(lines).toEqual(
      [...refused, 'example.com:443'].map((host) =>
        expect.stringContaining(`${host} is refused: the sandbox leads`),
      ),
    );
    expect(lines[0]).toContain('ERR_SANDBOX_REFUSED');
  });

  it('leaves this machine alone: its names and addresses, and sockets that are files', async () => {
    const source = `
      import http from 'node:http';
      import { once } from 'node:events';
      const server = http.createServer((req, res) => res.end('own'));
      for (const place of [[0, '127.0.0.1'], [${JSON.stringify(join(folder, 'socket'))}]]) {
        await once(server.listen(...place), 'listening');
        const address = server.address();
        if (typeof address === 'string') await tell('path', get(http, 'http://localhost/', { socketPath: address }));
        else for (const host of ['localhost', '127.0.0.1', '127.1', 'any.localhost'])
          await tell(host, get(http, 'http://' + host + ':' + address.port, { lookup }));
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      function lookup(host, options, done) {
        const address = { address: '127.0.0.1', family: 4 };
        if (options.all) done(null, [address]); else done(null, address.address, 4);
      }`;
    expect(await runProgram('local.mjs', source)).toBe(
      ['localhost', '127.0.0.1', '127.1', 'any.localhost', 'path'].map((name) => `${name}: 200\n`).join(''),
    );
  });

  it('works from a folder whose name has blanks', async () => {
    const copy = join(folder, 'a folder', 'preload it.js');
    await mkdir(join(folder, 'a folder'));
    await writeFile(join(folder, 'a folder', 'package.json'), '{ "type": "module" }');
    await cp(fileURLToPath(PRELOAD_URL), copy);
    const env = preloaded({ NODE_OPTIONS: `--import=${pathToFileURL(copy).href}` });
    const source = `import https from 'node:https'; await tell('https', get(https, 'https:${LIST}'));`;
    expect(await runProgram('blanks.mjs', source, env)).toBe('https: 200\n');
  });

  it('tells that the sandbox is closed, or its variable missing', async () => {
    const source = `import https from 'node:https'; await tell('https', get(https, 'https:${LIST}'));`;
    const closed = preloaded({ LP_SANDBOX_HOSTS: join(folder, 'gone.json') });
    expect(await runProgram('closed.mjs', source, closed)).toContain('The sandbox is closed');
    expect(await runProgram('missing.mjs', source, preloaded({ LP_SANDBOX_HOSTS: '' }))).toContain(
      'LP_SANDBOX_HOSTS is not set',
    );
  });

  it.each(['oauth2', 'oauth1'] as const)(
    'leads a function there that is written for the platform, with %s: no loopback allowed, no certificate given',
    async (credentials) => {
      await using own = await startSandbox({ credentials });
      const source = `
        import { Toolbelt } from '${index}';
        const lp = Toolbelt.LPClient();
        console.log((await lp.users.list()).length, (await lp.dataAccess.listResources()).le['@accountId']);`;
      const env = environment(own.env({ proxy: true }));
      expect(env).not.toHaveProperty('LP_ALLOW_LOOPBACK');
      const args = ['--no-warnings', '--import', TSX, '--input-type=module', '--eval', source];
      const { stdout, stderr } = await run(process.execPath, args, env);
      expect({ stdout, stderr }).toEqual({ stdout: '50 12345678\n', stderr: '' });
      const hosts = new Set(own.requests.all().map(({ headers }) => headers.host));
      expect([...hosts].sort()).toEqual([
        'api.liveperson.net',
        'va.acr.liveperson.net',
        'va.da.liveperson.net',
        ...(credentials === 'oauth2' ? ['va.sentinel.liveperson.net'] : []),
      ]);
    },
  );
});
