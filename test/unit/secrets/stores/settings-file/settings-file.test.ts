import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SecretConflictError } from '../../../../../src/errors/secret-conflict-error.js';
import { SecretError } from '../../../../../src/errors/secret-error.js';
import { SecretForbiddenError } from '../../../../../src/errors/secret-forbidden-error.js';
import { SettingsFileStore } from '../../../../../src/secrets/stores/settings-file/settings-file.js';
import {
  type StoreUnderTest,
  secretStoreContract,
} from '../../../../../src/testing/secret-store-contract.js';
import { secretStoreLaws } from '../secret-store-laws.js';

async function makeStore(): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'settings-file-'));
  const path = join(folder, 'functions', 'settings.json');
  return {
    store: new SettingsFileStore(path),
    reopen: async () => new SettingsFileStore(path),
    close: () => rm(folder, { recursive: true }),
  };
}

secretStoreContract('SettingsFileStore', makeStore, { describe, it });
secretStoreLaws('SettingsFileStore', makeStore, { numRuns: 60 });

describe('SettingsFileStore', () => {
  let folder: string;
  let path: string;
  let store: SettingsFileStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'settings-file-'));
    path = join(folder, 'settings.json');
    store = new SettingsFileStore(path);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = (content: unknown) => writeFile(path, JSON.stringify(content));
  const read = async () => JSON.parse(await readFile(path, 'utf8'));
  /** What the official local toolbelt reads: the first entry of that name, its value as it stands. */
  const officialRead = async (key: string) =>
    (await read()).secrets.find((entry: { key: string }) => entry.key === key)?.value;
  /** What the official local toolbelt does to update: it replaces the whole entry. */
  const officialUpdate = async (key: string, value: unknown) => {
    const settings = await read();
    const index = settings.secrets.findIndex((entry: { key: string }) => entry.key === key);
    settings.secrets[index] = { key, value };
    await writeFile(path, JSON.stringify(settings, null, 4));
  };

  describe('with a file written by hand or by the official tools', () => {
    it.each([['text'], ['{"client_id":"an-id"}'], ['123'], [{ client_id: 'an-id' }], [null]])(
      'reads the value %j as it stands',
      async (value) => {
        await write({ secrets: [{ key: 'MY_KEY', value }] });
        expect(await store.get('MY_KEY')).toEqual({
          key: 'MY_KEY',
          value,
          version: expect.any(String),
          managedBy: 'user',
        });
      },
    );

    it('writes values that the official tools read alike', async () => {
      for (const value of ['123', '{"a":1}', { a: 1 }, null, '']) {
        await store.put({ key: 'MY_KEY', value });
        expect(await officialRead('MY_KEY')).toEqual(value);
      }
    });

    it('takes the owner from the name', async () => {
      await write({ secrets: [{ key: 'LIVEPERSON_DEFAULT_APP_KEY', value: 1 }] });
      expect((await store.list())[0]?.managedBy).toBe('system');
      await expect(store.delete('LIVEPERSON_DEFAULT_APP_KEY')).rejects.toThrow(SecretForbiddenError);
    });

    it('leaves the empty entry of the official template alone', async () => {
      await write({ secrets: [{ key: '', value: '' }] });
      expect(await store.list()).toEqual([]);
      await store.put({ key: 'MY_KEY', value: 1 });
      expect((await read()).secrets[0]).toEqual({ key: '', value: '' });
    });

    it('keeps the other keys of the file and unknown fields of entries', async () => {
      await write({
        theme: { dark: true },
        secrets: [
          { key: 'OTHER', value: 1, note: 'theirs' },
          { key: 'MY_KEY', value: 1, note: 'mine' },
        ],
      });
      await store.put({ key: 'MY_KEY', value: 2 });
      const after = await read();
      expect(after.theme).toEqual({ dark: true });
      expect(after.secrets).toEqual([
        { key: 'OTHER', value: 1, note: 'theirs' },
        { key: 'MY_KEY', value: 2, note: 'mine' },
      ]);
      await store.delete('MY_KEY');
      expect((await read()).secrets).toEqual([{ key: 'OTHER', value: 1, note: 'theirs' }]);
    });

    it('reads and replaces the first of two entries of one name, and deletes both', async () => {
      const second = { key: 'MY_KEY', value: 'second' };
      await write({ secrets: [{ key: 'MY_KEY', value: 'first' }, second] });
      expect((await store.get('MY_KEY'))?.value).toBe('first');
      expect(await store.list()).toHaveLength(1);
      await store.put({ key: 'MY_KEY', value: 'new' });
      expect((await read()).secrets).toEqual([{ key: 'MY_KEY', value: 'new' }, second]);
      await store.delete('MY_KEY');
      expect(await store.get('MY_KEY')).toBeUndefined();
    });
  });

  describe('versions', () => {
    it('change when the value is edited by hand', async () => {
      await store.put({ key: 'MY_KEY', value: 'ours' });
      const { version = '' } = (await store.get('MY_KEY')) ?? {};
      await officialUpdate('MY_KEY', 'theirs');
      const edited = await store.get('MY_KEY');
      expect(edited?.value).toBe('theirs');
      expect(edited?.version).not.toBe(version);
      await expect(store.put({ key: 'MY_KEY', value: 1 }, { ifVersion: version })).rejects.toThrow(
        SecretConflictError,
      );
      await store.put({ key: 'MY_KEY', value: 1 }, { ifVersion: edited?.version ?? '' });
    });

    it('stay the same for an entry that nobody touches, also over the first write of the store', async () => {
      await write({ secrets: [{ key: 'THEIRS', value: 'x' }] });
      const before = await store.get('THEIRS');
      expect(await store.get('THEIRS')).toEqual(before);
      await store.put({ key: 'MY_KEY', value: 1 });
      expect(await new SettingsFileStore(path).get('THEIRS')).toEqual(before);
    });

    it('do not come back when an old value does', async () => {
      await write({ secrets: [{ key: 'MY_KEY', value: 'first' }] });
      const seen = [(await store.get('MY_KEY'))?.version];
      seen.push((await store.put({ key: 'MY_KEY', value: 'second' })).version);
      await officialUpdate('MY_KEY', 'first');
      seen.push((await store.get('MY_KEY'))?.version);
      await store.delete('MY_KEY');
      await write({ ...(await read()), secrets: [{ key: 'MY_KEY', value: 'first' }] });
      seen.push((await store.get('MY_KEY'))?.version);
      expect(new Set(seen).size).toBe(4);
    });

    it('tell nothing of the value: two files with one value have different versions', async () => {
      const other = new SettingsFileStore(join(folder, 'other.json'));
      const versions = [store, other].map((each) => each.put({ key: 'MY_KEY', value: '1234' }));
      const [one, two] = await Promise.all(versions);
      expect(one?.version).not.toBe(two?.version);
    });
  });

  it('forgets the account when the official tools update the value: whose it is nobody said', async () => {
    const put = await store.put({ key: 'MY_KEY', value: 1, managedBy: 'system', accountId: '12345678' });
    expect(await store.get('MY_KEY')).toEqual(put);
    await officialUpdate('MY_KEY', 2);
    expect(await store.get('MY_KEY')).toEqual({
      key: 'MY_KEY',
      value: 2,
      managedBy: 'system',
      version: expect.any(String),
    });
  });

  it('has its identity in its own part, which the official tools keep', async () => {
    await write({ secrets: [{ key: 'MY_KEY', value: 1 }], theirs: true });
    const before = await store.get('MY_KEY');
    const identity = await store.identity();
    const after = await read();
    expect(Object.keys(after)).toEqual(['secrets', 'theirs', 'lpFunctionsToolbelt']);
    expect(after.secrets).toEqual([{ key: 'MY_KEY', value: 1 }]);
    expect(identity).toContain(`#${after.lpFunctionsToolbelt.id}`);
    expect(await store.get('MY_KEY')).toEqual(before);
    await officialUpdate('MY_KEY', 2);
    expect(await new SettingsFileStore(path).identity({ create: false })).toBe(identity);
    expect(await new SettingsFileStore(path, { identity: 'a-place' }).identity()).toBe('a-place');
  });

  it('keeps the owner when the official tools update the value', async () => {
    await store.put({ key: 'MY_KEY', value: 1, managedBy: 'system' });
    await officialUpdate('MY_KEY', 2);
    expect(await store.get('MY_KEY')).toMatchObject({ value: 2, managedBy: 'system' });
  });

  describe('the file', () => {
    const modeOf = async (name: string) => (await stat(name)).mode & 0o777;

    it('is not made by reading', async () => {
      expect(await store.list()).toEqual([]);
      await store.delete('MY_KEY');
      expect(await readdir(folder)).toEqual([]);
    });

    it('is made with its folder, for the owner only', async () => {
      const nested = join(folder, 'a', 'functions', 'settings.json');
      await new SettingsFileStore(nested).put({ key: 'MY_KEY', value: 1 });
      expect(await modeOf(nested)).toBe(0o600);
      expect(await modeOf(join(folder, 'a', 'functions'))).toBe(0o700);
      expect(await modeOf(join(folder, 'a'))).toBe(0o700);
    });

    it.each([
      [0o644, 0o600],
      [0o600, 0o600],
      [0o400, 0o400],
    ])('of mode %i has mode %i after a write: never wider than 0600', async (before, after) => {
      await write({ secrets: [] });
      await chmod(path, before);
      await store.put({ key: 'MY_KEY', value: 1 });
      expect(await modeOf(path)).toBe(after);
    });

    it('is replaced, never changed in place: who has it open goes on seeing the old one', async () => {
      await store.put({ key: 'MY_KEY', value: 1 });
      const { ino } = await stat(path);
      await store.put({ key: 'MY_KEY', value: 2 });
      expect((await stat(path)).ino).not.toBe(ino);
      expect(await readdir(folder)).toEqual(['settings.json']);
    });

    it('is the target of a symbolic link, which stays', async () => {
      await mkdir(join(folder, 'shared'));
      const target = join(folder, 'shared', 'real.json');
      await writeFile(target, '{"secrets":[]}');
      await symlink(target, path);
      await store.put({ key: 'MY_KEY', value: 1 });
      expect(JSON.parse(await readFile(target, 'utf8')).secrets).toEqual([{ key: 'MY_KEY', value: 1 }]);
    });

    it('is left alone, and no other one is left behind, when it cannot be replaced', async () => {
      await mkdir(path);
      await expect(store.put({ key: 'MY_KEY', value: 1 })).rejects.toMatchObject({
        name: 'SecretError',
        key: 'MY_KEY',
        code: 'com.liveperson.faas.secret.op-failed',
        message: expect.stringContaining(path),
      });
      expect(await readdir(folder)).toEqual(['settings.json']);
    });
  });

  describe('with a broken file', () => {
    const planted = 'planted-value';
    it.each([
      [`{"secrets": [\n  {"key": "A", "value": ${planted}}\n]}`, 'not JSON at line 2, column 25'],
      [`{"secrets": [{"key": "A", "value": "${planted}"},]}`, 'not JSON at line 1, column 53'],
      [`{"secrets": [{"key": "A", "value": "${planted}`, 'not JSON at line 1, column 36'],
      [`{"secrets": []}\n"${planted}"`, 'not JSON at line 2, column 1'],
      ['', 'not JSON at line 1, column 1'],
      [`"${planted}"`, 'the file must be a JSON object'],
      [`["${planted}"]`, 'the file must be a JSON object'],
      [`{"secret": "${planted}"}`, '"secrets" must be an array'],
      [`{"secrets": {"${planted}": 1}}`, '"secrets" must be an array'],
      [`{"secrets": ["${planted}"]}`, 'secrets[0] must be a JSON object'],
      [`{"secrets": [{"key": 1, "value": "${planted}"}]}`, 'secrets[0].key must be a string'],
      [`{"secrets": [{"key": "A", "val": "${planted}"}]}`, 'secrets[0].value is missing'],
      ['{"secrets": [], "lpFunctionsToolbelt": 1}', 'lpFunctionsToolbelt must be a JSON object'],
      ['{"secrets": [], "lpFunctionsToolbelt": {"keys": {"A": {}}}}', 'keys.A.writes must be a whole number'],
      [
        '{"secrets": [], "lpFunctionsToolbelt": {"keys": {"A": {"writes": 1, "account": {"id": 1}}}}}',
        'keys.A.account must have the texts "id" and "of"',
      ],
      [
        '{"secrets": [], "lpFunctionsToolbelt": {"keys": {"A": {"writes": 1, "managedBy": "me"}}}}',
        'keys.A.managedBy must be "user" or "system"',
      ],
    ])('%j says "%s", quotes nothing and writes nothing', async (content, reason) => {
      await writeFile(path, content);
      const operations = [
        () => store.get('A'),
        () => store.list(),
        () => store.delete('A'),
        () => store.put({ key: 'A', value: 1 }),
      ];
      for (const operation of operations) {
        const error = await operation().catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(SecretError);
        expect(error).toMatchObject({ code: 'com.liveperson.faas.secret.op-failed' });
        expect(String(error)).toContain(path);
        expect(String(error)).toContain(reason);
        expect(inspect(error, { showHidden: true, depth: 10 })).not.toContain(planted);
      }
      expect(await readFile(path, 'utf8')).toBe(content);
    });

    it('works again once the file is repaired', async () => {
      await writeFile(path, '{');
      await expect(store.get('A')).rejects.toThrow(SecretError);
      await write({ secrets: [{ key: 'A', value: 1 }] });
      expect((await store.get('A'))?.value).toBe(1);
    });
  });

  it('does operations in the order in which they were asked for', async () => {
    void store.put({ key: 'MY_KEY', value: 1 });
    const read1 = store.get('MY_KEY');
    void store.put({ key: 'MY_KEY', value: 2 });
    void store.delete('MY_KEY');
    const read2 = store.get('MY_KEY');
    expect((await read1)?.value).toBe(1);
    expect(await read2).toBeUndefined();
  });
});
