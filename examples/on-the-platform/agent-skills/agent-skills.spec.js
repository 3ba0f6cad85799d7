import { startSandbox } from 'lp-functions-toolbelt/testing';
import { afterAll, expect, test } from 'vitest';

const sandbox = await startSandbox({ functions: process.env.FUNCTIONS ?? 'functions' });
const toolbelt = sandbox.toolbelt();
afterAll(async () => {
  await toolbelt.close();
  await sandbox.close();
});

test('knows that somebody is not there', async () => {
  const { uuid: functionUuid } = sandbox.fixtures.functions['agent-skills'];
  const answer = await toolbelt.LPClient().functions.invoke({ functionUuid, payload: { userId: 1 } });
  expect(answer).toEqual({ name: null, skills: [] });
});
