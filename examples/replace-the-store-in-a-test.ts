// A test brings its own secret: a store is any object with the method `get`.
import assert from 'node:assert/strict';
import { createToolbelt } from 'lp-functions-toolbelt';
import { startSandbox } from 'lp-functions-toolbelt/testing';

await using sandbox = await startSandbox();
const { accountId, host, ca } = sandbox;
const value = (await sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY'))?.value;

await using toolbelt = createToolbelt({
  accountId,
  secretStore: { get: async (key) => ({ key, value }) },
  // The rest sends the calls to the sandbox.
  csdsDomain: host,
  ca,
  allowLoopback: true,
});

const users = await toolbelt.LPClient().users.list();
assert.equal(users.length, 50);
console.log(`${users.length} users, with the secret of the test`);
