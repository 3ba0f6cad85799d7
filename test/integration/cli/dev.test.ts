import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runDev } from '../../../src/cli/dev/dev.js';
import { announceDev, type RunningDev } from '../../../src/cli/dev/running-dev.js';
import { runInvoke } from '../../../src/cli/invoke/invoke.js';
import { TestClock } from '../../../src/testing/test-clock.js';
import { FunctionFiles } from '../../support/function-files.js';
import { environment, MAIN, RunningCli, run, TSX } from './run-cli.js';
import { TemporaryFolder } from './temporary-folder.js';

/** Processes start slowly on a machine that is busy. */
vi.setConfig({ testTimeout: 60_000 });

const GREET = `async function lambda({ payload }) {
  console.info('greets', payload.name);
  if (payload.name === undefined) throw new Error('who?');
  return { hello: payload.name };
}`;

/** For what nothing tells of. */
const WAIT = { timeout: 50_000, interval: 20 } as const;

/** Text that can be waited for. */
class Output {
  text = '';
  readonly #waiting = new Set<() => void>();

  write(part: string): void {
    this.text += part;
    for (const look of this.#waiting) look();
  }

  async printed(text: string): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!this.text.includes(text)) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}

let temporary: TemporaryFolder;
let files: FunctionFiles;
let stop: AbortController;
let output: Output;
let errors: Output;
let clock: TestClock;
let running: Promise<void> | undefined;

beforeEach(() => {
  temporary = new TemporaryFolder();
  files = new FunctionFiles({ greet: GREET });
  stop = new AbortController();
  [output, errors, clock] = [new Output(), new Output(), new TestClock()];
});
afterEach(async () => {
  stop.abort();
  await running;
  running = undefined;
  files[Symbol.dispose]();
  temporary[Symbol.dispose]();
});

/** Runs `dev` in this process. */
async function dev(options: Partial<Parameters<typeof runDev>[0]> = {}): Promise<void> {
  const { signal } = stop;
  running = runDev({
    output,
    errors,
    stop: signal,
    folder: files.path,
    clock,
    announceIn: temporary.path,
    ...options,
  });
  await Promise.race([output.printed('Press Ctrl-C to stop.'), running]);
}

/** Invokes in this process. */
async function invoke(options: Partial<Parameters<typeof runInvoke>[0]> = {}): Promise<unknown> {
  const answer = new Output();
  const stopInvoke = new AbortController().signal;
  await runInvoke({
    output: answer,
    input: Readable.from([]),
    stop: stopInvoke,
    name: 'greet',
    announcedIn: temporary.path,
    ...options,
  });
  return JSON.parse(answer.text);
}

/** What a process announces. */
function entry(pid: number): RunningDev {
  return {
    pid,
    host: `localhost:${pid}`,
    accountId: '12345678',
    folder: `folder-${pid}`,
    caFile: join(files.path, 'greet/index.js'),
    secretStore: 'settings:/nowhere',
    hasDebugger: false,
  };
}

/** Lets the next look at the folder happen. */
async function look(): Promise<void> {
  while (clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
  clock.advance(500);
}

describe('lp-toolbelt dev and invoke', () => {
  it('run a function, and tell what it logs and returns', async () => {
    await dev({ accountId: '87654321' });
    expect(output.text).toContain(`The functions of ${files.path} run in the sandbox of account 87654321:\n`);
    expect(output.text).toMatch(/^greet +[\da-f-]{36}$/m);
    expect(output.text).toContain(`  lp-toolbelt invoke greet '{"id": 1}'\n`);
    expect(await invoke({ payload: '{"name": "Ada"}' })).toEqual({ hello: 'Ada' });
    expect(output.text).toContain('\ngreet info greets Ada\n');
    expect(output.text).toMatch(/^greet returned after \d+ ms$/m);
    expect(errors.text).toBe('');
  });

  it('take a payload of a file, of standard input, or of config.json', async () => {
    files.write('greet', GREET, { input: { headers: [], payload: { name: 'of the config' } } });
    await dev();
    const file = join(temporary.path, 'payload.json');
    writeFileSync(file, '{"name": "of a file"}');
    expect(await invoke({ payload: `@${file}` })).toEqual({ hello: 'of a file' });
    const input = Readable.from(['{"name": ', '"of standard input"}']);
    expect(await invoke({ payload: '-', input })).toEqual({ hello: 'of standard input' });
    expect(await invoke()).toEqual({ hello: 'of the config' });
    await expect(invoke({ payload: 'Ada' })).rejects.toThrow(
      `The payload is no JSON; a text needs its own quotes`,
    );
    await expect(invoke({ payload: '@/nowhere' })).rejects.toThrow('/nowhere cannot be read (ENOENT)');
  });

  it('tell how a function failed, and where', async () => {
    await dev();
    await expect(invoke()).rejects.toMatchObject({
      name: 'FunctionError',
      code: 'com.customer.faas.function.threw-error',
      functionMessage: 'who?',
    });
    expect(output.text).toContain(
      'greet failed com.customer.faas.function.threw-error: who?\ngreet failed     at lambda (',
    );
    expect(output.text).toMatch(/index\.js:3:\d+/);
  });

  it('tell of an unknown function, and which one was meant', async () => {
    await dev();
    await expect(invoke({ name: 'gret' })).rejects.toThrow(
      'no function "gret"; did you mean "greet"? It takes greet',
    );
  });

  it('take changed files, and tell of them and of what is wrong with them', async () => {
    await dev();
    files.write('later', 'async function lambda() { return 1; }');
    await look();
    await output.printed('Changed. Functions: greet, later\n');
    expect(await invoke({ name: 'later' })).toBe(1);

    files.writeFile('later/config.json', '{');
    await look();
    await errors.printed('later/config.json: this is no JSON object\n');
    const told = errors.text;
    await look();
    await look();
    files.write('later', 'async function lambda() { return 2; }', { name: 'sooner' });
    await look();
    await output.printed('Changed. Functions: greet, sooner\n');
    expect(errors.text).toBe(told);
    expect(await invoke({ name: 'sooner' })).toBe(2);
  });

  it.each([
    [
      'without functions',
      { a: undefined },
      'has no function. A function is a folder with index.js and config.json',
    ],
    ['with a broken config.json', { 'greet/config.json': '{' }, 'greet/config.json: this is no JSON object'],
    [
      'with two functions of one name',
      { 'b/config.json': '{"name": "greet"}', 'b/index.js': '' },
      'have one name: "greet"',
    ],
  ])('refuse a folder %s', async (_name, changes, message) => {
    using other = new FunctionFiles('a' in changes ? {} : { greet: GREET });
    for (const [path, text] of Object.entries(changes)) if (text !== undefined) other.writeFile(path, text);
    const refused = dev({ folder: other.path });
    running = undefined;
    await expect(refused).rejects.toThrow(message);
    expect(readdirSync(temporary.path)).toEqual([]);
  });

  it('say what is missing when none runs, or several do', async () => {
    await expect(invoke()).rejects.toThrow('No "lp-toolbelt dev" runs: start one in another terminal');
    using _mine = announceDev(temporary.path, entry(process.pid));
    using _parents = announceDev(temporary.path, entry(process.ppid));
    const choice = (pid: number) => `--host localhost:${pid} (folder-${pid})`;
    const message = await invoke().catch((error: Error) => error.message);
    expect(message).toContain(choice(process.pid));
    expect(message).toContain(choice(process.ppid));
    await expect(invoke({ host: 'localhost:1' })).rejects.toThrow('No "lp-toolbelt dev" runs at localhost:1');
  });

  it('forget one that was killed', async () => {
    using _gone = announceDev(temporary.path, entry(2 ** 22 + 1));
    await expect(invoke()).rejects.toThrow('No "lp-toolbelt dev" runs');
    expect(readdirSync(temporary.path)).toEqual([]);
  });

  it('pass over one that ends while invoke looks', async () => {
    // Listed, but gone when it is read.
    symlinkSync(join(temporary.path, 'gone'), join(temporary.path, '12345.json'));
    await expect(invoke()).rejects.toThrow('No "lp-toolbelt dev" runs');
  });

  it('never show a part of what dev announces, and leave nothing beside it', () => {
    const file = join(temporary.path, `${process.pid}.json`);
    const first = announceDev(temporary.path, entry(process.pid));
    // Of what somebody has begun to read.
    const reading = openSync(file, 'r');
    using _second = announceDev(temporary.path, { ...entry(process.pid), folder: 'another' });
    expect(JSON.parse(readFileSync(reading, 'utf8')).folder).toBe(`folder-${process.pid}`);
    closeSync(reading);
    expect(JSON.parse(readFileSync(file, 'utf8')).folder).toBe('another');
    expect(readdirSync(temporary.path)).toEqual([`${process.pid}.json`]);
    first[Symbol.dispose]();
    expect(readdirSync(temporary.path)).toEqual([]);
  });

  it('run all the same where invoke cannot find it', async () => {
    await dev({ announceIn: join(files.path, 'greet/index.js/dev') });
    expect(errors.text).toContain('"lp-toolbelt invoke" will not find them: ENOTDIR');
  });

  it('let a debugger attach with --inspect, without a time limit', async () => {
    await dev({ debuggerPort: 0 });
    await output.printed('greet debugger ws://127.0.0.1:');
    const url = /greet debugger (ws:\S+)/.exec(output.text)?.[1] ?? '';
    const targets = await (await fetch(`http://${new URL(url).host}/json/list`)).json();
    expect(targets).toMatchObject([{ type: 'node', webSocketDebuggerUrl: url }]);

    // The debugger that comes with Node.
    const attach = [process.execPath, 'inspect', new URL(url).host];
    await using debug = new RunningCli([], environment(), () => attach);
    await debug.printed('debug> ');
    debug.type("setBreakpoint('index.js', 2)\n");
    await debug.printed('> 2 ');
    const answer = invoke({ payload: '{"name": "Ada"}' });
    await debug.printed('break in ');
    expect(debug.stdout).toContain('greet/index.js:2\n');
    debug.type('exec payload.name\n');
    await debug.printed("'Ada'");
    debug.type('cont\n');
    expect(await answer).toEqual({ hello: 'Ada' });
  });

  it('say that a port for a debugger is taken', async () => {
    const { createServer } = await import('node:net');
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await dev({ debuggerPort: port });
    await output.printed(`greet debugger none: port ${port} cannot be used`);
    expect(await invoke({ payload: '{"name": "Ada"}' })).toEqual({ hello: 'Ada' });
    server.close();
  });
});

describe('the commands, in processes of their own', () => {
  const fromSource = (args: readonly string[]) => [process.execPath, '--import', TSX, MAIN, ...args];

  it('run, print the result as JSON, end with 1 for a failed function, and leave nothing behind', async () => {
    const env = environment({ TMPDIR: temporary.path, XDG_DATA_HOME: temporary.path });
    await using running = new RunningCli([], env, () => fromSource(['dev', files.path]));
    await running.printed('Press Ctrl-C to stop.\n');
    const [node = '', ...rest] = fromSource(['invoke', 'greet']);
    const good = await run(node, [...rest, '{"name": "Ada"}'], env);
    expect(good).toEqual({ code: 0, stdout: '{\n  "hello": "Ada"\n}\n', stderr: '' });
    const bad = await run(node, rest, env);
    expect(bad).toMatchObject({ code: 1, stdout: '' });
    expect(bad.stderr).toMatch(/^FunctionError com\.customer\.faas\.function\.threw-error: .*who\?\n$/);
    const wrong = await run(node, [...rest, '{'], env);
    expect(wrong).toMatchObject({ code: 2, stdout: '' });

    expect(await running.stop('SIGINT')).toBe(0);
    expect(running.stderr).toBe('');
    expect(running.stdout).toContain('greet info greets Ada\n');
    expect(temporary.left).toEqual(['lp-functions-toolbelt']);
    expect(readdirSync(join(temporary.path, 'lp-functions-toolbelt/dev'))).toEqual([]);
  });

  it('take a function that spins with them when they are killed', async () => {
    const mark = join(temporary.path, 'pid');
    const code = `import { writeFileSync } from 'node:fs';
      async function lambda() { writeFileSync(${JSON.stringify(mark)}, String(process.pid)); for (;;); }`;
    using spinning = new FunctionFiles({ spin: code });
    const env = environment({ TMPDIR: temporary.path, XDG_DATA_HOME: temporary.path });
    await using running = new RunningCli([], env, () => fromSource(['dev', spinning.path]));
    await running.printed('Press Ctrl-C to stop.\n');
    await using invoking = new RunningCli([], env, () => fromSource(['invoke', 'spin']));
    const pid = await vi.waitFor(() => Number(readFileSync(mark, 'utf8')) || Promise.reject(), WAIT);
    expect(await running.stop('SIGKILL')).toBe(null);
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), WAIT);
    expect(await invoking.ended).toBe(1);
  });

  it('end with 2 for a folder without functions', async () => {
    const [node = '', ...rest] = fromSource(['dev', temporary.path]);
    const { code, stdout, stderr } = await run(node, rest);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('ConfigError com.liveperson.faas.config.invalid: ');
  });
});
