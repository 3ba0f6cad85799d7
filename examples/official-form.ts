// The calling form of the official toolbelt works unchanged: any service, any path, every HTTP status.
import { LpServices, Toolbelt } from 'lp-functions-toolbelt';
import { startSandbox } from 'lp-functions-toolbelt/testing';

await using sandbox = await startSandbox();
using _ = sandbox.use();

const lp = Toolbelt.LpClient();
const path = `/api/account/${sandbox.accountId}/configuration/le-users/users`;

const res = await lp(LpServices.ACCOUNT_CONFIG_READ_ONLY, `${path}?v=6.0`);
const users = await res.json();
console.log(res.status, res.headers.get('ac-revision'), `${users.length} users`);

// A raw call does not throw for a status; look at it.
const missing = await lp(LpServices.ACCOUNT_CONFIG_READ_ONLY, `${path}/999?v=6.0`, { method: 'GET' });
console.log(missing.status, missing.ok, await missing.text());
