import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFunction } from '../start-function.js';

const { sandbox, invoke } = await startFunction('order-status-gateway');

test('reaches the server of the shop through the gateway', async () => {
  const { order } = await invoke({ host: sandbox.mtls.host, orderId: 'A-1001' });
  assert.equal(order.path, '/orders/A-1001');
});

test('says that no certificate is mapped', async () => {
  const { todo } = await invoke({ host: 'shop.example.com', orderId: 'A-1001' });
  assert.match(todo, /map a certificate/);
});
