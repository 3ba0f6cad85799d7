import { describe, expect, it } from 'vitest';
import { SecretError } from '../../../../src/errors/secret-error.js';
import { MemorySecretStore } from '../../../../src/secrets/stores/memory.js';
import { secretStoreContract } from '../../../../src/testing/secret-store-contract.js';
import { secretStoreLaws } from './secret-store-laws.js';

secretStoreContract('MemorySecretStore', async () => ({ store: new MemorySecretStore() }), { describe, it });
secretStoreLaws('MemorySecretStore', async () => ({ store: new MemorySecretStore() }), { numRuns: 200 });

describe('MemorySecretStore with initial values', () => {
  it('holds them, system names for the system and all others for the user', async () => {
    const store = new MemorySecretStore({
      MY_KEY: { client_id: 'an-id' },
      LIVEPERSON_DEFAULT_APP_KEY: { client_id: 'default-id' },
      'lp-faas-default-app-key': 'text',
    });
    expect(await store.get('MY_KEY')).toMatchObject({ value: { client_id: 'an-id' }, managedBy: 'user' });
    expect((await store.list()).map(({ key, managedBy }) => [key, managedBy])).toEqual([
      ['LIVEPERSON_DEFAULT_APP_KEY', 'system'],
      ['MY_KEY', 'user'],
      ['lp-faas-default-app-key', 'system'],
    ]);
  });

  it('takes copies of them', async () => {
    const value = { list: [1] };
    const store = new MemorySecretStore({ MY_KEY: value });
    value.list.push(2);
    expect((await store.get('MY_KEY'))?.value).toEqual({ list: [1] });
  });

  it('refuses a bad name or value at once, without showing the value', () => {
    expect(() => new MemorySecretStore({ 'my key': 1 })).toThrow(SecretError);
    expect(() => new MemorySecretStore({ MY_KEY: undefined })).toThrow(/"MY_KEY" must be JSON/);
  });

  it('shares nothing with another store', async () => {
    const one = new MemorySecretStore({ MY_KEY: 1 });
    await new MemorySecretStore({ MY_KEY: 2 }).put({ key: 'OTHER', value: 3 });
    expect((await one.list()).map(({ key }) => key)).toEqual(['MY_KEY']);
    expect((await one.get('MY_KEY'))?.value).toBe(1);
  });
});
