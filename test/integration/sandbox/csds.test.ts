import { describe, expect, it } from 'vitest';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

describe('CSDS of the sandbox', async () => {
  const { sandbox, client } = await sandboxFixture({ accountId: '55512345' });

  it('lists every service but itself and Data Access, with bare hosts and without authorisation', async () => {
    const reply = await client.call('csds', 'GET', '/api/account/55512345/service/baseURI.json?version=1.0');
    expect(reply.status).toBe(200);
    const { csds: _, dataAccess: _notInCsds, ...services } = sandbox.hosts;
    expect(reply.json()).toEqual({
      baseURIs: Object.entries(services).map(([service, baseURI]) => ({
        service,
        account: '55512345',
        baseURI,
      })),
    });
    for (const host of Object.values(sandbox.hosts)) expect(host).toMatch(/^localhost:\d+$/);
  });

  it('answers a single service as a flat object', async () => {
    const reply = await client.call(
      'csds',
      'GET',
      '/api/account/55512345/service/sentinel/baseURI.json?version=1.0',
    );
    expect(reply.json()).toEqual({
      service: 'sentinel',
      account: '55512345',
      baseURI: sandbox.hosts.sentinel,
    });
  });

  it.each(['', '?version=2.0', '?v=1.0'])('wants version=1.0, not "%s"', async (query) => {
    const list = await client.call('csds', 'GET', `/api/account/55512345/service/baseURI.json${query}`);
    const single = await client.call(
      'csds',
      'GET',
      `/api/account/55512345/service/sentinel/baseURI.json${query}`,
    );
    expect([list.status, single.status]).toEqual([400, 400]);
  });

  it('answers an unknown account with an empty list', async () => {
    const reply = await client.call('csds', 'GET', '/api/account/999/service/baseURI.json?version=1.0');
    expect([reply.status, reply.json()]).toEqual([200, { baseURIs: [] }]);
  });

  it('does not know a service by another case', async () => {
    const reply = await client.call(
      'csds',
      'GET',
      '/api/account/55512345/service/Sentinel/baseURI.json?version=1.0',
    );
    expect(reply.status).toBe(404);
  });

  it('keeps each path to its own server', async () => {
    const users = '/api/account/55512345/configuration/le-users/users?v=6.0';
    expect((await client.api('accountConfigReadOnly', 'GET', users)).status).toBe(200);
    expect((await client.api('engHistDomain', 'GET', users)).status).toBe(404);
    expect((await client.api('csds', 'GET', users)).status).toBe(404);
  });
});
