import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../../../src/errors/config-error.js';
import type { VaultStoreOptions } from '../../../../../src/secrets/stores/vault/options.js';
import { VaultStore } from '../../../../../src/secrets/stores/vault/vault.js';

const VALID: VaultStoreOptions = {
  address: 'https://vault.example.com:8200',
  mount: 'secret',
  prefix: 'lp/12345678',
  auth: { method: 'token', token: 'planted-token' },
};

/** What plain JavaScript may pass. */
const make = (changes: Record<string, unknown>) =>
  new VaultStore({ ...VALID, ...changes } as VaultStoreOptions);

function fieldOf(changes: Record<string, unknown>): string {
  try {
    make(changes);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    expect(inspect(error)).not.toContain('planted');
    return (error as ConfigError).field;
  }
  throw new Error('nothing was thrown');
}

describe('VaultStore', () => {
  it.each([
    {},
    { address: 'https://127.0.0.1:8200/' },
    { address: 'https://[::1]:8200' },
    { address: 'http://127.0.0.1:8200', allowLoopback: true },
    { address: 'http://localhost:8200', allowLoopback: true },
    { address: 'http://[::1]:8200', allowLoopback: true },
    { mount: 'team/kv/', prefix: undefined },
    { prefix: '' },
    { namespace: 'team/a/' },
    { auth: { method: 'approle', roleId: 'a-role' } },
    { auth: { method: 'kubernetes', role: 'pod' } },
  ])('accepts %j', async (changes) => {
    await make(changes).close();
  });

  it.each([
    ['address', { address: undefined }],
    ['address', { address: 'vault.example.com:8200' }],
    ['address', { address: 'ftp://vault.example.com' }],
    ['address', { address: 'https://planted@vault.example.com' }],
    ['address', { address: 'https://vault.example.com/v1' }],
    ['address', { address: 'https://vault.example.com?planted' }],
    ['address', { address: 'http://vault.example.com:8200', allowLoopback: true }],
    ['address', { address: 'http://127.0.0.1:8200' }],
    ['address', { address: 'http://127.0.0.1.example.com:8200', allowLoopback: true }],
    ['mount', { mount: '' }],
    ['mount', { mount: undefined }],
    ['mount', { mount: '/secret' }],
    ['mount', { mount: '..' }],
    ['prefix', { prefix: 'a//b' }],
    ['prefix', { prefix: 'a/../b' }],
    ['prefix', { prefix: 'a?planted' }],
    ['prefix', { prefix: 'a/*' }],
    ['prefix', { prefix: '%2e%2e' }],
    ['namespace', { namespace: 'a\r\nplanted: b' }],
    ['namespace', { namespace: '' }],
    ['auth', { auth: undefined }],
    ['auth', { auth: { method: 'planted' } }],
    ['auth.token (VAULT_TOKEN)', { auth: { method: 'token', token: 'planted\nx' } }],
    ['auth.token (VAULT_TOKEN)', { auth: { method: 'token' } }],
    ['auth.roleId (VAULT_ROLE_ID)', { auth: { method: 'approle' } }],
    ['auth.secretId (VAULT_SECRET_ID)', { auth: { method: 'approle', roleId: 'a', secretId: '' } }],
    ['auth.role (VAULT_KUBERNETES_ROLE)', { auth: { method: 'kubernetes', role: '' } }],
    ['auth.jwtFile (VAULT_KUBERNETES_JWT_FILE)', { auth: { method: 'kubernetes', role: 'a', jwtFile: '' } }],
    ['auth.mount', { auth: { method: 'approle', roleId: 'a', mount: '../sys' } }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['deadlineMs', { deadlineMs: Number.NaN }],
  ])('refuses a bad %s, repeating no credential: %j', (field, changes) => {
    expect(fieldOf(changes)).toBe(field);
  });

  it('shows no credential', async () => {
    for (const auth of [VALID.auth, { method: 'approle', roleId: 'r', secretId: 'planted-secret-id' }]) {
      const store = make({ auth });
      const shown = inspect(store, { depth: 9, showHidden: true }) + JSON.stringify(store) + String(store);
      expect(shown).not.toContain('planted');
      await store.close();
    }
  });
});
