import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPatch } from 'diff';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runMigrate } from '../../../src/cli/migrate/migrate.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { projectFile } from '../bundle/scene.js';
import { FunctionCaller } from '../sandbox/functions/scene.js';
import { runCli } from './run-cli.js';

/** Processes start slowly on a machine that is busy. */
vi.setConfig({ testTimeout: 120_000 });

const FUNCTIONS_OF_V1 = projectFile('test/support/functions-of-v1');

interface Told {
  readonly path: string;
  readonly changed: boolean;
  readonly changes: readonly { line: number; what: string }[];
  readonly reports: readonly { line: number; rule: string; what: string; advice: string; guide: string }[];
}

let root: string;
let output: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lp-migrate-test-'));
  output = [];
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string | Buffer): string {
  const file = join(root, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');

function migrate(flags: { dryRun?: boolean; json?: boolean } = {}, folder = root): Promise<number> {
  output = [];
  return runMigrate({ output: { write: (text: string) => output.push(text) }, folder, ...flags });
}

async function told(): Promise<readonly Told[]> {
  await migrate({ json: true });
  return JSON.parse(output.join('')).files;
}

/** What is left of each function of V1, by path. */
const LEFT = {
  'nested/index.js': [
    'strict-mode started is assigned to and declared nowhere',
    'callback callback is handed on',
  ],
  'wrapped/index.js': ['request-options its only argument may be options', 'environment process.env.DOMAIN'],
};

const CHANGED = {
  context: [
    'imports lp-functions-toolbelt instead of requiring lp-faas-toolbelt',
    'returns the result and throws the error, instead of calling back',
    'reads X_LIVEPERSON_BRAND_ID instead of BRAND_ID',
    'makes ContextServiceClient with the key alone',
  ],
  history: [
    'returns the result and throws the error, instead of calling back',
    'imports lp-functions-toolbelt instead of requiring lp-faas-toolbelt',
    'reads X_LIVEPERSON_BRAND_ID instead of BRAND_ID',
    'reads the answer of LpClient, which is a response now',
    'exports nothing: the platform finds lambda by its name',
  ],
  nested: [
    'imports lp-functions-toolbelt instead of requiring lp-faas-toolbelt',
    'imports fs instead of requiring fs',
    'leaves out HTTPClient: fetch is there',
    'calls fetch instead of HTTPClient',
  ],
  order: [
    'imports lp-functions-toolbelt instead of requiring lp-faas-toolbelt',
    'leaves out HTTPClient: fetch is there',
    'imports crypto instead of requiring crypto',
    'returns the result and throws the error, instead of calling back',
    'calls fetch instead of HTTPClient',
    'exports nothing: the platform finds lambda by its name',
  ],
  relay: [
    'imports lp-functions-toolbelt instead of requiring lp-faas-toolbelt',
    'returns the result and throws the error, instead of calling back',
  ],
  secret: [
    'imports lp-functions-toolbelt instead of requiring lp-faas-toolbelt',
    'returns the result and throws the error, instead of calling back',
  ],
  status: [
    'returns the result and throws the error, instead of calling back',
    'imports lp-functions-toolbelt instead of requiring lp-faas-toolbelt',
    'leaves out HTTPClient: fetch is there',
    'calls fetch instead of HTTPClient',
  ],
  token: [
    'imports lp-functions-toolbelt instead of requiring lp-faas-toolbelt',
    'returns the result and throws the error, instead of calling back',
    'leaves out HTTPClient: fetch is there',
    'calls fetch instead of HTTPClient',
  ],
  users: [
    'imports lp-functions-toolbelt instead of requiring lp-faas-toolbelt',
    'returns the result and throws the error, instead of calling back',
    'reads the answer of LpClient, which is a response now',
    'reads X_LIVEPERSON_BRAND_ID instead of BRAND_ID',
  ],
  wrapped: [
    'imports lp-functions-toolbelt instead of requiring lp-faas-toolbelt',
    'returns the result and throws the error, instead of calling back',
    'reads X_LIVEPERSON_BRAND_ID instead of BRAND_ID',
  ],
};

describe('ten functions of V1', () => {
  beforeEach(() => {
    cpSync(FUNCTIONS_OF_V1, root, { recursive: true });
    for (const name of readdirSync(root)) writeConfig(name, {});
  });

  function writeConfig(name: string, environment: Readonly<Record<string, string>>): void {
    const environmentVariables = Object.entries(environment).map(([key, value]) => ({ key, value }));
    write(`${name}/config.json`, JSON.stringify({ name, environmentVariables }));
  }

  it('are changed where it is certain, and told of where it is not', async () => {
    const files = await told();
    const changed = files.map(({ path, changes }) => [path.split('/')[0], changes.map(({ what }) => what)]);
    expect(Object.fromEntries(changed)).toEqual(CHANGED);
    const reported = files.filter(({ reports }) => reports.length > 0);
    const reports = reported.map((file) => [
      file.path,
      file.reports.map(({ rule, what }) => `${rule} ${what}`),
    ]);
    expect(Object.fromEntries(reports)).toEqual(LEFT);
    for (const { path, reports: ofFile } of files) {
      for (const { line, rule, guide } of ofFile) {
        expect(read(path).split('\n')[line - 1]).toMatch(/callback|started =|DOMAIN|http\(options/);
        expect(guide).toBe(`docs/migration.md#${rule}`);
      }
    }
  });

  it('run on the sandbox, the two that are left mended by hand', async () => {
    expect(await migrate()).toBe(1);
    mend('wrapped', [
      ['const http = Toolbelt.HTTPClient();\n', ''],
      ['return http(options);', 'return (await fetch(options.url)).json();'],
      ['process.env.DOMAIN', 'process.env.SHOP_DOMAIN'],
    ]);
    mend('nested', [
      ['function lambda(input, callback)', 'async function lambda(input)'],
      ['started = Date.now()', 'const started = Date.now()'],
      [
        'main(input.payload.id, callback);',
        'return new Promise((resolve, reject) => {\n    main(input.payload.id, (error, result) => (error ? reject(error) : resolve(result)));\n  });',
      ],
    ]);
    expect(await migrate()).toBe(0);

    await using shop = await startShop();
    for (const name of readdirSync(root)) {
      writeConfig(name, { SHOP: shop.origin, SHOP_DOMAIN: 'shop.example.com' });
    }
    await using sandbox = await startSandbox({ functions: root });
    const secrets = [
      { key: 'shop-key', value: 'made-up' },
      { key: 'maven-key', value: sandbox.mavenApiKey },
    ];
    for (const { key, value } of secrets) await sandbox.secretStore.put({ key, value, managedBy: 'user' });
    await using caller = new FunctionCaller(sandbox);
    const invoke = async (name: string, payload: unknown = {}) => {
      const [status, result] = await caller.invoke(name, payload);
      return { status, result };
    };
    expect(await invoke('status', { id: 7 })).toEqual({
      status: 200,
      result: { status: 200, body: { id: 7 } },
    });
    expect(await invoke('status', { id: 404 })).toMatchObject({ status: 200, result: { status: 404 } });
    expect(await invoke('order', { id: 7 })).toEqual({
      status: 200,
      result: { id: 7, query: 'tags%5B0%5D=a&tags%5B1%5D=b', type: 'application/json', isSigned: true },
    });
    expect(await invoke('order', { id: 500 })).toEqual({
      status: 200,
      result: { failed: 500, why: { message: 'broken' } },
    });
    expect(await invoke('token')).toEqual({ status: 200, result: 5 });
    expect(await invoke('users')).toEqual({ status: 200, result: 50 });
    const startedAt = sandbox.fixtures.conversations[0]?.info.startTimeL ?? 0;
    const history = await invoke('history', { from: startedAt, to: startedAt });
    expect(history).toMatchObject({ status: 200, result: { statusCode: 200, count: expect.any(Number) } });
    expect(history.result).not.toMatchObject({ count: 0 });
    expect(await invoke('secret')).toEqual({ status: 200, result: { key: 'shop-key', length: 7 } });
    expect(await invoke('context', { id: 7 })).toEqual({ status: 200, result: { last: 7 } });
    const next = sandbox.fixtures.functions.wrapped?.uuid;
    const wrapped = { order: { id: 7 }, account: sandbox.accountId, domain: 'shop.example.com' };
    expect(await invoke('relay', { next })).toEqual({ status: 200, result: wrapped });
    expect(await invoke('wrapped', { id: 7 })).toEqual({ status: 200, result: wrapped });
    expect(await invoke('nested', { id: 7 })).toEqual({
      status: 200,
      result: { order: { id: 7 }, counter: 1, quick: true, exists: true },
    });
  });

  function mend(name: string, repairs: readonly (readonly [string, string])[]): void {
    let code = read(`${name}/index.js`);
    for (const [from, to] of repairs) {
      expect(code).toContain(from);
      code = code.replace(from, to);
    }
    write(`${name}/index.js`, code);
  }

  it('are shown as a diff that can be applied, and not written, in a dry run', async () => {
    const before = read('order/index.js');
    const [line = 0] = read('wrapped/index.js')
      .split('\n')
      .flatMap((text, at) => (text.includes('DOMAIN') ? [at + 1] : []));
    expect(await migrate({ dryRun: true })).toBe(1);
    expect(output.join('')).toContain(`wrapped/index.js:${line} process.env.DOMAIN`);
    expect(read('order/index.js')).toBe(before);
    const shown = output.join('');
    const start = shown.indexOf('--- a/order/index.js');
    const patch = shown.slice(start, shown.indexOf('=====', start));
    expect(await migrate()).toBe(1);
    expect(applyPatch(before, patch)).toBe(read('order/index.js'));
    expect(output.join('')).toMatch(/\n10 of 10 files changed; 4 places left to you\n/);
  });

  it('stay as they are when it is run again', async () => {
    await migrate();
    const before = readdirSync(root).map((name) => read(`${name}/index.js`));
    const files = await told();
    expect(files.filter(({ changed }) => changed)).toEqual([]);
    expect(readdirSync(root).map((name) => read(`${name}/index.js`))).toEqual(before);
    // What shows itself is told again.
    expect(
      Object.fromEntries(
        files
          .filter(({ reports }) => reports.length > 0)
          .map(({ path, reports }) => [path, reports.map(({ rule }) => rule)]),
      ),
    ).toEqual({
      'nested/index.js': ['strict-mode', 'callback'],
      'wrapped/index.js': ['request-options'],
    });
  });
});

describe('lp-toolbelt migrate', () => {
  const V2 = "import { Toolbelt } from 'core-functions-toolbelt';\nasync function lambda() {}\n";
  const OURS = V2.replace('core', 'lp');

  it('looks at the files of a project, and passes over what is not its own', async () => {
    const paths = [
      'functions/a/index.js',
      'b.mjs',
      'node_modules/c/index.js',
      'dist/d.js',
      '.e/f.js',
      'notes.txt',
    ];
    for (const path of paths) write(path, V2);
    write('other.js', 'const x = require("y");');
    expect(await migrate()).toBe(0);
    expect(paths.filter((path) => read(path) === OURS)).toEqual(['functions/a/index.js', 'b.mjs']);
    expect(output.join('')).toContain('2 of 2 files changed; 0 places left to you\n');
  });

  it('refuses a folder that is none, or has no function', async () => {
    await expect(migrate({}, join(root, 'gone'))).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringContaining('ENOENT'),
    });
    await expect(migrate({}, write('a.js', V2))).rejects.toMatchObject({
      message: expect.stringContaining('is no folder'),
    });
    write('a.js', 'const a = 1;');
    await expect(migrate()).rejects.toMatchObject({ message: expect.stringContaining('has no function') });
  });

  it('leaves a file as it is that cannot be changed, and changes the others', async () => {
    write('good.js', V2);
    write('broken.js', `${V2}(`);
    write('types.ts', `${V2}export const a: number = 1;`);
    write('old.cjs', "const { Toolbelt } = require('lp-faas-toolbelt');\n");
    write('latin.js', Buffer.concat([Buffer.from(V2), Buffer.from([0xe9])]));
    const fixed = write('fixed.js', V2);
    chmodSync(fixed, 0o444);
    symlinkSync(write('.elsewhere/index.js', V2), join(root, 'link.js'));
    const files = await told();
    const what = Object.fromEntries(files.map(({ path, reports }) => [path, reports.map((one) => one.what)]));
    expect(what).toEqual({
      'broken.js': [expect.stringContaining('cannot be read as an ES module: Unexpected token')],
      'fixed.js': ['is read-only'],
      'good.js': [],
      'latin.js': ['is no text in UTF-8'],
      'link.js': ['is a link: run the command where it leads to'],
      'old.cjs': ['is named .cjs, which no ES module may be: name it .js'],
      'types.ts': ['is TypeScript, which this command does not read'],
    });
    expect(files.filter(({ changed }) => changed).map(({ path }) => path)).toEqual(['good.js']);
    expect([read('good.js'), read('fixed.js'), read('broken.js')]).toEqual([OURS, V2, `${V2}(`]);
    expect(readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('keeps the mode of a file, and all bytes that it does not change', async () => {
    const text = (module: string) =>
      `\ufeff'use strict';\r\n\r\nimport { Toolbelt } from "${module}" \t// ümlaut\r\n  async function lambda ( ) { }`;
    const file = write('a.js', text('core-functions-toolbelt'));
    chmodSync(file, 0o751);
    await migrate();
    expect(read('a.js')).toBe(text('lp-functions-toolbelt'));
    expect(statSync(file).mode & 0o777).toBe(0o751);
  });

  it('says what to install, where package.json has it not', async () => {
    write('a.js', V2);
    write('package.json', '{}');
    await migrate({ json: true });
    expect(JSON.parse(output.join('')).install).toBe(root);
    write('package.json', '{"dependencies":{"lp-functions-toolbelt":"1"}}');
    await migrate({ json: true });
    expect(JSON.parse(output.join('')).install).toBeNull();
  });

  it('tells of a function that its config.json has as one of V1', async () => {
    write('a/index.js', V2);
    write('a/config.json', '{"isCompV1": true}');
    expect(await told()).toMatchObject([
      { reports: [{ what: 'config.json beside it says "isCompV1": true' }] },
    ]);
  });

  it('is a command, which ends with 1 when something is left, and with 2 for a wrong folder', async () => {
    write('a.js', V2);
    const done = await runCli(['migrate', root]);
    expect(done).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('1 of 1 files changed'),
    });
    write('b.js', `${V2}Toolbelt.SMTPClient();\n`);
    const left = await runCli(['migrate', root, '--dry-run']);
    expect(left).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('b.js:3 Toolbelt.SMTPClient. Use another way'),
    });
    expect((await runCli(['migrate', join(root, 'gone')])).code).toBe(2);
  });
});

interface Shop extends AsyncDisposable {
  readonly origin: string;
}

/** The server of a brand, which functions call. */
async function startShop(): Promise<Shop> {
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const url = new URL(request.url ?? '/', 'http://localhost');
    const answer = (status: number, value: unknown) => response.writeHead(status).end(JSON.stringify(value));
    const { 'content-type': type, accept, 'x-signature': signature } = request.headers;
    if (url.pathname === '/token') {
      const isForm =
        type?.startsWith('application/x-www-form-urlencoded') &&
        text === 'grant_type=client_credentials&scope=orders';
      return isForm ? answer(200, { token_type: 'Bearer', access_token: 'token' }) : answer(400, {});
    }
    if (request.method === 'POST') {
      const { id } = JSON.parse(text);
      if (accept !== 'application/json') return answer(406, {});
      return id === 500
        ? answer(500, { message: 'broken' })
        : answer(200, { id, query: url.search.slice(1), type, isSigned: signature?.length === 64 });
    }
    const id = Number(url.pathname.split('/').at(-1));
    return answer(id === 404 ? 404 : 200, { id });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
