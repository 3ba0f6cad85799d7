import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VaultScene } from '../../support/vault-scene.js';
import { ProvisionScene } from './provision-scene.js';
import { fromFile, fromPipe, PutScene, runFed } from './put-scene.js';
import { RunningCli, runCli } from './run-cli.js';
import { TemporaryFolder } from './temporary-folder.js';

const KEY = 'LIVEPERSON_DEFAULT_APP_KEY';
const CREDENTIAL = { client_id: 'planted-id-9c2d', client_secret: 'planted-secret-4f8a' };
const OAUTH1 = {
  consumerKey: 'planted-a',
  consumerSecret: 'planted-b',
  token: 'planted-c',
  tokenSecret: 'd',
};

let scene: PutScene;

beforeEach(() => {
  scene = new PutScene();
});

afterEach(() => scene[Symbol.dispose]());

describe('lp-toolbelt secrets put', () => {
  it.each([
    ['a pipe', fromPipe],
    ['a file', fromFile],
  ])('stores the JSON of %s as the system, and the list shows it so', async (_, feed) => {
    const { code, stdout, stderr } = await scene.put([KEY, '--system'], JSON.stringify(CREDENTIAL), feed);
    const [stored] = await scene.store.list();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`Stored ${KEY} as JSON: owner system, version ${stored?.version}.\n`);
    expect(await scene.store.get(KEY)).toMatchObject({ value: CREDENTIAL, managedBy: 'system' });

    const list = await runCli(['secrets', '--store', scene.storeText, '--json'], scene.environment());
    expect(JSON.parse(list.stdout)).toEqual({
      store: scene.storeText,
      secrets: [{ key: KEY, managedBy: 'system', version: stored?.version }],
    });
    expect(stdout + list.stdout).not.toContain('planted');
  });

  it.each([
    ['{\n  "a": [1, null]\n}\n', { a: [1, null] }, 'JSON'],
    ['planted text: {"a":\n', 'planted text: {"a":', 'text'],
    [
      '-----BEGIN KEY-----\nplanted\n-----END KEY-----\n',
      '-----BEGIN KEY-----\nplanted\n-----END KEY-----',
      'text',
    ],
    ['"12345678901234567890"', '12345678901234567890', 'text'],
    ['\uFEFFtrue', true, 'JSON'],
  ])('stores %j as %j', async (text, value, kind) => {
    const { code, stdout } = await scene.put(['MY_KEY'], text);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Stored MY_KEY as ${kind}: owner user, version \\S+\\.\\n$`));
    expect((await scene.store.get('MY_KEY'))?.value).toEqual(value);
  });

  it('takes --store and --json on either side of "put"', async () => {
    const other = scene.storeText.replace('secrets.json', 'other.json');
    const env = scene.environment();
    for (const args of [
      ['secrets', '--store', other, '--json', 'put', 'A'],
      ['secrets', 'put', 'B', '--store', other, '--json'],
    ]) {
      const { code, stdout } = await runFed(args, 'planted', env, env.TMPDIR ?? tmpdir());
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ store: other, secret: { managedBy: 'user' } });
      expect(stdout).not.toContain('planted');
    }
    expect(scene.written).toEqual(['other.json', 'other.json.key']);
  });

  it.each([KEY, 'LIVEPERSON_DEFAULT_OTHER', 'lp-faas-default-app-key'])(
    'refuses %s without --system, and says what to do',
    async (name) => {
      const { code, stdout, stderr } = await scene.put([name], JSON.stringify(CREDENTIAL));
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(
        /^SecretForbiddenError \S+: .* is a system secret: .* give --system .*written\n$/,
      );
      expect(stderr).not.toContain('planted');
      expect(scene.written).toEqual([]);
    },
  );

  it('does not wait for a value that it would not write', async () => {
    // Standard input stays open.
    await using refused = new RunningCli(['secrets', 'put', KEY], scene.environment());
    expect(await refused.ended).toBe(1);
    expect(refused.stderr).toContain('give --system');
  });

  it('refuses a record of the system without --system, whatever its name', async () => {
    await scene.store.put({ key: 'MY_KEY', value: 'old', managedBy: 'system' });
    const { code, stderr } = await scene.put(['MY_KEY', '--replace'], 'planted');
    expect(code).toBe(1);
    expect(stderr).toContain('give --system');
    expect((await scene.store.get('MY_KEY'))?.value).toBe('old');
  });

  it('overwrites nothing without --replace', async () => {
    await scene.store.put({ key: KEY, value: CREDENTIAL, managedBy: 'system' });
    const before = await scene.store.get(KEY);
    const { code, stdout, stderr } = await scene.put([KEY, '--system'], JSON.stringify(OAUTH1));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^SecretConflictError \S+: .* exists already, at version .*Give --replace .*written\n$/,
    );
    expect(stderr).not.toContain('planted');
    expect(await scene.store.get(KEY)).toEqual(before);

    expect((await scene.put([KEY, '--system', '--replace'], JSON.stringify(OAUTH1))).code).toBe(0);
    const after = await scene.store.get(KEY);
    expect(after).toMatchObject({ value: OAUTH1, managedBy: 'system' });
    expect(after?.version).not.toBe(before?.version);
  });

  it.each([
    { value: '{"client_id":"planted-id"}', says: 'lacks "client_secret"' },
    { value: '{"client_id":"planted-id","client_secret":""}', says: 'lacks "client_secret"' },
    {
      value: '{"consumerKey":"planted-id","token":"planted"}',
      says: 'lacks "consumerSecret", "tokenSecret"',
    },
    { value: '{"planted":"planted-id"}', says: 'holds no credential' },
    { value: 'planted-id', says: 'is no JSON object' },
    { value: JSON.stringify(JSON.stringify(CREDENTIAL)), says: 'is no JSON object' },
  ])('refuses $value as a default app key', async ({ value, says }) => {
    const { code, stdout, stderr } = await scene.put([KEY, '--system'], value);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^SecretError com\.liveperson\.faas\.secret\.invalid-format: .*Nothing was written\n$/,
    );
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('planted');
    expect(scene.written).toEqual([]);
  });

  it.each([
    { what: 'nothing', value: '', says: 'is empty' },
    { what: 'blanks', value: ' \n\n', says: 'is empty' },
    { what: 'too much', value: 'planted'.repeat(3_000), says: 'the limit is 16384' },
    { what: 'far too much', value: 'planted'.repeat(200_000), says: 'more than 1048576 bytes' },
    { what: 'bytes', value: Buffer.from('706c616e746564ff', 'hex'), says: 'is not UTF-8' },
    { what: 'a number that would change', value: '12345678901234567890', says: 'double quotes' },
  ])('ends with 1 for $what, and writes nothing', async ({ value, says }) => {
    const { code, stdout, stderr } = await scene.put(['MY_KEY'], value);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^SecretError \S+: [^\n]+\. Nothing was written\n$/);
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/planted|1234567890/);
    expect(scene.written).toEqual([]);
  });

  it.each([
    { args: [], says: "missing required argument 'name'" },
    { args: ['planted name'], says: 'The name of a secret must be' },
    { args: ['MY_KEY', 'planted'], says: 'The value is read from standard input' },
    { args: ['MY_KEY', '--value=planted'], says: 'The value is read from standard input' },
    { args: ['MY_KEY', '-planted'], says: 'The value is read from standard input' },
    { args: ['MY_KEY', '--store', 'mars:planted'], says: 'secretStore' },
  ])('ends with 2 for $args, without repeating what could be the value', async ({ args, says }) => {
    const { code, stdout, stderr } = await scene.put(args, 'planted');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/planted|^ +at /m);
    expect(scene.written).toEqual([]);
  });

  it('tells with --help where the value comes from and what --system means', async () => {
    const { code, stdout } = await runCli(['secrets', 'put', '--help']);
    expect(code).toBe(0);
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain('as the system: what provisioning would write; functions cannot alter it');
    for (const words of ['--replace', '--store <text>', 'standard input', 'Exit codes: 0 good']) {
      expect(text).toContain(words);
    }
  });
});

describe('lp-toolbelt secrets put into a Vault', () => {
  it('writes as the system, and again only with --replace', async () => {
    await using vault = await VaultScene.make();
    using folder = new TemporaryFolder();
    const LP_SECRET_STORE = `vault:${vault.server.address}/secret/lp`;
    const env = scene.environment({ ...vault.server.env(), LP_SECRET_STORE });
    const put = (...flags: string[]) =>
      runFed(['secrets', 'put', KEY, ...flags], JSON.stringify(CREDENTIAL), env, folder.path);
    const told = { code: 0, stderr: '', stdout: `Stored ${KEY} as JSON: owner system, version 1.\n` };
    expect(await put('--system')).toEqual(told);
    expect((await put()).stderr).toContain('give --system');
    const second = await put('--system');
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/^(?!.*planted)SecretConflictError .*Give --replace/);
    expect((await put('--system', '--replace')).stdout).toContain('version 2.');
    const list = await runCli(['secrets', '--json'], env);
    expect(JSON.parse(list.stdout).secrets).toEqual([{ key: KEY, managedBy: 'system', version: '2' }]);
    expect(await vault.open().get(KEY)).toMatchObject({ value: CREDENTIAL });
  });
});

describe('a credential that was made by hand', { timeout: 60_000 }, () => {
  it('is stored as the instructions say, kept by the next run, and used by doctor', async () => {
    await using account = await ProvisionScene.start();
    using folder = new TemporaryFolder();
    const { faults, platform } = account.sandbox;
    const closed = { method: 'POST', path: 'installations', status: 403, times: Infinity };
    faults.add(closed);
    const refused = await account.provision();
    expect(refused.code).toBe(4);
    const [, command = ''] = /"lp-toolbelt (secrets put [^"]+)"/.exec(refused.stderr) ?? [];
    const manifest = JSON.parse(
      refused.stderr.slice(refused.stderr.indexOf('\n{'), refused.stderr.indexOf('\n}') + 2),
    );

    // What a person does in Application Install.
    faults.clear();
    await platform.install(manifest);
    faults.add(closed);
    const [made] = await account.installationsOfOurs();
    const credential = { client_id: made?.clientId, client_secret: made?.clientSecret };
    const value = JSON.stringify(credential, null, 2);
    const put = await runFed(command.split(' '), value, account.environment(), folder.path);
    expect(put).toMatchObject({ code: 0, stderr: '' });
    expect(put.stdout).not.toContain(made?.clientSecret);

    const again = await account.provision();
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toMatch(/^ {2}create-default-secrets +skipped/m);
    await account.expectProvisioned();
    expect(await account.installationsOfOurs()).toEqual([made]);
    expect((await runCli(['doctor'], account.environment())).code).toBe(0);
  });
});
