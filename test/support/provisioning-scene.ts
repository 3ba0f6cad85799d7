import { expect } from 'vitest';
import { CLIENT_NAME_PREFIX, DESCRIPTION_MARKER, newManifest } from '../../src/provisioning/manifest.js';
import {
  type ProvisioningEvent,
  type ProvisioningRun,
  type ProvisionOptions,
  provisionAccount,
} from '../../src/provisioning.js';
import type { PutCondition, SecretStore, SecretToPut } from '../../src/secrets/secret-store.js';
import { MemorySecretStore } from '../../src/secrets/stores/memory.js';
import { MemoryPlatform } from './memory-platform.js';
import { VirtualClock } from './virtual-clock.js';

export const KEY = 'LIVEPERSON_DEFAULT_APP_KEY';
export const ACCOUNT = '12345678';
/** What the store of a scene is known by. */
export const IDENTITY = 'vault at vault.example.com, mount secret';

/** One account with its platform, its store and its time, and runs on it. */
export class ProvisioningScene {
  readonly clock = new VirtualClock();
  readonly platform = new MemoryPlatform(this.clock);
  readonly store = new MemorySecretStore({}, { identity: IDENTITY });

  provision(options: Partial<ProvisionOptions> = {}): ProvisioningRun {
    return provisionAccount({
      accountId: ACCOUNT,
      platform: this.platform,
      secretStore: this.store,
      clock: this.clock,
      ...options,
    });
  }

  /** The stored value. */
  async stored(): Promise<unknown> {
    return (await this.store.get(KEY))?.value;
  }

  /** Stores a value as provisioning does. */
  async keep(value: unknown, accountId = ACCOUNT): Promise<void> {
    await this.store.put({ key: KEY, value, managedBy: 'system', accountId });
  }

  /** Stores a value as a person does, or as an earlier edition: the record does not say whose it is. */
  async putByHand(value: unknown): Promise<void> {
    await this.store.put({ key: KEY, value, managedBy: 'system' });
  }

  /** Client names of the applications that are there. */
  get names(): string[] {
    return this.platform.installations.map(({ clientName }) => clientName);
  }
}

/** What a run rejects with; a run that succeeds fails the test. */
export async function rejection(run: Promise<unknown>): Promise<unknown> {
  return await run.then(
    () => {
      throw new Error('the run succeeded');
    },
    (error: unknown) => error,
  );
}

/** The events of a run and the error that ended it. */
export async function watch(run: ProvisioningRun): Promise<{ events: ProvisioningEvent[]; error: unknown }> {
  const events: ProvisioningEvent[] = [];
  try {
    for await (const event of run) events.push(event);
  } catch (error) {
    return { events, error };
  }
  return { events, error: undefined };
}

/** What marks an installation of ours, of another store, and of a run that knew of no store. */
export const OURS = {
  clientName: `${CLIENT_NAME_PREFIX}0001`,
  description: newManifest(IDENTITY).description,
};
export const OF_ANOTHER_STORE = {
  clientName: `${CLIENT_NAME_PREFIX}other`,
  description: newManifest('another folder').description,
};
export const OF_NO_STORE = {
  clientName: `${CLIENT_NAME_PREFIX}before`,
  description: DESCRIPTION_MARKER,
};
export const lost = () => new Error('socket hang up');

export const credentialOf = (installation: { clientId: string; clientSecret: string | null }) => ({
  client_id: installation.clientId,
  client_secret: installation.clientSecret,
});

/** Expects what every clean run leaves: one installation of ours and the secret that matches it. */
export async function expectSettled(scene: ProvisioningScene): Promise<void> {
  const ours = scene.platform.installations.filter((item) => item.description.includes(DESCRIPTION_MARKER));
  expect(ours).toHaveLength(1);
  expect(ours.map(credentialOf)).toEqual([await scene.stored()]);
}

/** The store of a scene, with methods of its own in place of some. */
export function storeWith({ store }: ProvisioningScene, changed: Partial<SecretStore>): SecretStore {
  return {
    get: (key, options) => store.get(key, options),
    put: (secret, condition) => store.put(secret, condition),
    delete: (key, condition) => store.delete(key, condition),
    list: () => store.list(),
    identity: () => store.identity(),
    ...changed,
  };
}

/** The store of a scene, with a `put` of its own. */
export function withPut(
  scene: ProvisioningScene,
  put: (secret: SecretToPut, condition?: PutCondition) => ReturnType<SecretStore['put']>,
): SecretStore {
  return storeWith(scene, { put });
}
