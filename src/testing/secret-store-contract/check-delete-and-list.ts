import assert from 'node:assert/strict';
import { SecretConflictError } from '../../errors/secret-conflict-error.js';
import { assertNotSeen, type Check, PLANTED, refused } from './support.js';

export function checkDeleteAndList(check: Check): void {
  check('delete removes a secret, and succeeds when there is none', async (store) => {
    await store.put({ key: 'KEY', value: 1 });
    await store.delete('KEY');
    await store.delete('KEY');
    assert.equal(await store.get('KEY'), undefined);
    assert.deepEqual(await store.list(), []);
  });

  check('delete with ifVersion removes the present version only', async (store) => {
    const first = await store.put({ key: 'KEY', value: 1 });
    const second = await store.put({ key: 'KEY', value: 1 });
    await refused(store, SecretConflictError, () => store.delete('KEY', { ifVersion: first.version }));
    await refused(store, SecretConflictError, () => store.delete('ABSENT', { ifVersion: first.version }));
    await store.delete('KEY', { ifVersion: second.version });
    assert.equal(await store.get('KEY'), undefined);
  });

  check('list gives names, owners and versions, sorted by name, and no value', async (store) => {
    const keys = ['b', 'B', 'a10', 'a-1', '_', 'a9'];
    for (const key of keys) await store.put({ key, value: PLANTED });
    await store.put({ key: 'SYSTEM', value: PLANTED, managedBy: 'system' });
    const list = await store.list();
    assert.deepEqual(
      list.map(({ key }) => key),
      [...keys, 'SYSTEM'].sort(),
    );
    for (const info of list) {
      assert.deepEqual(Object.keys(info).sort(), ['key', 'managedBy', 'version']);
      assert.equal(info.managedBy, info.key === 'SYSTEM' ? 'system' : 'user');
    }
    assertNotSeen(list);
  });
}
