import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readVaultEnvironment } from '../../../../../src/config/environment.js';
import { ConfigError } from '../../../../../src/errors/config-error.js';
import { openSecretStore } from '../../../../../src/secrets/open-store.js';
import { parseVaultText } from '../../../../../src/secrets/stores/vault/location.js';

const VARIABLES = [
  'VAULT_ADDR',
  'VAULT_TOKEN',
  'VAULT_NAMESPACE',
  'VAULT_CACERT',
  'VAULT_ROLE_ID',
  'VAULT_SECRET_ID',
  'VAULT_APPROLE_MOUNT',
  'VAULT_KUBERNETES_ROLE',
  'VAULT_KUBERNETES_JWT_FILE',
  'VAULT_KUBERNETES_MOUNT',
  'LP_ALLOW_LOOPBACK',
];
beforeEach(() => {
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

const TEXT = 'vault:https://vault.example.com:8200/secret/lp/12345678';

function refusal(text: string): ConfigError {
  try {
    openSecretStore(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error as ConfigError;
  }
  throw new Error('nothing was thrown');
}

describe('the text behind "vault:"', () => {
  it.each([
    ['https://h:8200/secret/lp/1', { address: 'https://h:8200', mount: 'secret', prefix: 'lp/1' }],
    ['https://h/secret', { address: 'https://h', mount: 'secret', prefix: '' }],
    ['https://h/secret/', { address: 'https://h', mount: 'secret', prefix: '' }],
    ['https://h/team%2Fkv/lp', { address: 'https://h', mount: 'team/kv', prefix: 'lp' }],
    ['https://h', { address: 'https://h', mount: '', prefix: '' }],
    ['secret/lp', { address: 'https://named', mount: 'secret', prefix: 'lp' }],
  ])('%s names server, mount and prefix', (text, parts) => {
    expect(parseVaultText(text, 'https://named')).toEqual(parts);
  });
});

describe('openSecretStore', () => {
  it.each([
    { VAULT_TOKEN: 'a-token' },
    { VAULT_ROLE_ID: 'a-role', VAULT_SECRET_ID: 'an-id' },
    { VAULT_KUBERNETES_ROLE: 'pod' },
  ])('opens Vault with %j, and sends nothing', (variables) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    expect(openSecretStore(TEXT)).toHaveProperty('put');
    vi.stubEnv('VAULT_ADDR', 'https://vault.example.com:8200');
    expect(openSecretStore('vault:secret/lp')).toHaveProperty('put');
  });

  it('says which variables log in', () => {
    expect(refusal(TEXT)).toMatchObject({
      field: 'auth',
      message: expect.stringMatching(/VAULT_TOKEN.*VAULT_ROLE_ID.*VAULT_KUBERNETES_ROLE/),
    });
  });

  it.each([
    'vault:planted',
    'vault:https://',
    'vault:http://planted/secret',
    'vault:https://u:planted@h/s',
    'vault:',
  ])('refuses %s without repeating it', (text) => {
    vi.stubEnv('VAULT_TOKEN', 'a-token');
    expect(refusal(text).message).not.toContain('planted');
  });

  it('takes plain http on this machine only, when LP_ALLOW_LOOPBACK says so', () => {
    vi.stubEnv('VAULT_TOKEN', 'a-token');
    expect(refusal('vault:http://127.0.0.1:8200/secret').message).toContain('LP_ALLOW_LOOPBACK=1');
    vi.stubEnv('LP_ALLOW_LOOPBACK', '1');
    expect(openSecretStore('vault:http://127.0.0.1:8200/secret')).toHaveProperty('put');
    expect(refusal('vault:http://vault.example.com:8200/secret').message).toContain('https');
  });

  it('tells of a file of certificates that cannot be read', async () => {
    vi.stubEnv('VAULT_TOKEN', 'a-token');
    vi.stubEnv('VAULT_CACERT', '/nonexistent/ca.pem');
    await expect(openSecretStore(TEXT).get('KEY')).rejects.toMatchObject({
      field: 'ca',
      message: expect.stringContaining('ENOENT'),
    });
  });
});

describe('readVaultEnvironment', () => {
  it('reads each variable, and takes an empty one for none', () => {
    const env = Object.fromEntries(VARIABLES.map((name) => [name, ` ${name} `]));
    expect(readVaultEnvironment(env)).toEqual({
      address: 'VAULT_ADDR',
      namespace: 'VAULT_NAMESPACE',
      caFile: 'VAULT_CACERT',
      token: 'VAULT_TOKEN',
      appRole: { roleId: 'VAULT_ROLE_ID', secretId: 'VAULT_SECRET_ID', mount: 'VAULT_APPROLE_MOUNT' },
      kubernetes: {
        role: 'VAULT_KUBERNETES_ROLE',
        jwtFile: 'VAULT_KUBERNETES_JWT_FILE',
        mount: 'VAULT_KUBERNETES_MOUNT',
      },
    });
    expect(readVaultEnvironment({ VAULT_TOKEN: ' ' }).token).toBeUndefined();
  });
});
