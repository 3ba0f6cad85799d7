// Calls with a key of your own, where the system secret is not granted enough.
import { PrivilegeError, Toolbelt } from 'lp-functions-toolbelt';
import { startSandbox } from 'lp-functions-toolbelt/testing';

await using sandbox = await startSandbox();
using _ = sandbox.use();

// An administrator installs an application with the scopes that you need, and you store its credential.
await sandbox.platform.install({
  client_name: 'reporting',
  description: 'Reads users for the nightly report',
  enabled: true,
  grant_types: ['client_credentials'],
  scope: 'users.external',
});
const { items } = await sandbox.platform.listInstallations();
const application = items.find(({ clientName }) => clientName === 'reporting');
const value = { client_id: application?.clientId, client_secret: application?.clientSecret };
await sandbox.secretStore.put({ key: 'REPORTING_KEY', value });

// For one call; `createToolbelt({ appKeySecretName })` does it for all.
const lp = Toolbelt.LPClient();
const users = await lp.users.list({}, { appKeySecretName: 'REPORTING_KEY' });
console.log(`${users.length} users, read with REPORTING_KEY`);

try {
  await lp.skills.list({}, { appKeySecretName: 'REPORTING_KEY' });
} catch (error) {
  if (!(error instanceof PrivilegeError)) throw error;
  console.log(`${error.api}: the server refused with status ${error.status}`);
}
