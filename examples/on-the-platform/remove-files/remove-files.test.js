import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFunction } from '../start-function.js';

const { sandbox, invoke } = await startFunction('remove-files');
const filesOf = ({ messageRecords = [] }) =>
  messageRecords.flatMap(({ messageData }) => messageData.file?.relativePath ?? []);
const conversation = sandbox.fixtures.conversations.find((one) => filesOf(one).length > 0);
const { conversationId } = conversation.info;

test('replaces the files of a conversation', async () => {
  assert.deepEqual(await invoke({ conversationId }), { replaced: filesOf(conversation), left: [] });
});

test('tells what is left', async () => {
  sandbox.faults.add({ service: 'swift', method: 'PUT', status: 403 });
  assert.deepEqual(await invoke({ conversationId }), { replaced: [], left: filesOf(conversation) });
});
