import { describe, expect, it } from 'vitest';
import {
  InstallationConflictError,
  InstallationRefusedError,
  ManualStepRequired,
} from '../../../../src/provisioning.js';
import {
  credentialOf,
  expectSettled,
  lost,
  OURS,
  ProvisioningScene,
  rejection,
} from '../../../support/provisioning-scene.js';

/** When the requests to install were sent, in seconds since the first. */
async function requestTimes(...faults: { error: unknown }[]): Promise<number[]> {
  const scene = new ProvisioningScene();
  const times: number[] = [];
  const before = () => times.push(scene.clock.elapsed());
  scene.platform.failNext('install', ...faults.map((fault) => ({ ...fault, before })), { before });
  await scene.provision();
  await expectSettled(scene);
  return times.map((time) => (time - (times[0] ?? 0)) / 1_000);
}

describe('asking for the installation again', () => {
  it('comes 10 seconds after an outcome that is not known', async () => {
    expect(await requestTimes({ error: lost() }, { error: lost() })).toEqual([0, 10, 20]);
  });

  it('comes 120 seconds after "conflict": the application may be there', async () => {
    const error = new InstallationConflictError('409');
    expect(await requestTimes({ error }, { error })).toEqual([0, 120, 240]);
  });

  it('comes 120 seconds after success, when the list never shows it', async () => {
    const scene = new ProvisioningScene();
    const { platform } = scene;
    platform.listLagMs = 3_600_000;
    const times: number[] = [];
    const before = () => times.push(scene.clock.elapsed());
    platform.failNext('install', ...Array.from({ length: 5 }, () => ({ before })));
    const error = await rejection(scene.provision());
    expect(error).toMatchObject({ message: expect.stringContaining('does not list the application') });
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 120_000, 240_000, 360_000, 480_000]);
  });

  it('is not done while the list is only slow', async () => {
    const scene = new ProvisioningScene();
    scene.platform.listLagMs = 90_000;
    await scene.provision();
    expect(scene.platform.count('install')).toBe(1);
    // The waits between two lists grow.
    expect(scene.platform.count('listInstallations')).toBeLessThan(12);
    await expectSettled(scene);
  });

  it('is not done when the platform refuses for good', async () => {
    const scene = new ProvisioningScene();
    scene.platform.failNext('install', { error: new InstallationRefusedError('no such scope') });
    const error = await rejection(scene.provision());
    expect(error).toMatchObject({
      task: 'create-default-secrets',
      message: expect.stringContaining('no such scope'),
    });
    expect(scene.platform.count('install')).toBe(1);
  });
});

describe('a client secret that the list leaves out', () => {
  it('is asked for one by one', async () => {
    const scene = new ProvisioningScene();
    scene.platform.listHidesSecrets = true;
    scene.platform.add(OURS);
    await scene.provision();
    expect(scene.platform.count('install')).toBe(1);
    await expectSettled(scene);
  });

  it('and that nothing shows: no further application is made beside the one that a person can open', async () => {
    const scene = new ProvisioningScene();
    const { platform } = scene;
    platform.hidesSecrets = true;
    const [first, second] = [await rejection(scene.provision()), await rejection(scene.provision())];
    expect(first).toBeInstanceOf(ManualStepRequired);
    expect(second).toBeInstanceOf(ManualStepRequired);
    expect(scene.names).toHaveLength(1);
    expect((first as ManualStepRequired).instructions).toContain(scene.names[0]);
    expect((second as ManualStepRequired).instructions).toContain(scene.names[0]);
    expect(platform.count('install')).toBe(1);

    const [item] = platform.installations;
    await scene.putByHand(item && credentialOf(item));
    expect((await scene.provision()).tasks['create-default-secrets']).toBe('skipped');
    await expectSettled(scene);
  });
});
