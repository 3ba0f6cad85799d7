import type { Clock } from '../../src/config/clock.js';
import type { VaultStoreOptions } from '../../src/secrets/stores/vault/options.js';
import { VaultStore } from '../../src/secrets/stores/vault/vault.js';
import { VaultAdmin } from './vault-admin.js';
import { startVaultStandIn, type VaultStandIn } from './vault-stand-in.js';

/** A stand-in with an empty prefix, and stores on it that do not lose time in pauses. */
export class VaultScene implements AsyncDisposable {
  readonly server: VaultStandIn;
  readonly admin: VaultAdmin;
  readonly #opened: VaultStore[] = [];

  private constructor(server: VaultStandIn) {
    this.server = server;
    this.admin = new VaultAdmin(server);
  }

  static async make(): Promise<VaultScene> {
    return new VaultScene(await startVaultStandIn());
  }

  /** The time of the server, so that turning it turns both; pauses end at once. */
  readonly clock: Clock = {
    now: () => this.server.clock.now(),
    elapsed: () => this.server.clock.elapsed(),
    sleep: async (_ms, signal) => signal?.throwIfAborted(),
  };

  open(more: Partial<VaultStoreOptions> = {}): VaultStore {
    const { address, ca, rootToken } = this.server;
    const auth = { method: 'token', token: rootToken } as const;
    const { clock } = this;
    const store = new VaultStore({ address, ca, mount: 'secret', prefix: 'lp', auth, clock, ...more });
    this.#opened.push(store);
    return store;
  }

  /** What the engine holds of a secret. */
  async metadata(key: string) {
    return (await this.admin.request('GET', `secret/metadata/lp/${key}`)).data;
  }

  /** How many requests of this kind reached the server. */
  count(method: string, path: RegExp): number {
    return this.server.requests.filter((one) => one.method === method && path.test(one.path)).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const store of this.#opened) await store.close();
    await this.admin.close();
    await this.server.close();
  }
}
