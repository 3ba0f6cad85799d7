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
