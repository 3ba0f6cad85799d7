import { describe, expect, it } from 'vitest';
import { CLIENT_NAME_PREFIX } from '../../../../src/provisioning/manifest.js';
import { ProvisioningError } from '../../../../src/provisioning.js';
import { expectSettled, OURS, ProvisioningScene, rejection } from '../../../support/provisioning-scene.js';

const MINUTE = 60_000;
const BROKEN = { client_id: 'gone', client_secret: 'planted-gone' };

/** An account into which no further application fits, with two of ours of that age. */
function fullScene(ageMs: number): ProvisioningScene {
  const scene = new ProvisioningScene();
  const issuedAt = scene.clock.now() - ageMs;
  for (const number of [1, 2]) {
    scene.platform.add({ ...OURS, clientName: `${CLIENT_NAME_PREFIX}${number}`, issuedAt });
  }
  scene.platform.quota = 2;
  return scene;
}

describe('an account into which no further application fits', () => {
  it('is made room in: what is older than 15 minutes and that no secret names goes', async () => {
    const scene = fullScene(16 * MINUTE);
    await scene.keep(BROKEN);
    const { applications } = await scene.provision();
    expect(applications.deleted).toEqual([`${CLIENT_NAME_PREFIX}1`, `${CLIENT_NAME_PREFIX}2`]);
    await expectSettled(scene);
  });

  it('takes the application of a request that arrived twice, whose second was refused', async () => {
    const scene = fullScene(16 * MINUTE);
    scene.platform.quota = 3;
    await scene.keep(BROKEN);
    scene.platform.failNext('install', { twice: true });
    const { applications } = await scene.provision();
    expect(applications.made).toHaveLength(1);
    await expectSettled(scene);
  });

  it('keeps the one that the secret names, though it does not work', async () => {
    const scene = fullScene(16 * MINUTE);
    const [named] = scene.platform.installations;
    await scene.keep({ client_id: named?.clientId, client_secret: 'planted-but-wrong' });
    const order: (string | undefined)[] = [];
    scene.platform.failNext('deleteInstallation', { before: () => order.push(...scene.names) });
    const { applications } = await scene.provision();
    // Room came from the other one; this one went when the new credential was stored.
    expect(order).toEqual([`${CLIENT_NAME_PREFIX}1`, `${CLIENT_NAME_PREFIX}2`]);
    expect(applications.deleted).toEqual([`${CLIENT_NAME_PREFIX}2`, `${CLIENT_NAME_PREFIX}1`]);
    await expectSettled(scene);
  });

  it('is left as it is without a secret, for nothing shows what is not in use', async () => {
    const scene = fullScene(16 * MINUTE);
    const error = await rejection(scene.provision());
    expect(error).toBeInstanceOf(ProvisioningError);
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /quota.*"lp-functions-toolbelt-default-1", "lp-functions-toolbelt-default-2"/,
      ),
    });
    expect(scene.platform.count('deleteInstallation')).toBe(0);
  });

  it.each([
    ['that are younger', MINUTE],
    ['that do not say when', Number.NaN],
  ])('waits while those %s may be of runs at work', async (_what, ageMs) => {
    const scene = fullScene(0);
    const issuedAt = Number.isNaN(ageMs) ? undefined : scene.clock.now() - ageMs;
    for (const { id } of scene.platform.installations) scene.platform.edit(id, { issuedAt });
    await scene.keep(BROKEN);
    // The other run removes what it made after half a minute.
    void scene.clock.sleep(30_000).then(() => scene.platform.drop(scene.platform.installations[0]?.id ?? ''));
    await scene.provision();
    expect(scene.platform.count('install')).toBe(2);
    expect(scene.platform.count('deleteInstallation')).toBe(1);
    await expectSettled(scene);
  });

  it('says so when there is nothing that may be deleted', async () => {
    const scene = new ProvisioningScene();
    scene.platform.add({});
    scene.platform.quota = 1;
    const error = await rejection(scene.provision());
    expect(error).toMatchObject({ message: expect.stringMatching(/quota is reached.*none of those there/) });
    expect(scene.platform.count('install')).toBe(1);
    expect(scene.names).toHaveLength(1);
  });

  it('says so, too, when the platform refuses the deletion of what is in the way', async () => {
    const scene = fullScene(16 * MINUTE);
    for (const { id } of scene.platform.installations) scene.platform.undeletable.add(id);
    await scene.keep(BROKEN);
    const error = await rejection(scene.provision());
    expect(error).toMatchObject({ message: expect.stringContaining('quota is reached') });
    expect(scene.platform.count('deleteInstallation')).toBe(2);
  });
});
