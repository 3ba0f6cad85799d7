import type { SecretStore } from '../secrets/secret-store.js';
import { checkAccounts } from './secret-store-contract/check-accounts.js';
import { checkDeleteAndList } from './secret-store-contract/check-delete-and-list.js';
import { checkIdentity } from './secret-store-contract/check-identity.js';
import { checkLimits } from './secret-store-contract/check-limits.js';
import { checkParallelUse } from './secret-store-contract/check-parallel-use.js';
import { checkSystemSecrets } from './secret-store-contract/check-system-secrets.js';
import { checkValues } from './secret-store-contract/check-values.js';
import { checkVersions } from './secret-store-contract/check-versions.js';
import { checkWritable } from './secret-store-contract/check-writable.js';
import type { Check } from './secret-store-contract/support.js';

/** A store under test. */
export interface StoreUnderTest {
  /** An empty store. */
  readonly store: SecretStore;
  /** Opens the same data once more, where the store keeps it outside the process. */
  readonly reopen?: () => Promise<SecretStore>;
  readonly close?: () => Promise<void>;
}

/** What the suite needs of a test framework; vitest, jest, mocha and `node:test` have it. */
export interface TestFramework {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>) => unknown;
}

/**
 * Declares the tests that every {@link SecretStore} must pass.
 *
 * @param makeStore Makes a fresh, empty store, in a place of its own; called once or twice per test.
 * @example
 * import { describe, it } from 'vitest';
 * secretStoreContract('MyStore', async () => ({ store: new MyStore() }), { describe, it });
 */
export function secretStoreContract(
  name: string,
  makeStore: () => Promise<StoreUnderTest>,
  { describe, it }: TestFramework,
): void {
  const check: Check = (title, body) => {
    it(title, async () => {
      const first = await makeStore();
      const { store, reopen } = first;
      const made = [first];
      const another = async () => {
        const second = await makeStore();
        made.push(second);
        return second.store;
      };
      try {
        await body(store, { reopened: reopen ?? (async () => store), another });
      } finally {
        for (const { close } of made) await close?.();
      }
    });
  };
  describe(`${name} keeps the contract of a secret store`, () => {
    describe('values', () => checkValues(check));
    describe('versions and conditions', () => checkVersions(check));
    describe('delete and list', () => checkDeleteAndList(check));
    describe('system secrets', () => checkSystemSecrets(check));
    describe('accounts', () => checkAccounts(check));
    describe('identity', () => checkIdentity(check));
    describe('preflight', () => checkWritable(check));
    describe('limits', () => checkLimits(check));
    describe('parallel use and secrecy', () => checkParallelUse(check));
  });
}
