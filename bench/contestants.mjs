// The four ways to get the same list of users. Each gives a function that makes one call and returns the list.
import { Agent, request } from 'undici';

const PATH = '/api/account/12345678/configuration/le-users/users?v=6.0';
const SERVICE = 'accountConfigReadOnly';
/** As the library keeps connections. */
const CONNECTIONS = 64;

export const contestants = {
  async typed(scene) {
    const lp = await client(scene);
    return () => lp.users.list();
  },

  async raw(scene) {
    const lp = await client(scene);
    return async () => (await lp(SERVICE, PATH)).json();
  },

  async undici({ origin, token, ca }) {
    const dispatcher = new Agent({ connections: CONNECTIONS, pipelining: 1, connect: { ca } });
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    return async () => {
      const { statusCode, body } = await request(origin + PATH, { dispatcher, headers });
      if (statusCode !== 200) throw new Error(`status ${statusCode}`);
      return body.json();
    };
  },

  async fetch({ origin, token }) {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    return async () => {
      const response = await fetch(origin + PATH, { headers });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return response.json();
    };
  },
};

async function client({ library, origin, ca }) {
  const { createToolbelt } = await import(library);
  const toolbelt = createToolbelt({
    accountId: '12345678',
    csdsDomain: new URL(origin).host,
    allowLoopback: true,
    ca,
    secretStore: {
      get: async (key) => ({ key, value: { client_id: 'bench', client_secret: 'bench-secret' } }),
    },
  });
  return toolbelt.LPClient();
}
