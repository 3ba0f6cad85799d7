import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFunction } from '../start-function.js';

test('makes a new key and keeps the one before', async () => {
  const { invoke } = await startFunction('rotate-key');
  const first = await invoke({});
  const second = await invoke({});
  assert.equal(second.tell, 'keys@example.com');
  assert.notEqual(second.current, first.current);
  assert.equal(second.previous, first.current);
});

test('does nothing where nobody has made the secret', async () => {
  const { sandbox, invoke } = await startFunction('rotate-key');
  await sandbox.secretStore.delete('SIGNING_KEY');
  assert.deepEqual(await invoke({}), { tell: null });
});
