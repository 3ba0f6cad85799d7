import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

  describe('at a node that answers from an old copy', () => {
    const waits: number[] = [];
    const clock = () => ({ ...scene.clock, sleep: async (ms: number) => void waits.push(ms) });
    const onReadOfTheLatest = { matches: onRead, times: Number.POSITIVE_INFINITY };
    const oldCopy = { status: 200, data: { data: { old: true }, metadata: { version: 1 } } };
    beforeEach(async () => {
      waits.length = 0;
      await store.put({ key: 'KEY', value: 1 });
      await store.put({ key: 'KEY', value: 2 });
    });

    it('is a conflict after a few pauses', async () => {
      scene.server.faults.add({ ...onReadOfTheLatest, before: () => oldCopy });
      const lagging = scene.open({ clock: clock() });
      const attempts = [
        () => lagging.put({ key: 'KEY', value: 3 }, { ifVersion: '1' }),
        () => lagging.delete('KEY', { ifVersion: '1' }),
      ];
      for (const attempt of attempts) {
        const before = scene.server.requests.length;
        await expect(attempt()).rejects.toThrow(SecretConflictError);
        expect(scene.server.requests.length - before).toBeLessThan(10);
        expect(waits.splice(0).slice(1)).toEqual([100, 200, 400, 800]);
      }
    });

    it('is no time-out without a condition either, and says which node is meant', async () => {
      scene.server.faults.add({ ...onReadOfTheLatest, before: () => oldCopy });
      await expect(scene.open({ clock: clock() }).put({ key: 'KEY', value: 3 })).rejects.toMatchObject({
        code: 'com.liveperson.faas.secret.op-failed',
        message: expect.stringMatching(/still shows version 1.*nothing was written.*active node/),
      });
    });

    it('is written once the copy is new', async () => {
      scene.server.faults.add({ ...onReadOfTheLatest, times: 3, before: () => oldCopy });
      expect((await scene.open({ clock: clock() }).put({ key: 'KEY', value: 3 })).version).toBe('3');
    });
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

describe('a secret that Vault will delete', () => {
  it('is told of once, by a put or a get, with the time and what to change', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    await scene.admin.done('POST', 'secret/config', { body: { delete_version_after: '1h' } });
    await store.put({ key: 'KEY', value: 'a-value' });
    await store.get('KEY');
    await store.put({ key: 'KEY', value: 'a-value' });
    await other.get('KEY');
    expect(warn).toHaveBeenCalledTimes(2);
    const text = expect.stringMatching(/deletes secret "KEY" on 2\d{3}-.*delete_version_after.*\(secret\)/);
    for (const call of warn.mock.calls) expect(call).toEqual([text, { code: 'LP_VAULT_DELETION' }]);
    scene.server.clock.advance(3_600_001);
    expect(await store.get('KEY')).toBeUndefined();
    expect((await store.put({ key: 'KEY', value: 1 }, { ifAbsent: true })).version).toBe('3');
    warn.mockRestore();
  });
});

describe('a check whether a secret can be written', () => {
  const tokenOf = async (capabilities: string) => {
    await scene.admin.setPolicy('some', `path "secret/data/lp/*" { capabilities = [${capabilities}] }`);
    const token = await scene.admin.createToken({ policies: ['some'] });
    return scene.open({ auth: { method: 'token', token } });
  };

  it.each(['"read"', '"read", "create"'])('rejects as a put does, with %s', async (capabilities) => {
    await store.put({ key: 'KEY', value: 1 });
    const poor = await tokenOf(capabilities);
    const refusal = (attempt: Promise<unknown>) => attempt.then(String, (error) => `${error.code} ${error}`);
    const check = await refusal(poor.checkWritable('KEY'));
    expect(check).toBe(await refusal(poor.put({ key: 'KEY', value: 2 })));
    expect(check).toMatch(/auth-failed.*did not write secret\/data\/lp\/KEY/);
    expect((await scene.metadata('KEY')).current_version).toBe(1);
  });

  it('resolves where a put would be taken', async () => {
    const rich = await tokenOf('"read", "create", "update"');
    await rich.checkWritable('KEY');
    await store.put({ key: 'KEY', value: 1 });
    await rich.checkWritable('KEY');
    expect((await scene.metadata('KEY')).current_version).toBe(1);
  });

  it('rejects while Vault is sealed, and for a token that is none', async () => {
    scene.server.system.sealed = true;
    await expect(store.checkWritable('KEY')).rejects.toMatchObject({
      message: expect.stringContaining('sealed'),
    });
    scene.server.system.sealed = false;
    const wrong = scene.open({ auth: { method: 'token', token: 'no-such-token' } });
    await expect(wrong.checkWritable('KEY')).rejects.toMatchObject({
      code: 'com.liveperson.faas.secret.auth-failed',
    });
  });
});

describe('the identity', () => {
  it('is made of address, mount, prefix and namespace, and sends nothing', async () => {
    const identities = [
      store,
      scene.open({ mount: 'other' }),
      scene.open({ prefix: 'lp2' }),
      scene.open({ namespace: 'team' }),
      scene.open({ mount: 'secret/lp', prefix: '' }),
    ].map((one) => one.identity());
    const all = await Promise.all(identities);
    expect(new Set(all).size).toBe(5);
    expect(all[0]).toBe(`vault:${scene.server.address}/secret/lp on ${hostname()}`);
    expect(scene.server.requests).toEqual([]);
    const elsewhere = { address: 'https://vault.example.com:8200/', namespace: 'team/' };
    expect(await scene.open(elsewhere).identity({ create: false })).toBe(
      'vault:https://vault.example.com:8200/secret/lp namespace team',
    );
    expect(await scene.open({ identity: 'production' }).identity()).toBe('production');
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
      message: expect.stringMatching(
        /"KEY" was deleted, but its last value can still be read.*secret\/delete\/lp\/KEY.*Delete it again/,
      ),
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
