import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newManifest } from '../../../src/provisioning/manifest.js';
import { KEY, ProvisionScene } from './provision-scene.js';

/** A request; while the first process waits for the answer to it, it is killed. */
interface Moment {
  readonly when: string;
  readonly method: string;
  readonly path: string;
  /** Requests of the kind that are answered before it. */
  readonly after?: number;
  /** Installations of ours and secrets that the killed process leaves behind. */
  readonly leaves: { readonly installations: number; readonly secrets: number };
}

const MOMENTS: readonly Moment[] = [
  {
    when: 'before it writes anything',
    method: 'GET',
    path: 'featureGrants',
    leaves: { installations: 1, secrets: 0 },
  },
  {
    when: 'while the infrastructure is built',
    method: 'GET',
    path: 'infrastructure',
    after: 1,
    leaves: { installations: 1, secrets: 0 },
  },
  {
    when: 'after the installation, before it is listed',
    method: 'GET',
    path: 'installations',
    after: 1,
    leaves: { installations: 2, secrets: 0 },
  },
  {
    when: 'while the credential is tried',
    method: 'POST',
    path: 'app/token',
    leaves: { installations: 2, secrets: 0 },
  },
  {
    when: 'with the secret on the disk, before it cleans up',
    method: 'DELETE',
    path: 'installations',
    leaves: { installations: 2, secrets: 1 },
  },
];

/** Longer than any test. */
const FOREVER_MS = 3_600_000;

let scene: ProvisionScene;

beforeEach(async () => {
  scene = await ProvisionScene.start();
  // What a run into this store that was killed earlier left behind, so that there is something to clean up.
  await scene.sandbox.platform.install(newManifest(await scene.store.identity?.()));
});

afterEach(() => scene[Symbol.asyncDispose]());

async function left() {
  const installations = (await scene.installationsOfOurs()).length;
  return { installations, secrets: (await scene.store.list()).length };
}

describe('lp-toolbelt provision, killed', () => {
  it.each(MOMENTS)(
    '$when, ends well when it is run again',
    async ({ method, path, after = 0, leaves }) => {
      const { faults, clock } = scene.sandbox;
      for (let passed = 0; passed < after; passed += 1)
        faults.add({ method, path, headers: { 'x-passed': '1' } });
      faults.add({ method, path, delayMs: FOREVER_MS });
      await using killed = scene.begin();
      await expect.poll(() => clock.sleeping, { interval: 10 }).toBe(1);
      expect(await killed.stop('SIGKILL')).toBeNull();
      expect(killed.stdout).not.toContain('is provisioned');
      expect(await left()).toEqual(leaves);
      const [before] = await scene.store.list();

      const { code, stderr } = await scene.provision();
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      await scene.expectProvisioned();
      expect((await scene.store.list()).map(({ key }) => key)).toEqual([KEY]);
      // Whatever was stored was written again: the killed process can change nothing any more.
      if (before !== undefined) expect((await scene.store.list())[0]?.version).not.toBe(before.version);
    },
    60_000,
  );
});
