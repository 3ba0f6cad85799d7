// What an OAuth 1 signature costs: calls signed so less calls with a token, against a bare HMAC of the same length.
// A transport that answers from memory leaves nothing but the library to measure.
import { createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { OAUTH1, OAUTH2, toolbeltOf } from '../support/library.mjs';

const ORIGIN = 'https://localhost:8443';
const ANSWERS = {
  csds: {
    baseURIs: ['sentinel', 'accountConfigReadOnly'].map((service) => ({
      service,
      account: '12345678',
      baseURI: new URL(ORIGIN).host,
    })),
  },
  sentinel: { access_token: 'bench-access-token', token_type: 'Bearer', expires_in: 3600 },
  users: [],
};
/** As long as the base string of this call, and its key. */
const BASE_STRING = 'x'.repeat(313);
const KEY = 'bench-consumer-secret&bench-token-secret';

process.once('message', async ({ library, calls, rounds }) => {
  // OAuth 1 keys are deprecated, and the library says so once.
  process.removeAllListeners('warning');
  const signed = await calling(library, OAUTH1);
  const bearer = await calling(library, OAUTH2);
  const works = { signed, bearer, hmac };
  for (const work of Object.values(works)) await measure(work, 2 * calls);
  const samples = [];
  for (let round = 0; round < rounds; round += 1) {
    const sample = {};
    for (const [name, work] of Object.entries(works)) sample[name] = await measure(work, calls);
    samples.push(sample);
  }
  process.send(samples);
});
process.on('disconnect', () => process.exit());

async function calling(library, secret) {
  const lp = (await toolbeltOf(library, { origin: ORIGIN, secret, transport: answering() })).LPClient();
  return () => lp.users.list();
}

function answering() {
  return {
    async send({ url }) {
      const kind = url.pathname.includes('/le-users/') ? 'users' : undefined;
      const answer = ANSWERS[kind ?? (url.pathname.startsWith('/sentinel/') ? 'sentinel' : 'csds')];
      const body = Readable.from([Buffer.from(JSON.stringify(answer))], { objectMode: false });
      return { status: 200, headers: { 'content-type': 'application/json' }, body };
    },
    async close() {},
  };
}

/** A text of its own each time, as a signature has its own nonce. */
let count = 0;
function hmac() {
  count += 1;
  return createHmac('sha1', KEY)
    .update(BASE_STRING + count)
    .digest('base64');
}

async function measure(work, calls) {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}
