import assert from 'node:assert/strict';
import { SecretConflictError } from '../../errors/secret-conflict-error.js';
import { assertNotSeen, type Check, onlyWinner, PLANTED } from './support.js';

export function checkParallelUse(check: Check): void {
  check('parallel puts of different secrets are all kept', async (store) => {
    const keys = Array.from({ length: 20 }, (_, index) => `KEY_${index}`);
    await Promise.all(keys.map((key) => store.put({ key, value: key })));
    for (const key of keys) assert.equal((await store.get(key))?.value, key);
  });

  check('of parallel puts with ifAbsent, one wins', async (store) => {
    const winner = await onlyWinner(
      [1, 2, 3].map((value) => store.put({ key: 'KEY', value }, { ifAbsent: true })),
    );
    assert.deepEqual(await store.get('KEY'), winner);
  });

  check('of parallel puts with the same ifVersion, one wins', async (store) => {
    const { version } = await store.put({ key: 'KEY', value: 0 });
    const puts = [1, 2, 3].map((value) => store.put({ key: 'KEY', value }, { ifVersion: version }));
    const winner = await onlyWinner(puts);
    assert.deepEqual(await store.get('KEY'), winner);
  });

  check('a failed operation does not stop the next ones', async (store) => {
    const failed = assert.rejects(
      store.put({ key: 'KEY', value: 1 }, { ifVersion: 'none' }),
      SecretConflictError,
    );
    const { version } = await store.put({ key: 'KEY', value: 2 });
    await failed;
    assert.equal((await store.get('KEY'))?.version, version);
  });

  check('inspect and JSON of a store show no value', async (store) => {
    await store.put({ key: 'KEY', value: { client_secret: PLANTED } });
    const pending = store.put({ key: 'KEY', value: PLANTED });
    assertNotSeen(store);
    await pending;
    await store.get('KEY');
    assertNotSeen(store);
  });
}
