import { describe, expect, it } from 'vitest';
import { SecretError } from '../../../../src/errors/secret-error.js';
import { CLIENT_NAME_PREFIX, newManifest } from '../../../../src/provisioning/manifest.js';
import type { SecretStore } from '../../../../src/secrets/secret-store.js';
import {
  credentialOf,
  expectSettled,
  KEY,
  lost,
  OURS,
  ProvisioningScene,
  storeWith,
  watch,
} from '../../../support/provisioning-scene.js';

const SECOND = { ...OURS, clientName: `${CLIENT_NAME_PREFIX}0002` };

/** A finished account with two orphans. */
async function sceneWithOrphans() {
  const scene = new ProvisioningScene();
  await scene.provision();
  const orphans = [scene.platform.add(OURS), scene.platform.add(SECOND)] as const;
  scene.platform.calls.length = 0;
  return { scene, orphans };
}

describe('before each deletion', () => {
  it('there is one fence for all, and a look at the secret for each', async () => {
    const { scene } = await sceneWithOrphans();
    const calls: string[] = [];
    const { store, platform } = scene;
    const secretStore = storeWith(scene, {
      get: (key) => {
        calls.push('get');
        return store.get(key);
      },
      put: (...write) => {
        calls.push('put');
        return store.put(...write);
      },
    });
    const note = (what: string) => ({ before: () => calls.push(what) });
    platform.failNext('deleteInstallation', note('delete'), note('delete'));
    platform.failNext('listInstallations', ...Array.from({ length: 3 }, () => note('list')));
    await scene.provision({ secretStore });
    // The first read is that of the check before the first task.
    expect(calls).toEqual([
      ...['get', 'get', 'list', 'put'],
      ...['list', 'get', 'delete', 'list', 'get', 'delete', 'get'],
    ]);
  });

  it('a person who stored one of them before the look keeps it', async () => {
    const { scene, orphans } = await sceneWithOrphans();
    const byHand = credentialOf(orphans[1]);
    scene.platform.failNext('listInstallations', {}, {}, { before: () => scene.putByHand(byHand) });
    await scene.provision();
    expect(await scene.stored()).toEqual(byHand);
    expect(await scene.store.get(KEY)).toMatchObject({ accountId: '12345678', managedBy: 'system' });
    await expectSettled(scene);
  });

  it('a person who stored one of them in the seconds after the look gets a new one by the same run', async () => {
    const { scene, orphans } = await sceneWithOrphans();
    const byHand = credentialOf(orphans[0]);
    scene.platform.failNext('deleteInstallation', { before: () => scene.putByHand(byHand) });
    const { applications } = await scene.provision();
    expect(applications.deleted).toContain(OURS.clientName);
    expect(applications.made).toHaveLength(1);
    await expectSettled(scene);
  });

  it('a look that finds another write ends the pass at once, and is no failed deletion', async () => {
    const { scene, orphans } = await sceneWithOrphans();
    const byHand = credentialOf(orphans[0]);
    scene.platform.failNext('listInstallations', {}, { before: () => scene.putByHand(byHand) });
    const { events } = await watch(scene.provision());
    expect(events.filter(({ state }) => state === 'repeated')).toEqual([]);
    expect(await scene.stored()).toEqual(byHand);
    await expectSettled(scene);
  });

  it('a look that was too long ago is made once more', async () => {
    const { scene, orphans } = await sceneWithOrphans();
    const byHand = credentialOf(orphans[0]);
    const { store, clock } = scene;
    let isLooking = false;
    const get: SecretStore['get'] = async (key) => {
      const secret = await store.get(key);
      if (!isLooking) return secret;
      // The machine sleeps for an hour, and somebody stores one of them meanwhile.
      isLooking = false;
      await clock.sleep(6_000);
      await scene.putByHand(byHand);
      return secret;
    };
    scene.platform.failNext('listInstallations', {}, { before: () => (isLooking = true) });
    await scene.provision({ secretStore: storeWith(scene, { get }) });
    expect(await scene.stored()).toEqual(byHand);
    await expectSettled(scene);
  });
});

describe('a deletion', () => {
  it('that fails begins with the list again, and is told', async () => {
    const { scene } = await sceneWithOrphans();
    scene.platform.failNext('deleteInstallation', { error: lost() }, { error: lost(), takesEffect: true });
    const run = scene.provision();
    const { events } = await watch(run);
    const repeated = events.filter((event) => event.state === 'repeated');
    expect(repeated).toHaveLength(2);
    expect(repeated[0]).toMatchObject({
      task: 'store-default-secret',
      detail: 'platform.deleteInstallation failed (socket hang up); called again in 0.25 s',
    });
    expect((await run).applications.deleted).toEqual([OURS.clientName, SECOND.clientName]);
    await expectSettled(scene);
  });

  it('that the platform refuses is a warning, and not asked again in this run', async () => {
    const { scene, orphans } = await sceneWithOrphans();
    scene.platform.undeletable.add(orphans[0].id);
    // The run looks at everything twice.
    scene.platform.failNext(
      'deleteInstallation',
      {},
      {
        before: async () => scene.keep(await scene.stored()),
      },
    );
    const { applications, warnings } = await scene.provision();
    expect(scene.platform.count('deleteInstallation')).toBe(2);
    expect(warnings).toEqual([expect.stringContaining(`"${OURS.clientName}"`)]);
    expect(applications).toMatchObject({
      deleted: [SECOND.clientName],
      left: [{ clientName: OURS.clientName, why: 'the platform does not let this person delete it' }],
    });
  });

  it('spares what says another store by now', async () => {
    const { scene, orphans } = await sceneWithOrphans();
    const { description } = newManifest('another folder');
    scene.platform.failNext(
      'listInstallations',
      {},
      {
        before: () => scene.platform.edit(orphans[0].id, { description }),
      },
    );
    await scene.provision();
    expect(scene.names).toContain(OURS.clientName);
    expect(scene.names).not.toContain(SECOND.clientName);
  });
});

describe('at the end', () => {
  it('a secret that somebody wrote meanwhile is looked at once more', async () => {
    const scene = new ProvisioningScene();
    const broken = { client_id: 'gone', client_secret: 'planted-gone' };
    let isDone = false;
    // After the write and before the last look.
    const before = async () => {
      if (!isDone) await scene.keep(broken);
      isDone = true;
    };
    scene.platform.failNext('getInstallation', { before });
    await scene.provision();
    expect(isDone).toBe(true);
    await expectSettled(scene);
  });

  it.each(['gone', 'disabled'])('an application that is %s by then is replaced', async (what) => {
    const scene = new ProvisioningScene();
    const { platform } = scene;
    const before = () => {
      const id = platform.installations[0]?.id ?? '';
      if (what === 'gone') platform.drop(id);
      else platform.edit(id, { enabled: false });
    };
    platform.failNext('getInstallation', { before });
    const { applications } = await scene.provision();
    expect(applications.made).toHaveLength(2);
    await expectSettled(scene);
  });
});

describe('a write whose outcome stays unclear', () => {
  it('leaves what it was of for the next pass, which finds it stored', async () => {
    const scene = new ProvisioningScene();
    let puts = 0;
    const put: SecretStore['put'] = async (...write) => {
      puts += 1;
      const stored = await scene.store.put(...write);
      if (puts === 1) throw lost();
      return stored;
    };
    let gets = 0;
    const get: SecretStore['get'] = async (key) => {
      gets += 1;
      const secret = await scene.store.get(key);
      // The read after the conflict is answered from an old copy.
      return puts === 2 && gets === 3 ? undefined : secret;
    };
    const { applications, tasks } = await scene.provision({ secretStore: storeWith(scene, { put, get }) });
    expect(puts).toBe(2);
    expect(applications).toMatchObject({ made: [scene.names[0]], deleted: [], left: [] });
    expect(tasks).toMatchObject({ 'create-default-secrets': 'done', 'store-default-secret': 'done' });
    await expectSettled(scene);
  });

  it('does not count the same credential as its own when a person put it, without its account', async () => {
    const scene = new ProvisioningScene();
    let puts = 0;
    const put: SecretStore['put'] = async (...write) => {
      puts += 1;
      if (puts === 1) await scene.putByHand(write[0].value);
      return await scene.store.put(...write);
    };
    await scene.provision({ secretStore: storeWith(scene, { put }) });
    expect(scene.platform.count('install')).toBe(1);
    expect(await scene.store.get(KEY)).toMatchObject({ accountId: '12345678' });
    await expectSettled(scene);
  });

  it('does not count another secret of the same client id as its own', async () => {
    const scene = new ProvisioningScene();
    let puts = 0;
    const put: SecretStore['put'] = async (...write) => {
      puts += 1;
      if (puts > 1) return await scene.store.put(...write);
      const { client_id } = write[0].value as { client_id: string };
      await scene.keep({ client_id, client_secret: 'planted-but-wrong' });
      throw new SecretError('com.liveperson.faas.secret.op-failed', KEY, 'no answer');
    };
    await scene.provision({ secretStore: storeWith(scene, { put }) });
    await expectSettled(scene);
    expect(scene.platform.count('install')).toBe(2);
  });
});
