import { describe, expect, it } from 'vitest';
import { SecretConflictError } from '../../../../src/errors/secret-conflict-error.js';
import { SecretForbiddenError } from '../../../../src/errors/secret-forbidden-error.js';
import { CLIENT_NAME_PREFIX } from '../../../../src/provisioning/manifest.js';
import { ProvisioningError, StaleRevisionError } from '../../../../src/provisioning.js';
import type { SecretStore } from '../../../../src/secrets/secret-store.js';
import {
  credentialOf,
  expectSettled,
  KEY,
  lost,
  OURS,
  ProvisioningScene,
  rejection,
  watch,
  withPut,
} from '../../../support/provisioning-scene.js';

describe('deleting', () => {
  it('spares what another run installed and stored after this one had looked', async () => {
    const scene = new ProvisioningScene();
    const orphan = scene.platform.add(OURS);
    let later: unknown;
    const secretStore = withPut(scene, async (secret, condition) => {
      const stored = await scene.store.put(secret, condition);
      if (later !== undefined) return stored;
      later = credentialOf(scene.platform.add({ ...OURS, clientName: `${CLIENT_NAME_PREFIX}0002` }));
      await scene.keep(later);
      return stored;
    });
    await scene.provision({ secretStore });
    expect(await scene.stored()).toEqual(later);
    expect(scene.platform.installations.map(credentialOf)).toContainEqual(later);
    expect(scene.platform.installations.map((item) => item.id)).not.toContain(orphan.id);
  });

  it('spares what a person took over, by removing our marker, after this run had looked', async () => {
    const scene = new ProvisioningScene();
    const { platform } = scene;
    const taken = platform.add(OURS);
    const secretStore = withPut(scene, async (secret, condition) => {
      platform.edit(taken.id, { clientName: 'an application of our own' });
      return await scene.store.put(secret, condition);
    });
    await scene.provision({ secretStore });
    expect(platform.installations.map((item) => item.id)).toContain(taken.id);
    platform.drop(taken.id);
    await expectSettled(scene);
  });

  it('reads the revision again when it is stale', async () => {
    const scene = new ProvisioningScene();
    const orphan = scene.platform.add(OURS);
    const stale = { error: new StaleRevisionError('another revision is current') };
    scene.platform.failNext('deleteInstallation', ...Array.from({ length: 8 }, () => stale));
    await scene.provision();
    expect(scene.platform.installations.map((item) => item.id)).not.toContain(orphan.id);
    await expectSettled(scene);
  });

  it('is fine with an installation that somebody else deleted first, or whose answer is lost', async () => {
    const scene = new ProvisioningScene();
    const { platform } = scene;
    platform.add(OURS);
    platform.add({ ...OURS, clientName: `${CLIENT_NAME_PREFIX}0002` });
    const vanish = () => {
      platform.installations = platform.installations.filter((item) => item.clientName !== OURS.clientName);
    };
    platform.failNext('deleteInstallation', { before: vanish }, { error: lost(), takesEffect: true });
    await scene.provision();
    await expectSettled(scene);
  });
});

describe('storing', () => {
  it('gives way to another run that was faster, and removes its own installation', async () => {
    const scene = new ProvisioningScene();
    let winner: unknown;
    const secretStore = withPut(scene, async (secret, condition) => {
      if (winner === undefined) {
        winner = credentialOf(scene.platform.add(OURS));
        await scene.keep(winner);
      }
      return await scene.store.put(secret, condition);
    });
    const { events, error } = await watch(scene.provision({ secretStore }));
    expect(error).toBeUndefined();
    expect(await scene.stored()).toEqual(winner);
    await expectSettled(scene);
    const starts = events.filter((event) => event.state === 'started').map((event) => event.task);
    expect(starts.slice(-4)).toEqual([
      'create-default-secrets',
      'store-default-secret',
      'create-default-secrets',
      'store-default-secret',
    ]);
    const fractions = events.map((event) => event.fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });

  it('adopts what another run finished just before this one looked', async () => {
    const scene = new ProvisioningScene();
    const { store } = scene;
    let isFirst = true;
    const secretStore: SecretStore = {
      ...withPut(scene, (secret, condition) => store.put(secret, condition)),
      get: async (key) => {
        if (isFirst) await scene.keep(credentialOf(scene.platform.add(OURS)));
        isFirst = false;
        return await store.get(key);
      },
    };
    await scene.provision({ secretStore });
    expect(scene.platform.count('install')).toBe(0);
    await expectSettled(scene);
  });

  it('looks again when the secret changes while orphans are about to be removed', async () => {
    const scene = new ProvisioningScene();
    await scene.provision();
    const other = scene.platform.add(OURS);
    let once = false;
    const secretStore = withPut(scene, async (secret, condition) => {
      if (!once) {
        once = true;
        await scene.keep(credentialOf(other));
      }
      return await scene.store.put(secret, condition);
    });
    await scene.provision({ secretStore });
    expect(await scene.stored()).toEqual(credentialOf(other));
    await expectSettled(scene);
  });

  it.each([
    ['was carried out', true],
    ['was not carried out', false],
  ])('repeats a write whose answer is lost, when it %s', async (_what, takesEffect) => {
    const scene = new ProvisioningScene();
    let puts = 0;
    const secretStore = withPut(scene, async (secret, condition) => {
      puts += 1;
      if (puts > 1) return await scene.store.put(secret, condition);
      if (takesEffect) await scene.store.put(secret, condition);
      throw lost();
    });
    const { tasks } = await scene.provision({ secretStore });
    expect(puts).toBe(2);
    expect(tasks['store-default-secret']).toBe('done');
    expect(scene.platform.count('install')).toBe(1);
    await expectSettled(scene);
  });

  it('keeps the installation when the outcome stays unknown: it may be the stored one', async () => {
    const scene = new ProvisioningScene();
    const secretStore = withPut(scene, async (secret, condition) => {
      await scene.store.put(secret, condition).catch(() => undefined);
      throw lost();
    });
    const error = await rejection(scene.provision({ secretStore }));
    expect(error).toMatchObject({ task: 'store-default-secret', safeToRunAgain: true });
    await expectSettled(scene);
  });

  it('keeps the installation when a repeated write conflicts and the store then answers from an old copy', async () => {
    const scene = new ProvisioningScene();
    let puts = 0;
    let oldAnswers = 0;
    const put: SecretStore['put'] = async (secret, condition) => {
      puts += 1;
      const stored = await scene.store.put(secret, condition);
      if (puts === 1) throw lost();
      return stored;
    };
    const get: SecretStore['get'] = async (key) => {
      if (puts !== 2 || oldAnswers > 0) return await scene.store.get(key);
      oldAnswers += 1;
      return undefined;
    };
    await scene.provision({ secretStore: { ...withPut(scene, put), get } });
    expect(oldAnswers).toBe(1);
    expect(scene.platform.count('install')).toBe(1);
    await expectSettled(scene);
  });

  it('ends at once when the store forbids it', async () => {
    const scene = new ProvisioningScene();
    let puts = 0;
    const secretStore = withPut(scene, async () => {
      puts += 1;
      throw new SecretForbiddenError(KEY, 'not allowed here');
    });
    const error = await rejection(scene.provision({ secretStore }));
    expect(error).toMatchObject({ task: 'store-default-secret', cause: { name: 'SecretForbiddenError' } });
    expect(puts).toBe(1);
  });

  it('goes on until the time limit when it always conflicts, and leaves no installation', async () => {
    const scene = new ProvisioningScene();
    const secretStore = withPut(scene, async () => {
      throw new SecretConflictError(KEY, 'always');
    });
    expect(await rejection(scene.provision({ secretStore }))).toBeInstanceOf(ProvisioningError);
    expect(scene.platform.count('install')).toBeGreaterThan(3);
    expect(scene.platform.installations.length).toBeLessThanOrEqual(1);
  });
});

describe('a run that was killed', () => {
  it('after its installation leaves nothing that the next run does not clear up', async () => {
    const scene = new ProvisioningScene();
    const controller = new AbortController();
    const abortSoon = () => void scene.clock.sleep(1_000).then(() => controller.abort());
    const killed = { takesEffect: true, hangs: true, before: abortSoon };
    scene.platform.failNext('install', killed);
    // What is killed does not look for what it left either.
    scene.platform.failNext('listInstallations', {}, { hangs: true });
    await rejection(scene.provision({ signal: controller.signal }));
    expect(scene.platform.installations).toHaveLength(1);

    await scene.provision();
    await expectSettled(scene);
  });
});
