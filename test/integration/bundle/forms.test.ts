import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundlePlugin } from '../../../src/bundle/plugin.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { BundledFunction } from './scene.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let sandbox: Sandbox;
let env: Record<string, string>;
let secrets: object;

beforeAll(async () => {
  sandbox = await startSandbox();
  const key = 'LIVEPERSON_DEFAULT_APP_KEY';
  secrets = { [key]: (await sandbox.secretStore.get(key))?.value };
  const { LP_SECRET_STORE: _, ...rest } = sandbox.env();
  env = rest;
});

afterAll(() => sandbox?.close());

type Files = Readonly<Record<string, string>>;

/** What a function gives that is bundled with the files beside it. */
async function outcome(code: string, files: Files = {}, name = 'index.js') {
  using made = new BundledFunction(code, name);
  for (const [path, text] of Object.entries(files)) made.write(path, text);
  const bundle = await made.bundle();
  return { ...bundle, ...(await made.run(bundle.code, { api: 'skills' }, { env, secrets })) };
}

const IMPORT = "import { Toolbelt } from 'core-functions-toolbelt';";
const lambda = (body: string) => `async function lambda({ payload }) { ${body} }`;
const users = () => sandbox.fixtures.users.filter(({ deleted }) => !deleted).length;
const count = 'return (await lp.users.list()).length;';

describe('a function that names the toolbelt in another way', () => {
  it.each<[string, string, Files?]>([
    ['an alias', `${IMPORT} const T = Toolbelt; const lp = T.LPClient(); ${lambda(count)}`],
    [
      'a name of its own',
      `import { Toolbelt as Own } from 'core-functions-toolbelt'; const lp = Own.LPClient(); ${lambda(count)}`,
    ],
    [
      'the whole module',
      `import * as lib from 'core-functions-toolbelt'; const lp = lib.Toolbelt.LPClient(); ${lambda(count)}`,
    ],
    [
      'the whole module, taken apart',
      `import * as lib from 'core-functions-toolbelt'; const { Toolbelt: { LPClient } } = lib; const lp = LPClient(); ${lambda(count)}`,
    ],
    [
      'a factory in a variable',
      `${IMPORT} const { LpClient: make } = Toolbelt; const lp = make(); ${lambda(count)}`,
    ],
    ['a factory in brackets', `${IMPORT} const lp = Toolbelt['LPClient'](); ${lambda(count)}`],
    [
      'a default',
      `${IMPORT} const { users = undefined } = Toolbelt.LPClient(); ${lambda('return (await users.list()).length;')}`,
    ],
    [
      'a global',
      `${IMPORT} globalThis.lp = Toolbelt.LPClient(); ${lambda('return (await globalThis.lp.users.list()).length;')}`,
    ],
    [
      'a class',
      `${IMPORT} class Api { #lp = Toolbelt.LPClient(); users() { return this.#lp.users.list(); } } ${lambda('return (await new Api().users()).length;')}`,
    ],
    [
      'a base class',
      `${IMPORT} class Mine extends Toolbelt {} ${lambda('return (await Mine.LPClient().users.list()).length;')}`,
    ],
    [
      'a client for a helper',
      `${IMPORT} import { countOf } from './helper.js'; ${lambda('return countOf(Toolbelt.LPClient());')}`,
      { 'source/helper.js': 'export const countOf = async ({ users }) => (await users.list()).length;' },
    ],
    [
      'a module that makes it',
      `import { lp } from './lp.js'; ${lambda(count)}`,
      { 'source/lp.js': `${IMPORT} export const lp = Toolbelt.LPClient();` },
    ],
    [
      're-exports over files',
      `import { Belt } from './a.js'; const lp = Belt.LPClient(); ${lambda(count)}`,
      {
        'source/a.js': "export * from './b.js';",
        'source/b.js': "export { Toolbelt as Belt } from 'core-functions-toolbelt';",
      },
    ],
    [
      'a namespace of a re-export',
      `import * as all from './a.js'; const lp = all.lib.Toolbelt.LPClient(); ${lambda(count)}`,
      { 'source/a.js': "export * as lib from 'core-functions-toolbelt';" },
    ],
    [
      'a default export of another file',
      `import lp from './lp.js'; ${lambda(count)}`,
      { 'source/lp.js': `${IMPORT} export default Toolbelt.LPClient();` },
    ],
    [
      'a package that makes it',
      `import { lp } from 'ours'; ${lambda(count)}`,
      {
        'source/node_modules/ours/package.json': '{"type":"module","exports":"./index.js"}',
        'source/node_modules/ours/index.js': `${IMPORT} export const lp = Toolbelt.LPClient();`,
      },
    ],
    [
      'a package that calls it',
      `import { users } from 'ours'; ${lambda('return (await users()).length;')}`,
      {
        'source/node_modules/ours/package.json': '{"type":"module","exports":"./index.js"}',
        'source/node_modules/ours/index.js': `${IMPORT} const lp = Toolbelt.LPClient(); export const users = () => lp.users.list();`,
      },
    ],
    [
      'a dynamic import',
      lambda(
        `const { Toolbelt } = await import('core-functions-toolbelt'); const lp = Toolbelt.LPClient(); ${count}`,
      ),
    ],
    [
      'a dynamic import in one piece',
      lambda(`const lp = (await import('core-functions-toolbelt')).Toolbelt.LPClient(); ${count}`),
    ],
    [
      'a computed factory',
      `${IMPORT} const name = ['LP', 'Client'].join(''); const lp = Toolbelt[name](); ${lambda(count)}`,
    ],
    [
      'a computed factory of an alias',
      `${IMPORT} const T = Toolbelt; const name = ['LP', 'Client'].join(''); const lp = T[name](); ${lambda(count)}`,
    ],
    [
      'raw calls alone',
      `${IMPORT} const lp = Toolbelt.LPClient(); ${lambda("const path = '/api/account/' + process.env.X_LIVEPERSON_BRAND_ID + '/configuration/le-users/users?v=6.0'; return (await (await lp('accountConfigReadOnly', path)).json()).length;")}`,
    ],
    ['Reflect', `${IMPORT} const lp = Reflect.get(Toolbelt, 'LPClient')(); ${lambda(count)}`],
  ])('runs: %s', async (_, code, files) => {
    const { result, error } = await outcome(code, files);
    expect(error).toBeUndefined();
    expect(result).toBe(users());
  });

  it.each([
    [
      'a variable',
      `${IMPORT} const lp = Toolbelt.LPClient(); ${lambda('const { api } = payload; return (await lp[api].list()).length;')}`,
    ],
    [
      'a list of names',
      `${IMPORT} const lp = Toolbelt.LPClient(); ${lambda("const got = []; for (const api of ['lobs', payload.api]) got.push(await lp[api].list()); return got[1].length;")}`,
    ],
    [
      'an alias of the client',
      `${IMPORT} const lp = Toolbelt.LPClient(); const all = lp; ${lambda('return (await all[payload.api].list()).length;')}`,
    ],
    [
      'Reflect',
      `${IMPORT} const lp = Toolbelt.LPClient(); ${lambda('return (await Reflect.get(lp, payload.api).list()).length;')}`,
    ],
    [
      'entries',
      `${IMPORT} const { ...apis } = Toolbelt.LPClient(); ${lambda('return (await apis[payload.api].list()).length;')}`,
    ],
  ])('takes all APIs, or says what is missing, for a name that is computed: %s', async (_, code) => {
    const { result, error, apis } = await outcome(code);
    if (error === undefined) expect(result).toBeGreaterThan(0);
    else expect(error).toMatchObject({ name: 'ConfigError', message: expect.stringContaining('lp.skills') });
    if (error === undefined) expect(apis).toHaveLength(20);
  });
});

describe('a handler of another form', () => {
  it.each<[string, string, string?]>([
    ['an arrow', 'const lambda = async ({ payload }) => payload.api;'],
    ['a function in a variable', 'const lambda = async function ({ payload }) { return payload.api; };'],
    ['one that is exported', 'export async function lambda({ payload }) { return payload.api; }'],
    ['an exported constant', 'export const lambda = async ({ payload }) => payload.api;'],
    [
      'one in a list of exports',
      'async function lambda({ payload }) { return payload.api; } export { lambda };',
    ],
    ['one that is not async', 'function lambda({ payload }) { return payload.api; }'],
    ['one that is imported', "import { lambda } from './other.js';"],
    ['a default export', 'export default async function lambda({ payload }) { return payload.api; }'],
    [
      'TypeScript',
      'async function lambda({ payload }: { payload: { api: string } }): Promise<string> { return payload.api; }',
      'index.ts',
    ],
    [
      'names that a minifier likes',
      'const u = { lambda: (lambda) => lambda }; const e = 1, t = 2; async function lambda({ payload: n }) { { const lambda = u.lambda(n); return lambda.api; } }',
    ],
    [
      'a text that exports',
      '// export { lambda };\n/* export default lambda; */\nconst text = `export { lambda };`;\nasync function lambda({ payload }) { return text && payload.api; }',
    ],
    [
      'the name of the platform',
      "const Toolbelt = 'own'; async function lambda({ payload }) { return Toolbelt && payload.api; }",
    ],
    [
      'the name under which a bundle exports',
      'const lambdaOfTheBundle = 1; async function lambda({ payload }) { return lambdaOfTheBundle && payload.api; }',
    ],
    ['a comment at the end', 'async function lambda({ payload }) { return payload.api; } // the end'],
    [
      'a hashbang and a directive',
      "#!/usr/bin/env node\n'use strict';\nasync function lambda({ payload }) { return payload.api; }",
    ],
    [
      'a hashbang and an import',
      "#!/usr/bin/env node\nimport { basename } from 'node:path';\nasync function lambda({ payload }) { return basename(payload.api); }",
    ],
    [
      'what only throws, or converts',
      `const throws = (run, value) => { try { run(value); return false; } catch { return true; } };
      const probes = [[(v) => { \`\${v}\`; }, Symbol()], [(v) => { +v; }, 1n], [(v) => { 'a' in v; }, 'x'], [(v) => { [...v]; }, 1], [(v) => { new v; }, 5]];
      async function lambda({ payload }) { return probes.every(([run, value]) => throws(run, value)) && payload.api; }`,
    ],
    [
      'a tagged template with an escape of its own',
      `const d = 'a'; async function lambda({ payload }) { return String.raw\`\${d}\\xerox\`.length === 7 && payload.api; }`,
    ],
  ])('runs: %s', async (_, code, name) => {
    const files = { 'source/other.js': 'export async function lambda({ payload }) { return payload.api; }' };
    const { code: made, result, error } = await outcome(code, files, name);
    expect(error).toBeUndefined();
    expect(result).toBe('skills');
    expect(made).toMatch(/^async function lambda\(/m);
    expect(made).not.toMatch(/^export\b/m);
  });
});

describe('a handler with a second parameter', () => {
  it.each([
    ['a function', 'function lambda(input, callback) { callback(null, input.payload.api); }'],
    ['an arrow', 'const lambda = (input, done) => { later(done); }; const later = (x) => x(null, 1);'],
  ])('is refused, as nobody would call it back: %s', async (_, code) => {
    await expect(outcome(code)).rejects.toThrow(/callback of Functions V1.*migration\.md#callback/);
  });

  it.each([
    ['with a default', 'async function lambda({ payload } = {}, name = "api") { return payload[name]; }'],
    ['unused', 'async function lambda({ payload }, context) { return payload.api; }'],
  ])('runs: %s', async (_, code) => {
    expect((await outcome(code)).result).toBe('skills');
  });
});

describe('a bundle that is not minified', () => {
  it.each([
    ['an arrow', 'const lambda = async ({ payload }) => payload.api;'],
    [
      'two of the name',
      "import { own } from './own.js'; async function lambda(input) { return own(input); }",
    ],
  ])('keeps the handler as a function at top level: %s', async (_, code) => {
    using made = new BundledFunction(code);
    made.write(
      'source/own.js',
      'function lambda({ payload }) { return payload.api; } export const own = (x) => lambda(x);',
    );
    const told: string[] = [];
    await build({
      entryPoints: [made.file],
      outfile: `${made.root}/out.js`,
      minify: false,
      logLevel: 'silent',
      plugins: [bundlePlugin({ onBundle: ({ code: bundled }) => told.push(bundled) })],
    });
    expect(told[0]).toMatch(/^async function lambda\(input\)/m);
    expect((await made.run(told[0] ?? '', { api: 'skills' })).result).toBe('skills');
  });
});

describe('what a function brings along', () => {
  it.each<[string, string, Files]>([
    [
      'a package that is CommonJS',
      "import pick from 'picks'; async function lambda({ payload }) { return pick(payload); }",
      {
        'source/node_modules/picks/package.json': '{"main":"index.js"}',
        'source/node_modules/picks/index.js':
          "const { inspect } = require('util'); module.exports = (x) => inspect && x.api;",
      },
    ],
    [
      'built-in modules that are values to a package that is CommonJS',
      "import pick from 'picks'; async function lambda({ payload }) { return new pick.Own().take(payload); }",
      {
        'source/node_modules/picks/package.json': '{"main":"index.js"}',
        'source/node_modules/picks/index.js': `
          const Events = require('events');
          const assert = require('node:assert');
          function Flow() { require('stream').call(this); }
          require('util').inherits(Flow, require('stream'));
          class Own extends Events { take(x) { assert(new Flow().pipe); return this.on && x.api; } }
          exports.Own = Own;`,
      },
    ],
    [
      'built-in modules that the function requires',
      "const Events = require('events'); class Own extends Events {} async function lambda({ payload }) { return new Own().on && payload.api; }",
      {},
    ],
    [
      'constructors of an old package',
      "import Old from 'old'; async function lambda({ payload }) { return new Old.Thing(payload).api(); }",
      {
        'source/node_modules/old/package.json': '{"main":"index.js"}',
        'source/node_modules/old/index.js':
          'exports.Thing = function (x) { this.x = x; }; exports.Thing.prototype.api = function () { return this.x.api; };',
      },
    ],
    [
      'JSON',
      "import names from './names.json' with { type: 'json' }; async function lambda({ payload }) { return names.includes(payload.api) && payload.api; }",
      { 'source/names.json': '["skills"]' },
    ],
    [
      'a file of TypeScript',
      "import { pick } from './pick'; async function lambda({ payload }) { return pick(payload); }",
      { 'source/pick.ts': 'export const pick = ({ api }: { api: string }): string => api;' },
    ],
    [
      'built-in modules in each way',
      "import fs, { existsSync } from 'fs'; import * as path from 'node:path'; import { readFile } from 'node:fs/promises'; async function lambda({ payload }) { return existsSync(path.resolve('.')) && fs.statSync('.') && readFile && payload.api; }",
      {},
    ],
  ])('runs: %s', async (_, code, files) => {
    const { result, error } = await outcome(code, files);
    expect(error).toBeUndefined();
    expect(result).toBe('skills');
  });

  it('may not wait at top level, not in a file beside it either', async () => {
    const files = { 'source/later.js': 'export const api = await Promise.resolve("skills");' };
    const run = outcome("import { api } from './later.js'; async function lambda() { return api; }", files);
    await expect(run).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(/later\.js.*op-level await/s),
    });
  });

  it.each([
    [
      'require of what is not there',
      "const x = require('not-there'); async function lambda() { return x; }",
      /not-there/,
    ],
    [
      'a require that is computed',
      'async function lambda({ payload }) { return require(payload.api); }',
      undefined,
    ],
    [
      'an import that is computed',
      'async function lambda({ payload }) { return import(payload.api); }',
      undefined,
    ],
  ])('is refused, or fails when it is called: %s', async (_, code, message) => {
    const run = outcome(code);
    if (message !== undefined)
      await expect(run).rejects.toMatchObject({
        name: 'ConfigError',
        message: expect.stringMatching(message),
      });
    else expect((await run).error).toBeDefined();
  });
});

describe('a package that the platform has', () => {
  const PACKAGES = {
    luxon: {
      'package.json': '{"type":"module","exports":"./index.js"}',
      'index.js': 'export class DateTime { api(x) { return x.api; } }',
    },
    'es-toolkit': {
      'package.json': '{"type":"module","exports":{".":"./index.js","./compat":"./index.js"}}',
      'index.js': 'export const get = (x, name) => x[name]; export const parseInt = get;',
    },
    jsonwebtoken: {
      'package.json': '{"main":"./index.js"}',
      'index.js': 'const own = Object.keys; module.exports = { [own({ sign: 1 })[0]]: (x) => x.api };',
    },
    'not-seen': {
      'package.json': '{"main":"./index.js"}',
      'index.js': 'module.exports = (x) => x.api;',
    },
  };

  it.each<[string, string, Files?]>([
    ['names', `import { DateTime } from 'luxon'; ${lambda('return new DateTime().api(payload);')}`],
    [
      'the same name twice',
      `import { DateTime } from 'luxon'; import { own } from './own.js'; ${lambda('return new DateTime().api(payload) && own(payload);')}`,
      {
        'source/own.js': "import { DateTime } from 'luxon'; export const own = (x) => new DateTime().api(x);",
      },
    ],
    ['the whole', `import * as luxon from 'luxon'; ${lambda('return new luxon.DateTime().api(payload);')}`],
    [
      'a path within it, and a name that is a global, too',
      `import { get, parseInt } from 'es-toolkit/compat'; ${lambda("return get(payload, 'api') && parseInt(payload, 'api');")}`,
    ],
    ['a default', `import jwt from 'jsonwebtoken'; ${lambda('return jwt.sign(payload);')}`],
    ['a name of a CommonJS one', `import { sign } from 'jsonwebtoken'; ${lambda('return sign(payload);')}`],
    [
      'require',
      `const { DateTime } = require('luxon'); const jwt = require('jsonwebtoken'); ${lambda('return jwt.sign(payload) && new DateTime().api(payload);')}`,
    ],
    ['a dynamic import', lambda("return (await import('jsonwebtoken')).default.sign(payload);")],
    ['one that the author names', `import pick from 'not-seen'; ${lambda('return pick(payload);')}`],
    ['require of that', `const pick = require('not-seen'); ${lambda('return pick(payload);')}`],
  ])('stays an import: %s', async (_, code, files = {}) => {
    using made = new BundledFunction(code);
    for (const [path, text] of Object.entries(files)) made.write(path, text);
    for (const [name, texts] of Object.entries(PACKAGES))
      for (const [file, text] of Object.entries(texts)) made.write(`run/node_modules/${name}/${file}`, text);
    const { code: bundled } = await made.bundle({ external: ['not-seen'] });
    const { result, error } = await made.run(bundled, { api: 'skills' });
    expect(error).toBeUndefined();
    expect(result).toBe('skills');
  });

  it('is told what to do about one that is not there', async () => {
    const run = outcome(`import pick from 'not-seen'; ${lambda('return pick(payload);')}`);
    await expect(run).rejects.toThrow(
      /^[^\n]*index\.js:1: Could not resolve .*not-seen.*Install it, or .*--external not-seen/s,
    );
  });
});

describe('an option that a deployed function does not have', () => {
  it.each([
    ['got', "transport: 'got'", 'transport'],
    ['a proxy', "proxy: 'http://proxy.example.com:8080'", 'proxy'],
    ['a proxy of the environment', "proxy: 'env'", 'proxy'],
    ['a store', "secretStore: 'settings:x.json'", 'secretStore'],
  ])('is a ConfigError of createToolbelt: %s', async (_, option, field) => {
    const body = `try { createToolbelt({ ${option} }); } catch (error) { return [error.name, error.field, error.message]; }`;
    const code = `import { createToolbelt } from 'lp-functions-toolbelt'; ${lambda(body)}`;
    const { result } = await outcome(code);
    expect(result).toEqual(['ConfigError', field, expect.stringMatching(/deployed function/)]);
  });

  it('is not looked for in LP_SECRET_STORE', async () => {
    const body = "return createToolbelt({ allowLoopback: true }) && 'made';";
    using made = new BundledFunction(
      `import { createToolbelt } from 'lp-functions-toolbelt'; ${lambda(body)}`,
    );
    const { code } = await made.bundle();
    const ran = await made.run(code, {}, { env: { ...env, LP_SECRET_STORE: 'file:secrets.json' } });
    expect(ran.result).toBe('made');
  });
});

describe('the size of a function', () => {
  const sized = async (characters: number) => {
    const code = (length: number) =>
      `async function lambda() { return ${JSON.stringify('x'.repeat(length))}; }`;
    using made = new BundledFunction(code(1000));
    const rest = (await made.bundle()).code.length - 1000;
    made.write('source/index.js', code(characters - rest));
    return await made.bundle();
  };

  it.each([
    [89_000, false],
    [91_000, true],
    [100_000, true],
    [100_001, true],
  ])('of %i characters is told', async (characters, isTold) => {
    const { code, warnings } = await sized(characters);
    expect(Math.abs(code.length - characters)).toBeLessThan(10);
    expect(warnings.some((warning) => warning.includes('of at most 100000'))).toBe(isTold);
  });
});
