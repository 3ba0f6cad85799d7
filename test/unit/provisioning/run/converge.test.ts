import { describe, expect, it, vi } from 'vitest';
import { CLIENT_NAME_PREFIX } from '../../../../src/provisioning/manifest.js';
import { ManualStepRequired, ProvisioningError } from '../../../../src/provisioning.js';
import type { SecretStore } from '../../../../src/secrets/secret-store.js';
import {
  ACCOUNT,
  credentialOf,
  expectSettled,
  KEY,
  lost,
  OURS,
  ProvisioningScene,
  rejection,
  storeWith,
} from '../../../support/provisioning-scene.js';

describe('installing', () => {
  it('does not install twice when the answer is lost', async () => {
    const scene = new ProvisioningScene();
    scene.platform.failNext('install', { error: lost(), takesEffect: true });
    await scene.provision();
    expect(scene.platform.count('install')).toBe(1);
    await expectSettled(scene);
  });

  it('installs again, under the same name, when the request was lost', async () => {
    const scene = new ProvisioningScene();
    scene.platform.failNext('install', { error: lost() }, { error: lost() });
    await scene.provision();
    expect(scene.platform.count('install')).toBe(3);
    await expectSettled(scene);
  });

  it('uses a request that lands late', async () => {
    const scene = new ProvisioningScene();
    const { platform } = scene;
    platform.failNext('install', { error: lost() });
    let name = '';
    const install = platform.install.bind(platform);
    platform.install = (manifest, options) => {
      name = manifest.client_name;
      return install(manifest, options);
    };
    // The list after the failed request does not show it yet, the next one does.
    const late = { before: () => platform.add({ ...OURS, clientName: name }) };
    platform.failNext('listInstallations', {}, {}, late);
    await scene.provision();
    expect(platform.count('install')).toBe(1);
    await expectSettled(scene);
  });

  it('keeps one of two when a request lands twice', async () => {
    const scene = new ProvisioningScene();
    scene.platform.failNext('install', { twice: true });
    await scene.provision();
    await expectSettled(scene);
  });

  it('gives up when nothing is ever installed, and stores nothing', async () => {
    const scene = new ProvisioningScene();
    scene.platform.failNext('install', ...Array.from({ length: 9 }, () => ({ error: lost() })));
    const error = await rejection(scene.provision());
    expect(error).toMatchObject({ task: 'create-default-secrets', cause: { message: 'socket hang up' } });
    expect(scene.platform.count('install')).toBe(5);
    expect(await scene.stored()).toBeUndefined();
  });

  it('says what to do by hand when the platform hides the secret', async () => {
    const scene = new ProvisioningScene();
    scene.platform.hidesSecrets = true;
    const error = await rejection(scene.provision());
    expect(error).toBeInstanceOf(ManualStepRequired);
    expect(error).toMatchObject({
      task: 'create-default-secrets',
      done: ['activate-feature', 'configure-infrastructure'],
      instructions: expect.stringContaining(scene.platform.installations[0]?.clientName ?? 'missing'),
    });
    expect(await scene.stored()).toBeUndefined();
  });

  it('accepts what was then done by hand', async () => {
    const scene = new ProvisioningScene();
    scene.platform.hidesSecrets = true;
    await rejection(scene.provision());
    await rejection(scene.provision());
    const [installation] = scene.platform.installations;
    await scene.keep(installation && credentialOf(installation));
    const { tasks } = await scene.provision();
    expect(tasks['create-default-secrets']).toBe('skipped');
    await expectSettled(scene);
  });
});

describe('trying a new credential', () => {
  it('waits for one that is not known everywhere yet', async () => {
    const scene = new ProvisioningScene();
    scene.platform.propagationMs = 12_000;
    await scene.provision();
    expect(scene.platform.count('install')).toBe(1);
    await expectSettled(scene);
  });

  it.each(['refused', 'unknown'] as const)(
    'tries it until the time is over while the platform says "%s", never another one, and leaves nothing',
    async (verdict) => {
      const scene = new ProvisioningScene();
      scene.platform.verdict = () => verdict;
      const error = await rejection(scene.provision());
      expect(error).toBeInstanceOf(ProvisioningError);
      expect(error).toMatchObject({
        task: 'create-default-secrets',
        safeToRunAgain: true,
        message: expect.stringMatching(/limit of 900000 ms/),
      });
      expect(scene.platform.count('install')).toBe(1);
      expect(scene.platform.count('tryCredential')).toBeGreaterThan(25);
      expect(await scene.stored()).toBeUndefined();
      expect(scene.platform.installations).toEqual([]);

      scene.platform.verdict = undefined;
      await scene.provision();
      await expectSettled(scene);
    },
  );

  it('waits three minutes, and longer, for one that the platform is slow to know', async () => {
    const scene = new ProvisioningScene();
    scene.platform.propagationMs = 3 * 60_000;
    const { elapsedMs } = await scene.provision();
    expect(elapsedMs).toBeGreaterThanOrEqual(3 * 60_000);
    expect(elapsedMs).toBeLessThan(4 * 60_000);
    expect(scene.platform.count('install')).toBe(1);
    await expectSettled(scene);
  });

  it('gives up one that somebody deletes or disables meanwhile, and makes another', async () => {
    for (const change of ['deleted', 'disabled']) {
      const scene = new ProvisioningScene();
      const { platform } = scene;
      const disturb = () => {
        const [made] = platform.installations;
        if (change === 'deleted') platform.drop(made?.id ?? '');
        else platform.edit(made?.id ?? '', { enabled: false });
      };
      platform.failNext('tryCredential', { before: disturb });
      const { applications } = await scene.provision();
      expect(platform.count('install')).toBe(2);
      expect(applications.made).toHaveLength(2);
      expect(applications.deleted).toHaveLength(change === 'deleted' ? 0 : 1);
      await expectSettled(scene);
    }
  });

  it('gives way when somebody stores another one meanwhile', async () => {
    const scene = new ProvisioningScene();
    const { platform } = scene;
    platform.propagationMs = 60_000;
    const other = credentialOf(platform.add(OURS));
    await scene.clock.sleep(60_000);
    platform.failNext('tryCredential', {}, { before: () => scene.keep(other) });
    const { applications } = await scene.provision();
    expect(await scene.stored()).toEqual(other);
    expect(applications.deleted).toEqual(applications.made);
    await expectSettled(scene);
  });
});

describe('an account with a stored secret', () => {
  it('keeps its secret and removes what nothing refers to', async () => {
    const scene = new ProvisioningScene();
    await scene.provision();
    const secret = await scene.stored();
    scene.platform.add(OURS);
    scene.platform.add({ ...OURS, clientName: `${CLIENT_NAME_PREFIX}0002`, enabled: false });

    const { changed, tasks } = await scene.provision();
    expect(changed).toBe(true);
    expect(tasks).toMatchObject({ 'create-default-secrets': 'skipped', 'store-default-secret': 'done' });
    expect(await scene.stored()).toEqual(secret);
    await expectSettled(scene);
  });

  it('never touches an installation of somebody else', async () => {
    const scene = new ProvisioningScene();
    const foreign = [
      scene.platform.add({}),
      scene.platform.add({ clientName: OURS.clientName, description: 'named alike' }),
      scene.platform.add({ clientName: 'described alike', description: OURS.description }),
    ];
    await scene.provision();
    await scene.provision();
    expect(scene.platform.installations).toEqual(expect.arrayContaining(foreign));
    expect(scene.platform.installations).toHaveLength(4);
  });

  it.each([
    ['of another shape', { user: 'a', password: 'b' }],
    ['that is text', 'not a credential'],
    ['of an installation that is gone', { client_id: 'gone', client_secret: 'planted-gone' }],
  ])('replaces a secret %s', async (_what, value) => {
    const scene = new ProvisioningScene();
    await scene.keep(value);
    await scene.provision();
    await expectSettled(scene);
  });

  it('replaces a secret that was broken, and deletes the installation it was of', async () => {
    const scene = new ProvisioningScene();
    const installation = scene.platform.add(OURS);
    await scene.keep({ client_id: installation.clientId, client_secret: 'planted-but-wrong' });
    await scene.provision();
    expect(scene.platform.installations.map((item) => item.id)).not.toContain(installation.id);
    await expectSettled(scene);
  });

  it('replaces a secret whose installation is disabled', async () => {
    const scene = new ProvisioningScene();
    const installation = scene.platform.add({ ...OURS, enabled: false });
    await scene.keep(credentialOf(installation));
    await scene.provision();
    await expectSettled(scene);
  });

  it.each([
    ['that is of an application which is not ours', {}, false],
    ['whose application is not on the list', undefined, true],
    ['whose application is disabled on the list', { ...OURS, enabled: false }, true],
  ])('keeps a secret that works, %s', async (_what, item, isOdd) => {
    const scene = new ProvisioningScene();
    const credential = item ? credentialOf(scene.platform.add(item)) : { client_id: 'c', client_secret: 'd' };
    await scene.keep(credential);
    const before = await scene.store.get(KEY);
    scene.platform.verdict = () => 'works';
    const { tasks, warnings } = await scene.provision();
    expect(tasks).toMatchObject({ 'create-default-secrets': 'skipped', 'store-default-secret': 'skipped' });
    expect(await scene.store.get(KEY)).toEqual(before);
    expect(scene.platform.count('install')).toBe(0);
    expect(warnings).toEqual(isOdd ? [expect.stringMatching(/works, so it was kept, but/)] : []);
  });

  it('keeps one that works though the server refuses it in passing', async () => {
    const scene = new ProvisioningScene();
    await scene.provision();
    const before = await scene.store.get(KEY);
    const answers = ['refused', 'unknown', 'refused'] as const;
    let trials = 0;
    scene.platform.verdict = () => answers[trials++];
    expect((await scene.provision()).changed).toBe(false);
    expect(await scene.store.get(KEY)).toEqual(before);
  });

  it('says once whose it is, where the record does not', async () => {
    const scene = new ProvisioningScene();
    const ours = credentialOf(scene.platform.add(OURS));
    await scene.putByHand(ours);
    expect((await scene.provision()).changed).toBe(true);
    expect(await scene.store.get(KEY)).toMatchObject({
      value: ours,
      managedBy: 'system',
      accountId: ACCOUNT,
    });
    expect((await scene.provision()).changed).toBe(false);
  });

  it('makes the system its owner, where another one is', async () => {
    const scene = new ProvisioningScene();
    const ours = credentialOf(scene.platform.add(OURS));
    await scene.keep(ours);
    let isFirst = true;
    const put = vi.fn(scene.store.put.bind(scene.store));
    const get: SecretStore['get'] = async (key) => {
      const secret = await scene.store.get(key);
      const read = isFirst && secret ? { ...secret, managedBy: 'user' as const } : secret;
      isFirst = put.mock.calls.length === 0;
      return read;
    };
    await scene.provision({ secretStore: storeWith(scene, { get, put }) });
    expect(put).toHaveBeenCalledExactlyOnceWith(
      { key: KEY, value: ours, managedBy: 'system', accountId: ACCOUNT },
      { ifVersion: '1' },
    );
  });

  it.each([
    ['of another shape', 'not a credential'],
    ['of an application that no list shows', { client_id: 'gone', client_secret: 'planted-gone' }],
  ])('refuses to replace one %s that does not say its account', async (_what, value) => {
    const scene = new ProvisioningScene();
    await scene.putByHand(value);
    const error = await rejection(scene.provision());
    expect(error).toMatchObject({
      task: 'create-default-secrets',
      message: expect.stringMatching(/which account.*secrets delete LIVEPERSON_DEFAULT_APP_KEY --system/),
    });
    expect(scene.platform.count('install')).toBe(0);
    expect(await scene.stored()).toEqual(value);
  });

  it('replaces one that does not say its account, when a list of this account shows its application', async () => {
    const scene = new ProvisioningScene();
    const { clientId } = scene.platform.add(OURS);
    await scene.putByHand({ client_id: clientId, client_secret: 'planted-but-wrong' });
    await scene.provision();
    await expectSettled(scene);
  });

  it('changes nothing when the platform cannot say whether it works', async () => {
    const scene = new ProvisioningScene();
    await scene.provision();
    const secret = await scene.store.get(KEY);
    scene.platform.add(OURS);
    const writes = [...scene.platform.writes];
    scene.platform.verdict = () => 'unknown';
    const error = await rejection(scene.provision());
    expect(error).toBeInstanceOf(ProvisioningError);
    expect(String(error)).toContain('could not say');
    expect(scene.platform.writes).toEqual(writes);
    expect(await scene.store.get(KEY)).toEqual(secret);
  });
});
