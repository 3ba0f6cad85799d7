import assert from 'node:assert/strict';
import { SecretConflictError } from '../../errors/secret-conflict-error.js';
import { SecretError } from '../../errors/secret-error.js';
import { SecretForbiddenError } from '../../errors/secret-forbidden-error.js';
import { type Check, PLANTED, refused } from './support.js';

export function checkSystemSecrets(check: Check): void {
  const names = ['LIVEPERSON_DEFAULT_APP_KEY', 'lp-faas-default-app-key', 'lp-faas-orchestrator-app-key'];

  for (const key of names) {
    check(`${key} is altered by the system only`, async (store) => {
      await refused(store, SecretForbiddenError, () => store.put({ key, value: PLANTED }));
      await refused(store, SecretForbiddenError, () => store.delete(key));
      const put = await store.put({ key, value: 1, managedBy: 'system' });
      assert.equal(put.managedBy, 'system');
      await refused(store, SecretForbiddenError, () => store.put({ key, value: PLANTED }));
      await refused(store, SecretForbiddenError, () =>
        store.put({ key, value: PLANTED, managedBy: 'user' }, { ifVersion: put.version }),
      );
      await refused(store, SecretForbiddenError, () => store.delete(key, { ifVersion: put.version }));
      assert.deepEqual(await store.get(key), put);
    });
  }

  check(
    'a record that the system manages is altered by the system only, whatever its name',
    async (store) => {
      const first = await store.put({ key: 'KEY', value: 1, managedBy: 'system' });
      await refused(store, SecretForbiddenError, () => store.put({ key: 'KEY', value: PLANTED }));
      await refused(store, SecretForbiddenError, () => store.delete('KEY'));
      await refused(store, SecretForbiddenError, () => store.delete('KEY', { ifVersion: first.version }));
      const second = await store.put(
        { key: 'KEY', value: 2, managedBy: 'system' },
        { ifVersion: first.version },
      );
      assert.deepEqual(await store.get('KEY'), second);
      assert.equal(second.managedBy, 'system');
    },
  );

  check('the system deletes what is its own, and what is the version asked for', async (store) => {
    for (const key of [...names, 'KEY']) {
      const first = await store.put({ key, value: 1, managedBy: 'system' });
      const second = await store.put({ key, value: 2, managedBy: 'system' });
      await refused(store, SecretConflictError, () =>
        store.delete(key, { managedBy: 'system', ifVersion: first.version }),
      );
      await refused(store, SecretForbiddenError, () => store.delete(key, { ifVersion: second.version }));
      await store.delete(key, { managedBy: 'system', ifVersion: second.version });
      assert.equal(await store.get(key), undefined);
      await store.delete(key, { managedBy: 'system' });
      const again = await store.put({ key, value: 1, managedBy: 'system' }, { ifAbsent: true });
      assert.ok(![first.version, second.version].includes(again.version));
    }
  });

  check('the system deletes a secret of the user, and nobody is taken for it', async (store) => {
    await store.put({ key: 'KEY', value: 1 });
    await store.put({ key: 'LIVEPERSON_DEFAULT_APP_KEY', value: 1, managedBy: 'system' });
    await refused(store, SecretError, () => store.delete('KEY', { managedBy: 'user' as 'system' }));
    await refused(store, SecretForbiddenError, () =>
      store.delete('LIVEPERSON_DEFAULT_APP_KEY', { managedBy: undefined }),
    );
    await store.delete('KEY', { managedBy: 'system' });
    assert.equal(await store.get('KEY'), undefined);
  });

  check('the system may take over a secret of the user', async (store) => {
    await store.put({ key: 'KEY', value: 1 });
    await store.put({ key: 'KEY', value: 2, managedBy: 'system' });
    assert.equal((await store.get('KEY'))?.managedBy, 'system');
    await refused(store, SecretForbiddenError, () => store.put({ key: 'KEY', value: 3 }));
  });

  check('names that only resemble system names are free', async (store) => {
    for (const key of ['LIVEPERSON_DEFAULT', 'MY_LIVEPERSON_DEFAULT_APP_KEY', 'lp-faas-default-app-key-2']) {
      assert.equal((await store.put({ key, value: 1 })).managedBy, 'user');
      await store.delete(key);
    }
  });
}
