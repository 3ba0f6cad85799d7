import { afterAll, beforeAll } from 'vitest';
import { VaultAdmin } from '../../support/vault-admin.js';
import { vaultConformance } from '../../support/vault-conformance.js';
import { vaultPolicyProof } from '../../support/vault-policy-proof.js';
import { startVaultStandIn, type VaultStandIn } from '../../support/vault-stand-in.js';

let server: VaultStandIn;
beforeAll(async () => {
  server = await startVaultStandIn();
});
afterAll(() => server.close());

vaultConformance('the stand-in', () => ({
  address: server.address,
  ca: server.ca,
  rootToken: server.rootToken,
  trustServiceAccount: async (jwt) => {
    const admin = new VaultAdmin(server);
    await admin.done('POST', 'sys/auth/kubernetes', { body: { type: 'kubernetes' } });
    await admin.done('POST', 'auth/kubernetes/role/pod', { body: { token_policies: ['default'] } });
    server.system.logins.serviceAccountTokens.add(jwt);
    await admin.close();
  },
}));

vaultPolicyProof('the stand-in', () => server);
