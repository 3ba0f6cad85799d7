import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFunction } from '../start-function.js';

const { sandbox, invoke } = await startFunction('skill-names');

test('gives the names of all skills', async () => {
  const names = sandbox.fixtures.skills.filter(({ deleted }) => !deleted).map(({ name }) => name);
  assert.deepEqual((await invoke({})).sort(), names.sort());
});

test('fails with the status when LivePerson refuses', async () => {
  sandbox.faults.add({ service: 'accountConfigReadOnly', status: 400, times: 1 });
  await assert.rejects(invoke({}), { name: 'FunctionError', message: /status 400/ });
});
