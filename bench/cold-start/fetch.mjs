// `fetch` by hand. It owns nothing to close: its idle connections hold no process.
import { check } from './report.mjs';

const { baseURIs } = await json(
  await fetch(`https://${process.env.BENCH_HOST}/api/account/12345678/service/baseURI.json?version=1.0`),
);
const hostOf = (name) => baseURIs.find(({ service }) => service === name).baseURI;
const { access_token: token } = await json(
  await fetch(`https://${hostOf('sentinel')}/sentinel/api/v2/account/12345678/app/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&client_id=bench&client_secret=bench-secret',
  }),
);
check(
  await json(
    await fetch(
      `https://${hostOf('accountConfigReadOnly')}/api/account/12345678/configuration/le-users/users?v=6.0`,
      { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } },
    ),
  ),
);

function json(response) {
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}
