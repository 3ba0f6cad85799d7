import { startSandbox } from 'lp-functions-toolbelt/testing';
import { expect, test } from 'vitest';

test('knows that somebody is not there', async () => {
  await using sandbox = await startSandbox({ functions: process.env.FUNCTIONS ?? 'functions' });
  await using toolbelt = sandbox.toolbelt();
  const functionUuid = sandbox.fixtures.functions['agent-skills']?.uuid ?? '';
  const answer = await toolbelt.LPClient().functions.invoke({ functionUuid, payload: { userId: 1 } });
  expect(answer).toEqual({ name: null, skills: [] });
});
