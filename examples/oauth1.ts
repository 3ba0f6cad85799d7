// Accounts that came from Functions V1 may still hold an OAuth 1.0a app key. Nothing changes for the caller:
// the fields of the secret decide how calls are signed. One warning asks to provision the account again.
import { Toolbelt } from 'lp-functions-toolbelt';
import { startSandbox } from 'lp-functions-toolbelt/testing';

await using sandbox = await startSandbox({ credentials: 'oauth1' });
using _ = sandbox.use();

const secret = await sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
console.log('The secret has the fields', Object.keys(secret?.value ?? {}).join(', '));

const skills = await Toolbelt.LPClient().skills.list();
console.log(`${skills.length} skills`);
