// BENCH_CALLS pieces of the work that BENCH_WORK names, one after another, and the end.
import { createHmac } from 'node:crypto';
import '../support/report.mjs';

const { BENCH_WORK, BENCH_CALLS, BENCH_LIBRARY } = process.env;
const WORKS = { hmac, 'oauth-1.0a': oauth1a, signed, bearer };

const work = await WORKS[BENCH_WORK]();
for (let call = 0; call < Number(BENCH_CALLS); call += 1) await work();

/** As long as the base string of this call, and its key; a text of its own each time, as a signature has its own nonce. */
function hmac() {
  const text = 'x'.repeat(313);
  let count = 0;
  return () => {
    count += 1;
    return hmacOf(text + count, 'bench-consumer-secret&bench-token-secret');
  };
}

/** The package by hand, for the same call, up to the text of the header. */
async function oauth1a() {
  const { default: OAuth } = await import('oauth-1.0a');
  const consumer = { key: 'bench-consumer', secret: 'bench-consumer-secret' };
  const oauth = new OAuth({ consumer, signature_method: 'HMAC-SHA1', hash_function: hmacOf });
  const token = { key: 'bench-token', secret: 'bench-token-secret' };
  const url = 'https://localhost:8443/api/account/12345678/configuration/le-users/users?v=6.0';
  return () => oauth.toHeader(oauth.authorize({ url, method: 'GET' }, token)).Authorization;
}

async function signed() {
  const { OAUTH1 } = await import('../support/library.mjs');
  // OAuth 1 keys are deprecated, and the library says so once.
  process.removeAllListeners('warning');
  return calling(OAUTH1);
}

async function bearer() {
  const { OAUTH2 } = await import('../support/library.mjs');
  return calling(OAUTH2);
}

async function calling(secret) {
  const { toolbeltOf } = await import('../support/library.mjs');
  const { answeringTransport, MEMORY_ORIGIN } = await import('../support/memory.mjs');
  const transport = answeringTransport([]);
  const toolbelt = await toolbeltOf(BENCH_LIBRARY, { origin: MEMORY_ORIGIN, secret, transport });
  const lp = toolbelt.LPClient();
  return () => lp.users.list();
}

function hmacOf(text, key) {
  return createHmac('sha1', key).update(text).digest('base64');
}
