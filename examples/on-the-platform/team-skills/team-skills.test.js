import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFunction } from '../start-function.js';

const { sandbox, invoke } = await startFunction('team-skills');
const [first, second] = sandbox.fixtures.users;

test('asks for each agent of a team', async () => {
  const answers = await invoke({ userIds: [first.id, second.id] });
  assert.deepEqual(
    answers.map(({ userId, name }) => [userId, name]),
    [first, second].map(({ id, nickname }) => [id, nickname]),
  );
});

test('keeps what was answered when one fails', async () => {
  const [found, failed] = await invoke({ userIds: [first.id, 'nobody'] });
  assert.equal(found.name, first.nickname);
  assert.equal(failed.failed, 'com.customer.faas.function.threw-error');
});
