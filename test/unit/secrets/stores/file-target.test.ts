import { execFileSync } from 'node:child_process';
import {
  chmod,
  chown,
  copyFile,
  lstat,
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
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SecretStore } from '../../../../src/secrets/secret-store.js';
import { EncryptedFileStore } from '../../../../src/secrets/stores/encrypted-file/encrypted-file.js';
import { SettingsFileStore } from '../../../../src/secrets/stores/settings-file/settings-file.js';
import { asOtherUser, isRoot, OTHER_USER } from '../../../support/other-user.js';

const FAILED = 'com.liveperson.faas.secret.op-failed';

let folder: string;
let path: string;
beforeEach(async () => {
  vi.stubEnv('LP_SECRETS_KEY', '');
  folder = await realpath(await mkdtemp(join(tmpdir(), 'file-target-')));
  path = join(folder, 'secrets.json');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** All that lies in a folder, with what can be seen of a change. */
async function everythingIn(name: string): Promise<unknown> {
  const names = await readdir(name, { recursive: true });
  return Promise.all(
    ['.', ...names].sort().map(async (one) => {
      const { ino, mtimeMs, mode, uid, gid } = await lstat(join(name, one));
      return { one, ino, mtimeMs, mode, uid, gid };
    }),
  );
}

const mounts = isRoot && process.platform === 'linux' && mayMount();

function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

if (!isRoot) it.skip('What root writes keeps its owner: NOT RUN, since this process is not root');
if (!mounts) it.skip('A file or a folder that is a mount: NOT RUN, since this process may not mount');

describe.each([
  ['SettingsFileStore', (at: string): SecretStore => new SettingsFileStore(at)],
  ['EncryptedFileStore', (at: string): SecretStore => new EncryptedFileStore(at)],
])('the file of a %s', (kind, open) => {
  const operations = (store: SecretStore): (() => Promise<unknown>)[] => [
    () => store.get('A'),
    () => store.list(),
    () => store.put({ key: 'A', value: 1 }),
    () => store.checkWritable?.('A') ?? Promise.resolve(),
    () => store.identity?.() ?? Promise.resolve(),
  ];

  describe('that root writes', () => {
    it.runIf(isRoot)('keeps owner, group and mode', async () => {
      const store = open(path);
      await store.put({ key: 'A', value: 1 });
      await chown(path, 1_000, 1_001);
      for (const write of [
        () => store.put({ key: 'B', value: 2 }),
        () => store.delete('B'),
        () => open(path).put({ key: 'C', value: 3 }, { ifAbsent: true }),
      ]) {
        await write();
        const { uid, gid, mode } = await stat(path);
        expect([uid, gid, mode & 0o777]).toEqual([1_000, 1_001, 0o600]);
      }
    });

    it.runIf(isRoot)('is of its user, who can go on', async () => {
      await chown(folder, OTHER_USER, OTHER_USER);
      await asOtherUser(() => open(path).put({ key: 'A', value: 1 }));
      await open(path).put({ key: 'A', value: 2 });
      await asOtherUser(async () => {
        expect((await open(path).get('A'))?.value).toBe(2);
        await open(path).put({ key: 'A', value: 3 });
      });
      expect((await open(path).get('A'))?.value).toBe(3);
    });
  });

  describe('behind symbolic links', () => {
    it.each([
      ['to a file in a folder that is there', 'there/real.json'],
      ['to a file in a folder that is not', 'a/b/real.json'],
      ['to a file beside it', 'real.json'],
    ])('that lead to nothing yet is made there: %s', async (_, target) => {
      await mkdir(join(folder, 'there'));
      await symlink(target, path);
      const put = await open(path).put({ key: 'A', value: 1 });
      expect((await lstat(path)).isSymbolicLink()).toBe(true);
      expect((await lstat(join(folder, target))).isFile()).toBe(true);
      expect(await open(join(folder, target)).get('A')).toEqual(put);
      expect(await open(path).get('A')).toEqual(put);
    });

    it('is found through chains, and through folders that are links', async () => {
      await mkdir(join(folder, 'real'));
      await symlink('real', join(folder, 'linked'));
      await symlink('linked/second.json', path);
      await symlink('../real/third.json', join(folder, 'real', 'second.json'));
      await open(path).put({ key: 'A', value: 1 });
      const real = join(folder, 'real', 'third.json');
      expect((await lstat(real)).isFile()).toBe(true);
      expect((await open(real).get('A'))?.value).toBe(1);
      expect(await open(path).identity?.()).toBe(await open(real).identity?.());
    });

    it('that lead in a circle is told', async () => {
      await symlink('b', join(folder, 'a'));
      await symlink('a', join(folder, 'b'));
      const put = open(join(folder, 'a')).put({ key: 'A', value: 1 });
      await expect(put).rejects.toMatchObject({ code: FAILED, message: expect.stringContaining('ELOOP') });
    });
  });

  describe('that cannot be replaced', () => {
    it('since it is a FIFO is told at once, by every operation', async () => {
      execFileSync('mkfifo', [path]);
      for (const operation of operations(open(path))) {
        await expect(operation()).rejects.toMatchObject({
          code: FAILED,
          message: expect.stringContaining('it is a FIFO (named pipe): give the path of a regular file'),
        });
      }
      expect(await readdir(folder)).toEqual(['secrets.json']);
    });

    it('since it is a device is told', async () => {
      await expect(open('/dev/null').put({ key: 'A', value: 1 })).rejects.toThrow(/a device or a socket/);
    });

    it.runIf(mounts)('since it is a mount of its own is told, before a write too', async () => {
      const store = open(path);
      await store.put({ key: 'A', value: 1 });
      const at = join(folder, 'with space');
      await mkdir(at);
      const mounted = join(at, 'secrets.json');
      await writeFile(mounted, '');
      if (kind === 'EncryptedFileStore') await copyFile(`${path}.key`, `${mounted}.key`);
      execFileSync('mount', ['--bind', path, mounted]);
      try {
        const before = await readFile(path, 'utf8');
        const blocked = open(mounted);
        expect((await blocked.get('A'))?.value).toBe(1);
        for (const write of [() => blocked.checkWritable?.('A'), () => blocked.put({ key: 'A', value: 2 })]) {
          await expect(write()).rejects.toMatchObject({
            code: FAILED,
            message: expect.stringMatching(/mount of its own.*mount the folder that it is in\. It was left/),
          });
        }
        expect(await readFile(path, 'utf8')).toBe(before);
        expect((await readdir(at)).filter((name) => !/^secrets\.json(\.key)?$/.test(name))).toEqual([]);
      } finally {
        execFileSync('umount', [mounted]);
      }
    });
  });

  describe('asked whether it takes a write', () => {
    it('is as before, whether it is there or not', async () => {
      const store = open(join(folder, 'new', 'folder', 'secrets.json'));
      const empty = await everythingIn(folder);
      await store.checkWritable?.('A');
      expect(await everythingIn(folder)).toEqual(empty);
      await store.put({ key: 'A', value: 1 });
      const written = await everythingIn(folder);
      await store.checkWritable?.('A');
      expect(await everythingIn(folder)).toEqual(written);
    });

    // For root there is no such folder.
    it.skipIf(isRoot)('rejects as a put does in a folder that nobody may write to', async () => {
      const inside = join(folder, 'locked');
      await mkdir(inside, { mode: 0o500 });
      await expectRefusal(inside, 'EACCES');
    });

    it.runIf(mounts)('rejects as a put does in a folder that is mounted read-only', async () => {
      const inside = join(folder, 'mounted');
      await mkdir(inside);
      execFileSync('mount', ['--bind', inside, inside]);
      try {
        execFileSync('mount', ['-o', 'remount,ro,bind', inside]);
        await expectRefusal(inside, 'EROFS');
      } finally {
        execFileSync('umount', [inside]);
      }
    });

    async function expectRefusal(inside: string, reason: string): Promise<void> {
      const refusal = { code: FAILED, message: expect.stringContaining(reason) };
      const store = open(join(inside, 'secrets.json'));
      await expect(store.checkWritable?.('A')).rejects.toMatchObject(refusal);
      await expect(store.put({ key: 'A', value: 1 })).rejects.toMatchObject(refusal);
      const deeper = open(join(inside, 'deeper', 'secrets.json'));
      await expect(deeper.checkWritable?.('A')).rejects.toMatchObject(refusal);
      await expect(deeper.put({ key: 'A', value: 1 })).rejects.toMatchObject({ code: FAILED });
    }

    it('rejects as a put does when it cannot be read', async () => {
      await writeFile(path, 'no file of ours');
      const store = open(path);
      const [check, put] = await Promise.all(
        [store.checkWritable?.('A'), store.put({ key: 'A', value: 1 })].map((attempt) =>
          Promise.resolve(attempt).then(String, String),
        ),
      );
      expect(check).toMatch(/^SecretError/);
      expect(check?.replace('write', 'read')).toBe(put?.replace('write', 'read'));
    });
  });

  describe('has an identity', () => {
    it('of host, path without links and an id', async () => {
      await symlink('real.json', path);
      const identity = await open(path).identity?.();
      expect(identity).toMatch(/#[0-9a-f-]{36}$/);
      expect(identity?.replace(/#.*/, '')).toBe(`file:${hostname()}:${join(folder, 'real.json')}`);
    });

    it('that is asked for without making a file', async () => {
      expect(await open(path).identity?.({ create: false })).toBeUndefined();
      expect(await readdir(folder)).toEqual([]);
      const identity = await open(path).identity?.();
      expect(await open(path).identity?.({ create: false })).toBe(identity);
      expect(await open(path).list()).toEqual([]);
    });

    it('that no copy has, and no file that comes after it', async () => {
      const first = await open(path).identity?.();
      const copied = join(folder, 'copy.json');
      await copyFile(path, copied);
      if (kind === 'EncryptedFileStore') await copyFile(`${path}.key`, `${copied}.key`);
      expect(await open(copied).identity?.()).not.toBe(first);
      await rm(path);
      await open(path).put({ key: 'A', value: 1 });
      expect(await open(path).identity?.()).not.toBe(first);
    });

    it('that is given once to all who ask at the same time', async () => {
      const store = open(path);
      const identities = await Promise.all(Array.from({ length: 8 }, () => store.identity?.()));
      expect(new Set(identities).size).toBe(1);
    });
  });
});

describe('a settings file', () => {
  it('says that it was written when only the disk did not confirm it', async () => {
    await chmod(folder, 0o755);
    const inside = join(folder, 'unlisted');
    await mkdir(inside);
    if (isRoot) await chown(inside, OTHER_USER, OTHER_USER);
    // Files can be made in it, and it cannot be opened itself.
    await chmod(inside, 0o300);
    const file = join(inside, 'settings.json');
    await asOtherUser(async () => {
      await expect(new SettingsFileStore(file).put({ key: 'A', value: 1 })).rejects.toMatchObject({
        code: FAILED,
        message: `The settings file ${file} was written, but the disk did not confirm it (EACCES). Read it before you write again`,
      });
      expect((await new SettingsFileStore(file).get('A'))?.value).toBe(1);
    });
    await chmod(inside, 0o700);
  });
});
