// What `one-list.js` does, on `node:https` by hand.
import { Agent, request } from 'node:https';
import '../cold-start/report.mjs';

const account = process.env.X_LIVEPERSON_BRAND_ID;
const { client_id, client_secret } = JSON.parse(process.env.BENCH_SECRETS).LIVEPERSON_DEFAULT_APP_KEY;
const agent = new Agent({ keepAlive: true });
const csds = process.env.X_LIVEPERSON_CSDS_DOMAIN;
const { baseURIs } = await json(`https://${csds}/api/account/${account}/service/baseURI.json?version=1.0`);
const hostOf = (name) => baseURIs.find(({ service }) => service === name).baseURI;
const { access_token: token } = await json(
  `https://${hostOf('sentinel')}/sentinel/api/v2/account/${account}/app/token`,
  { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  String(new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret })),
);
const users = await json(
  `https://${hostOf('accountConfigReadOnly')}/api/account/${account}/configuration/le-users/users?v=6.0`,
  { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } },
);
if (users.length === 0) throw new Error('got no users');
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
