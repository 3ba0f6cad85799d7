import { describe, expect, it } from 'vitest';
import { MirroredSecretStore } from '../../../src/testing/sandbox/mirrored-secret-store.js';
import { secretStoreContract } from '../../../src/testing/secret-store-contract.js';

secretStoreContract('MirroredSecretStore', async () => ({ store: new MirroredSecretStore() }), {
  describe,
  it,
});

describe('MirroredSecretStore', () => {
  it('tells at once what it holds, as copies', async () => {
    const store = new MirroredSecretStore({ FIRST: { nested: 1 } });
    await store.put({ key: 'SECOND', value: 'text' });
    await store.put({ key: 'FIRST', value: { nested: 2 } });
    const entries = store.entries();
    expect(entries).toEqual([
      { key: 'FIRST', value: { nested: 2 } },
      { key: 'SECOND', value: 'text' },
    ]);
    Object.assign(entries[0]?.value as object, { nested: 3 });
    expect(store.entries()[0]).toEqual({ key: 'FIRST', value: { nested: 2 } });
    await store.delete('FIRST');
    expect(store.entries()).toEqual([{ key: 'SECOND', value: 'text' }]);
  });

  it('changes nothing when a write is refused', async () => {
    const store = new MirroredSecretStore({ LIVEPERSON_DEFAULT_APP_KEY: 'value' });
    const before = store.entries();
    await expect(store.put({ key: 'LIVEPERSON_DEFAULT_APP_KEY', value: 'x' })).rejects.toThrow();
    await expect(store.delete('LIVEPERSON_DEFAULT_APP_KEY')).rejects.toThrow();
    expect(store.entries()).toEqual(before);
  });
});
