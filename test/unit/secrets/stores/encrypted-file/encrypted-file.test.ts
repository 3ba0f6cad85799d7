import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConfigError } from '../../../../../src/errors/config-error.js';
import { SecretConflictError } from '../../../../../src/errors/secret-conflict-error.js';
import { openSecretStore } from '../../../../../src/secrets/open-store.js';
import {
  emptyDocument,
  formatDocument,
  withSecret,
} from '../../../../../src/secrets/stores/encrypted-file/document.js';
import { EncryptedFileStore } from '../../../../../src/secrets/stores/encrypted-file/encrypted-file.js';
import { checkedKey } from '../../../../../src/secrets/stores/encrypted-file/sealing-key.js';
import {
  type StoreUnderTest,
  secretStoreContract,
} from '../../../../../src/testing/secret-store-contract.js';
import { isRoot } from '../../../../support/other-user.js';
import { secretStoreLaws } from '../secret-store-laws.js';

async function makeStore(): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'encrypted-file-'));
  const path = join(folder, 'secrets', 'secrets.json');
  return {
    store: new EncryptedFileStore(path),
    reopen: async () => new EncryptedFileStore(path),
    close: () => rm(folder, { recursive: true }),
  };
}

// Each write waits for the disk.
vi.setConfig({ testTimeout: 30_000 });

secretStoreContract('EncryptedFileStore', makeStore, { describe, it });
secretStoreLaws('EncryptedFileStore', makeStore, { numRuns: 60 });

describe('EncryptedFileStore', () => {
  let folder: string;
  let path: string;
  let store: EncryptedFileStore;

  beforeEach(async () => {
    vi.stubEnv('LP_SECRETS_KEY', '');
    folder = await realpath(await mkdtemp(join(tmpdir(), 'encrypted-file-')));
    path = join(folder, 'secrets.json');
    store = new EncryptedFileStore(path);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  const modeOf = async (name: string) => (await stat(name)).mode & 0o777;

  describe('the key', () => {
    const key = randomBytes(32);
    const value = 'planted-value';

    it('is made once, beside the file, by the first put', async () => {
      await store.put({ key: 'A', value: 1 });
      const keys = await readFile(`${path}.key`, 'utf8');
      expect(keys).toMatch(/^(#.*\n)+[\w-]{43}\n$/);
      await store.put({ key: 'A', value: 2 });
      await new EncryptedFileStore(path).put({ key: 'B', value: 3 });
      expect(await readFile(`${path}.key`, 'utf8')).toBe(keys);
    });

    it('is that of LP_SECRETS_KEY when it is set, and no key file is made', async () => {
      vi.stubEnv('LP_SECRETS_KEY', ` ${key.toString('hex')}\n`);
      await new EncryptedFileStore(path).put({ key: 'A', value });
      expect(await readdir(folder)).toEqual(['secrets.json']);
      vi.stubEnv('LP_SECRETS_KEY', key.toString('base64'));
      expect((await new EncryptedFileStore(path).get('A'))?.value).toBe(value);
      expect((await new EncryptedFileStore(path, { key }).get('A'))?.value).toBe(value);
      await expect(store.get('A')).rejects.toThrow(`the key file ${path}.key is missing`);
    });

    it('of an option comes before LP_SECRETS_KEY', async () => {
      vi.stubEnv('LP_SECRETS_KEY', 'no key at all');
      const keyFile = join(folder, 'keys', 'my.key');
      await new EncryptedFileStore(path, { keyFile }).put({ key: 'A', value });
      expect(await readdir(folder)).toEqual(['keys', 'secrets.json']);
      expect(await modeOf(join(folder, 'keys'))).toBe(0o700);
      await new EncryptedFileStore(join(folder, 'other.json'), { key }).put({ key: 'A', value });
    });

    it('that is none is refused at once, by its name', () => {
      expect(() => new EncryptedFileStore(path, { key: value })).toThrow(
        /^the option "key" must be 32 bytes/,
      );
      vi.stubEnv('LP_SECRETS_KEY', value);
      const open = [() => new EncryptedFileStore(path), () => openSecretStore(`file:${path}`)];
      for (const action of open) {
        expect(action).toThrow(ConfigError);
        expect(action).toThrow(/^LP_SECRETS_KEY must be 32 bytes/);
        expect(action).not.toThrow(value);
      }
    });

    it('that is another one gets an error with the ids of both', async () => {
      await new EncryptedFileStore(path, { key }).put({ key: 'A', value });
      const { keyId } = JSON.parse(await readFile(path, 'utf8'));
      const other = new EncryptedFileStore(path, { key: randomBytes(32) });
      await expect(other.get('A')).rejects.toMatchObject({
        code: 'com.liveperson.faas.secret.auth-failed',
        message: expect.stringMatching(
          `encrypted with the key of id ${keyId}, but the option "key" has the one of id [0-9a-f]{16}: give`,
        ),
      });
    });

    it('is shown by neither inspect nor JSON of a store', async () => {
      const given = new EncryptedFileStore(path, { key });
      await given.put({ key: 'A', value });
      for (const shown of [inspect(given, { showHidden: true, depth: 9 }), JSON.stringify(given)]) {
        for (const form of ['hex', 'base64', 'base64url'] as const) {
          expect(shown).not.toContain(key.toString(form));
        }
        expect(shown).not.toContain(value);
      }
    });
  });

  describe('options', () => {
    it.each([
      ['key', { key: randomBytes(32), keyFile: 'a.key' }],
      ['lockTimeoutMs', { lockTimeoutMs: -1 }],
      ['lockTimeoutMs', { lockTimeoutMs: Number.NaN }],
    ])('%s is refused when it does not fit', (field, options) => {
      expect(() => new EncryptedFileStore(path, options)).toThrow(expect.objectContaining({ field }));
    });

    it('needs a path', () => {
      expect(() => new EncryptedFileStore('')).toThrow(expect.objectContaining({ field: 'path' }));
    });
  });

  describe('rotateKey', () => {
    it('moves everything under a new key of the key file, at the same versions', async () => {
      await store.put({ key: 'A', value: 'a' });
      await store.put({ key: 'B', value: 'b', managedBy: 'system' });
      const before = [await store.list(), await store.get('A'), await store.get('B')];
      const [oldFile, oldKeys] = await Promise.all([readFile(path, 'utf8'), readFile(`${path}.key`, 'utf8')]);
      const other = new EncryptedFileStore(path);
      await other.list();

      await store.rotateKey();

      expect([await store.list(), await store.get('A'), await store.get('B')]).toEqual(before);
      expect([await other.list(), await other.get('A'), await other.get('B')]).toEqual(before);
      const [file, keys] = await Promise.all([readFile(path, 'utf8'), readFile(`${path}.key`, 'utf8')]);
      expect(JSON.parse(file).keyId).not.toBe(JSON.parse(oldFile).keyId);
      expect(JSON.parse(file).secrets[0].data).not.toBe(JSON.parse(oldFile).secrets[0].data);
      expect(keys).toMatch(new RegExp(`^${oldKeys}[\\w-]{43}\n$`));
      const [oldKey = '', newKey = ''] = keys.trim().split('\n').slice(-2);
      const withOld = new EncryptedFileStore(path, { key: oldKey });
      await expect(withOld.get('A')).rejects.toMatchObject({
        code: 'com.liveperson.faas.secret.auth-failed',
      });
      expect(await new EncryptedFileStore(path, { key: newKey }).get('A')).toEqual(before[1]);
    });

    it('goes on counting versions', async () => {
      const { version } = await store.put({ key: 'A', value: 1 });
      await store.rotateKey();
      const next = await store.put({ key: 'A', value: 2 }, { ifVersion: version });
      expect(Number.parseInt(next.version, 10)).toBe(2);
    });

    it('leaves other files with the same key file readable', async () => {
      const keyFile = join(folder, 'shared.key');
      const [one, two] = ['one.json', 'two.json'].map(
        (name) => new EncryptedFileStore(join(folder, name), { keyFile }),
      );
      await one?.put({ key: 'A', value: 'one' });
      await two?.put({ key: 'A', value: 'two' });
      await one?.rotateKey();
      expect((await two?.get('A'))?.value).toBe('two');
      await two?.put({ key: 'A', value: 'more' });
      expect((await one?.get('A'))?.value).toBe('one');
    });

    it('takes a given key, and tells stores with the old one', async () => {
      const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
      const given = new EncryptedFileStore(path, { key: oldKey });
      const stale = new EncryptedFileStore(path, { key: oldKey });
      const stored = await given.put({ key: 'A', value: 1 });
      await given.rotateKey(newKey.toString('base64'));
      expect(await given.get('A')).toEqual(stored);
      await given.put({ key: 'A', value: 2 }, { ifVersion: stored.version });
      await expect(stale.get('A')).rejects.toThrow('give the key that belongs to it');
      await expect(stale.put({ key: 'A', value: 3 })).rejects.toThrow('give the key that belongs to it');
      expect((await new EncryptedFileStore(path, { key: newKey }).get('A'))?.value).toBe(2);
      expect(await readdir(folder)).toEqual(['secrets.json']);
    });

    it('to the key in use changes nothing', async () => {
      const key = randomBytes(32);
      const given = new EncryptedFileStore(path, { key });
      await given.put({ key: 'A', value: 1 });
      const before = await readFile(path);
      await given.rotateKey(key);
      expect(await readFile(path)).toEqual(before);
    });

    it('of an empty store decides which key the first put uses', async () => {
      const key = randomBytes(32);
      await store.rotateKey(key);
      await store.put({ key: 'A', value: 1 });
      expect((await new EncryptedFileStore(path, { key }).get('A'))?.value).toBe(1);
    });

    it('without a new key is refused where the present one was given', async () => {
      vi.stubEnv('LP_SECRETS_KEY', randomBytes(32).toString('base64'));
      await expect(new EncryptedFileStore(path).rotateKey()).rejects.toThrow(
        expect.objectContaining({ field: 'newKey', message: expect.stringContaining('LP_SECRETS_KEY') }),
      );
      await expect(store.rotateKey('planted')).rejects.toThrow(/^The new key must be 32 bytes/);
    });
  });

  describe('the file', () => {
    it('is not made by what writes nothing', async () => {
      expect(await store.list()).toEqual([]);
      expect(await store.get('A')).toBeUndefined();
      await store.delete('A');
      const put = store.put({ key: 'A', value: 1 }, { ifVersion: '1' });
      await expect(put).rejects.toThrow(SecretConflictError);
      expect(await readdir(folder)).toEqual([]);
    });

    it('is made with its key and its folder, for the owner only', async () => {
      const nested = join(folder, 'a', 'b', 'secrets.json');
      await new EncryptedFileStore(nested).put({ key: 'A', value: 1 });
      expect(await modeOf(nested)).toBe(0o600);
      expect(await modeOf(`${nested}.key`)).toBe(0o600);
      expect(await modeOf(join(folder, 'a', 'b'))).toBe(0o700);
      expect(await modeOf(join(folder, 'a'))).toBe(0o700);
      expect((await readdir(join(folder, 'a', 'b'))).sort()).toEqual(['secrets.json', 'secrets.json.key']);
    });

    it.each([0o644, 0o660, 0o606])(
      'of mode %i, as its key, is told of once and mended by a write',
      async (mode) => {
        await store.put({ key: 'A', value: 1 });
        await chmod(path, mode);
        await chmod(`${path}.key`, mode);
        const warnings = vi.spyOn(process, 'emitWarning').mockReturnValue();
        await store.get('A');
        await store.list();
        expect(warnings.mock.calls.map(([text, options]) => [String(text).split(' ')[0], options])).toEqual(
          [path, `${path}.key`].map((name) => [name, { code: 'LP_SECRETS_PERMISSIONS' }]),
        );
        expect(await modeOf(path)).toBe(mode);
        await store.put({ key: 'B', value: 2 });
        expect(await modeOf(path)).toBe(0o600);
        expect(await modeOf(`${path}.key`)).toBe(0o600);
        await new EncryptedFileStore(path).get('A');
        expect(warnings).toHaveBeenCalledTimes(2);
        warnings.mockRestore();
      },
    );

    it('is the target of a symbolic link, which stays', async () => {
      await mkdir(join(folder, 'shared'));
      const target = join(folder, 'shared', 'real.json');
      const key = randomBytes(32);
      await new EncryptedFileStore(target, { key }).put({ key: 'A', value: 1 });
      await symlink(target, path);
      const linked = new EncryptedFileStore(path, { key });
      await linked.put({ key: 'A', value: 2 });
      expect((await new EncryptedFileStore(target, { key }).get('A'))?.value).toBe(2);
      expect(await readdir(folder)).toEqual(['secrets.json', 'shared']);
      expect(await readdir(join(folder, 'shared'))).toEqual(['real.json']);
    });

    it('is replaced, never changed in place', async () => {
      await store.put({ key: 'A', value: 1 });
      const { ino } = await stat(path);
      await store.put({ key: 'A', value: 2 });
      expect((await stat(path)).ino).not.toBe(ino);
    });
  });

  describe('the lock', () => {
    it('keeps writes waiting for a limited time, reads not at all, and says where it is', async () => {
      await store.put({ key: 'A', value: 1 });
      await mkdir(`${path}.lock`);
      const impatient = new EncryptedFileStore(path, { lockTimeoutMs: 50 });
      await expect(impatient.put({ key: 'A', value: 2 })).rejects.toMatchObject({
        code: 'com.liveperson.faas.secret.op-failed',
        key: 'A',
        message: expect.stringContaining(`held the lock ${path}.lock for 50 ms`),
      });
      expect((await impatient.get('A'))?.value).toBe(1);
      await expect(impatient.put({ key: 'A', value: 2 }, { ifAbsent: true })).rejects.toThrow(
        SecretConflictError,
      );
      await rm(`${path}.lock`, { recursive: true });
      await impatient.put({ key: 'A', value: 2 });
    });
  });

  describe('the key file', () => {
    it.each(['no keys in here\n', ''])('that is none is left as it is, its mode too: %j', async (content) => {
      const keyFile = join(folder, 'notes.txt');
      await writeFile(keyFile, content, { mode: 0o644 });
      await store.put({ key: 'A', value: 1 });
      const before = await stat(keyFile);
      const wrong = new EncryptedFileStore(path, { keyFile });
      const fresh = new EncryptedFileStore(join(folder, 'fresh.json'), { keyFile });
      for (const attempt of [
        () => wrong.get('A'),
        () => wrong.put({ key: 'A', value: 2 }),
        () => wrong.rotateKey(),
        () => fresh.put({ key: 'A', value: 2 }),
        () => fresh.rotateKey(),
        () => fresh.checkWritable('A'),
      ]) {
        await expect(attempt()).rejects.toMatchObject({
          code: 'com.liveperson.faas.secret.auth-failed',
          message: expect.stringContaining(keyFile),
        });
      }
      const after = await stat(keyFile);
      expect([after.mode, after.ino, after.mtimeMs]).toEqual([before.mode, before.ino, before.mtimeMs]);
      expect(await readFile(keyFile, 'utf8')).toBe(content);
      expect((await readdir(folder)).sort()).toEqual(['notes.txt', 'secrets.json', 'secrets.json.key']);
    });

    it('lies beside the target of a link, so that every link finds it', async () => {
      await mkdir(join(folder, 'private'));
      await symlink('private/secrets.json', path);
      await symlink('private/secrets.json', join(folder, 'second.json'));
      await store.put({ key: 'A', value: 1 });
      expect((await readdir(join(folder, 'private'))).sort()).toEqual(['secrets.json', 'secrets.json.key']);
      expect((await new EncryptedFileStore(join(folder, 'second.json')).get('A'))?.value).toBe(1);
    });

    it('that cannot be used is named, not the file of secrets alone', async () => {
      const keyFile = join(folder, 'a-folder');
      await mkdir(keyFile);
      const put = new EncryptedFileStore(path, { keyFile }).put({ key: 'A', value: 1 });
      await expect(put).rejects.toThrow(`the key file ${keyFile} cannot be used: it is a folder`);
    });

    it.runIf(isRoot)('keeps its owner when root adds a key', async () => {
      await store.put({ key: 'A', value: 1 });
      await chown(`${path}.key`, 1_000, 1_001);
      await store.rotateKey();
      const { uid, gid } = await stat(`${path}.key`);
      expect([uid, gid]).toEqual([1_000, 1_001]);
    });
  });

  describe('its size', () => {
    /** A file of so many secrets of the largest size, which a put alone would take minutes for. */
    async function fill(count: number): Promise<Buffer> {
      const key = randomBytes(32);
      const sealing = checkedKey(key, 'the key');
      let document = emptyDocument();
      for (let at = 0; at < count; at += 1) {
        const secret = { key: `KEY_${at}`, value: 'a'.repeat(16_382), managedBy: 'user' } as const;
        ({ document } = withSecret(document, secret, sealing));
      }
      await writeFile(path, formatDocument(document, sealing), { mode: 0o600 });
      return key;
    }

    it('ends at 4 MiB: a put beyond is refused, and the file is as before', async () => {
      const full = new EncryptedFileStore(path, { key: await fill(188) });
      await full.checkWritable('KEY_0');
      const large = 'b'.repeat(16_382);
      for (let at = 0; ; at += 1) {
        const before = await readFile(path);
        const put = full.put({ key: `MORE_${at}`, value: large });
        if (before.length + 22_000 < 4 * 1024 * 1024) {
          await put;
          continue;
        }
        await expect(put).rejects.toMatchObject({
          code: 'com.liveperson.faas.secret.op-failed',
          message: expect.stringMatching(/4 MiB.*delete secrets, or use a Vault\. It was left as it is$/),
        });
        expect((await readFile(path)).equals(before)).toBe(true);
        break;
      }
      await full.put({ key: 'KEY_0', value: 1 });
      await full.put({ key: 'LAST', value: large });
    });

    it('that is beyond may shrink, and be read', async () => {
      const full = new EncryptedFileStore(path, { key: await fill(200) });
      expect((await full.get('KEY_199'))?.value).toHaveLength(16_382);
      await full.delete('KEY_0');
      await full.put({ key: 'KEY_1', value: 1 });
      expect(await full.identity()).toMatch(/^file:/);
      await full.rotateKey(randomBytes(32));
      await expect(full.put({ key: 'KEY_1', value: 'a'.repeat(16_382) })).rejects.toThrow('4 MiB');
    });
  });

  describe('the identity', () => {
    it('is asked of the file with its key, and not of another one', async () => {
      await store.identity();
      const other = new EncryptedFileStore(path, { key: randomBytes(32) });
      await expect(other.identity()).rejects.toMatchObject({
        code: 'com.liveperson.faas.secret.auth-failed',
      });
      expect(await new EncryptedFileStore(path, { identity: 'a-place' }).identity()).toBe('a-place');
    });

    it('is one for stores of one file that ask at the same time', async () => {
      const stores = Array.from({ length: 4 }, () => new EncryptedFileStore(path));
      const identities = await Promise.all(stores.map((one) => one.identity()));
      expect(new Set(identities).size).toBe(1);
    });

    it('stays when the key is replaced', async () => {
      const identity = await store.identity();
      await store.rotateKey();
      expect(await store.identity()).toBe(identity);
    });
  });

  it('asked whether it takes a write, says that its key is wrong or cannot be made', async () => {
    await store.put({ key: 'A', value: 1 });
    const wrong = new EncryptedFileStore(path, { key: randomBytes(32) });
    await expect(wrong.checkWritable('A')).rejects.toMatchObject({
      code: 'com.liveperson.faas.secret.auth-failed',
    });
    const fresh = new EncryptedFileStore(join(folder, 'fresh.json'), { keyFile: '/dev/null/key' });
    await expect(fresh.put({ key: 'A', value: 1 })).rejects.toThrow(/key file .* cannot be used: ENOTDIR/);
    await expect(fresh.checkWritable('A')).rejects.toThrow(/key file .* cannot be used: ENOTDIR/);
  });

  describe('the text file:PATH', () => {
    it('opens a store of the same file', async () => {
      const put = await openSecretStore(`file:${path}`).put({ key: 'A', value: 1 });
      expect(await store.get('A')).toEqual(put);
    });

    it('is read with the current folder of that moment', async () => {
      vi.spyOn(process, 'cwd').mockReturnValue(folder);
      const opened = openSecretStore('file:secrets.json');
      vi.restoreAllMocks();
      await opened.put({ key: 'A', value: 1 });
      expect((await store.get('A'))?.value).toBe(1);
    });

    it('needs a path', () => {
      expect(() => openSecretStore('file:')).toThrow(ConfigError);
    });
  });
});
