import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxRole } from '../../../src/testing/sandbox/people.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { SandboxClient } from './client.js';

const ACCOUNT = '/api/account/12345678';
const INSTALLATIONS = `${ACCOUNT}/configuration/app-install/installations?v=1.0`;
const FEATURES = `${ACCOUNT}/configuration/provision/featureGrants`;
const USERS = `${ACCOUNT}/configuration/le-users/users`;
const PROFILES = `${ACCOUNT}/configuration/le-users/profiles`;
const ROLES: readonly SandboxRole[] = ['administrator', 'agent', 'agentManager', 'campaignManager'];

let sandbox: Sandbox;
let client: SandboxClient;
beforeAll(async () => {
  sandbox = await startSandbox();
  client = new SandboxClient(sandbox);
});
afterAll(async () => {
  await client[Symbol.asyncDispose]();
  await sandbox.close();
});
beforeEach(() => {
  sandbox.switches.featureGrants = 'appDataList';
  sandbox.switches.installationFields = 'snake_case';
});

async function logIn(
  role: SandboxRole,
): Promise<{ bearer: string; config: { userId: string; isAdmin: boolean } }> {
  const path = `${ACCOUNT}/login?v=1.3`;
  return (await client.call('agentVep', 'POST', path, { json: sandbox.logins[role] })).json();
}

describe('the people of a sandbox', () => {
  it.each(ROLES.map((role, index) => [role, index + 1] as const))(
    'the %s logs in, and reads with the bearer that the profile has roleTypeId %s',
    async (role, roleTypeId) => {
      const { bearer, config } = await logIn(role);
      expect(config.isAdmin).toBe(role === 'administrator');
      const read = async (path: string) => {
        return (await client.api('accountConfigReadOnly', 'GET', path, { token: bearer })).json();
      };
      const user = await read(`${USERS}/${config.userId}?v=6.0`);
      expect(user.loginName).toBe(sandbox.logins[role].username);
      const profiles: { id: number; roleTypeId: number }[] = await read(`${PROFILES}?v=4.0`);
      const held = profiles.filter(({ id }) => user.profileIds.includes(id));
      expect(held.map((profile) => profile.roleTypeId)).toEqual([roleTypeId]);
    },
  );

  it('read of their own account only, and write nothing', async () => {
    const { bearer: token } = await logIn('administrator');
    const status = async (method: string, path: string) => {
      return (await client.api('accountConfigReadOnly', method, path, { token })).status;
    };
    expect(await status('GET', `${USERS}?v=6.0`)).toBe(200);
    expect(await status('POST', USERS)).toBe(403);
    expect(await status('GET', `${USERS}?v=6.0`.replace('12345678', '999'))).toBe(401);
  });

  it('are nobody any more when their session is over', async () => {
    await using own = await startSandbox();
    await using ownClient = new SandboxClient(own);
    const path = `${ACCOUNT}/login?v=1.3`;
    const login = await ownClient.call('agentVep', 'POST', path, { json: own.logins.agent });
    const token: string = login.json().bearer;
    const status = async () => {
      return (await ownClient.api('accountConfigReadOnly', 'GET', `${PROFILES}?v=4.0`, { token })).status;
    };
    expect(await status()).toBe(200);
    own.clock.advance(8 * 3_600_000);
    expect(await status()).toBe(401);
  });
});

it('gives its administrator an ID token that its keys verify, with the documented claims', async () => {
  const keys = (await client.call('sentinel', 'GET', '/sentinel/well-known/jwks')).json();
  const { idToken = '', userId } = sandbox.admin;
  const { payload, protectedHeader } = await jwtVerify(idToken, createLocalJWKSet(keys));
  expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'JWT', kid: keys.keys[0].kid });
  expect(payload).toEqual({
    iss: 'Sentinel',
    sub: userId,
    aud: sandbox.idTokenAudience,
    iat: expect.any(Number),
    exp: expect.any(Number),
    is_admin: true,
    is_lpa: false,
  });
  expect(userId).toBe(String(sandbox.fixtures.users[0]?.id));
});

describe('what LivePerson answers in two forms', () => {
  it('installations are answered in camel case, if so switched', async () => {
    const read = async () => (await client.admin('accountConfigReadWrite', 'GET', INSTALLATIONS)).json()[0];
    const { client_id, client_secret, client_name } = await read();
    sandbox.switches.installationFields = 'camelCase';
    const renamed = await read();
    expect(renamed).toMatchObject({
      clientId: client_id,
      clientSecret: client_secret,
      clientName: client_name,
    });
    expect(Object.keys(renamed).filter((name) => name.includes('_'))).toEqual([]);
    const one = INSTALLATIONS.replace('?', `/${renamed.id}?`);
    expect((await client.admin('accountConfigReadWrite', 'GET', one)).json()).toEqual(renamed);
  });

  it('feature grants are answered and put in the other form, if so switched', async () => {
    sandbox.switches.featureGrants = 'acApp';
    const call = (method: string, request = {}) => {
      return client.admin('accountConfigReadWrite', method, `${FEATURES}?v=2.0`, request);
    };
    const read = await call('GET');
    const { revision, grantedFeature } = read.json().acApp[0].accountList.account[0].grantedFeatures;
    expect(String(revision)).toBe(read.headers['ac-revision']);
    const [, functions] = grantedFeature;
    expect(functions).toMatchObject({ deleted: false, value: { type: 'LPBoolean', $: 'true' } });

    const put = async ($: string, headers: Record<string, string>) => {
      const json = { grantedFeature: [{ id: functions.id, value: { type: 'LPBoolean', $ } }] };
      return (await call('PUT', { json, headers })).status;
    };
    expect(await put('false', {})).toBe(412);
    expect(await put('false', { 'if-match': `${revision + 1}` })).toBe(412);
    expect(await sandbox.platform.feature()).toBe('active');
    expect(await put('false', { 'if-match': `${revision}` })).toBe(200);
    expect(await sandbox.platform.feature()).toBe('inactive');
    expect(await put('true', { 'if-match': `${revision}` })).toBe(200);
    expect(await sandbox.platform.feature()).toBe('active');
  });

  it('a write in the form that is not the current one is refused', async () => {
    const write = async (method: string, json: unknown) => {
      const reply = await client.admin('accountConfigReadWrite', method, `${FEATURES}?v=1.0`, { json });
      return reply.status;
    };
    const whole = (await client.admin('accountConfigReadWrite', 'GET', `${FEATURES}?v=1.0`)).json();
    expect(await write('PUT', { grantedFeature: [] })).toBe(400);
    sandbox.switches.featureGrants = 'acApp';
    expect(await write('POST', whole)).toBe(400);
    expect(await sandbox.platform.feature()).toBe('active');
  });
});

it('names the Functions gateway in CSDS once the infrastructure is there, in both forms of its answer', async () => {
  await using own = await startSandbox({ provisioned: false, infrastructureMs: 5_000 });
  await using ownClient = new SandboxClient(own);
  const isNamed = async () => {
    const list = await ownClient.call('csds', 'GET', `${ACCOUNT}/service/baseURI.json?version=1.0`);
    const single = await ownClient.call('csds', 'GET', `${ACCOUNT}/service/faasGW/baseURI.json?version=1.0`);
    const services: string[] = list.json().baseURIs.map(({ service }: { service: string }) => service);
    return [services.includes('faasGW'), single.status];
  };
  expect(await isNamed()).toEqual([false, 404]);
  await own.platform.activateFeature();
  await own.platform.startInfrastructure();
  expect(await isNamed()).toEqual([false, 404]);
  own.clock.advance(5_000);
  expect(await isNamed()).toEqual([true, 200]);
});

it('lets its platform be used by a session as well as by a login', async () => {
  const platform = sandbox.platformAs(sandbox.admin);
  expect(await platform.administrator()).toEqual({
    isAdministrator: true,
    reason: 'the ID token says is_admin',
  });
  expect(await platform.infrastructure()).toEqual({ state: 'ready' });
  expect(await platform.feature()).toBe('active');
});

describe('what a person reads with the bearer of a login', () => {
  const now = 'timeframe=60&v=1';

  it.each([
    ['accountConfigReadOnly', 'GET', `${ACCOUNT}/configuration/le-users/agentGroups?v=2.0`],
    ['accountConfigReadOnly', 'GET', `${ACCOUNT}/configuration/le-users/skills?v=2.0`],
    ['accountConfigReadOnly', 'GET', `${ACCOUNT}/configuration/le-users/lobs?v=2.0`],
    ['accountConfigReadWrite', 'GET', `${ACCOUNT}/configuration/le-users/skills?v=2.0`],
    ['accountConfigReadOnly', 'GET', `${ACCOUNT}/configuration/ac-common/workinghours?v=1.0`],
    ['accountConfigReadOnly', 'GET', `${ACCOUNT}/configuration/le-agents/status-reasons?v=4.0`],
    ['accountConfigReadOnly', 'GET', `${ACCOUNT}/configuration/engagement-window/canned-responses?v=2.0`],
    [
      'engHistDomain',
      'POST',
      '/interaction_history/api/account/12345678/interactions/search?v=1&source=tests',
    ],
    ['msgHist', 'POST', '/messaging_history/api/account/12345678/conversations/search?v=2&source=tests'],
    ['rtbf', 'GET', `${ACCOUNT}/personal-data-deletion`],
  ] as const)('%s %s %s is answered', async (service, method, path) => {
    const { bearer: token } = await logIn('agentManager');
    const { baseTime } = sandbox.fixtures;
    const start = { from: baseTime - 86_400_000, to: baseTime };
    const json = method === 'POST' ? { start } : undefined;
    expect((await client.api(service, method, path, { token, json })).status).toBe(200);
  });

  it.each([
    ['leDataReporting', 'GET', `/operations/api/account/12345678/queuehealth?${now}`],
    ['dataAccess', 'GET', '/data_access_le/account/12345678/le/agentActivity?startTime=0&endTime=1&v=1'],
    ['smt', 'POST', `${ACCOUNT}/external/engagement?v=1.0`],
  ] as const)('%s %s %s takes keys alone, and answers 403', async (service, method, path) => {
    const { bearer: token } = await logIn('administrator');
    expect((await client.api(service, method, path, { token })).status).toBe(403);
  });

  it.each([
    ['administrator', 200],
    ['agent', 200],
    ['agentManager', 403],
    ['campaignManager', 403],
  ] as const)(
    'the %s, who invokes a function, gets %s: that role has the permission, or has not',
    async (role, status) => {
      const { bearer: token } = await logIn(role);
      const path = `${ACCOUNT}/lambdas/${sandbox.fixtures.functions.echo.uuid}/invoke`;
      const json = { timestamp: 0, headers: [], payload: {} };
      expect((await client.api('faasGW', 'POST', path, { token, json })).status).toBe(status);
    },
  );
});
