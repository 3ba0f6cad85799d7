import { describe, expect, it } from 'vitest';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { refusedUnsent } from './harness.js';

const BASE = '/api/account/12345678/configuration';

type Write = readonly [title: string, method: string, path: string];

/** Writes that LivePerson documents, by the title of their API. */
const writes: Write[] = [
  ...writesOf('Agent Groups API', 'agentGroups'),
  ...writesOf('Profiles API', 'profiles'),
  ...writesOf('LOBs API', 'lobs'),
  ['Workdays API', 'POST', `${BASE}/ac-common/workinghours`],
  ['Workdays API', 'PUT', `${BASE}/ac-common/workinghours`],
  ['Workdays API', 'DELETE', `${BASE}/ac-common/workinghours/2841190012`],
  ['Workdays API', 'POST', `${BASE}/ac-common/specialoccasion`],
  ['Workdays API', 'PUT', `${BASE}/ac-common/specialoccasion`],
  ['Workdays API', 'DELETE', `${BASE}/ac-common/specialoccasion/2841200012`],
  ['Agent Status Reason API', 'POST', `${BASE}/le-agents/status-reasons`],
  ['Agent Status Reason API', 'PUT', `${BASE}/le-agents/status-reasons/601000111`],
  ['Agent Status Reason API', 'DELETE', `${BASE}/le-agents/status-reasons/601000111`],
];

/** Writes that no document lists, and legacy queries that the client does not offer. */
const others: Write[] = [
  ['Agent Groups API', 'PATCH', `${BASE}/le-users/agentGroups/2841160012`],
  ['Profiles API', 'POST', `${BASE}/le-users/profiles/2841150112/copy`],
  ['LOBs API', 'POST', `${BASE}/le-users/lobs/`],
  ['Workdays API', 'DELETE', `${BASE}/ac-common/workinghours/1,2`],
  ['Agent Groups API', 'POST', '/api/account/configuration/le-users/agentGroups/query'],
  ['Profiles API', 'POST', '/api/account/configuration/le-users/profiles/query'],
  ['LOBs API', 'POST', '/api/account/configuration/le-users/lobs/query'],
  ['Agent Status Reason API', 'POST', '/api/account/configuration/le-agents/status-reasons'],
  ['Agent Status Reason API', 'PUT', '/api/account/configuration/le-agents/status-reasons/query'],
];

const { sandbox, client: server, lp } = await sandboxFixture();

function writesOf(title: string, collection: string): Write[] {
  const path = `${BASE}/le-users/${collection}`;
  return [
    [title, 'POST', path],
    [title, 'PUT', path],
    [title, 'PUT', `${path}/2841160012`],
    [title, 'DELETE', path],
    [title, 'DELETE', `${path}/2841160012`],
  ];
}

describe.each(['accountConfigReadWrite', 'accountConfigReadOnly'])('the system secret on %s', (service) => {
  it.each([...writes, ...others])('may not: %s, %s %s', async (title, method, path) => {
    const call = () => lp(service, `${path}?v=4.0`, { method, headers: { 'if-match': '-1' }, body: '{}' });
    await refusedUnsent(sandbox.requests, call, title, method);
  });

  it.each(writes)('may not with a method override: %s, %s %s', async (title, method, path) => {
    const headers = { 'X-HTTP-Method-Override': method };
    await refusedUnsent(sandbox.requests, () => lp(service, `${path}?v=4.0`, { headers }), title, method);
  });
});

describe.each(['accountConfigReadWrite', 'accountConfigReadOnly'] as const)('the server %s', (service) => {
  it.each(writes)('refuses its token, too: %s, %s %s', async (title, method, path) => {
    const reply = await server.api(service, method, `${path}?v=4.0`, { json: {} });
    expect([reply.status, reply.json().message]).toEqual([403, `The credential may not write ${title}`]);
  });
});

it('may send the query of changes, a POST that reads', async () => {
  const path = '/api/account/configuration/le-agents/status-reasons/query?v=1.0';
  const query = { type: 1, parameters: [{ site: sandbox.accountId, from: 0, to: 1 }] };
  const response = await lp('accountConfigReadOnly', path, { method: 'POST', body: JSON.stringify(query) });
  expect([response.status, await response.json()]).toEqual([
    200,
    [{ siteId: sandbox.accountId, revisionsCollection: [] }],
  ]);
});

it("leaves to the server what a key of one's own may write", async () => {
  const { client_id, client_secret } = await server.installApplication('users.external');
  await sandbox.secretStore.put({ key: 'OWN_KEY', value: { client_id, client_secret } });
  sandbox.requests.clear();
  const response = await lp('accountConfigReadWrite', `${BASE}/le-users/lobs?v=4.0`, {
    method: 'POST',
    body: '{}',
    appKeySecretName: 'OWN_KEY',
  });
  expect(response.status).toBe(403);
  expect(sandbox.requests.count({ service: 'accountConfigReadWrite' })).toBe(1);
});
