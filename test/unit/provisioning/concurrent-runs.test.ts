import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credentialIn, hasMarker } from '../../../src/provisioning/manifest.js';
import type { SecretStore } from '../../../src/secrets/secret-store.js';
import type { PlatformMethod } from '../../support/memory-platform.js';
import { KEY, ProvisioningScene } from '../../support/provisioning-scene.js';

/** Takes its decisions from a list, over and over, so that fast-check can repeat and shrink them. */
class Chance {
  readonly #numbers: readonly number[];
  #next = 0;
  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  below(limit: number): number {
    const number = this.#numbers[this.#next % this.#numbers.length] ?? 0;
    this.#next += 1;
    return (number + this.#next) % limit;
  }
}

/** A store behind a slow line, on which now and then an answer is lost. */
function remote(scene: ProvisioningScene, chance: Chance): SecretStore {
  const { store, clock } = scene;
  const send = async <T>(operation: () => Promise<T>): Promise<T> => {
    await clock.sleep(chance.below(900));
    const answer = await operation();
    await clock.sleep(chance.below(900));
    if (chance.below(6) === 0) throw new Error('the answer was lost');
    return answer;
  };
  return {
    get: (key) => send(() => store.get(key)),
    put: (secret, condition) => send(() => store.put(secret, condition)),
    delete: (key, condition) => send(() => store.delete(key, condition)),
    list: () => send(() => store.list()),
  };
}

function disturb(scene: ProvisioningScene, chance: Chance): void {
  const error = new Error('socket hang up');
  const methods: PlatformMethod[] = ['install', 'deleteInstallation', 'listInstallations', 'tryCredential'];
  for (const method of methods) {
    const faults = [{}, { error }, { error, takesEffect: true }, { twice: method === 'install' }, {}];
    for (let i = 0; i < 6; i += 1) scene.platform.failNext(method, faults[chance.below(5)] ?? {});
  }
}

/** Whether the installation that the stored secret names is there; so it has to be at every moment. */
async function isSecretAlive(scene: ProvisioningScene): Promise<boolean> {
  const credential = credentialIn(await scene.stored());
  if (credential === undefined) return true;
  return scene.platform.installations.some((item) => item.clientId === credential.client_id);
}

async function expectOneOfEach(scene: ProvisioningScene): Promise<void> {
  const ours = scene.platform.installations.filter(hasMarker);
  expect(ours).toHaveLength(1);
  const [installation] = ours;
  expect(await scene.stored()).toEqual({
    client_id: installation?.clientId,
    client_secret: installation?.clientSecret,
  });
}

describe('runs at the same time', () => {
  it('end with one installation and one secret', async () => {
    const scene = new ProvisioningScene();
    scene.platform.latencyMs = () => 50;
    const results = await Promise.all([scene.provision(), scene.provision()]);
    expect(results.map((result) => result.secretName)).toEqual([KEY, KEY]);
    await expectOneOfEach(scene);
  });

  it('never break the stored secret, and a clean run settles what they leave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(10_000), { minLength: 30, maxLength: 90 }),
        fc.integer({ min: 1, max: 3 }),
        async (numbers, runs) => {
          const scene = new ProvisioningScene();
          const chance = new Chance(numbers);
          scene.platform.latencyMs = () => chance.below(900);
          disturb(scene, chance);
          const alive: boolean[] = [];
          const deletion = scene.platform.deleteInstallation.bind(scene.platform);
          scene.platform.deleteInstallation = async (...request) => {
            await deletion(...request).finally(async () => alive.push(await isSecretAlive(scene)));
          };

          const underWay = Array.from({ length: runs }, async (_, index) => {
            await scene.clock.sleep(chance.below(3_000));
            // Every other run is cut off at some moment; what it sent last still lands.
            const timeoutMs = index % 2 === 0 ? 900_000 : 1 + chance.below(60_000);
            await scene.provision({ secretStore: remote(scene, chance), timeoutMs }).catch(() => undefined);
            alive.push(await isSecretAlive(scene));
          });
          await Promise.all(underWay);
          // What is still on its way arrives.
          await scene.clock.sleep(60_000);
          alive.push(await isSecretAlive(scene));
          expect(alive).not.toContain(false);

          scene.platform.clearFaults();
          await scene.provision();
          await expectOneOfEach(scene);
        },
      ),
      { numRuns: 60 },
    );
  });
});
