import { describe, expect, it } from 'vitest';
import { CLIENT_NAME_PREFIX } from '../../../../src/provisioning/manifest.js';
import { ManualStepRequired, ProvisioningError } from '../../../../src/provisioning.js';
import {
  credentialOf,
  expectSettled,
  KEY,
  lost,
  OURS,
  ProvisioningScene,
  rejection,
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

  it('deletes one that is refused for good, before it is stored, and makes another', async () => {
    const scene = new ProvisioningScene();
    let refused: string | undefined;
    scene.platform.verdict = ({ client_id }) => {
      refused ??= client_id;
      return client_id === refused ? 'refused' : undefined;
    };
    const { elapsedMs } = await scene.provision();
    expect(scene.platform.count('install')).toBe(2);
    expect(elapsedMs).toBeGreaterThan(20_000);
    await expectSettled(scene);
  });

  it('goes on until the time limit when each is refused, and leaves nothing stored', async () => {
    const scene = new ProvisioningScene();
    scene.platform.verdict = () => 'refused';
    const error = await rejection(scene.provision());
    expect(error).toMatchObject({
      task: 'create-default-secrets',
      message: expect.stringMatching(/limit of/),
    });
    expect(await scene.stored()).toBeUndefined();
    expect(scene.platform.installations.length).toBeLessThanOrEqual(1);
  });

  it('ends the run when the platform cannot say, and the next run clears up', async () => {
    const scene = new ProvisioningScene();
    scene.platform.verdict = () => 'unknown';
    const error = await rejection(scene.provision());
    expect(error).toBeInstanceOf(ProvisioningError);
    expect(error).toMatchObject({
      task: 'create-default-secrets',
      safeToRunAgain: true,
      message: expect.stringContaining('could not say'),
    });
    expect(scene.platform.count('install')).toBe(1);
    expect(await scene.stored()).toBeUndefined();

    scene.platform.verdict = undefined;
    await scene.provision();
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
    ['of another shape', { consumerKey: 'a', consumerSecret: 'b', token: 'c', tokenSecret: 'd' }],
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
