import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SecretConflictError } from '../../../src/errors/secret-conflict-error.js';
import { SecretForbiddenError } from '../../../src/errors/secret-forbidden-error.js';
import type { VaultStore } from '../../../src/secrets/stores/vault/vault.js';
import { VaultScene } from '../../support/vault-scene.js';
import { onRead, onWrite, unavailable, type VaultOutcome } from '../../support/vault-stand-in-faults.js';

let scene: VaultScene;
let store: VaultStore;
/** Somebody else, at the same secrets. */
let other: VaultStore;
beforeEach(async () => {
  scene = await VaultScene.make();
  store = scene.open();
  other = scene.open();
});
afterEach(() => scene[Symbol.asyncDispose]());

const LOST: readonly [string, VaultOutcome][] = [
  ['reset', 'reset'],
  ['500', unavailable(500, 'context canceled')],
  ['503', unavailable(503)],
  ['307', { status: 307, headers: { location: 'https://elsewhere.example.com/' } }],
];

describe('a write whose answer is lost', () => {
  it.each(LOST)('counts once when it took effect (%s)', async (_, outcome) => {
    scene.server.faults.add({ matches: onWrite, after: () => outcome, times: 2 });
    const put = await store.put({ key: 'KEY', value: 1 }, { ifAbsent: true });
    expect(put.version).toBe('1');
    expect(await other.get('KEY')).toEqual(put);
    expect((await scene.metadata('KEY')).current_version).toBe(1);
  });

  it.each(LOST)('is written when it took no effect (%s)', async (_, outcome) => {
    scene.server.faults.add({ matches: onWrite, before: () => outcome, times: 2 });
    expect((await store.put({ key: 'KEY', value: 1 }, { ifAbsent: true })).version).toBe('1');
  });

  it('is told from an equal value that another wrote', async () => {
    scene.server.faults.add({
      matches: onWrite,
      before: async () => {
        await other.put({ key: 'KEY', value: 'equal' });
        return 'reset' as const;
      },
    });
    const put = store.put({ key: 'KEY', value: 'equal' }, { ifAbsent: true });
    await expect(put).rejects.toThrow(SecretConflictError);
  });

  it('is known again after another wrote over it', async () => {
    scene.server.faults.add({
      matches: onWrite,
      after: async () => {
        await other.put({ key: 'KEY', value: 'later' });
        return 'reset' as const;
      },
    });
    expect((await store.put({ key: 'KEY', value: 'first' }, { ifAbsent: true })).version).toBe('1');
    expect(await other.get('KEY')).toMatchObject({ value: 'later', version: '2' });
  });

  it('is of unknown outcome when its version has been deleted meanwhile', async () => {
    scene.server.faults.add({
      matches: onWrite,
      after: async () => {
        await other.delete('KEY');
        return 'reset' as const;
      },
    });
    const put = store.put({ key: 'KEY', value: 1 }, { ifAbsent: true });
    await expect(put).rejects.toMatchObject({
      code: 'com.liveperson.faas.secret.op-failed',
      message: expect.stringContaining('unknown'),
    });
  });

  it.each(LOST)('is of unknown outcome when that goes on to the last attempt (%s)', async (_, outcome) => {
    scene.server.faults.add({ matches: onWrite, after: () => outcome, times: Number.POSITIVE_INFINITY });
    const put = store.put({ key: 'KEY', value: 1 });
    await expect(put).rejects.toMatchObject({ message: expect.stringContaining('unknown') });
    expect((await other.get('KEY'))?.value).toBe(1);
  });

  it('belongs to a delete: it happens once', async () => {
    await store.put({ key: 'KEY', value: 1 });
    scene.server.faults.add({ matches: onWrite, after: () => 'reset' });
    await store.delete('KEY', { ifVersion: '1' });
    expect((await scene.metadata('KEY')).current_version).toBe(2);
    expect(await other.get('KEY')).toBeUndefined();
  });
});

describe('a write that another one overtakes', () => {
  /** Lets somebody else act between the read and the write of a put or delete. */
  const between = (act: () => Promise<unknown>) =>
    scene.server.faults.add({
      matches: onWrite,
      before: async () => {
        await act();
        return undefined;
      },
    });

  it('is repeated when it has no condition', async () => {
    await store.put({ key: 'KEY', value: 1 });
    between(() => other.put({ key: 'KEY', value: 2 }));
    expect((await store.put({ key: 'KEY', value: 3 })).version).toBe('3');
    expect((await other.get('KEY'))?.value).toBe(3);
  });

  it('does not touch a secret that the system took over', async () => {
    await store.put({ key: 'KEY', value: 1 });
    between(() => other.put({ key: 'KEY', value: 'the system', managedBy: 'system' }));
    await expect(store.put({ key: 'KEY', value: 2 })).rejects.toThrow(SecretForbiddenError);
    expect((await other.get('KEY'))?.value).toBe('the system');
  });

  it('does not delete what the system took over', async () => {
    await store.put({ key: 'KEY', value: 1 });
    between(() => other.put({ key: 'KEY', value: 'the system', managedBy: 'system' }));
    await expect(store.delete('KEY')).rejects.toThrow(SecretForbiddenError);
    expect((await other.get('KEY'))?.value).toBe('the system');
  });

  it('is a conflict when a version was asked for', async () => {
    await store.put({ key: 'KEY', value: 1 });
    between(() => other.put({ key: 'KEY', value: 2 }));
    await expect(store.put({ key: 'KEY', value: 3 }, { ifVersion: '1' })).rejects.toThrow(
      SecretConflictError,
    );
    between(() => other.put({ key: 'KEY', value: 4 }));
    await expect(store.delete('KEY', { ifVersion: '2' })).rejects.toThrow(SecretConflictError);
    expect((await other.get('KEY'))?.value).toBe(4);
  });

  it('and a delete at the same version: one of them wins', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { version } = await store.put({ key: 'KEY', value: round });
      const outcomes = await Promise.allSettled([
        store.delete('KEY', { ifVersion: version }),
        other.put({ key: 'KEY', value: 'new' }, { ifVersion: version }),
      ]);
      const won = outcomes.map(({ status }) => status === 'fulfilled');
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await store.get('KEY'))?.value).toBe(won[0] ? undefined : 'new');
    }
  });

  it('gives up when the others never stop, and has written nothing', async () => {
    await store.put({ key: 'KEY', value: 0 });
    scene.server.faults.add({
      matches: onWrite,
      times: Number.POSITIVE_INFINITY,
      before: () => ({
        status: 400,
        errors: ['check-and-set parameter did not match the current version'],
      }),
    });
    await expect(store.put({ key: 'KEY', value: 1 })).rejects.toMatchObject({
      message: expect.stringContaining('nothing was written'),
    });
    expect((await other.get('KEY'))?.value).toBe(0);
  });
});

describe('a delete that is cut short after its tombstone', () => {
  beforeEach(async () => {
    await store.put({ key: 'KEY', value: 'old' });
    scene.server.faults.add({
      matches: ({ path }) => path.startsWith('secret/delete/'),
      before: () => ({ status: 403, errors: ['permission denied'] }),
    });
    await expect(store.delete('KEY')).rejects.toMatchObject({
      message: expect.stringContaining('secret/delete/lp/KEY'),
    });
  });

  it('has deleted the secret for every reader', async () => {
    expect(await other.get('KEY')).toBeUndefined();
    expect(await other.list()).toEqual([]);
    await expect(other.put({ key: 'KEY', value: 1 }, { ifVersion: '2' })).rejects.toThrow(
      SecretConflictError,
    );
    expect((await other.put({ key: 'KEY', value: 1 }, { ifAbsent: true })).version).toBe('3');
  });

  it('hides the old value when it is repeated', async () => {
    await other.delete('KEY');
    const { versions } = await scene.metadata('KEY');
    expect(versions['1'].deletion_time).not.toBe('');
    expect(versions['2'].deletion_time).not.toBe('');
    const old = await scene.admin.request('GET', 'secret/data/lp/KEY?version=1');
    expect(old.status).toBe(404);
  });

  it('does not hide what was written after it', async () => {
    await other.put({ key: 'KEY', value: 'new' });
    await scene.admin.done('POST', 'secret/delete/lp/KEY', { body: { versions: [1, 2] } });
    expect((await store.get('KEY'))?.value).toBe('new');
  });
});

describe('the owner', () => {
  const onNote = ({ method }: { method: string }) => method === 'PATCH';

  it('is noted in the custom metadata, beside what others keep there', async () => {
    await store.put({ key: 'KEY', value: 1 });
    const body = { custom_metadata: { team: 'a' } };
    const contentType = 'application/merge-patch+json';
    await scene.admin.done('PATCH', 'secret/metadata/lp/KEY', { body, contentType });
    await store.put({ key: 'KEY', value: 2, managedBy: 'system' });
    expect((await scene.metadata('KEY')).custom_metadata).toEqual({
      managedBy: 'system',
      managedByVersion: '2',
      team: 'a',
    });
  });

  it.each(LOST)('is that of the record when noting it failed (%s)', async (_, outcome) => {
    await store.put({ key: 'KEY', value: 1 });
    // Twice: the first may meet a connection that was idle, and is sent once more then.
    for (let times = 0; times < 2; times += 1) {
      scene.server.faults.add({ matches: onNote, before: () => outcome });
    }
    await store.put({ key: 'KEY', value: 2, managedBy: 'system' });
    expect((await scene.metadata('KEY')).custom_metadata.managedBy).toBe('user');
    expect(await other.list()).toEqual([{ key: 'KEY', version: '2', managedBy: 'system' }]);
    expect((await other.get('KEY'))?.managedBy).toBe('system');
    await expect(other.put({ key: 'KEY', value: 3 })).rejects.toThrow(SecretForbiddenError);
    await expect(other.delete('KEY')).rejects.toThrow(SecretForbiddenError);
  });

  it('is not listed of a secret that another tool deleted or destroyed', async () => {
    for (const key of ['DELETED', 'DESTROYED', 'KEPT']) await store.put({ key, value: 1 });
    await scene.admin.done('DELETE', 'secret/data/lp/DELETED');
    await scene.admin.done('PUT', 'secret/destroy/lp/DESTROYED', { body: { versions: [1] } });
    expect((await store.list()).map(({ key }) => key)).toEqual(['KEPT']);
    expect(await store.get('DESTROYED')).toBeUndefined();
    expect((await store.put({ key: 'DESTROYED', value: 2 }, { ifAbsent: true })).version).toBe('2');
  });

  it('is read by list without a value, where it is noted', async () => {
    await store.put({ key: 'KEY', value: 1 });
    const reads = scene.server.requests.filter(onRead).length;
    expect(await store.list()).toEqual([{ key: 'KEY', version: '1', managedBy: 'user' }]);
    expect(scene.server.requests.filter(onRead)).toHaveLength(reads);
  });
});
