import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { SandboxClient } from './client.js';

const LOGIN = '/api/account/12345678/login?v=1.3';
const INSTALLATIONS = '/api/account/12345678/configuration/app-install/installations';
const FEATURES = '/api/account/12345678/configuration/provision/featureGrants?v=1.0';

const MANIFEST = {
  client_name: 'reports',
  description: 'Nightly reports',
  enabled: true,
  grant_types: ['client_credentials'],
  scope: 'users.external',
};

describe('login at agentVep', () => {
  it('opens sessions of the administrator and of an agent', async () => {
    await using sandbox = await startSandbox();
    await using client = new SandboxClient(sandbox);
    const administrator = await client.call('agentVep', 'POST', LOGIN, {
      json: sandbox.logins.administrator,
    });
    const agent = await client.call('agentVep', 'POST', LOGIN, { json: sandbox.logins.agent });
    expect([administrator.status, agent.status]).toEqual([200, 200]);
    expect(administrator.json()).toMatchObject({
      bearer: expect.stringMatching(/^[0-9a-f]{64}$/),
      csrf: expect.any(String),
      sessionId: expect.any(String),
      sessionTTl: '28800000',
      config: {
        loginName: sandbox.logins.administrator.username,
        userId: String(sandbox.fixtures.users[0]?.id),
        isAdmin: true,
        isLPA: false,
      },
      csdsCollectionResponse: { baseURIs: expect.any(Array) },
    });
    expect(administrator.headers['set-cookie']).toContain('Session_id=');
    expect(agent.json().config).toMatchObject({ isAdmin: false, isLPA: false });
    expect(agent.json().bearer).not.toBe(administrator.json().bearer);
  });

  it('refuses wrong passwords, malformed bodies, another version and another account', async () => {
    await using sandbox = await startSandbox();
    await using client = new SandboxClient(sandbox);
    const { username, password } = sandbox.logins.agent;
    const ask = (path: string, json: unknown) => client.call('agentVep', 'POST', path, { json });
    const replies = [
      await ask(LOGIN, { username, password: 'wrong' }),
      await ask(LOGIN, { username }),
      await ask(LOGIN, [username, password]),
      await ask(LOGIN.replace('1.3', '1.2'), { username, password }),
      await ask(LOGIN.replace('12345678', '999'), { username, password }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([401, 400, 400, 400, 401]);
    expect(replies[0]?.json()).toEqual({
      error: {
        time: expect.any(String),
        message: expect.any(String),
        internalCode: expect.any(Number),
        responseStatus: 'UNAUTHORIZED',
      },
    });
  });

  it('ends a session after eight hours of the sandbox clock, but not that of sandbox.admin', async () => {
    await using sandbox = await startSandbox();
    await using client = new SandboxClient(sandbox);
    const login = await client.call('agentVep', 'POST', LOGIN, { json: sandbox.logins.administrator });
    const headers = { authorization: `Bearer ${login.json().bearer}` };
    const status = async () =>
      (await client.call('accountConfigReadWrite', 'GET', INSTALLATIONS, { headers })).status;
    expect(await status()).toBe(200);
    sandbox.clock.advance(8 * 3_600_000);
    expect(await status()).toBe(401);
    expect((await client.admin('accountConfigReadWrite', 'GET', INSTALLATIONS)).status).toBe(200);
  });
});

describe('app-install', () => {
  it('installs, lists, reads and deletes an application', async () => {
    await using sandbox = await startSandbox({ provisioned: false });
    await using client = new SandboxClient(sandbox);
    const service = 'accountConfigReadWrite';
    const created = await client.admin(service, 'POST', `${INSTALLATIONS}?v=1.0`, { json: MANIFEST });
    expect(created.status).toBe(201);
    const list = await client.admin(service, 'GET', `${INSTALLATIONS}?v=1.0`);
    expect(list.json()).toEqual([
      {
        ...MANIFEST,
        id: expect.any(String),
        client_id: expect.any(String),
        client_secret: expect.any(String),
        deleted: false,
        response_types: ['token'],
        logo_uri: '',
        capabilities: {},
        client_id_issued_at: expect.any(Number),
        client_secret_expires_at: 0,
      },
    ]);
    const [{ id, client_id }] = list.json();
    for (const either of [id, client_id]) {
      const read = await client.admin(service, 'GET', `${INSTALLATIONS}/${either}`);
      expect([read.status, read.json().id]).toEqual([200, id]);
    }
    const headers = { 'if-match': String(list.headers['ac-revision']) };
    expect((await client.admin(service, 'DELETE', `${INSTALLATIONS}/${id}`, { headers })).status).toBe(204);
    expect((await client.admin(service, 'GET', INSTALLATIONS)).json()).toEqual([]);
    expect((await client.admin(service, 'GET', `${INSTALLATIONS}/${id}`)).status).toBe(404);
    expect((await client.admin(service, 'DELETE', `${INSTALLATIONS}/${id}`, { headers })).status).toBe(404);
  });

  it('wants the current revision: 400 without, 412 with a stale one, nothing deleted', async () => {
    await using sandbox = await startSandbox({ provisioned: false });
    await using client = new SandboxClient(sandbox);
    const service = 'accountConfigReadWrite';
    const first = await client.installApplication('', 'first');
    const stale = String((await client.admin(service, 'GET', INSTALLATIONS)).headers['ac-revision']);
    await client.installApplication('', 'second');
    const path = `${INSTALLATIONS}/${first.id}`;
    const headers = { 'if-match': stale };
    expect((await client.admin(service, 'DELETE', path)).status).toBe(400);
    expect((await client.admin(service, 'DELETE', path, { headers })).status).toBe(412);
    expect((await client.admin(service, 'GET', INSTALLATIONS)).json()).toHaveLength(2);
  });

  it('checks manifests', async () => {
    await using sandbox = await startSandbox({ provisioned: false });
    await using client = new SandboxClient(sandbox);
    const cases: [Record<string, unknown>, number][] = [
      [{ client_name: undefined }, 400],
      [{ client_name: '' }, 400],
      [{ client_name: 7 }, 400],
      [{ client_name: 'n'.repeat(129) }, 400],
      [{ client_name: 'n'.repeat(128) }, 201],
      [{ description: 'd'.repeat(257) }, 400],
      [{ scope: 's'.repeat(129) }, 400],
      [{ scope: ['users.external'] }, 400],
      [{ grant_types: 'client_credentials' }, 400],
      [{ grant_types: [7] }, 400],
      [{}, 201],
    ];
    for (const [change, status] of cases) {
      const json = { ...MANIFEST, ...change };
      const reply = await client.admin('accountConfigReadWrite', 'POST', INSTALLATIONS, { json });
      expect([change, reply.status]).toEqual([change, status]);
    }
    const list = await client.admin('accountConfigReadWrite', 'GET', INSTALLATIONS);
    expect(list.json()).toHaveLength(2);
  });

  it('refuses a name that is taken', async () => {
    await using sandbox = await startSandbox({ provisioned: false });
    await using client = new SandboxClient(sandbox);
    const install = () => client.admin('accountConfigReadWrite', 'POST', INSTALLATIONS, { json: MANIFEST });
    expect([(await install()).status, (await install()).status]).toEqual([201, 409]);
  });
});

describe('what only an administrator may do', () => {
  it('is refused to agents, to app tokens and to nobody at all', async () => {
    await using sandbox = await startSandbox();
    await using client = new SandboxClient(sandbox);
    const login = await client.call('agentVep', 'POST', LOGIN, { json: sandbox.logins.agent });
    const agent = { authorization: `Bearer ${login.json().bearer}` };
    const app = { authorization: `Bearer ${await client.token()}` };
    const calls = [
      ['accountConfigReadWrite', 'GET', INSTALLATIONS],
      ['accountConfigReadWrite', 'POST', INSTALLATIONS],
      ['accountConfigReadWrite', 'GET', FEATURES],
      ['accountConfigReadWrite', 'POST', FEATURES],
      ['faasUI', 'GET', '/sandbox/account/12345678/infrastructure'],
      ['faasUI', 'POST', '/sandbox/account/12345678/infrastructure'],
    ] as const;
    for (const [service, method, path] of calls) {
      expect((await client.call(service, method, path, { headers: agent })).status).toBe(403);
      expect((await client.call(service, method, path, { headers: app })).status).toBe(401);
      expect((await client.call(service, method, path)).status).toBe(401);
      const elsewhere = path.replace('12345678', '999');
      expect((await client.admin(service, method, elsewhere)).status).toBe(401);
    }
  });
});

describe('feature grants', () => {
  it('are read and written back as one document', async () => {
    await using sandbox = await startSandbox({ provisioned: false });
    await using client = new SandboxClient(sandbox);
    const read = async () => (await client.admin('accountConfigReadWrite', 'GET', FEATURES)).json();
    const document = await read();
    const { data } = document.appDataList[0].accountList.accountList[0].itemsCollection;
    expect(data[0]).toMatchObject({ compoundFeatureID: 'Common.Async_Messaging', value: { value: true } });
    expect(await sandbox.platform.feature()).toBe('inactive');
    data[1].value.value = true;
    const path = `${FEATURES}&overrideAll=false`;
    expect((await client.admin('accountConfigReadWrite', 'POST', path, { json: document })).status).toBe(200);
    expect(await read()).toEqual(document);
    expect(await sandbox.platform.feature()).toBe('active');
  });

  it('refuse another document and a missing version', async () => {
    await using sandbox = await startSandbox();
    await using client = new SandboxClient(sandbox);
    const json = { grantedFeature: [] };
    expect((await client.admin('accountConfigReadWrite', 'POST', FEATURES, { json })).status).toBe(400);
    const noVersion = FEATURES.replace('?v=1.0', '');
    expect((await client.admin('accountConfigReadWrite', 'GET', noVersion)).status).toBe(400);
    expect(await sandbox.platform.feature()).toBe('active');
  });
});
