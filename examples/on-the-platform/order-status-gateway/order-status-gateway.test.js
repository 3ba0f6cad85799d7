import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFunction } from '../start-function.js';

const payload = { orderId: 'A-1001' };

test('reaches the server of the shop through the gateway', async () => {
  const { sandbox, invoke } = await startFunction('order-status-gateway');
  await sandbox.secretStore.put({ key: 'SHOP', value: { url: `https://${sandbox.mtls.host}` } });
  assert.equal((await invoke(payload)).order.path, '/orders/A-1001');
});

test('says that no certificate is mapped', async () => {
  const { invoke } = await startFunction('order-status-gateway');
  assert.match((await invoke(payload)).todo, /map a certificate/);
});
