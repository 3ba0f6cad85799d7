// `node:https` by hand: the floor. It is one file, as its author would write it, so that nothing is charged to it
// that it does not need.
import { Agent, request } from 'node:https';
import { check } from './report.mjs';

const agent = new Agent({ keepAlive: true });
const { baseURIs } = await json(
  `https://${process.env.BENCH_HOST}/api/account/12345678/service/baseURI.json?version=1.0`,
);
const hostOf = (name) => baseURIs.find(({ service }) => service === name).baseURI;
const { access_token: token } = await json(
  `https://${hostOf('sentinel')}/sentinel/api/v2/account/12345678/app/token`,
  { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  'grant_type=client_credentials&client_id=bench&client_secret=bench-secret',
);
check(
  await json(
    `https://${hostOf('accountConfigReadOnly')}/api/account/12345678/configuration/le-users/users?v=6.0`,
    { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } },
  ),
);
agent.destroy();

function json(url, options, body) {
  return new Promise((resolve, reject) => {
    request(url, { agent, ...options }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
      response.on('error', reject);
    })
      .on('error', reject)
      .end(body);
  });
}
