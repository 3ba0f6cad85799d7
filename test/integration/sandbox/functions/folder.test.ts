import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSandbox } from '../../../../src/testing/sandbox/open-sandbox.js';
import { type Sandbox, startSandbox } from '../../../../src/testing/sandbox/sandbox.js';
import { checkSandboxOptions } from '../../../../src/testing/sandbox/sandbox-options.js';
import { FunctionFiles } from '../../../support/function-files.js';
import { FunctionCaller, failed, LOG_LIMIT, RUNTIME_ERROR, sleeping, THREW, TIME_EXCEEDED } from './scene.js';

/** Processes start slowly on a machine that is busy. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const LIBRARY = `
  import { Toolbelt as Ours } from 'lp-functions-toolbelt';
  import { LpServices, Toolbelt } from 'core-functions-toolbelt';
  import { readFile } from 'node:fs/promises';

  const lp = Toolbelt.LPClient();

  async function lambda({ payload }) {
    const users = await lp.users.list();
    const raw = await lp(LpServices.ACCOUNT_CONFIG_READ_ONLY,
      '/api/account/' + process.env.X_LIVEPERSON_BRAND_ID + '/configuration/le-users/users?v=6.0');
    const called = await lp.functions.invoke({ functionUuid: payload.next, payload: 'from library' });
    const { value } = await Toolbelt.SecretClient().readSecret('MY_KEY');
    return { same: Ours === Toolbelt, users: users.length, raw: raw.status, called, value, file: typeof readFile };
  }
`;

const FUNCTIONS = {
  library: LIBRARY,
  greet: 'async function lambda({ payload, headers }) { return { hello: payload, headers }; }',
  arrow: 'const lambda = async () => 1; // no line break at the end',
  counter: 'let count = 0; async function lambda() { count += 1; return [count, process.pid]; }',
  environment: 'async function lambda() { return process.env; }',
  throws: "async function lambda() { throw new Error('no order'); }",
  mistake: 'async function lambda() { return notThere; }',
  circle: 'async function lambda() { const a = {}; a.a = a; return a; }',
  table: 'async function lambda() { console.table([1]); }',
  methods: 'async function lambda() { return Object.keys(console); }',
  tenEntries:
    'async function lambda() { for (let i = 0; i < 10; i += 1) console.log(i); console.debug(1); return 1; }',
  elevenEntries: 'async function lambda() { for (let i = 0; i < 11; i += 1) console.log(i); return 1; }',
  longEntry: "async function lambda({ payload }) { console.warn('x'.repeat(payload)); return 1; }",
  syntax: 'async function lambda() {\n  return (;\n}',
  noHandler: 'async function handler() { return 1; }',
  noModule: "import x from 'not-installed'; async function lambda() { return x; }",
  atLoad: "throw new Error('at load'); async function lambda() { return 1; }",
  exits: 'async function lambda() { process.exit(3); }',
  uncaught:
    "async function lambda() { setTimeout(() => { throw new Error('later'); }); await new Promise(() => undefined); }",
  memory: 'async function lambda() { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); }',
};

describe('the functions of a folder', () => {
  let files: FunctionFiles;
  let sandbox: Sandbox;
  let caller: FunctionCaller;

  beforeAll(async () => {
    files = new FunctionFiles(FUNCTIONS);
    const environmentVariables = [
      { key: 'MY_VARIABLE', value: 'mine' },
      { key: '', value: '' },
      { key: 'X_LIVEPERSON_BRAND_ID', value: 'another' },
    ];
    files.write('environment', FUNCTIONS.environment, {
      environmentVariables,
      event: 'my_event',
      uuid: 'my-uuid',
    });
    files.writeFile(
      'settings.json',
      JSON.stringify({
        secrets: [
          { key: '', value: '' },
          { key: 'MY_KEY', value: { mine: 1 } },
        ],
      }),
    );
    sandbox = await startSandbox({ functions: files.path });
    caller = new FunctionCaller(sandbox);
  });
  afterAll(async () => {
    await caller[Symbol.asyncDispose]();
    await sandbox.close();
    files[Symbol.dispose]();
  });

  it('get what the caller sends and answer what they return', async () => {
    expect(await caller.invoke('greet', 'Ada')).toEqual([
      200,
      { hello: 'Ada', headers: [{ key: 'a', value: 'b' }] },
    ]);
    expect(await caller.invoke('arrow')).toEqual([200, 1]);
  });

  it('import this library by both names, and call LivePerson and each other with it', async () => {
    const next = sandbox.fixtures.functions.greet?.uuid;
    expect(await caller.invoke('library', { next })).toEqual([
      200,
      {
        same: true,
        users: 50,
        raw: 200,
        called: { hello: 'from library', headers: [] },
        value: { mine: 1 },
        file: 'function',
      },
    ]);
  });

  it('have the environment of the sandbox and their own, and nothing of who runs it', async () => {
    vi.stubEnv('SECRET_OF_THE_SHELL', 'secret');
    const [status, environment] = await caller.invoke('environment');
    vi.unstubAllEnvs();
    expect(status).toBe(200);
    expect(environment).toMatchObject({
      X_LIVEPERSON_BRAND_ID: '12345678',
      X_LIVEPERSON_CSDS_DOMAIN: sandbox.host,
      X_LIVEPERSON_FUNCTION_UUID: 'my-uuid',
      NODE_EXTRA_CA_CERTS: sandbox.caFile,
      MY_VARIABLE: 'mine',
    });
    expect(Object.keys(environment as object).filter((name) => /ADMIN|SHELL|VITEST/.test(name))).toEqual([]);
  });

  it('are found by event and by UUID', async () => {
    expect(sandbox.fixtures.functions.environment).toMatchObject({ uuid: 'my-uuid', eventId: 'my_event' });
    expect(await caller.isImplemented('my_event')).toBe(true);
    expect(await caller.isImplemented('conversational_command')).toBe(false);
    expect(await caller.invokeByEvent('my_event')).toMatchObject([200, [{ uuid: 'my-uuid' }]]);
  });

  it('keep an instance for the next invocation', async () => {
    const [, first] = await caller.invoke('counter');
    const [, second] = await caller.invoke('counter');
    const [[one, pid] = [], [two, samePid] = []] = [first, second] as [number, number][];
    expect([one, two, samePid]).toEqual([1, 2, pid]);
    expect(pid).not.toBe(process.pid);
  });

  it.each([
    ['throws', THREW, 'no order'],
    ['mistake', RUNTIME_ERROR, 'notThere is not defined'],
    ['circle', RUNTIME_ERROR, expect.stringContaining('what is no JSON')],
    ['table', RUNTIME_ERROR, 'console.table is not a function'],
    ['elevenEntries', LOG_LIMIT, 'The function wrote more than 10 log entries in one invocation'],
    ['syntax', RUNTIME_ERROR, "index.js:2: Unexpected token ';'"],
    ['noHandler', RUNTIME_ERROR, 'index.js declares no function named "lambda"'],
    ['noModule', RUNTIME_ERROR, expect.stringContaining("Cannot find package 'not-installed'")],
    ['atLoad', RUNTIME_ERROR, 'at load'],
    ['exits', RUNTIME_ERROR, 'The process of the function ended before it returned (exit code 3)'],
    ['uncaught', RUNTIME_ERROR, 'later'],
    ['memory', RUNTIME_ERROR, 'The function used more than its 256 MiB of memory'],
  ])('answer 901 when they fail: %s', async (name, code, message) => {
    expect(await caller.invoke(name)).toEqual(failed(code, message));
  });

  it('may log ten entries of 16,384 characters in all, in each invocation', async () => {
    expect(await caller.invoke('methods')).toEqual([200, ['debug', 'info', 'log', 'warn', 'error']]);
    for (const _ of [1, 2]) expect(await caller.invoke('tenEntries')).toEqual([200, 1]);
    expect(await caller.invoke('longEntry', 16_384)).toEqual([200, 1]);
    expect(await caller.invoke('longEntry', 16_385)).toEqual(
      failed(LOG_LIMIT, 'The function wrote more than 16384 characters of log entries in one invocation'),
    );
  });
});

describe('a folder of functions', () => {
  it('has a function that spins ended after 30 seconds of the sandbox, for real', async () => {
    using files = new FunctionFiles();
    const mark = join(files.root, 'pid');
    files.write(
      'spin',
      `import { writeFileSync } from 'node:fs';
       async function lambda() { writeFileSync(${JSON.stringify(mark)}, String(process.pid)); for (;;); }`,
    );
    await using sandbox = await startSandbox({ functions: files.path });
    await using caller = new FunctionCaller(sandbox);
    const answer = caller.invoke('spin');
    const pid = await written(mark);
    expect(isAlive(pid)).toBe(true);
    await sleeping(sandbox);
    sandbox.clock.advance(30_000);
    expect(await answer).toEqual(failed(TIME_EXCEEDED, 'The function ran for more than 30 seconds'));
    expect(isAlive(pid)).toBe(false);
  });

  it('runs several invocations at once, each in an instance of its own, and ends all on close', async () => {
    using files = new FunctionFiles();
    const mark = join(files.root, 'pid');
    files.write(
      'wait',
      `import { writeFileSync } from 'node:fs';
       let busy = 0;
       async function lambda({ payload }) {
         busy += 1;
         writeFileSync(${JSON.stringify(mark)} + payload, String(process.pid));
         if (busy > 1) return 'shared';
         await new Promise(() => undefined);
       }`,
    );
    const sandbox = await startSandbox({ functions: files.path });
    const caller = new FunctionCaller(sandbox);
    const answers = ['1', '2'].map((payload) => caller.invoke('wait', payload).catch(() => 'ended'));
    const pids = [await written(`${mark}1`), await written(`${mark}2`)];
    expect(pids[0]).not.toBe(pids[1]);
    await sandbox.close();
    expect(await Promise.all(answers)).toEqual(['ended', 'ended']);
    expect(pids.filter(isAlive)).toEqual([]);
    await caller[Symbol.asyncDispose]();
  });

  it('ends an idle process that fails after its function returned, and leaves none behind', async () => {
    using files = new FunctionFiles({
      throws: `async function lambda() {
        setTimeout(() => { throw new Error('later'); });
        return process.pid;
      }`,
      logs: `async function lambda() {
        setTimeout(() => { for (let i = 0; i < 11; i += 1) console.log(i); });
        return process.pid;
      }`,
    });
    await using sandbox = await startSandbox({ functions: files.path });
    await using caller = new FunctionCaller(sandbox);
    for (const name of ['throws', 'logs', 'throws']) {
      const [status, pid] = await caller.invoke(name);
      expect([status, pid]).toEqual([200, expect.any(Number)]);
      await vi.waitFor(() => expect(isAlive(Number(pid))).toBe(false), { timeout: 30_000, interval: 20 });
    }
  });

  it('has the port of a debugger free again when a process fails after its function returned', async () => {
    const port = await freePort();
    using files = new FunctionFiles({
      late: "async function lambda() { setTimeout(() => { throw new Error('later'); }, 50); return process.pid; }",
    });
    const urls: unknown[] = [];
    await using sandbox = await openSandbox(checkSandboxOptions({ functions: files.path }), {
      debuggerPort: port,
      onEvent: (event) => event.type === 'debugger' && urls.push(event.url),
    });
    await using caller = new FunctionCaller(sandbox);
    const [, pid] = await caller.invoke('late');
    await vi.waitFor(() => expect(isAlive(Number(pid))).toBe(false), { timeout: 30_000, interval: 20 });
    expect(await caller.invoke('late')).toEqual([200, expect.any(Number)]);
    expect(urls).toEqual(Array(2).fill(expect.stringContaining(`ws://127.0.0.1:${port}/`)));
  });

  it('lets a debugger see the next invocation when one could not be told of', async () => {
    using files = new FunctionFiles({ greet: 'async function lambda() { return 1; }' });
    let left = 1;
    await using sandbox = await openSandbox(checkSandboxOptions({ functions: files.path }), {
      debuggerPort: 0,
      onEvent: ({ type }) => {
        if (type !== 'returned' || left === 0) return;
        left -= 1;
        throw new Error('no terminal');
      },
    });
    await using caller = new FunctionCaller(sandbox);
    expect(await caller.invoke('greet').catch((error: unknown) => error)).not.toEqual([200, 1]);
    expect(await caller.invoke('greet')).toEqual([200, 1]);
  });

  it('takes a change at the next invocation, whichever way an editor writes it', async () => {
    using files = new FunctionFiles({ greet: 'async function lambda() { return 1; }' });
    files.writeFile('greet/text.js', 'export const text = "one";');
    await using sandbox = await startSandbox({ functions: files.path });
    await using caller = new FunctionCaller(sandbox);
    expect(await caller.invoke('greet')).toEqual([200, 1]);

    files.writeFile('greet/index.js', 'async function lambda() { return 2; }');
    expect(await caller.invoke('greet')).toEqual([200, 2]);

    const index = join(files.path, 'greet/index.js');
    writeFileSync(
      `${index}.tmp`,
      "import { text } from './text.js'; async function lambda() { return text; }",
    );
    renameSync(`${index}.tmp`, index);
    expect(await caller.invoke('greet')).toEqual([200, 'one']);

    files.writeFile('greet/text.js', 'export const text = "two";');
    expect(await caller.invoke('greet')).toEqual([200, 'two']);

    files.write('later', 'async function lambda() { return 3; }', { event: 'new_event' });
    expect(await caller.isImplemented('new_event')).toBe(true);
    expect(await caller.invoke('later')).toEqual([200, 3]);

    files.writeFile('later/config.json', '{ "name": ');
    const [status, body] = await caller.invoke('greet');
    expect([status, JSON.stringify(body)]).toEqual([500, expect.stringContaining('this is no JSON object')]);
    files.write('later', 'async function lambda() { return 4; }');
    expect(await caller.invoke('later')).toEqual([200, 4]);
  });

  it('runs functions that it has by a symbolic link, and takes their changes', async () => {
    using files = new FunctionFiles({ greet: "import { one } from './one.js'; const lambda = () => one;" });
    using others = new FunctionFiles({ linked: 'async function lambda() { return 1; }' });
    files.writeFile('greet/one.js', 'export const one = 1;');
    files.write('old', 'function lambda(input, callback) { callback(null, 1); }', { isCompV1: true });
    symlinkSync(join(others.path, 'linked'), join(files.path, 'linked'));
    const path = join(others.root, 'link');
    symlinkSync(files.path, path);
    await using sandbox = await startSandbox({ functions: path });
    await using caller = new FunctionCaller(sandbox);
    for (const name of ['greet', 'old', 'linked']) expect(await caller.invoke(name)).toEqual([200, 1]);

    others.writeFile('linked/index.js', 'async function lambda() { return 2; }');
    expect(await caller.invoke('linked')).toEqual([200, 2]);
  });

  it('runs functions of the form of V1 with the option, or where config.json says so', async () => {
    const code = `
      const { Toolbelt } = require('lp-faas-toolbelt');
      const path = require('path');
      function lambda(input, callback) {
        if (input.payload === 'fail') return callback(new Error('failed'));
        if (input.payload === 'throw') return nothing.at.all;
        callback(null, [typeof Toolbelt, path.join('a', 'b'), input.payload]);
      }`;
    const asynchronous =
      "async function lambda(input, callback) { if (input.payload) callback(null, 'called'); else throw new Error('rejected'); }";
    using files = new FunctionFiles({ old: code, asynchronous });
    await using sandbox = await startSandbox({ functions: files.path, functionsV1: true });
    await using caller = new FunctionCaller(sandbox);
    expect(await caller.invoke('old', 'p')).toEqual([200, ['function', 'a/b', 'p']]);
    expect(await caller.invoke('old', 'fail')).toEqual(failed(THREW, 'failed'));
    expect(await caller.invoke('old', 'throw')).toEqual(failed(RUNTIME_ERROR, 'nothing is not defined'));
    expect(await caller.invoke('asynchronous', true)).toEqual([200, 'called']);
    expect(await caller.invoke('asynchronous', false)).toEqual(failed(THREW, 'rejected'));

    using mixed = new FunctionFiles({ now: 'async function lambda() { return 1; }' });
    mixed.write('old', code, { isCompV1: true });
    await using second = await startSandbox({ functions: mixed.path });
    await using secondCaller = new FunctionCaller(second);
    expect(await secondCaller.invoke('old', 'p')).toMatchObject([200, ['function', 'a/b', 'p']]);
    expect(await secondCaller.invoke('now')).toEqual([200, 1]);
  });

  it('lets a function update a secret, which its next instance reads', async () => {
    const code = `
      import { Toolbelt } from 'lp-functions-toolbelt';
      const secrets = Toolbelt.SecretClient();
      async function lambda({ payload }) {
        if (payload !== null) await secrets.updateSecret({ key: 'MY_KEY', value: payload });
        return (await secrets.readSecret('MY_KEY', { useCache: false })).value;
      }`;
    using files = new FunctionFiles({ writes: code, reads: code });
    files.writeFile('settings.json', JSON.stringify({ secrets: [{ key: 'MY_KEY', value: 'first' }] }));
    await using sandbox = await startSandbox({ functions: files.path });
    await using caller = new FunctionCaller(sandbox);
    expect(await caller.invoke('writes', 'second')).toEqual([200, 'second']);
    expect(await caller.invoke('reads', null)).toEqual([200, 'second']);
  });
});

async function written(file: string): Promise<number> {
  while (!existsSync(file) || readFileSync(file, 'utf8') === '') {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return Number(readFileSync(file, 'utf8'));
}

/** A port that nothing listens at. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
