import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFunction } from '../start-function.js';

const { sandbox, invoke } = await startFunction('add-lead');
const [{ visitorId, sessionId }] = sandbox.fixtures.visits;

test('adds a lead to the visit', async () => {
  assert.deepEqual(await invoke({ visitorId, sessionId, topic: 'loan' }), { added: true });
  const { body } = sandbox.requests.all().find(({ service }) => service === 'smt');
  assert.deepEqual(body, [{ type: 'lead', lead: { topic: 'loan' } }]);
});

test('knows that the visit is over', async () => {
  assert.deepEqual(await invoke({ visitorId, sessionId: 'gone', topic: 'loan' }), { added: false });
});

test('fails when the key may not', async () => {
  sandbox.switches.engagementAttributes = 'forbidden';
  await assert.rejects(invoke({ visitorId, sessionId, topic: 'loan' }), /appKeySecretName/);
});
