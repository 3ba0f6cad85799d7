import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { secretStoreContract } from '../../src/testing/secret-store-contract.js';
import { vaultConformance } from '../support/vault-conformance.js';
import { vaultPolicyProof } from '../support/vault-policy-proof.js';
import { vaultStoreMaker } from '../support/vault-store-under-test.js';
import { secretStoreLaws } from '../unit/secrets/stores/secret-store-laws.js';
import { type DevServer, startDevServer } from './dev-server.js';
import { startTokenReviews } from './token-reviews.js';

let server: DevServer;
let reviews: Awaited<ReturnType<typeof startTokenReviews>>;
beforeAll(async () => {
  server = await startDevServer(inject('vaultServer'));
  reviews = await startTokenReviews();
});
afterAll(async () => {
  await server.stop();
  await reviews.close();
});

const makeStore = vaultStoreMaker(() => ({
  address: server.address,
  mount: 'secret',
  allowLoopback: true,
  auth: { method: 'token', token: server.rootToken },
}));

vaultConformance('a dev server', () => ({
  ...server,
  trustServiceAccount: (jwt) => reviews.trustIn(server, jwt),
}));
vaultPolicyProof('a dev server', () => server);
secretStoreContract('VaultStore on a dev server', makeStore, { describe, it });
secretStoreLaws('VaultStore on a dev server', makeStore, { numRuns: 40 });
