import assert from 'node:assert/strict';
import { type Check, existing, PLANTED } from './support.js';

export function checkValues(check: Check): void {
  check('get of an absent secret gives undefined', async (store) => {
    assert.equal(await store.get('ABSENT'), undefined);
    assert.equal(await store.get('constructor'), undefined);
    assert.equal(await store.get('__proto__'), undefined);
  });

  check('put and get give back every kind of JSON value', async (store) => {
    for (const [index, value] of JSON_VALUES.entries()) {
      const put = await store.put({ key: `KEY_${index}`, value });
      assert.deepEqual(put.value, value);
    }
    for (const [index, value] of JSON_VALUES.entries()) {
      assert.deepEqual((await store.get(`KEY_${index}`))?.value, value);
    }
  });

  check('names that objects inherit are names like any other', async (store) => {
    const keys = ['__proto__', 'constructor', 'hasOwnProperty', 'prototype', 'toString', '-', '0'];
    for (const key of keys) await store.put({ key, value: `value of ${key}` }, { ifAbsent: true });
    for (const key of keys) {
      const { version: _, ...record } = existing(await store.get(key));
      assert.deepEqual(record, { key, value: `value of ${key}`, managedBy: 'user' });
    }
    assert.deepEqual(
      (await store.list()).map(({ key }) => key),
      keys.sort(),
    );
  });

  check('put takes a copy and gives a copy', async (store) => {
    const value = { nested: { list: [1] } };
    const pending = store.put({ key: 'KEY', value });
    value.nested.list.push(2);
    spoil((await pending).value);
    spoil(value);
    assert.deepEqual((await store.get('KEY'))?.value, { nested: { list: [1] } });
  });

  check('get gives a copy', async (store) => {
    await store.put({ key: 'KEY', value: { nested: { list: [1] } } });
    spoil((await store.get('KEY'))?.value);
    assert.deepEqual((await store.get('KEY'))?.value, { nested: { list: [1] } });
  });

  check('what JSON drops is not kept', async (store) => {
    const value = { kept: 1, dropped: undefined, date: new Date(0) };
    const put = await store.put({ key: 'KEY', value });
    assert.deepEqual(put.value, { kept: 1, date: '1970-01-01T00:00:00.000Z' });
    assert.deepEqual((await store.get('KEY'))?.value, put.value);
  });

  check(
    'a secret is still there, at the same version, when the store is opened again',
    async (store, { reopened }) => {
      const put = await store.put({ key: 'KEY', value: { a: ['b'] }, managedBy: 'system' });
      const again = await reopened();
      assert.deepEqual(await again.get('KEY'), put);
      assert.deepEqual(await again.list(), await store.list());
      await again.put({ key: 'OTHER', value: 1 }, { ifAbsent: true });
      assert.equal((await store.get('OTHER'))?.value, 1);
    },
  );

  check('get with an aborted signal rejects with its reason', async (store) => {
    const reason = new Error('stop');
    await assert.rejects(
      store.get('KEY', { signal: AbortSignal.abort(reason) }),
      (error) => error === reason,
    );
  });
}

const JSON_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1.5e-7,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  'plain text',
  'null',
  '123',
  '"quoted"',
  '{"client_id":"an-id"}',
  '[1,2',
  'Grüße, 世界 \u{1f511} \u2028 \u0000 \ud800',
  'first line\nsecond line\t"\\/',
  [],
  {},
  [null, [], {}, [[['deep']]]],
  { client_id: 'an-id', client_secret: PLANTED, '': 0, 'with space': [{ a: null }] },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":[],"hasOwnProperty":null}'),
];

/** Changes a value of the shape `{nested: {list: [1]}}` as a careless caller may. */
function spoil(value: unknown): void {
  const { nested } = value as { nested: { list: number[] } };
  nested.list.push(99);
  Object.assign(nested, { added: true });
}
