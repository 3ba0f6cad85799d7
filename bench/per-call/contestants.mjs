// The ways to get the same list of users. Each gives a function that makes one call and returns the list.
// The certificate comes from the environment: a `ca` of its own is part of the name by which `https.Agent` looks up
// a connection, and no function that calls LivePerson pays for that.
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Agent, request } from 'undici';
import { OAUTH2, toolbeltOf } from '../support/library.mjs';

const PATH = '/api/account/12345678/configuration/le-users/users?v=6.0';
const SERVICE = 'accountConfigReadOnly';
/** As the library keeps connections. */
const CONNECTIONS = 64;

export const contestants = {
  typed: async ({ library, scene }) => typed(library, scene),

  strict: async ({ library, scene }) => typed(library, { ...scene, responseValidation: 'strict' }),

  before: async ({ before, scene }) => typed(before, scene),

  async raw({ library, scene }) {
    const lp = (await toolbeltOf(library, { ...scene, secret: OAUTH2 })).LPClient();
    return async () => (await lp(SERVICE, PATH)).json();
  },

  async undici({ scene: { origin, token } }) {
    const dispatcher = new Agent({ connections: CONNECTIONS, pipelining: 1 });
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    return async () => {
      const { statusCode, body } = await request(origin + PATH, { dispatcher, headers });
      if (statusCode !== 200) throw new Error(`status ${statusCode}`);
      return body.json();
    };
  },

  async https({ scene: { origin, token } }) {
    const { hostname: host, port } = new URL(origin);
    const agent = new HttpsAgent({ keepAlive: true, maxSockets: CONNECTIONS });
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    return () =>
      new Promise((resolve, reject) => {
        httpsRequest({ host, port, path: PATH, agent, headers }, (response) => {
          if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
          response.on('error', reject);
        })
          .on('error', reject)
          .end();
      });
  },

  async fetch({ scene: { origin, token } }) {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    return async () => {
      const response = await fetch(origin + PATH, { headers });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return response.json();
    };
  },
};

async function typed(library, scene) {
  const lp = (await toolbeltOf(library, { ...scene, secret: OAUTH2 })).LPClient();
  return () => lp.users.list();
}
