import { describe, expect, it } from 'vitest';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { SandboxClient } from '../sandbox/client.js';

const DELETION = '/api/account/12345678/personal-data-deletion';
const OPERATIONS = '/operations/api/account/12345678';

type Write = readonly [title: string, service: string, method: string, path: string];

/** Writes that LivePerson documents. There are none of operations. */
const writes: Write[] = [
  ['Personal Data Deletion API', 'rtbf', 'POST', DELETION],
  ['Personal Data Deletion API', 'rtbf', 'POST', `${DELETION}/4107/cancel`],
];

/** Writes that no document lists, below the same paths. */
const others: Write[] = [
  ['Personal Data Deletion API', 'rtbf', 'DELETE', `${DELETION}/4107`],
  ['Personal Data Deletion API', 'rtbf', 'PUT', `${DELETION}/4107`],
  ['Personal Data Deletion API', 'rtbf', 'PATCH', `${DELETION}/`],
  ['Operational Realtime API', 'leDataReporting', 'POST', `${OPERATIONS}/queuehealth`],
  ['Operational Realtime API', 'leDataReporting', 'POST', `${OPERATIONS}/agentactivity/reset`],
  ['Operational Realtime API', 'leDataReporting', 'PUT', `${OPERATIONS}/agentactivity`],
  ['Operational Realtime API', 'leDataReporting', 'DELETE', `${OPERATIONS}/msgqueuehealth/current/`],
  ['Operational Realtime API', 'msgEwtAPI', 'POST', '/lp-messaging-ewt-app/api/account/12345678/ewt'],
];

const { sandbox, lp } = await sandboxFixture();

async function refused(call: () => Promise<unknown>, title: string, method: string): Promise<void> {
  sandbox.requests.clear();
  await expect(call()).rejects.toMatchObject({ name: 'PrivilegeError', api: title, status: undefined });
  await expect(call()).rejects.toThrow(
    new RegExp(
      `^${title}: LIVEPERSON_DEFAULT_APP_KEY is granted Read only, and ${method} .*appKeySecretName`,
    ),
  );
  // Neither a token nor a host was asked for.
  expect(sandbox.requests.all()).toEqual([]);
}

describe('the system secret', () => {
  it.each([...writes, ...others])('%s: may not send %s %s %s', async (title, service, method, path) => {
    await refused(() => lp(service, path, { method, body: '{}' }), title, method);
  });

  it.each(writes)('%s: may not disguise %s %s %s', async (title, service, method, path) => {
    const headers = { 'X-HTTP-Method-Override': method };
    await refused(() => lp(service, `${path}?a=1`, { headers }), title, method);
  });

  it.each([
    ['rtbf', 'GET', `${DELETION}/4090`, undefined],
    ['leDataReporting', 'GET', `${OPERATIONS}/queuestate?v=2`, undefined],
    ['leDataReporting', 'POST', `${OPERATIONS}/agentactivity`, { v: 1, timeframe: 60, agentIds: 'all' }],
    ['leDataReporting', 'POST', `${OPERATIONS}/msgconversation`, { v: 1, timeframe: 60 }],
  ])('may read: %s %s %s', async (service, method, path, body) => {
    const response = await lp(service, path, { method, body: body && JSON.stringify(body) });
    expect(response.status).toBe(200);
  });
});

describe('a key of one’s own', () => {
  it.each(writes)('%s: lets the server decide on %s %s %s', async (_title, service, method, path) => {
    await using client = new SandboxClient(sandbox);
    const { client_id, client_secret } = await client.installApplication('users.external');
    const key = 'MY_OWN_KEY';
    await sandbox.secretStore.put({ key, value: { client_id, client_secret } });
    sandbox.requests.clear();
    const response = await lp(service, path, { method, body: '{}', appKeySecretName: key });
    expect(response.status).toBe(403);
    expect(sandbox.requests.count({ service: 'rtbf' })).toBe(1);
  });
});

describe('the server', () => {
  it.each(writes)(
    '%s: answers 403 to the default key on %s %s %s',
    async (_title, _service, method, path) => {
      await using client = new SandboxClient(sandbox);
      expect((await client.api('rtbf', method as 'POST', path, { json: {} })).status).toBe(403);
    },
  );
});
