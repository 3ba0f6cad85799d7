import assert from 'node:assert/strict';
import { type Check, nothingWritten } from './support.js';

/** Of a store that has an identity; one without it passes. */
export function checkIdentity(check: Check): void {
  check(
    'the identity stays the same, over writes and when the store is opened again',
    async (store, other) => {
      if (store.identity === undefined) return;
      const identity = await store.identity();
      assert.equal(typeof identity, 'string');
      assert.notEqual(identity, '');
      await store.put({ key: 'KEY', value: 1 });
      await store.delete('KEY');
      assert.equal(await store.identity(), identity);
      assert.equal(await store.identity({ create: false }), identity);
      assert.equal(await (await other.reopened()).identity?.({ create: false }), identity);
    },
  );

  check('a put gives the store the identity that it keeps', async (store, other) => {
    await store.put({ key: 'KEY', value: 1 });
    const identity = await store.identity?.({ create: false });
    assert.equal(await (await other.reopened()).identity?.(), identity);
  });

  check('two places have different identities', async (store, other) => {
    if (store.identity === undefined) return;
    const another = await other.another();
    assert.notEqual(await another.identity?.(), await store.identity());
  });

  check('identity with create: false writes nothing', async (store) => {
    await nothingWritten(store, async () => {
      const found = await store.identity?.({ create: false });
      assert.equal(await store.identity?.({ create: false }), found);
    });
  });

  check('the identity changes no secret', async (store) => {
    const put = await store.put({ key: 'KEY', value: 1 });
    await store.identity?.();
    assert.deepEqual(await store.get('KEY'), put);
    assert.deepEqual(await store.list(), [{ key: 'KEY', version: put.version, managedBy: 'user' }]);
  });
}
