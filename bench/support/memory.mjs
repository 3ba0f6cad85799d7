// A transport that answers from memory: it leaves nothing but the library to measure.
import { Readable } from 'node:stream';

export const MEMORY_ORIGIN = 'https://localhost:8443';

/** CSDS, a token, and `users` for each list of users. */
export function answeringTransport(users) {
  const baseURI = new URL(MEMORY_ORIGIN).host;
  const services = ['sentinel', 'accountConfigReadOnly'];
  const csds = { baseURIs: services.map((service) => ({ service, account: '12345678', baseURI })) };
  const sentinel = { access_token: 'bench-access-token', token_type: 'Bearer', expires_in: 3600 };
  const answers = Object.fromEntries(
    Object.entries({ csds, sentinel, users }).map(([name, value]) => [
      name,
      Buffer.from(JSON.stringify(value)),
    ]),
  );
  return {
    async send({ url }) {
      const kind = url.pathname.includes('/le-users/') ? 'users' : undefined;
      const answer = answers[kind ?? (url.pathname.startsWith('/sentinel/') ? 'sentinel' : 'csds')];
      const body = Readable.from([answer], { objectMode: false });
      return { status: 200, headers: { 'content-type': 'application/json' }, body };
    },
    async close() {},
  };
}
