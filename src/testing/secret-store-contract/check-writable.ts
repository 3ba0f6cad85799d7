import assert from 'node:assert/strict';
import { SecretError } from '../../errors/secret-error.js';
import { type Check, nothingWritten, refused } from './support.js';

/** Of a store that can be asked whether it takes a write; one that cannot passes. What it rejects with is the store's own. */
export function checkWritable(check: Check): void {
  check('checkWritable writes nothing, whether there is such a secret or not', async (store) => {
    await nothingWritten(store, async () => {
      await store.checkWritable?.('KEY');
      await store.checkWritable?.('LIVEPERSON_DEFAULT_APP_KEY');
    });
    const put = await store.put({ key: 'KEY', value: 1, managedBy: 'system' });
    await nothingWritten(store, async () => {
      await store.checkWritable?.('KEY');
      await store.checkWritable?.('OTHER');
    });
    assert.deepEqual(await store.get('KEY'), put);
    await store.put({ key: 'KEY', value: 2, managedBy: 'system' }, { ifVersion: put.version });
    await store.put({ key: 'OTHER', value: 1 }, { ifAbsent: true });
  });

  check('checkWritable refuses a name that put refuses', async (store) => {
    if (store.checkWritable === undefined) return;
    for (const key of ['', 'a b', 'a'.repeat(101)]) {
      await refused(store, SecretError, async () => store.checkWritable?.(key));
    }
  });
}
