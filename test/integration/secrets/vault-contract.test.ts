import { afterAll, beforeAll, describe, it } from 'vitest';
import { secretStoreContract } from '../../../src/testing/secret-store-contract.js';
import { startVaultStandIn, type VaultStandIn } from '../../support/vault-stand-in.js';
import { vaultStoreMaker } from '../../support/vault-store-under-test.js';
import { secretStoreLaws } from '../../unit/secrets/stores/secret-store-laws.js';

let server: VaultStandIn;
beforeAll(async () => {
  server = await startVaultStandIn();
});
afterAll(() => server.close());

const makeStore = vaultStoreMaker(() => ({
  address: server.address,
  ca: server.ca,
  mount: 'secret',
  auth: { method: 'token', token: server.rootToken },
}));

secretStoreContract('VaultStore', makeStore, { describe, it });
secretStoreLaws('VaultStore', makeStore, { numRuns: 40 });
