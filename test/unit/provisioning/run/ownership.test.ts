import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../../src/errors/config-error.js';
import { hasMarker, newManifest, storeDigestIn } from '../../../../src/provisioning/manifest.js';
import { ownerOf } from '../../../../src/provisioning/run/ownership.js';
import { MemorySecretStore } from '../../../../src/secrets/stores/memory.js';
import {
  credentialOf,
  expectSettled,
  IDENTITY,
  KEY,
  OF_ANOTHER_STORE,
  OF_NO_STORE,
  OURS,
  ProvisioningScene,
  rejection,
  storeWith,
  watch,
} from '../../../support/provisioning-scene.js';

describe('whose an application is', () => {
  const manifest = newManifest(IDENTITY);
  const named = { clientName: manifest.client_name, description: manifest.description };

  it('stands in its description, beside the marker, within 256 characters, and tells nothing of the place', () => {
    expect(hasMarker(named)).toBe(true);
    expect(storeDigestIn(manifest.description)).toMatch(/^[0-9a-f]{16}$/);
    expect(manifest.description).not.toContain('vault');
    expect(newManifest('x'.repeat(5_000)).description.length).toBeLessThanOrEqual(256);
  });

  it('is ours for the same store alone', () => {
    expect(ownerOf(named, IDENTITY)).toBe('ours');
    expect(ownerOf(named, `${IDENTITY} `)).toBe("another store's");
    expect(ownerOf(named, undefined)).toBe("another store's");
    expect(ownerOf(OF_NO_STORE, IDENTITY)).toBe("another store's");
    expect(ownerOf({ ...named, clientName: 'renamed by a person' }, IDENTITY)).toBe('not of provisioning');
    expect(ownerOf({ ...named, description: 'store=0123456789abcdef' }, IDENTITY)).toBe(
      'not of provisioning',
    );
  });
});

describe('a run into a second store', () => {
  it('leaves the application that the secret of the first names, and says so', async () => {
    const scene = new ProvisioningScene();
    await scene.provision();
    const first = await scene.stored();
    const laptop = new MemorySecretStore({}, { identity: 'a folder on a laptop' });
    const run = scene.provision({ secretStore: laptop });
    const { events } = await watch(run);
    const { applications, warnings } = await run;

    expect(scene.platform.installations.map(credentialOf)).toContainEqual(first);
    expect(await scene.platform.tryCredential(first as never)).toBe('works');
    expect(scene.platform.count('deleteInstallation')).toBe(0);
    const [firstName] = scene.names;
    expect(applications).toMatchObject({
      made: [scene.names[1]],
      deleted: [],
      left: [{ clientName: firstName, since: expect.any(Number), why: 'it is of another store' }],
    });
    expect(warnings).toEqual([]);
    const stored = events.find((event) => event.task === 'store-default-secret' && event.state === 'done');
    expect(stored).toMatchObject({
      detail: `made ${scene.names[1]}; left ${firstName} (it is of another store)`,
    });
    // Neither run, made once more, changes anything.
    expect((await scene.provision()).changed).toBe(false);
    expect((await scene.provision({ secretStore: laptop })).changed).toBe(false);
  });

  it('leaves one that does not say its store', async () => {
    const scene = new ProvisioningScene();
    scene.platform.add(OF_NO_STORE);
    const { applications } = await scene.provision();
    const why = 'it does not say which store it is of';
    expect(applications.left).toMatchObject([{ clientName: OF_NO_STORE.clientName, why }]);
    expect(scene.names).toContain(OF_NO_STORE.clientName);
  });
});

describe('a store without identity', () => {
  it.each(['says none', 'cannot say'])(
    'that %s: the run deletes nothing that it did not make, and says so',
    async (what) => {
      const scene = new ProvisioningScene();
      scene.platform.add(OURS);
      scene.platform.add(OF_NO_STORE);
      scene.platform.failNext('install', { twice: true });
      const { identity: _, ...nameless } = storeWith(scene, {});
      const secretStore = what === 'cannot say' ? nameless : { ...nameless, identity: async () => undefined };
      const { applications, warnings } = await scene.provision({ secretStore });
      expect(warnings).toEqual([expect.stringContaining('no identity')]);
      expect(applications.left.map(({ clientName }) => clientName)).toEqual([
        OURS.clientName,
        OF_NO_STORE.clientName,
      ]);
      expect(scene.names).toHaveLength(3);
      const made = scene.platform.installations.at(-1);
      expect(made?.description.includes('store=')).toBe(false);
    },
  );
});

describe('takeOver', () => {
  it('lets the run delete the applications of another store that it names, and no other', async () => {
    const scene = new ProvisioningScene();
    scene.platform.add(OF_ANOTHER_STORE);
    scene.platform.add(OF_NO_STORE);
    const { applications } = await scene.provision({ takeOver: [OF_ANOTHER_STORE.clientName] });
    expect(applications.deleted).toEqual([OF_ANOTHER_STORE.clientName]);
    expect(applications.left.map(({ clientName }) => clientName)).toEqual([OF_NO_STORE.clientName]);
    expect(scene.names).not.toContain(OF_ANOTHER_STORE.clientName);
  });

  it('keeps the one that the secret names', async () => {
    const scene = new ProvisioningScene();
    const current = credentialOf(scene.platform.add(OF_ANOTHER_STORE));
    await scene.keep(current);
    await scene.provision({ takeOver: [OF_ANOTHER_STORE.clientName] });
    expect(await scene.stored()).toEqual(current);
    expect(scene.names).toEqual([OF_ANOTHER_STORE.clientName]);
  });

  it('spares what comes after the first list, though it is of that name', async () => {
    const scene = new ProvisioningScene();
    const { platform } = scene;
    let id = '';
    const later = () => {
      id = platform.add(OF_ANOTHER_STORE).id;
      return scene.keep(credentialOf(platform.add(OURS)));
    };
    // It comes while a new credential is tried, and the run looks at everything once more.
    platform.verdict = () => (platform.count('tryCredential') === 1 ? 'refused' : undefined);
    platform.failNext('tryCredential', { before: later });
    const { warnings } = await scene.provision({ takeOver: [OF_ANOTHER_STORE.clientName] });
    expect(platform.installations.map((item) => item.id)).toContain(id);
    expect(warnings).toEqual([expect.stringContaining(`no application "${OF_ANOTHER_STORE.clientName}"`)]);
  });

  it('warns of a name that is not there', async () => {
    const scene = new ProvisioningScene();
    const { warnings } = await scene.provision({ takeOver: ['gone by now'] });
    expect(warnings).toEqual(['There is no application "gone by now" to take over']);
    await expectSettled(scene);
  });

  it('refuses the name of an application that provisioning did not make', async () => {
    const scene = new ProvisioningScene();
    scene.platform.add({ clientName: 'our chat bot' });
    const { error, events } = await watch(scene.provision({ takeOver: ['our chat bot'] }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ field: 'takeOver', message: expect.stringContaining('our chat bot') });
    expect(events.at(-1)).toMatchObject({ task: null, state: 'failed' });
    expect(scene.names).toEqual(['our chat bot']);
    expect(await scene.stored()).toBeUndefined();
  });

  it('does not help where the record is of another account', async () => {
    const scene = new ProvisioningScene();
    scene.platform.add(OURS);
    await scene.keep({ client_id: 'a', client_secret: 'b' }, '99999999');
    const error = await rejection(scene.provision({ takeOver: [OURS.clientName] }));
    expect(error).toMatchObject({ message: expect.stringMatching(/99999999.*12345678/) });
    expect(await scene.store.get(KEY)).toMatchObject({ accountId: '99999999' });
    expect(scene.names).toEqual([OURS.clientName]);
  });
});
