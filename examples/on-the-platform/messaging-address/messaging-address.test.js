import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFunction } from '../start-function.js';

const { sandbox, invoke } = await startFunction('messaging-address');

test('tells where messaging is', async () => {
  const { url } = await invoke({});
  assert.equal(new URL(url).host, sandbox.hosts.asyncMessagingEnt);
});
