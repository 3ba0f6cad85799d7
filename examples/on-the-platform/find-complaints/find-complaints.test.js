import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFunction } from '../start-function.js';

const { sandbox, invoke } = await startFunction('find-complaints');

test('finds what the consumer wrote', async () => {
  const { info } = sandbox.fixtures.conversations.find(({ messageRecords = [] }) =>
    messageRecords.some(({ messageData }) => /invoice/.test(messageData.msg?.text)),
  );
  const { complaints } = await invoke({ conversationId: info.conversationId });
  assert.ok(complaints.includes('keywordRef:invoice'));
});

test('knows that a conversation is not there', async () => {
  assert.deepEqual(await invoke({ conversationId: 'unknown' }), { complaints: null });
});
