import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleFunction } from '../../../src/bundle/bundle-function.js';
import { MOST_CHARACTERS } from '../../../src/bundle/bundle-report.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { BundledFunction, projectFile } from './scene.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const UUID = '6f4bd4cd-6b0f-4d5e-9a2b-0a1b2c3d4e5f';

let sandbox: Sandbox;
let env: Record<string, string>;
let secrets: object;

beforeAll(async () => {
  sandbox = await startSandbox({
    functions: { told: { lambda: ({ payload }) => ({ heard: payload }), uuid: UUID } },
  });
  const key = 'LIVEPERSON_DEFAULT_APP_KEY';
  secrets = { partner_key: { id: 'p-1' }, [key]: (await sandbox.secretStore.get(key))?.value };
  const { LP_SECRET_STORE: _, ...rest } = sandbox.env();
  env = rest;
});

afterAll(() => sandbox?.close());

/** What a function of the folder, or one that is written here, gives when it is bundled and run where only the platform is. */
async function ran(source: { file: string } | string, payload: object, packages: Packages = {}) {
  using made = new BundledFunction(typeof source === 'string' ? source : '');
  for (const [name, code] of Object.entries(packages)) made.provide(name, code);
  const file =
    typeof source === 'string'
      ? made.file
      : projectFile(`test/integration/bundle/functions/${source.file}.js`);
  const { code } = await bundleFunction(file);
  expect(code.length).toBeLessThan(MOST_CHARACTERS);
  const { result, error } = await made.run(code, payload, { env, secrets });
  expect(error).toBeUndefined();
  return result;
}

type Packages = Readonly<Record<string, string>>;

describe('a function of each kind', () => {
  it('reads', async () => {
    const { users, skills } = sandbox.fixtures;
    const result = await ran({ file: 'reads' }, { userId: users[0]?.id });
    expect(result).toEqual({ user: users[0]?.id, skills: expect.any(Number) });
    expect(skills.length).toBeGreaterThan(0);
  });

  it('invokes another one', async () => {
    const result = await ran({ file: 'invocation' }, { uuid: UUID });
    expect(result).toEqual({
      counted: expect.anything(),
      told: { heard: (result as { counted: object }).counted },
    });
  });

  it('reads and renews a secret', async () => {
    expect(await ran({ file: 'secrets' }, {})).toEqual({ id: 'p-1', renewed: true });
  });

  it('looks into a conversation', async () => {
    const conversation = sandbox.fixtures.conversations[9];
    const text = conversation?.messageRecords?.find(({ type }) => type === 'TEXT_PLAIN')?.messageData.msg
      ?.text;
    const { conversationId } = conversation?.info ?? {};
    const result = await ran({ file: 'conversation' }, { conversationId, words: [text] });
    const { found, events } = result as { found: number; events: number };
    expect(found).toBeGreaterThan(0);
    expect(events).toBeGreaterThan(0);
  });

  it('shows certificates', async () => {
    const { cert, key, host } = sandbox.mtls;
    const payload = { url: `https://${host}/orders`, cert, key, ca: sandbox.mtls.ca };
    expect(await ran({ file: 'mtls' }, payload)).toEqual([{ order: 7 }, { order: 8 }]);
  });

  it('calls any API', async () => {
    await using toolbelt = sandbox.toolbelt();
    const lobs = await toolbelt.LPClient().lobs.list();
    expect(await ran({ file: 'all-rows' }, { api: 'lobs' })).toBe(lobs?.length);
  });
});

const using = (client: string, body: string) => `
  import { Toolbelt } from 'core-functions-toolbelt';
  const client = Toolbelt.${client};
  async function lambda({ payload }) { ${body} }
`;

describe('each of the other clients', () => {
  it('OrchestratorClient runs in a bundle', async () => {
    const body = 'return client.invoke([{ uuid: payload.uuid, payload: { n: 1 } }], 20000, { json: true });';
    const result = await ran(using('OrchestratorClient()', body), { uuid: UUID });
    expect(result).toMatchObject([{ statusCode: 200, body: { heard: { n: 1 } } }]);
  });

  it('SDEUtil runs in a bundle', async () => {
    const { visitorId, sessionId } = sandbox.fixtures.visits[0] ?? {};
    const lead = "{ type: 'lead', lead: { topic: 'upgrade', leadId: 'L-1' } }";
    const body = `await client.addSDEs([${lead}], payload.visitorId, payload.sessionId); return 'added';`;
    expect(await ran(using('SDEUtil()', body), { visitorId, sessionId })).toBe('added');
  });

  it('GDPRUtil runs in a bundle', async () => {
    const paths = sandbox.fixtures.hostedFiles.map(({ relativePath }) => relativePath);
    const messageRecords = paths.map((relativePath) => ({
      type: 'HOSTED_FILE',
      messageData: { file: { relativePath } },
    }));
    const payload = {
      conversation: { conversationHistoryRecords: [{ messageRecords }] },
      login: sandbox.objectStore,
    };
    const body = 'return client.replaceConversationFiles(payload.conversation, payload.login);';
    expect(await ran(using('GDPRUtil()', body), payload)).toEqual(paths);
  });

  it('ContextServiceClient runs in a bundle', async () => {
    const source = `
      import { Toolbelt } from 'core-functions-toolbelt';
      async function lambda({ payload }) {
        const client = Toolbelt.ContextServiceClient(payload.apiKey);
        await client.createNamespace('bundled');
        await client.setPropertiesInNamespace('bundled', { n: 1 }, 's-1');
        return client.getAllPropertiesInSession('bundled', 's-1');
      }
    `;
    expect(await ran(source, { apiKey: sandbox.mavenApiKey })).toEqual({ n: 1 });
  });

  const JSFORCE = 'exports.Connection = class { constructor({ loginUrl }) { this.loginUrl = loginUrl; } };';
  const loginUrl = 'https://login.example.com';

  it.each([
    ['the package of the platform', using('SFClient()', 'return client.connectToSalesforce(payload);')],
    [
      'what the function imports and passes on',
      `
        import jsforce from '@jsforce/jsforce-node';
        import { Toolbelt } from 'core-functions-toolbelt';
        const client = Toolbelt.SFClient(jsforce);
        async function lambda({ payload }) { return client.connectToSalesforce(payload); }
      `,
    ],
    [
      'the package alone',
      `
        import { Connection } from '@jsforce/jsforce-node';
        async function lambda({ payload }) { return new Connection(payload); }
      `,
    ],
  ])('SFClient runs in a bundle with %s', async (_, source) => {
    expect(await ran(source, { loginUrl }, { '@jsforce/jsforce-node': JSFORCE })).toEqual({ loginUrl });
  });
});

/** What a function gives with packages that lie in `packages`, to which node_modules leads. */
async function ranWith(packages: Packages, source: string, payload: object) {
  using made = new BundledFunction(source);
  for (const [name, code] of Object.entries(packages)) {
    const folder = join(made.root, 'packages', name);
    made.write(`packages/${name}/package.json`, '{"type":"module","exports":"./index.js"}');
    made.write(`packages/${name}/index.js`, code);
    made.write('source/node_modules/.keep', '');
    symlinkSync(folder, join(made.root, 'source/node_modules', name), 'junction');
  }
  const { code, warnings } = await made.bundle();
  const { result, error } = await made.run(code, payload, { env, secrets });
  expect(error).toBeUndefined();
  return { result, warnings };
}

const LP = "import { Toolbelt } from 'lp-functions-toolbelt';\nconst lp = Toolbelt.LPClient();\n";

describe('a package', () => {
  it('of a workspace imports the library', async () => {
    const counts = `${LP} export const count = async () => (await lp.skills.list()).length;`;
    const source = "import { count } from 'of-ours'; async function lambda() { return count(); }";
    const { result } = await ranWith({ 'of-ours': counts }, source, {});
    expect(result).toBeGreaterThan(0);
  });

  it('reads of a client what the function does not name, and that is told', async () => {
    const each = 'export const each = async (c, name) => (await c[name].list()).length;';
    const source = `import { each } from 'of-others'; ${LP} async function lambda({ payload }) { return each(lp, payload.name); }`;
    const { result, warnings } = await ranWith({ 'of-others': each }, source, { name: 'skills' });
    expect(result).toBeGreaterThan(0);
    expect(warnings[0]).toContain('"c[name]" may name any');
  });

  it('makes a client of a toolbelt', async () => {
    const make = 'export const make = (toolbelt) => toolbelt.LPClient().skills.list();';
    const source = `import { make } from 'of-others'; import { Toolbelt } from 'lp-functions-toolbelt'; async function lambda() { return (await make(Toolbelt)).length; }`;
    const { result } = await ranWith({ 'of-others': make }, source, {});
    expect(result).toBeGreaterThan(0);
  });

  it('hears of requests', async () => {
    const tracer = `
      import { subscribe } from 'node:diagnostics_channel';
      export const seen = [];
      subscribe('lp-functions-toolbelt:request:start', ({ operation }) => seen.push(operation));
    `;
    const source = `import { seen } from 'of-others'; ${LP} async function lambda() { await lp.skills.list(); return seen; }`;
    const { result } = await ranWith({ 'of-others': tracer }, source, {});
    expect(result).toContain('skills.list');
  });
});

describe('the library as one object', () => {
  const LIST = 'return (await toolbelt.Toolbelt.LPClient().skills.list()).length;';

  it.each([
    [
      'a CommonJS helper',
      "import list from './helper.cjs'; async function lambda() { return list(); }",
      `const toolbelt = require('lp-functions-toolbelt');\nmodule.exports = async () => { ${LIST} };`,
      'helper.cjs:1: const toolbelt = require(',
    ],
    [
      'an import when it is needed',
      `async function lambda() {\n const toolbelt = await import('lp-functions-toolbelt');\n ${LIST} }`,
      '',
      "index.js:2: const toolbelt = await import('lp-functions-toolbelt')",
    ],
    [
      'a helper that exports all of it',
      `import * as toolbelt from './helper.js'; async function lambda() { ${LIST} }`,
      "export * from 'lp-functions-toolbelt';",
      "helper.js:1: export * from 'lp-functions-toolbelt'",
    ],
  ])('runs, and is told: %s', async (_, source, helper, told) => {
    using made = new BundledFunction(source);
    made.write('source/helper.cjs', helper);
    made.write('source/helper.js', helper);
    const { code, warnings } = await made.bundle();
    expect(warnings.filter((warning) => warning.includes(told))).toHaveLength(1);
    expect(await made.run(code, {}, { env, secrets })).toEqual({ result: expect.any(Number) });
  });
});
