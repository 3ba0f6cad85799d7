import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AdminLogin, type AdminSession, LivePersonPlatform } from '../../../src/provisioning.js';
import type { SandboxRole } from '../../../src/testing/sandbox/people.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { SandboxClient } from '../sandbox/client.js';

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
  sandbox.faults.clear();
  sandbox.requests.clear();
});

/** What the platform says of a person, and which ways it asked. */
async function check(admin: AdminSession | AdminLogin, idTokenAudience?: string) {
  const { accountId, host, ca, clock } = sandbox;
  const options = { accountId, admin, csdsDomain: host, ca, clock, allowLoopback: true, idTokenAudience };
  await using platform = new LivePersonPlatform(options);
  const answer = await platform.administrator();
  const paths = { jwks: /jwks/, login: /\/login$/, user: /users\/\d+$/, profiles: /profiles$/ };
  const asked = Object.entries(paths).filter(([, path]) => sandbox.requests.count({ path }) > 0);
  return { ...answer, asked: asked.map(([name]) => name) };
}

/** The session of a person who logged in elsewhere. */
async function sessionOf(role: SandboxRole): Promise<AdminSession> {
  const path = `/api/account/${sandbox.accountId}/login?v=1.3`;
  const reply = await client.call('agentVep', 'POST', path, { json: sandbox.logins[role] });
  const { bearer, config } = reply.json();
  sandbox.requests.clear();
  return { bearer, userId: config.userId };
}

const ROLES = {
  agent: 'agent (roleTypeId 2)',
  agentManager: 'agent manager (roleTypeId 3)',
  campaignManager: 'campaign manager (roleTypeId 4)',
} as const;

describe('an administrator is known', () => {
  it('by the ID token alone', async () => {
    expect(await check(sandbox.admin, sandbox.idTokenAudience)).toEqual({
      isAdministrator: true,
      reason: 'the ID token says is_admin',
      asked: ['jwks'],
    });
    expect(sandbox.requests.matching({ path: /jwks/ })[0]).not.toHaveProperty('authorization');
  });

  it('by the login answer alone', async () => {
    expect(await check(sandbox.logins.administrator)).toEqual({
      isAdministrator: true,
      reason: 'the login answer says isAdmin',
      asked: ['login'],
    });
  });

  it('by the profiles of the user', async () => {
    expect(await check(await sessionOf('administrator'))).toEqual({
      isAdministrator: true,
      reason: 'by the profiles the role of the user is administrator (roleTypeId 1)',
      asked: ['user', 'profiles'],
    });
  });

  it('by the next way when the ID token does not count', async () => {
    const { bearer, userId, idToken = '' } = sandbox.admin;
    const cases: [AdminSession, string | undefined][] = [
      [sandbox.admin, undefined],
      [sandbox.admin, randomUUID()],
      [{ bearer, userId, idToken: `${idToken.slice(0, -4)}AAAA` }, sandbox.idTokenAudience],
      [{ bearer, userId, idToken: 'no token' }, sandbox.idTokenAudience],
    ];
    for (const [admin, audience] of cases) {
      const { isAdministrator, reason } = await check(admin, audience);
      expect([isAdministrator, reason]).toEqual([true, expect.stringContaining('roleTypeId 1')]);
    }
  });
});

describe('nobody else is an administrator', () => {
  it.each(Object.entries(ROLES))('not the %s who logs in', async (role, named) => {
    const answer = await check(sandbox.logins[role as SandboxRole]);
    expect(answer).toEqual({
      isAdministrator: false,
      reason: `the login answer says neither isAdmin nor isLPA; by the profiles the role of the user is ${named}`,
      asked: ['login', 'user', 'profiles'],
    });
  });

  it.each(Object.entries(ROLES))('not the %s with a session', async (role, named) => {
    const answer = await check(await sessionOf(role as SandboxRole));
    expect(answer).toMatchObject({ isAdministrator: false, reason: expect.stringContaining(named) });
  });

  it('not an agent who brings the ID token of an administrator', async () => {
    const { idToken } = sandbox.admin;
    const answer = await check({ ...(await sessionOf('agent')), idToken }, sandbox.idTokenAudience);
    expect(answer.isAdministrator).toBe(false);
    expect(answer.reason).toBe(
      'the ID token does not count: it belongs to another user than the session ("sub"); ' +
        'by the profiles the role of the user is agent (roleTypeId 2)',
    );
  });

  it('not somebody with a token of an administrator and no user to compare it with', async () => {
    const { bearer, idToken } = sandbox.admin;
    const answer = await check({ bearer, idToken }, sandbox.idTokenAudience);
    expect(answer).toEqual({
      isAdministrator: false,
      reason: expect.stringMatching(/without the userId of the session; .*give the userId of the session/),
      asked: [],
    });
  });

  it('not a user whom the account does not have', async () => {
    const answer = await check({ bearer: sandbox.admin.bearer, userId: '1' });
    expect(answer.reason).toBe('users.get was answered with status 404');
    expect(answer.isAdministrator).toBe(false);
  });

  it('not a user whose id is none', async () => {
    const answer = await check({ bearer: sandbox.admin.bearer, userId: 'me' });
    expect(answer).toMatchObject({
      isAdministrator: false,
      reason: expect.stringContaining('the userId of the session is none'),
    });
  });

  it('not somebody who may not read users or profiles', async () => {
    for (const path of [/users\/\d+$/, /profiles$/]) {
      sandbox.faults.add({ path, status: 403 });
      const { bearer, userId } = sandbox.admin;
      expect(await check({ bearer, userId })).toMatchObject({
        isAdministrator: false,
        reason: expect.stringContaining('was answered with status 403'),
      });
    }
  });
});

describe('what happens to an ID token', () => {
  it('it ends by the clock, and by a change of the keys', async () => {
    await using own = await startSandbox();
    const { accountId, host, ca, clock, admin, idTokenAudience } = own;
    const options = { accountId, admin, csdsDomain: host, ca, clock, allowLoopback: true, idTokenAudience };
    await using platform = new LivePersonPlatform(options);
    const reason = async () => (await platform.administrator()).reason;
    expect(await reason()).toBe('the ID token says is_admin');
    await own.faults.dropKeys();
    expect(await reason()).toContain('roleTypeId 1');
    expect(own.requests.count({ path: /jwks/ })).toBe(2);
  });

  it('it is not told, nor is the bearer', async () => {
    const answer = await check({ ...sandbox.admin, userId: '1' }, sandbox.idTokenAudience);
    const { idToken = '', bearer } = sandbox.admin;
    expect(inspect(answer)).not.toContain(idToken.split('.')[2]);
    expect(inspect(answer)).not.toContain(bearer);
  });
});

describe('a check that cannot be made', () => {
  it.each([
    ['jwks', { path: /jwks/, status: 503 }],
    ['jwks without keys', { path: /jwks/, status: 200, body: { nothing: true } }],
    ['profiles', { path: /profiles$/, status: 500 }],
    ['a user without profiles', { path: /users\/\d+$/, status: 200, body: { id: 1 } }],
  ])('rejects, and refuses nobody: %s', async (_what, fault) => {
    sandbox.faults.add(fault);
    const isAboutTokens = String(fault.path).includes('jwks');
    const admin = isAboutTokens ? sandbox.admin : await sessionOf('administrator');
    const name = isAboutTokens || fault.status === 500 ? 'HttpError' : 'ResponseValidationError';
    await expect(check(admin, sandbox.idTokenAudience)).rejects.toMatchObject({ name });
  });

  it('tells the page of a firewall, which says nothing of the person', async () => {
    const body = '<html><title>Blocked</title></html>';
    sandbox.faults.add({ path: /users\/\d+$/, status: 403, body });
    await expect(check(await sessionOf('administrator'))).rejects.toMatchObject({ name: 'HttpError' });
  });

  it('tells that the session is over', async () => {
    const session = await sessionOf('administrator');
    sandbox.clock.advance(9 * 3_600_000);
    await expect(check(session)).rejects.toMatchObject({ name: 'AuthError', status: 401 });
  });
});
