import { afterAll, beforeAll, describe } from 'vitest';
import { VaultAdmin, type VaultUnderTest } from './vault-admin.js';
import { vaultAccessConformance } from './vault-conformance-access.js';
import { vaultKvConformance } from './vault-conformance-kv.js';

/** A server whose auth methods can be set up. */
export interface ConformingVault extends VaultUnderTest {
  /** Lets `login` of the Kubernetes method, with the role `pod`, succeed with this token of a service account. */
  readonly trustServiceAccount: (jwt: string) => Promise<void>;
}

/** Declares what the store relies on of a server: the same tests run on the stand-in and on a real one. */
export function vaultConformance(name: string, server: () => ConformingVault): void {
  describe(`${name} answers as the store expects of Vault`, () => {
    let admin: VaultAdmin;
    beforeAll(() => {
      admin = new VaultAdmin(server());
    });
    afterAll(() => admin.close());

    vaultKvConformance(() => admin);
    vaultAccessConformance(
      () => admin,
      (jwt) => server().trustServiceAccount(jwt),
    );
  });
}
