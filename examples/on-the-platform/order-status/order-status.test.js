import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFunction } from '../start-function.js';

const { sandbox, invoke } = await startFunction('order-status');
// The sandbox has a server that asks for a client certificate.
const { host, ...certificate } = sandbox.mtls;

test('shows its certificate to the server of the shop', async () => {
  await sandbox.secretStore.put({ key: 'SHOP', value: { url: `https://${host}`, ...certificate } });
  const { status, order } = await invoke({ orderId: 'A 1001' });
  assert.equal(status, 200);
  assert.equal(order.path, '/orders/A%201001');
  assert.ok(order.clientCertificate.fingerprint256);
});
