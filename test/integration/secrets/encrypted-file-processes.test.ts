import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EncryptedFileStore } from '../../../src/secrets/stores/encrypted-file/encrypted-file.js';
import { type Writer, Writers } from './writers.js';

const SUCCESS = { code: 0, stderr: '' };

let writers: Writers;
beforeAll(async () => {
  writers = await Writers.make();
});
afterAll(() => writers[Symbol.asyncDispose]());

async function freshFile(name: string): Promise<string> {
  const folder = join(writers.folder, name);
  await mkdir(folder);
  return join(folder, 'secrets.json');
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `WRITER_${index}`);

async function countIn(path: string): Promise<unknown> {
  return (await new EncryptedFileStore(path).get('COUNTER'))?.value;
}

/** The folder of a file has nothing but it and its key: no lock, no draft. */
async function expectTidy(path: string): Promise<void> {
  expect((await readdir(join(path, '..'))).sort()).toEqual(['secrets.json', 'secrets.json.key']);
}

describe('an encrypted file that many processes write', () => {
  it('loses nothing of 32 that start at once, before there is a file or a key', async () => {
    const path = await freshFile('thirty-two');
    const started = names(32).map((name) => writers.start(path, name, 'own-keys', 3));
    expect(await Promise.all(started.map(({ ended }) => ended))).toEqual(started.map(() => SUCCESS));

    const store = new EncryptedFileStore(path);
    for (const name of names(32)) {
      for (const round of [1, 2, 3]) expect((await store.get(`${name}_${round}`))?.value).toBe(round);
    }
    expect(await countIn(path)).toBe(32 * 3);
    const keys = (await readFile(`${path}.key`, 'utf8')).split('\n').filter((line) => /^[^#]/.test(line));
    expect(keys).toHaveLength(1);
    for (const file of [path, `${path}.key`]) expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expectTidy(path);
  });

  it('lets others write while the keys are rotated', async () => {
    const path = await freshFile('rotated');
    const started = [
      ...names(6).map((name) => writers.start(path, name, 'count', 12)),
      ...names(2).map((name) => writers.start(path, name, 'rotate', 8)),
    ];
    expect(await Promise.all(started.map(({ ended }) => ended))).toEqual(started.map(() => SUCCESS));
    expect(await countIn(path)).toBe(6 * 12);
    await expectTidy(path);
  });

  it('is taken over from a killed process by many at once, and each of their writes counts', async () => {
    const path = await freshFile('taken-over');
    for (const round of [1, 2, 3]) {
      // What a kill in the middle of a write leaves behind.
      await mkdir(`${path}.lock`);
      await utimes(`${path}.lock`, 0, 0);
      await mkdir(`${path}.fence`);
      await writeFile(join(`${path}.fence`, 'draft-of-the-dead'), '{"format":');
      const started = names(8).map((name) => writers.start(path, name, 'count', 3));
      expect(await Promise.all(started.map(({ ended }) => ended))).toEqual(started.map(() => SUCCESS));
      expect(await countIn(path)).toBe(round * 8 * 3);
      await expectTidy(path);
    }
  });

  it('takes no write of a process that was stopped until its lock was taken', async () => {
    // A put that makes no key renames twice: it raises the fence, then it writes.
    const scenes = ['1', '2', '3', '4'].map(async (STOP_AT) => {
      const path = await freshFile(`stopped-${STOP_AT}`);
      await new EncryptedFileStore(path).put({ key: 'COUNTER', value: 0 });
      const stopped = writers.start(path, 'STOPPED', 'count', 3, { STOP_AT });
      await expect.poll(() => stopped.stopped(), { interval: 10 }).toBe(true);
      const others = names(2).map((name) => writers.start(path, name, 'count', 3));
      expect(await Promise.all(others.map(({ ended }) => ended))).toEqual(others.map(() => SUCCESS));
      stopped.process.kill('SIGCONT');
      expect(await stopped.ended).toEqual(SUCCESS);
      expect(await countIn(path)).toBe((1 + 2) * 3);
      await expectTidy(path);
    });
    expect(await Promise.all(scenes)).toHaveLength(4);
  });

  it('can be opened, and rotated again, after a rotation that was killed at each of its steps', async () => {
    const scenes = ['1', '2', '3', '4'].map(async (KILL_AT) => {
      const path = await freshFile(`rotation-killed-${KILL_AT}`);
      const store = new EncryptedFileStore(path);
      const before = await store.put({ key: 'KEY', value: 'value' });
      const rotation = writers.start(path, 'ROTATION', 'rotate', 1, { KILL_AT });
      expect((await rotation.ended).code).toBe('SIGKILL');
      expect(await store.get('KEY')).toEqual(before);
      await store.rotateKey();
      expect(await store.get('KEY')).toEqual(before);
      await expectTidy(path);
    });
    expect(await Promise.all(scenes)).toHaveLength(4);
  });

  it('can be opened after each of many kills, and has all that was acknowledged', async () => {
    const files = await Promise.all(names(6).map((name) => freshFile(`killed-${name}`)));
    const kills = await Promise.all(files.map((path, index) => storm(path, index)));
    expect(kills.flat().length).toBe(6 * 4 * 3);
    for (const path of files) {
      // The next writer takes away what the dead left behind.
      const last = writers.start(path, 'LAST', 'one-key', 1);
      expect(await last.ended).toEqual(SUCCESS);
      await expectTidy(path);
    }
  }, 60_000);
});

/** Four rounds of three writers, killed in the middle of whatever they do; the last round rotates keys too. */
async function storm(path: string, index: number): Promise<Writer[]> {
  const killed: Writer[] = [];
  for (let round = 0; round < 4; round += 1) {
    const running = names(3).map((name, place) => {
      const job = place === 2 && round % 2 === 1 ? 'rotate' : 'one-key';
      return writers.start(path, `${name}_${round}`, job, 1_000_000);
    });
    const acknowledged = () => running.reduce((sum, writer) => sum + writer.acknowledged(), 0);
    await expect.poll(acknowledged, { interval: 5 }).toBeGreaterThan(3);
    // Any moment will do; these are spread over the few milliseconds that a write takes.
    await delay((index * 7 + round * 3) % 20);
    for (const writer of running) writer.process.kill('SIGKILL');
    for (const writer of running) expect((await writer.ended).code).toBe('SIGKILL');
    killed.push(...running);
    await expectAcknowledged(path, killed);
  }
  return killed;
}

/** Each secret has the last acknowledged value, or that of the one write that was under way. */
async function expectAcknowledged(path: string, killed: readonly Writer[]): Promise<void> {
  const store = new EncryptedFileStore(path);
  const listed = await store.list();
  for (const { key } of listed) expect((await store.get(key))?.value).toBeGreaterThan(0);
  for (const writer of killed) {
    if (writer.process.spawnargs.includes('rotate')) continue;
    const value = Number((await store.get(writer.name))?.value ?? 0);
    expect(value - writer.acknowledged()).toBeGreaterThanOrEqual(0);
    expect(value - writer.acknowledged()).toBeLessThanOrEqual(1);
  }
}
