import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LockLost } from '../../../../../src/secrets/stores/encrypted-file/fence.js';
import { FileProblem } from '../../../../../src/secrets/stores/file-problem.js';

/** What a library could do to how a process ends. */
const handling = () => [
  ...['SIGINT', 'SIGTERM', 'SIGHUP', 'exit'].map((event) => process.listenerCount(event)),
  process.emit,
  Reflect.get(process, 'reallyExit'),
];

let folder: string;
let target: string;
let locks: typeof import('../../../../../src/secrets/stores/encrypted-file/file-lock.js');
let handlingBefore: unknown[];

beforeAll(async () => {
  handlingBefore = handling();
  // Not imported above, so that its effects on the process can be seen.
  locks = await import('../../../../../src/secrets/stores/encrypted-file/file-lock.js');
  folder = await mkdtemp(join(tmpdir(), 'file-lock-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  target = join(await mkdtemp(join(folder, 'scene-')), 'file');
});

describe('a lock of a file', () => {
  it('leaves the signal handlers of the process as they are', async () => {
    expect(await locks.withFileLock(target, 1_000, async () => 'done')).toBe('done');
    expect(handling()).toEqual(handlingBefore);
    const handled = once(process, 'SIGUSR2');
    process.kill(process.pid, 'SIGUSR2');
    await handled;
  });

  it('is held by one at a time, and released after a failure too', async () => {
    let inside = 0;
    const enter = (fail: boolean) =>
      locks.withFileLock(target, 10_000, async () => {
        inside += 1;
        expect(inside).toBe(1);
        await readdir(folder);
        inside -= 1;
        if (fail) throw new TypeError('of the change');
      });
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5, 6].map((number) => enter(number % 2 === 0)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(TypeError);
    }
    expect(await readdir(join(target, '..'))).toEqual([]);
  });

  it('makes the folder of the file', async () => {
    await locks.withFileLock(join(target, 'a', 'b', 'file'), 1_000, async () => undefined);
    expect(await readdir(join(target, 'a', 'b'))).toEqual([]);
  });

  it('is taken from a holder that is gone', async () => {
    await mkdir(`${target}.lock`);
    await utimes(`${target}.lock`, 0, 0);
    expect(await locks.withFileLock(target, 1_000, async () => 'done')).toBe('done');
  });

  it('of the future is taken: the clock was set back since', async () => {
    for (const ahead of [3_600, 10 * 365 * 86_400]) {
      await mkdir(`${target}.lock`);
      const future = Date.now() / 1_000 + ahead;
      await utimes(`${target}.lock`, future, future);
      expect(await locks.withFileLock(target, 1_000, async () => 'done')).toBe('done');
      expect(await readdir(join(target, '..'))).toEqual([]);
    }
  });

  it('of a moment ahead, as it may be made, is not taken', async () => {
    await mkdir(`${target}.lock`);
    const soon = Date.now() / 1_000 + 1;
    await utimes(`${target}.lock`, soon, soon);
    await expect(locks.withFileLock(target, 50, async () => 'done')).rejects.toThrow(FileProblem);
  });

  it('that was lost makes the change start anew, for the given time', async () => {
    let attempts = 0;
    const change = async () => {
      attempts += 1;
      if (attempts < 3) throw new LockLost();
      return attempts;
    };
    expect(await locks.withFileLock(target, 5_000, change)).toBe(3);
    const lost = locks.withFileLock(target, 30, async () => {
      throw new LockLost();
    });
    await expect(lost).rejects.toThrow(FileProblem);
    await expect(lost).rejects.toThrow(`${target}.lock`);
  });

  it('that cannot be made fails at once', async () => {
    const inFile = join('/dev/null', 'file');
    await expect(locks.withFileLock(inFile, 60_000, async () => 'done')).rejects.toThrow('ENOTDIR');
  });
});
