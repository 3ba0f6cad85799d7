import { randomUUID } from 'node:crypto';
import type { VaultStoreOptions } from '../../src/secrets/stores/vault/options.js';
import { VaultStore } from '../../src/secrets/stores/vault/vault.js';
import type { StoreUnderTest } from '../../src/testing/secret-store-contract.js';

/** Makes stores on one server for the contract suite: each test has a prefix of its own. */
export function vaultStoreMaker(
  options: (prefix: string) => Omit<VaultStoreOptions, 'prefix'>,
): () => Promise<StoreUnderTest> {
  return async () => {
    const prefix = `contract/${randomUUID()}`;
    const opened: VaultStore[] = [];
    const open = () => {
      const store = new VaultStore({ ...options(prefix), prefix });
      opened.push(store);
      return store;
    };
    return {
      store: open(),
      reopen: async () => open(),
      close: async () => {
        await Promise.all(opened.map((store) => store.close()));
      },
    };
  };
}
