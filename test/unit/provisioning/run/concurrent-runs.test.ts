import { expect, it } from 'vitest';
import { expectSettled, KEY, ProvisioningScene } from '../../../support/provisioning-scene.js';

// What else can happen while several run is in schedules.test.ts.
it('runs at the same time end with one installation and one secret', async () => {
  const scene = new ProvisioningScene();
  scene.platform.latencyMs = () => 50;
  const results = await Promise.all([scene.provision(), scene.provision()]);
  expect(results.map((result) => result.secretName)).toEqual([KEY, KEY]);
  expect(scene.platform.count('install')).toBe(2);
  await expectSettled(scene);
});
