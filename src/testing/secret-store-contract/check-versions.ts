import assert from 'node:assert/strict';
import { SecretConflictError } from '../../errors/secret-conflict-error.js';
import { type Check, PLANTED, refused } from './support.js';

export function checkVersions(check: Check): void {
  check('a put is seen by get and list at its version', async (store) => {
    const { version } = await store.put({ key: 'KEY', value: 1 });
    assert.equal(typeof version, 'string');
    assert.notEqual(version, '');
    assert.equal((await store.get('KEY'))?.version, version);
    assert.equal((await store.list())[0]?.version, version);
  });

  check('no version of a name comes twice, for an equal value or after a delete', async (store) => {
    const versions = new Set<string>();
    for (let round = 0; round < 50; round += 1) {
      versions.add((await store.put({ key: 'KEY', value: 'same' })).version);
      if (round % 3 === 0) await store.delete('KEY');
    }
    assert.equal(versions.size, 50);
  });

  check('a put of one secret leaves the version of another as it is', async (store) => {
    const { version } = await store.put({ key: 'KEY', value: 1 });
    await store.put({ key: 'OTHER', value: 1 });
    await store.delete('OTHER');
    assert.equal((await store.get('KEY'))?.version, version);
  });

  check('ifAbsent writes when there is no secret of that name', async (store) => {
    await store.put({ key: 'KEY', value: 'first' }, { ifAbsent: true });
    await refused(store, SecretConflictError, () =>
      store.put({ key: 'KEY', value: PLANTED }, { ifAbsent: true }),
    );
    await store.delete('KEY');
    await store.put({ key: 'KEY', value: 'second' }, { ifAbsent: true });
    assert.equal((await store.get('KEY'))?.value, 'second');
  });

  check('ifVersion writes at the present version only', async (store) => {
    const first = await store.put({ key: 'KEY', value: 1 });
    const second = await store.put({ key: 'KEY', value: 2 }, { ifVersion: first.version });
    for (const ifVersion of [first.version, 'no-version', '']) {
      await refused(store, SecretConflictError, () =>
        store.put({ key: 'KEY', value: PLANTED }, { ifVersion }),
      );
    }
    assert.deepEqual(await store.get('KEY'), second);
  });

  check('ifVersion never holds for an absent or deleted secret', async (store) => {
    const { version } = await store.put({ key: 'KEY', value: 1 });
    await store.delete('KEY');
    await refused(store, SecretConflictError, () =>
      store.put({ key: 'KEY', value: 2 }, { ifVersion: version }),
    );
    await store.put({ key: 'KEY', value: 1 });
    await refused(store, SecretConflictError, () =>
      store.put({ key: 'KEY', value: 2 }, { ifVersion: version }),
    );
    await refused(store, SecretConflictError, () =>
      store.put({ key: 'NEW', value: 2 }, { ifVersion: version }),
    );
  });
}
