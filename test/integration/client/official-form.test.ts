import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createToolbelt, LpServices, Toolbelt } from '../../../src/index.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { APP_KEY, TRANSPORTS } from './harness.js';

const { sandbox } = await sandboxFixture();

const usersPath = () => `/api/account/${sandbox.accountId}/configuration/le-users/users?v=6.0`;
const liveUsers = () => sandbox.fixtures.users.filter(({ deleted }) => !deleted).length;

describe('the calling form of the official toolbelt', () => {
  it.each(TRANSPORTS)(
    'works in a process that has only the environment of the sandbox: %s',
    async (transport) => {
      const folder = await mkdtemp(join(tmpdir(), 'lp-official-form-'));
      const library = pathToFileURL(join(import.meta.dirname, '../../../src/index.ts')).href;
      const program = join(folder, 'function.mjs');
      await writeFile(
        program,
        `import { Toolbelt, LpServices } from ${JSON.stringify(library)};
       const lp = Toolbelt.LpClient();
       const res = await lp(LpServices.ACCOUNT_CONFIG_READ_ONLY, ${JSON.stringify(usersPath())});
       const users = await res.json();
       console.log(JSON.stringify({ status: res.status, ok: res.ok, users: users.length }));`,
      );
      try {
        const tsx = join(import.meta.dirname, '../../../node_modules/tsx/dist/cli.mjs');
        const env = { PATH: process.env.PATH, ...sandbox.env(), LP_TRANSPORT: transport };
        const { stdout, stderr } = await promisify(execFile)(process.execPath, [tsx, program], {
          cwd: folder,
          env,
          timeout: 60_000,
        });
        expect(JSON.parse(stdout)).toEqual({ status: 200, ok: true, users: liveUsers() });
        expect(stderr).toBe('');
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );

  it('works in a test with nothing but `using _ = sandbox.use()`', async () => {
    const lp = Toolbelt.LpClient();
    using _ = sandbox.use();
    const res = await lp(LpServices.ACCOUNT_CONFIG_READ_ONLY, usersPath());
    expect(res.status).toBe(200);
    expect(await res.json()).toHaveLength(liveUsers());
  });
});

describe('a store that is replaced in one line', () => {
  it.each(TRANSPORTS)('authorises calls with what it gives: %s', async (transport) => {
    const value = (await sandbox.secretStore.get(APP_KEY))?.value;
    const { accountId, host, ca } = sandbox;
    await using toolbelt = createToolbelt({
      accountId,
      csdsDomain: host,
      allowLoopback: true,
      ca,
      transport,
      secretStore: { get: async (key) => ({ key, value }) },
    });
    expect(await toolbelt.LPClient().users.list()).toHaveLength(liveUsers());
  });

  it('is asked for the system secret by name', async () => {
    const asked: string[] = [];
    const value = (await sandbox.secretStore.get(APP_KEY))?.value;
    await using toolbelt = sandbox.toolbelt({
      secretStore: {
        get: async (key) => {
          asked.push(key);
          return { key, value };
        },
      },
    });
    await toolbelt.LPClient().skills.list();
    expect(asked).toEqual([APP_KEY]);
  });

  it.each([
    ['an object', (value: unknown) => value],
    ['JSON in a text', (value: unknown) => JSON.stringify(value)],
  ])('may hold the credential as %s', async (_name, form) => {
    const value = form((await sandbox.secretStore.get(APP_KEY))?.value);
    await using toolbelt = sandbox.toolbelt({ secretStore: { get: async (key) => ({ key, value }) } });
    expect(await toolbelt.LPClient().users.list()).toHaveLength(liveUsers());
  });
});
