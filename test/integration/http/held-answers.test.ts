import { describe, expect, it, onTestFinished } from 'vitest';
import { createTransport } from '../../../src/http/transports/create-transport.js';
import { createToolbelt } from '../../../src/toolbelt/toolbelt.js';
import { ACCOUNT, baseUris, CREDENTIAL, sendJson } from '../../support/hostile-account.js';
import { startHttpsServer } from '../../support/http-server.js';
import { TRANSPORTS } from '../client/harness.js';

const USERS = `/api/account/${ACCOUNT}/configuration/le-users/users?v=6.0`;

/** One host for all services. Only the newest token is good, until it is revoked. */
async function startOneHost(refusal: string) {
  const seen = { tokens: 0, refused: 0 };
  let good = '';
  const server = await startHttpsServer((request, response) => {
    const path = request.url ?? '';
    request.resume();
    if (path.includes('/baseURI.json'))
      return sendJson(response, { baseURIs: baseUris({ hostOf: () => undefined }, server.host) });
    if (path.endsWith('/app/token')) {
      seen.tokens += 1;
      good = `token-${seen.tokens}`;
      return sendJson(response, { access_token: good, expires_in: 3_600 });
    }
    if (request.headers.authorization === `Bearer ${good}`) return sendJson(response, []);
    seen.refused += 1;
    response.writeHead(401).end(refusal);
  });
  onTestFinished(() => server.close());
  return {
    server,
    seen,
    revoke: () => {
      good = '';
    },
  };
}

describe.each(TRANSPORTS)('401s that wait for a new token through %s', (transport) => {
  it.each([
    ['nothing', ''],
    ['a few words', 'revoked'],
    ['64 KB', 'x'.repeat(65_536)],
  ])('keep no connection from its request, with a body of %s', async (_, refusal) => {
    const { server, seen, revoke } = await startOneHost(refusal);
    const carrier = createTransport(transport, { ca: server.ca, connections: 2 });
    onTestFinished(() => carrier.close());
    await using toolbelt = createToolbelt({
      accountId: ACCOUNT,
      csdsDomain: server.host,
      allowLoopback: true,
      transport: carrier,
      secretStore: { get: async (key) => ({ key, value: CREDENTIAL }) },
    });
    const lp = toolbelt.LPClient();
    const users = async () => (await lp('accountConfigReadOnly', USERS)).json();
    const many = () => Promise.all(Array.from({ length: 8 }, users));
    expect(await many()).toEqual(Array(8).fill([]));
    expect([server.connections(), seen.tokens]).toEqual([2, 1]);
    revoke();
    expect(await many()).toEqual(Array(8).fill([]));
    expect(seen.refused).toBeGreaterThanOrEqual(2);
    expect([server.connections(), seen.tokens]).toEqual([2, 2]);
  });
});
