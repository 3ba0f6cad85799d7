import assert from 'node:assert/strict';
import { SecretError } from '../../errors/secret-error.js';
import { type Check, existing, PLANTED, refused } from './support.js';

export function checkAccounts(check: Check): void {
  check('the account of a record is kept, and seen when the store is opened again', async (store, other) => {
    for (const managedBy of ['user', 'system'] as const) {
      const put = await store.put({ key: managedBy, value: { a: 1 }, managedBy, accountId: '12345678' });
      assert.equal(put.accountId, '12345678');
      assert.deepEqual(await store.get(managedBy), put);
      assert.deepEqual(await (await other.reopened()).get(managedBy), put);
    }
  });

  check('a record that was put without an account has none', async (store) => {
    const put = await store.put({ key: 'KEY', value: 1 });
    assert.ok(!('accountId' in put));
    assert.ok(!('accountId' in existing(await store.get('KEY'))));
    await store.put({ key: 'UNDEFINED', value: 1, accountId: undefined });
    assert.ok(!('accountId' in existing(await store.get('UNDEFINED'))));
  });

  check('each put says whose the record is', async (store) => {
    const { version } = await store.put({ key: 'KEY', value: 1 });
    await store.put({ key: 'KEY', value: 1, accountId: 'first' }, { ifVersion: version });
    await store.put({ key: 'OTHER', value: 1, accountId: 'other' });
    assert.equal((await store.get('KEY'))?.accountId, 'first');
    await store.put({ key: 'KEY', value: 1, accountId: 'second' });
    assert.equal((await store.get('KEY'))?.accountId, 'second');
    await store.put({ key: 'KEY', value: 1 });
    assert.equal((await store.get('KEY'))?.accountId, undefined);
    await store.put({ key: 'KEY', value: 1, accountId: 'third' });
    await store.delete('KEY');
    await store.put({ key: 'KEY', value: 1 }, { ifAbsent: true });
    assert.equal((await store.get('KEY'))?.accountId, undefined);
    assert.equal((await store.get('OTHER'))?.accountId, 'other');
  });

  check('an account that is none is refused', async (store) => {
    for (const accountId of ['', 12345678 as unknown as string, null as unknown as string]) {
      await refused(store, SecretError, () => store.put({ key: 'KEY', value: PLANTED, accountId }));
    }
  });
}
