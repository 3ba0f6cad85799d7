import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startSandbox } from 'lp-functions-toolbelt/testing';

// FUNCTIONS=dist tests what was bundled into that folder.
const sandbox = await startSandbox({ functions: process.env.FUNCTIONS ?? 'functions' });
const toolbelt = sandbox.toolbelt();
after(async () => {
  await toolbelt.close();
  await sandbox.close();
});

const { uuid: functionUuid } = sandbox.fixtures.functions['agent-skills'];
const invoke = (payload) => toolbelt.LPClient().functions.invoke({ functionUuid, payload });
const user = sandbox.fixtures.users.find(({ nickname }) => nickname === 'Agent 1');

test('tells the skills of an agent', async () => {
  const { name, skills } = await invoke({ userId: user.id });
  assert.equal(name, 'Agent 1');
  assert.equal(skills.length, user.skillIds.length);
});

test('knows that somebody is not there', async () => {
  assert.deepEqual(await invoke({ userId: 1 }), { name: null, skills: [] });
});

test('waits for an outage to end', async () => {
  sandbox.faults.add({ service: 'accountConfigReadOnly', status: 503, times: 2 });
  assert.equal((await invoke({ userId: user.id })).name, 'Agent 1');
});
