import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SecretConflictError } from '../../../../../src/errors/secret-conflict-error.js';
import { EncryptedFileStore } from '../../../../../src/secrets/stores/encrypted-file/encrypted-file.js';
import { LockLost } from '../../../../../src/secrets/stores/encrypted-file/fence.js';

const steps = vi.hoisted(() => ({
  /** What was called. */
  seen: [] as string[],
  /** How many more calls of the file system happen before one is held; undefined holds none. */
  left: undefined as number | undefined,
  /** Called in place of the call that is held; it happens when this resolves. */
  hold: async () => {},
}));

// Every call of the file system, also those on open files, is a step at which a process can die or be stopped.
vi.mock('node:fs/promises', async (original) => {
  type Call = (...parts: unknown[]) => Promise<unknown>;
  const step = (name: string, call: Call) => {
    return async (...parts: unknown[]) => {
      steps.seen.push(name);
      if (steps.left !== undefined) {
        steps.left -= 1;
        if (steps.left < 0) {
          steps.left = undefined;
          await steps.hold();
        }
      }
      return call(...parts);
    };
  };
  const real = await original<Record<string, Call>>();
  const open = async (...parts: unknown[]) => {
    const file = (await real.open?.(...parts)) as Record<string, Call>;
    return new Proxy(file, {
      get: (target, name) => {
        const call = target[String(name)];
        return typeof call === 'function' ? step(String(name), call.bind(target)) : call;
      },
    });
  };
  const calls = Object.entries(real).filter(([, call]) => typeof call === 'function');
  return {
    ...Object.fromEntries(calls.map(([name, call]) => [name, step(name, call)])),
    open: step('open', open),
  };
});

// A lock that anybody gets at any time: what is proven here needs no working lock.
vi.mock('../../../../../src/secrets/stores/encrypted-file/file-lock.js', () => ({
  withFileLock: async (_path: string, _timeoutMs: number, change: () => Promise<unknown>) => {
    for (;;) {
      try {
        return await change();
      } catch (error) {
        if (!(error instanceof LockLost)) throw error;
        // Otherwise writers who only take the fence from each other get nowhere.
        await new Promise((resolve) => setTimeout(resolve, 20 * Math.random()));
      }
    }
  },
}));

// Thousands of writes, each of which waits for the disk.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interrupted-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Interruption {
  readonly path: string;
  /** The interrupted operation; it is held until `resume`. */
  readonly outcome: Promise<unknown>;
  readonly resume: () => void;
}

type Operation = (store: EncryptedFileStore) => Promise<unknown>;

/** Runs an operation on copies of a folder, held before its first, second, third … step, up to its last. */
async function atEachStep(
  operation: Operation,
  prepare: Operation,
  examine: (interruption: Interruption) => Promise<void>,
): Promise<number> {
  const start = await mkdtemp(join(folder, 'start-'));
  await prepare(new EncryptedFileStore(join(start, 'secrets.json')));
  for (let step = 0; ; step += 1) {
    const copy = await mkdtemp(join(folder, `at-${step}-`));
    await cp(start, copy, { recursive: true });
    const path = join(copy, 'secrets.json');
    let resume = () => {};
    const held = new Promise<void>((resolve) => {
      resume = resolve;
    });
    const reached = new Promise<'held'>((resolve) => {
      steps.hold = () => {
        resolve('held');
        return held;
      };
    });
    steps.left = step;
    const outcome = operation(new EncryptedFileStore(path));
    const first = await Promise.race([reached, outcome.then(() => 'ended' as const)]);
    steps.left = undefined;
    if (first === 'ended') return step;
    await examine({ path, outcome, resume });
  }
}

const nothing: Operation = async () => undefined;
const twoSecrets: Operation = async (store) => {
  await store.put({ key: 'KEY', value: 'old' });
  await store.put({ key: 'OTHER', value: 'other' });
};

/** Only the file and its key are left once somebody wrote again. */
async function expectRecovery(path: string): Promise<void> {
  const store = new EncryptedFileStore(path);
  const next = await store.put({ key: 'NEXT', value: 'next' });
  expect(await store.get('NEXT')).toEqual(next);
  expect((await readdir(join(path, '..'))).sort()).toEqual(['secrets.json', 'secrets.json.key']);
}

describe('a process that dies at any step', () => {
  it.each([
    { name: 'of the first put', operation: put('new'), prepare: nothing, before: undefined, after: 'new' },
    { name: 'of a put', operation: put('new'), prepare: twoSecrets, before: 'old', after: 'new' },
    { name: 'of a delete', operation: remove, prepare: twoSecrets, before: 'old', after: undefined },
    { name: 'of a rotation', operation: rotate, prepare: twoSecrets, before: 'old', after: 'old' },
  ])('$name leaves the old or the new file, and the next writer goes on', async (scene) => {
    const seen = new Set<unknown>();
    const count = await atEachStep(scene.operation, scene.prepare, async ({ path }) => {
      const value = (await new EncryptedFileStore(path).get('KEY'))?.value;
      expect([scene.before, scene.after]).toContain(value);
      seen.add(value);
      await expectRecovery(path);
      expect((await new EncryptedFileStore(path).get('KEY'))?.value).toBe(value);
    });
    expect(count).toBeGreaterThan(15);
    expect(seen).toEqual(new Set([scene.before, scene.after]));
  });

  it('of a rotation leaves versions and values as they are', async () => {
    let before: unknown;
    const prepare: Operation = async (store) => {
      await twoSecrets(store);
      before = await snapshot(store);
    };
    await atEachStep(rotate, prepare, async ({ path }) => {
      expect(await snapshot(new EncryptedFileStore(path))).toEqual(before);
      await new EncryptedFileStore(path).rotateKey();
      expect(await snapshot(new EncryptedFileStore(path))).toEqual(before);
    });
  });
});

describe('a process that is stopped at any step, and goes on after others wrote', () => {
  it.each([
    { name: 'the first put', prepare: nothing },
    { name: 'a put', prepare: twoSecrets },
  ])('loses neither write: $name', async ({ prepare }) => {
    await atEachStep(put('mine'), prepare, async ({ path, outcome, resume }) => {
      const others = new EncryptedFileStore(path);
      const theirs = await others.put({ key: 'THEIRS', value: 'theirs' });
      resume();
      expect(await outcome).toMatchObject({ key: 'KEY', value: 'mine' });
      expect(await others.get('THEIRS')).toEqual(theirs);
      expect(await others.get('KEY')).toEqual(await outcome);
    });
  });

  it('does not overwrite what came after the version that it asked for', async () => {
    let asked: string | undefined;
    const change: Operation = async (store) => {
      asked = undefined;
      const { version = '' } = (await store.get('KEY')) ?? {};
      asked = version;
      return store.put({ key: 'KEY', value: 'mine' }, { ifVersion: version });
    };
    const winners = new Set<unknown>();
    await atEachStep(change, twoSecrets, async ({ path, outcome, resume }) => {
      const others = new EncryptedFileStore(path);
      const { version = '' } = (await others.get('KEY')) ?? {};
      const theirs = await others.put({ key: 'KEY', value: 'theirs' }, { ifVersion: version });
      resume();
      const mine = await outcome.catch((error: unknown) => error);
      // Both asked for the same version, and theirs was written.
      if (asked === version) expect(mine).toBeInstanceOf(SecretConflictError);
      const stored = await others.get('KEY');
      expect(stored).toEqual(asked === theirs.version ? mine : theirs);
      winners.add(stored?.value);
    });
    expect(winners).toEqual(new Set(['mine', 'theirs']));
  });

  it.each([
    { name: 'a put, and they rotated the keys', mine: put('mine'), theirs: rotate, value: 'mine' },
    { name: 'a rotation, and they put', mine: rotate, theirs: put('theirs'), value: 'theirs' },
    { name: 'a rotation, and they rotated the keys', mine: rotate, theirs: rotate, value: 'old' },
  ])('leaves a file that opens: $name', async ({ mine, theirs, value }) => {
    await atEachStep(mine, twoSecrets, async ({ path, outcome, resume }) => {
      const others = new EncryptedFileStore(path);
      await theirs(others);
      resume();
      await outcome;
      expect((await others.get('OTHER'))?.value).toBe('other');
      expect((await others.get('KEY'))?.value).toBe(value);
      await expectRecovery(path);
    });
  });
});

it('a write is on the disk before and after the file is replaced, and the key before that', async () => {
  steps.seen = [];
  await put('new')(new EncryptedFileStore(join(folder, 'secrets.json')));
  const replaced = 'open writeFile chmod sync close rename open sync close';
  expect(steps.seen.join(' ')).toMatch(new RegExp(`${replaced}.*${replaced} rm rmdir$`));
});

it('many writers at once count right without any lock', async () => {
  const path = join(folder, 'secrets.json');
  const count = async () => {
    const store = new EncryptedFileStore(path);
    for (let left = 5; left > 0; ) {
      const present = await store.get('COUNTER');
      const condition = present ? { ifVersion: present.version } : { ifAbsent: true as const };
      const put = store.put({ key: 'COUNTER', value: Number(present?.value ?? 0) + 1 }, condition);
      left -= await put.then(
        () => 1,
        (error: unknown) => {
          expect(error).toBeInstanceOf(SecretConflictError);
          return 0;
        },
      );
    }
  };
  await Promise.all(Array.from({ length: 6 }, count));
  expect((await new EncryptedFileStore(path).get('COUNTER'))?.value).toBe(30);
});

function put(value: string): Operation {
  return (store) => store.put({ key: 'KEY', value });
}

async function remove(store: EncryptedFileStore): Promise<void> {
  await store.delete('KEY');
}

async function rotate(store: EncryptedFileStore): Promise<void> {
  await store.rotateKey();
}

async function snapshot(store: EncryptedFileStore): Promise<unknown[]> {
  return Promise.all((await store.list()).map(({ key }) => store.get(key)));
}
