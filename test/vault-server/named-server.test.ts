import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { readVaultEnvironment } from '../../src/config/environment.js';
import { secretStoreContract } from '../../src/testing/secret-store-contract.js';
import { vaultStoreMaker } from '../support/vault-store-under-test.js';

// The server of VAULT_ADDR, with the token of VAULT_TOKEN. Everything is written below contract/ of its KV
// version 2 engine at secret/, or at VAULT_TEST_MOUNT.
const { address = '', namespace, caFile, token = '' } = readVaultEnvironment();

const makeStore = vaultStoreMaker(() => ({
  address,
  namespace,
  ca: caFile === undefined ? undefined : readFileSync(caFile, 'utf8'),
  mount: process.env.VAULT_TEST_MOUNT || 'secret',
  allowLoopback: true,
  auth: { method: 'token', token },
}));

secretStoreContract(`VaultStore on ${address}`, makeStore, { describe, it });
