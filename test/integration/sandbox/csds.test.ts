import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { SandboxClient } from './client.js';

describe('CSDS of the sandbox', () => {
  let sandbox: Sandbox;
  let client: SandboxClient;
  beforeAll(async () => {
    sandbox = await startSandbox({ accountId: '55512345' });
    client = new SandboxClient(sandbox);
  });
  afterAll(async () => {
    await client[Symbol.asyncDispose]();
    await sandbox.close();
  });

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

  it.each(['/api', '/csdr'])(
    'answers clients that ask under %s, with and without .json, alike',
    async (root) => {
      const ask = (path: string) =>
        client.call('csds', 'GET', `${root}/account/55512345/service/${path}?version=1.0`);
      const list = (await ask('baseURI.json')).json();
      expect(list.baseURIs).toContainEqual(expect.objectContaining({ service: 'smt' }));
      expect((await ask('baseURI')).json()).toEqual(list);
      const single = { service: 'msgHist', account: '55512345', baseURI: sandbox.hosts.msgHist };
      for (const name of ['baseURI.json', 'baseURI']) {
        expect((await ask(`msgHist/${name}`)).json()).toEqual(single);
        expect((await ask(`nothing/${name}`)).status).toBe(404);
      }
    },
  );

  it('answers pages that read the oldest form as a script', async () => {
    const ask = (path: string) => client.call('csds', 'GET', `/csdr/account/55512345/service/${path}`);
    const dataOf = (script: string) =>
      JSON.parse(script.slice(script.indexOf('(') + 1, script.lastIndexOf(')')));
    const single = await ask('agentVep/baseURI.lpCsds?version=1.0&cb=domainCallback');
    expect(single.headers['content-type']).toMatch(/^application\/javascript/);
    expect(single.text).toMatch(/^domainCallback\(\{.*\}\)$/);
    expect(dataOf(single.text).ResultSet.lpData[0].lpServer).toBe(sandbox.hosts.agentVep);
    const list = dataOf((await ask('baseURI.lpCsds?version=1.0')).text).ResultSet.lpData.baseURIs;
    expect(list).toContainEqual({ service: 'smt', account: '55512345', baseURI: sandbox.hosts.smt });
    const unknown = await ask('nothing/baseURI.lpCsds?version=1.0&cb=domainCallback');
    expect(dataOf(unknown.text).ResultSet).toEqual({ lpCallError: expect.any(String) });
    const statuses = ['baseURI.lpCsds', 'baseURI.lpCsds?version=1.0&cb=alert(1)//'].map(ask);
    expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([400, 400]);
  });

  it.each(['asyncMessaging', 'asyncMessagingEnt', 'auditLog', 'pusher', 'msdkgw'] as const)(
    'lists %s, a host that clients reach and that knows no path',
    async (service) => {
      const path = `/api/account/55512345/service/${service}/baseURI.json?version=1.0`;
      expect((await client.call('csds', 'GET', path)).json().baseURI).toBe(sandbox.hosts[service]);
      const reply = await client.api(service, 'GET', '/api/account/55512345/anything');
      expect([reply.status, reply.json()]).toEqual([404, { message: expect.stringContaining(service) }]);
    },
  );

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
    expect((await client.api('accountConfigReadWrite', 'GET', users)).status).toBe(200);
    expect((await client.api('engHistDomain', 'GET', users)).status).toBe(404);
    expect((await client.api('csds', 'GET', users)).status).toBe(404);
  });
});
