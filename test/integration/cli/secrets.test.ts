import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSecretStore } from '../../../src/secrets/open-store.js';
import { environment, runCli } from './run-cli.js';
import { TemporaryFolder } from './temporary-folder.js';

const VALUES = ['planted-text-1b7e', 'planted-id-9c2d', 'planted-secret-4f8a', 'planted-mine-7d31'];
const [text, client_id, client_secret, mine] = VALUES;

let folder: TemporaryFolder;

beforeEach(() => {
  folder = new TemporaryFolder();
});

afterEach(() => folder[Symbol.dispose]());

function secrets(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const env = environment({ XDG_DATA_HOME: join(folder.path, 'data'), ...variables });
  return runCli(['secrets', ...args], env, folder.path);
}

/** Fills a store with secrets of both owners, whose values are planted. */
async function fill(store: string) {
  const opened = openSecretStore(store);
  const value = { client_id, client_secret };
  await opened.put({ key: 'LIVEPERSON_DEFAULT_APP_KEY', value, managedBy: 'system' });
  await opened.put({ key: 'MY_KEY', value: { nested: [{ mine }] } });
  await opened.put({ key: 'A_TEXT', value: text });
  return opened.list();
}

describe('lp-toolbelt secrets', () => {
  it.each(['settings', 'file'])(
    'lists name, owner and version of a store (%s:), never a value',
    async (kind) => {
      const store = `${kind}:${join(folder.path, 'store.json')}`;
      const [aText, appKey, myKey] = await fill(store);
      const { code, stdout, stderr } = await secrets(['--store', store]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const [titles, rule, ...rows] = stdout.trimEnd().split('\n');
      expect(titles).toMatch(/^Name +Owner +Version$/);
      expect(rule).toMatch(/^-+ +-+ +-+$/);
      expect(rows.map((row) => row.split(/ +/))).toEqual([
        ['A_TEXT', 'user', aText?.version],
        ['LIVEPERSON_DEFAULT_APP_KEY', 'system', appKey?.version],
        ['MY_KEY', 'user', myKey?.version],
      ]);

      const json = await secrets(['--store', store, '--json']);
      expect(JSON.parse(json.stdout)).toEqual({ store, secrets: [aText, appKey, myKey] });
      for (const value of VALUES) expect(stdout + json.stdout).not.toContain(value);
    },
  );

  it('takes the store of the environment, else the encrypted file of the account', async () => {
    const variables = { X_LIVEPERSON_BRAND_ID: '12345678', LP_SECRET_STORE: 'settings:mine.json' };
    await fill(`settings:${join(folder.path, 'mine.json')}`);
    expect((await secrets([], variables)).stdout).toContain('MY_KEY');
    const { code, stdout } = await secrets([], { X_LIVEPERSON_BRAND_ID: '12345678' });
    expect(code).toBe(0);
    const path = join(folder.path, 'data', 'lp-functions-toolbelt', '12345678', 'secrets.json');
    expect(stdout).toBe(`The store file:${path} is empty.\n`);
    expect(folder.left).toEqual(['mine.json']);
  });

  it('says so when a store is empty, and makes none', async () => {
    for (const store of ['settings:none.json', 'file:none.json']) {
      expect(await secrets(['--store', store])).toEqual({
        code: 0,
        stdout: `The store ${store} is empty.\n`,
        stderr: '',
      });
      const { stdout } = await secrets(['--store', store, '--json']);
      expect(JSON.parse(stdout)).toEqual({ store, secrets: [] });
    }
    expect(folder.left).toEqual([]);
  });

  it('ends with 1 and one clear line when a store cannot be read', async () => {
    writeFileSync(join(folder.path, 'damaged.json'), `{"secrets":[{"key":"A","value":"${client_secret}"`, {
      mode: 0o600,
    });
    mkdirSync(join(folder.path, 'folder.json'));
    for (const store of ['settings:damaged.json', 'file:damaged.json', 'settings:folder.json']) {
      const { code, stdout, stderr } = await secrets(['--store', store]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^SecretError com\.liveperson\.faas\.secret\.[\w-]+: [^\n]+\n$/);
      expect(stderr).not.toContain(client_secret);
    }
  });

  it('ends with 1 when the key is another one', async () => {
    const store = `file:${join(folder.path, 'sealed.json')}`;
    await fill(store);
    const { code, stdout, stderr } = await secrets(['--store', store], { LP_SECRETS_KEY: 'ab'.repeat(32) });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^SecretError com\.liveperson\.faas\.secret\.auth-failed: [^\n]*key[^\n]*\n$/);
    expect(stderr).not.toContain('abab');
  });

  it.each([
    { args: ['--store', 'planted-text-1b7e'], says: 'secretStore' },
    { args: ['--store', 'mars:planted-text-1b7e'], says: 'secretStore' },
    { args: [], says: 'No secret store is known' },
    { args: ['MY_KEY'], says: 'too many arguments' },
  ])('ends with 2 for $args', async ({ args, says }) => {
    const { code, stdout, stderr } = await secrets(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('planted-text');
  });
});
