import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFunction } from '../start-function.js';

const { invoke } = await startFunction('remember-order');

test('knows of no order at first', async () => {
  assert.deepEqual(await invoke({ conversationId: 'c-0' }), { orderId: null });
});

test('keeps the order with the conversation', async () => {
  const conversationId = 'c-1';
  await invoke({ conversationId, orderId: 'A-1001' });
  assert.deepEqual(await invoke({ conversationId }), { orderId: 'A-1001' });
  assert.deepEqual(await invoke({ conversationId: 'c-2' }), { orderId: null });
});
