// One list with a client of `by-hand`: the secret is there, and the three requests follow each other.
import '../support/report.mjs';

const { json, close } = await import(process.env.BENCH_CLIENT);

const { baseURIs } = await json(
  `https://${process.env.BENCH_HOST}/api/account/12345678/service/baseURI.json?version=1.0`,
);
const hostOf = (name) => baseURIs.find(({ service }) => service === name).baseURI;
const { access_token: token } = await json(
  `https://${hostOf('sentinel')}/sentinel/api/v2/account/12345678/app/token`,
  {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&client_id=bench&client_secret=bench-secret',
  },
);
const users = await json(
  `https://${hostOf('accountConfigReadOnly')}/api/account/12345678/configuration/le-users/users?v=6.0`,
  { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } },
);
if (users.length !== 20) throw new Error(`got ${users.length} users, not 20`);
await close();
