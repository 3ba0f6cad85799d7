import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { Script } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleFunction } from '../../../src/bundle/bundle-function.js';
import { weights } from '../../../src/bundle/bundle-report.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { overCeiling } from '../../support/ceilings.js';
import { FunctionFiles } from '../../support/function-files.js';
import { BundledFunction, projectFile } from './scene.js';

/** Processes start slowly on a machine that is busy. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** One of those that the benchmark measures, too. */
function functionFile(name: string): string {
  return readFileSync(projectFile(`test/integration/bundle/functions/${name}.js`), 'utf8');
}

/** The function of README. */
const README = readFileSync(projectFile('examples/on-the-platform/agent-skills/index.js'), 'utf8');

const THREE = functionFile('three-rows');
const ALL = functionFile('all-rows');
/** Reads whatever it is told, so that all operations of all rows are in it. */
const ANY = functionFile('any-operation');

const RAW = `
  import { LpServices, Toolbelt } from 'core-functions-toolbelt';

  const lp = Toolbelt.LpClient();

  async function lambda() {
    const path = '/api/account/' + process.env.X_LIVEPERSON_BRAND_ID + '/configuration/le-users/skills?v=4.0';
    const response = await lp(LpServices.ACCOUNT_CONFIG_READ_ONLY, path);
    return { status: response.status, isList: Array.isArray(await response.json()) };
  }
`;

/** Reads all that the answer of a raw call has. */
const ANSWERS = `
  import { LpServices, Toolbelt } from 'lp-functions-toolbelt';

  const lp = Toolbelt.LPClient();

  async function lambda({ payload: { path } }) {
    const get = () => lp(LpServices.ACCOUNT_CONFIG_READ_ONLY, path);
    const response = await get();
    const { ok, status, statusText } = response;
    const twice = response.clone();
    const { length } = await response.text();
    const lengths = [
      (await twice.json()) && length,
      (await (await get()).arrayBuffer()).byteLength,
      (await (await get()).bytes()).length,
      (await (await get()).blob()).size,
    ];
    let streamed = 0;
    for await (const chunk of (await get()).body) streamed += chunk.length;
    return { ok, status, statusText, type: response.headers.get('content-type'), same: lengths.every((one) => one === streamed) };
  }
`;

const TYPES = `
  import { Toolbelt, ParameterError } from 'lp-functions-toolbelt';

  const lp = Toolbelt.LPClient();

  async function lambda({ payload }: { payload: { kind: string } }) {
    if (payload.kind === 'absent') return Object.getOwnPropertyDescriptor(lp, 'skills').get();
    if (payload.kind === 'refused') return lp('accountConfigReadWrite', '/api/account/1/configuration/le-users/skills', { method: 'DELETE' });
    try {
      await lp.users.get({ userId: -1 });
    } catch (error) {
      return { isOurs: error instanceof ParameterError, name: error.name, message: error.message };
    }
  }
`;

let sandbox: Sandbox;
let secrets: object;
let env: Record<string, string>;

beforeAll(async () => {
  sandbox = await startSandbox({
    functions: { told: { lambda: ({ payload }) => ({ heard: payload.id }), uuid: UUID } },
  });
  const key = 'LIVEPERSON_DEFAULT_APP_KEY';
  secrets = { partner_key: { id: 'p-1' }, [key]: (await sandbox.secretStore.get(key))?.value };
  // What the sandbox gives for reading secrets otherwise is not there on the platform.
  const { LP_SECRET_STORE: _, ...rest } = sandbox.env();
  env = rest;
});

const UUID = '6f4bd4cd-6b0f-4d5e-9a2b-0a1b2c3d4e5f';

afterAll(() => sandbox?.close());

describe('a bundle', () => {
  it('of README runs where only the platform is', async () => {
    using made = new BundledFunction(README);
    const { code, apis, warnings } = await made.bundle();
    expect(apis).toEqual(['users', 'skills']);
    expect(warnings.filter((warning) => warning.startsWith('All APIs'))).toEqual([]);
    const { id: userId, nickname: name } = sandbox.fixtures.users[1] ?? {};
    const { result, error } = await made.run(code, { userId }, { env, secrets });
    expect(error).toBeUndefined();
    expect(result).toEqual({ name, skills: [expect.any(String), expect.any(String), expect.any(String)] });
    expect((await made.run(code, { userId: 1 }, { env, secrets })).result).toEqual({
      name: null,
      skills: [],
    });
  });

  it('of three rows reads a secret, updates it, and invokes a function', async () => {
    using made = new BundledFunction(THREE);
    const { code, apis } = await made.bundle();
    await using toolbelt = sandbox.toolbelt();
    const skills = (await toolbelt.LPClient().skills.list()) ?? [];
    expect(apis).toEqual(['users', 'skills', 'functions']);
    const userId = sandbox.fixtures.users[0]?.id;
    const { result, error } = await made.run(code, { userId, uuid: UUID }, { env, secrets });
    expect(error).toBeUndefined();
    expect(result).toEqual({ user: userId, skills: skills.length, told: { heard: 'p-1' } });
  });

  it('takes all APIs for a computed name, and says so', async () => {
    using made = new BundledFunction(ALL);
    const { code, apis, warnings } = await made.bundle();
    expect(apis).toHaveLength(20);
    expect(warnings[0]).toMatch(/^All APIs were taken, since "lp\[payload\.api\]" may name any/);
    const { result } = await made.run(code, { api: 'profiles' }, { env, secrets });
    await using toolbelt = sandbox.toolbelt();
    expect(result).toBe((await toolbelt.LPClient().profiles.list())?.length);
  });

  it('of raw calls alone, which name no API, runs', async () => {
    using made = new BundledFunction(RAW);
    const { code, apis } = await made.bundle();
    expect(apis).toEqual([]);
    const { result, error } = await made.run(code, {}, { env, secrets });
    expect(error).toBeUndefined();
    expect(result).toEqual({ status: 200, isList: true });
  });

  it('takes what the function names where a tsconfig.json leads into this library', async () => {
    using made = new BundledFunction(THREE);
    const paths = { 'core-functions-toolbelt': [projectFile('src/index.ts')] };
    made.write('source/tsconfig.json', JSON.stringify({ compilerOptions: { paths } }));
    const { apis } = await made.bundle();
    expect(apis).toEqual(['users', 'skills', 'functions']);
  });

  it('keeps what is read of the answer of a raw call', async () => {
    using made = new BundledFunction(ANSWERS);
    const { code } = await made.bundle();
    const path = `/api/account/${sandbox.accountId}/configuration/le-users/users/${sandbox.fixtures.users[0]?.id}?v=6.0`;
    const { result, error } = await made.run(code, { path }, { env, secrets });
    expect(error).toBeUndefined();
    expect(result).toEqual({
      ok: true,
      status: 200,
      statusText: 'OK',
      type: expect.stringContaining('json'),
      same: true,
    });
  });

  it('keeps errors, the guard of all rows, and a clear word for an API that it lacks', async () => {
    using made = new BundledFunction(TYPES, 'index.ts');
    const { code } = await made.bundle();
    const run = (kind: string) => made.run(code, { kind }, { env, secrets });
    const [parameter, refused, absent] = await Promise.all(['parameter', 'refused', 'absent'].map(run));
    expect(parameter?.result).toEqual({
      isOurs: true,
      name: 'ParameterError',
      message: 'users.get: "userId" must be a positive whole number. Nothing was sent.',
    });
    expect(refused?.error).toMatchObject({
      name: 'PrivilegeError',
      message: expect.stringMatching(/^Skills API/),
    });
    expect(absent?.error).toMatchObject({
      name: 'ConfigError',
      message: expect.stringContaining('lp.skills'),
    });
  });

  it('takes a key of OAuth 1.0a where that was asked for, and says so where not', async () => {
    await using old = await startSandbox({ credentials: 'oauth1' });
    const key = 'LIVEPERSON_DEFAULT_APP_KEY';
    const kept = { [key]: (await old.secretStore.get(key))?.value };
    const { LP_SECRET_STORE: _, ...ofOld } = old.env();
    using made = new BundledFunction(ALL);
    const run = async (oauth1: boolean) =>
      made.run((await made.bundle({ oauth1 })).code, { api: 'lobs' }, { env: ofOld, secrets: kept });
    expect((await run(true)).result).toBeGreaterThan(0);
    expect((await run(false)).error).toMatchObject({
      name: 'AuthError',
      code: 'com.liveperson.faas.lp-client.credentials-wrong-format',
      message: expect.stringContaining('--oauth1'),
    });
  });

  it('has the form that the platform takes', async () => {
    using made = new BundledFunction(README);
    const { code } = await made.bundle();
    const lines = code.split('\n');
    const imports = lines.filter((line) => line.startsWith('import '));
    expect(imports).toContain("import { Toolbelt } from 'core-functions-toolbelt';");
    for (const line of imports)
      expect(line).toMatch(/^import (\w+|\{ Toolbelt \}) from '(node:[a-z/_]+|core-functions-toolbelt)';$/);
    expect(code).toMatch(/^async function lambda\(input\) \{/m);
    // Without imports it is no module any more: no export, no await at top level, no import.meta.
    const rest = lines.filter((line) => !imports.includes(line)).join('\n');
    const compiles = () => new Script(rest);
    expect(compiles).not.toThrow();
    const longest = Math.max(...lines.map((line) => line.length));
    expect(longest).toBeLessThan(6_000);
  });

  it('runs under lp-toolbelt dev, where the platform is the sandbox', async () => {
    using made = new BundledFunction(README);
    const { code } = await made.bundle();
    using folder = new FunctionFiles({ readme: code });
    await using dev = await startSandbox({ functions: folder.path });
    const user = dev.fixtures.users[0];
    await using toolbelt = dev.toolbelt();
    const told = await toolbelt.LPClient().functions.invoke({
      functionUuid: dev.fixtures.functions.readme?.uuid ?? '',
      payload: { userId: user?.id },
    });
    expect(told).toMatchObject({ name: user?.nickname });
  });

  it("has a source map of the author's lines where one is asked for", async () => {
    using made = new BundledFunction("async function lambda() {\n  throw new Error('of line two');\n}\n");
    const { code, map } = await made.bundle({ sourcemap: true });
    const lines = code.split('\n');
    const line = lines.findIndex((text) => text.includes('of line two'));
    const column = lines[line]?.indexOf('throw') ?? 0;
    const entry = new SourceMap(JSON.parse(map ?? '')).findEntry(line, column);
    expect(entry).toMatchObject({ originalLine: 1, originalSource: expect.stringMatching(/index\.js$/) });
  });

  it.each([
    ['import.meta', 'async function lambda() { return import.meta.url; }', /import\.meta/],
    ['an await at top level', 'await 1; async function lambda() {}', /[Tt]op-level await/],
    ['no lambda', 'async function handler() {}', /index\.js: The function declares no lambda\.$/],
    [
      'a package that is not there',
      "import x from 'not-there'; async function lambda() { return x; }",
      /not-there/,
    ],
    [
      'another part of this library',
      "import 'lp-functions-toolbelt/testing'; async function lambda() {}",
      /has no lp-functions-toolbelt\/testing/,
    ],
  ])('is refused for %s', async (_, code, message) => {
    using made = new BundledFunction(code);
    await expect(made.bundle()).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(message),
    });
  });

  it('is refused where there is no such file', async () => {
    await expect(bundleFunction('not-there/index.js')).rejects.toMatchObject({
      name: 'ConfigError',
      field: 'function',
    });
  });

  it.each([
    ['of README', README],
    ['of three rows', THREE],
    ['of one operation of all rows', ALL],
    ['of all', ANY],
  ])('is not larger than its ceiling: %s', async (name, code) => {
    using made = new BundledFunction(code);
    const { code: bundled, inputs } = await made.bundle();
    // Parts are weighed before the second pass, which makes all of it smaller.
    const parts = Object.fromEntries(weights(inputs).map(({ group, characters }) => [group, characters]));
    const over = overCeiling(`a bundle ${name}`, { size: bundled.length, parts });
    // As the message, too: of a value the runner shows the beginning alone.
    expect(over, over).toBeUndefined();
  });
});
