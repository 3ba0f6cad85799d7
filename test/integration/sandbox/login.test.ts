import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { type Reply, SandboxClient } from './client.js';

const ACCOUNT = '/api/account/12345678';
const LOGIN = `${ACCOUNT}/login?v=1.3`;
const USERS = `${ACCOUNT}/configuration/le-users/users?v=6.0`;

const { sandbox, client } = await sandboxFixture();

const logIn = (json: unknown, on = client) => on.call('agentVep', 'POST', LOGIN, { json });
const reads = async (bearer: string, on = client) =>
  (await on.api('accountConfigReadOnly', 'GET', USERS, { token: bearer })).status;

interface Session {
  readonly bearer: string;
  readonly csrf: string;
  readonly sessionId: string;
}

/** Refreshes or ends a session, with the cookie under the given name. */
function keep(
  path: string,
  { csrf, sessionId }: Pick<Session, 'csrf' | 'sessionId'>,
  cookie = 'Session_id',
  on = client,
): Promise<Reply> {
  const headers = { cookie: `lang=en; ${cookie}=${sessionId}` };
  return on.call('agentVep', 'POST', `${ACCOUNT}/${path}`, { json: { csrf }, headers });
}

describe('a login', () => {
  it('answers the documented object, and the session id in a cookie as well', async () => {
    const reply = await logIn(sandbox.logins.agentManager);
    const session = reply.json();
    const [, , user] = sandbox.fixtures.users;
    const privileges = sandbox.fixtures.profiles
      .filter(({ id }) => user?.profileIds?.includes(id))
      .flatMap(({ permissions }) => permissions);
    expect(session).toEqual({
      csrf: expect.stringMatching(/^[0-9a-f]{64}$/),
      wsuk: expect.stringMatching(/^\d+$/),
      config: {
        loginName: user?.loginName,
        userId: String(user?.id),
        userPid: user?.pid,
        userPrivileges: privileges,
        serverCurrentTime: expect.any(Number),
        timeDiff: 0,
        serverTimeZoneName: 'GMT',
        serverTimeGMTDiff: 0,
        isLPA: false,
        isAdmin: false,
        accountTimeZoneId: 'GMT',
      },
      csdsCollectionResponse: (
        await client.call('csds', 'GET', `${ACCOUNT}/service/baseURI.json?version=1.0`)
      ).json(),
      accountData: {
        agentGroupsData: {
          items: sandbox.fixtures.agentGroups.map(({ id, deleted, name }) => ({ id, deleted, name })),
          revision: 1,
        },
      },
      sessionTTl: '28800000',
      bearer: expect.stringMatching(/^[0-9a-f]{64}$/),
      sessionId: expect.any(String),
    });
    expect(privileges.length).toBeGreaterThan(0);
    expect([reply.headers['set-cookie']].flat()).toEqual([
      `Session_id=${session.sessionId}; Path=/; Secure; HttpOnly`,
    ]);
  });

  it('is refused to somebody unknown, disabled or deleted, in the documented form', async () => {
    const { users } = sandbox.fixtures;
    const loginOf = (index: number) => ({
      username: users[index]?.loginName,
      password: `sandbox-password-${index}`,
    });
    const enabled = users.findIndex(({ isEnabled }, index) => index > 3 && isEnabled);
    const disabled = users.findIndex(({ isEnabled, deleted }) => !isEnabled && !deleted);
    const deleted = users.findIndex((user) => user.deleted);
    const unknown = { username: 'nobody@example.com', password: 'sandbox-password-0' };
    expect((await logIn(loginOf(enabled))).status).toBe(200);
    for (const login of [loginOf(disabled), loginOf(deleted), unknown]) {
      const reply = await logIn(login);
      expect([reply.status, reply.json()]).toEqual([
        401,
        {
          error: {
            time: expect.stringMatching(/^[A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}:\d{2}:\d{2} [AP]M$/),
            message: expect.any(String),
            internalCode: expect.any(Number),
            responseStatus: 'UNAUTHORIZED',
          },
        },
      ]);
    }
  });
});

describe('a login with the key of an application', () => {
  it('opens a session of the user with client id and secret, and "dummy" for the token', async () => {
    const { client_id, client_secret } = await client.credential();
    const { username } = sandbox.logins.agent;
    const key = { username, appKey: client_id, secret: client_secret };
    const dummies = { accessToken: 'dummy', accessTokenSecret: 'dummy' };
    const reply = await logIn({ ...key, ...dummies });
    expect(reply.json().config).toMatchObject({ loginName: username, isAdmin: false });
    expect(await reads(reply.json().bearer)).toBe(200);
    const replies = [
      await logIn({ ...key, ...dummies, secret: 'wrong' }),
      await logIn({ ...key, ...dummies, accessToken: 'other' }),
      await logIn({ ...key, ...dummies, username: 'nobody@example.com' }),
      await logIn({ ...key, accessToken: 'dummy' }),
      await logIn(key),
    ];
    expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 400, 400]);
  });

  it('opens one with the four fields of an OAuth 1.0a key', async () => {
    await using own = await startSandbox({ credentials: 'oauth1' });
    await using ownClient = new SandboxClient(own);
    const stored = await own.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
    const { consumerKey, consumerSecret, token, tokenSecret } = (stored?.value ?? {}) as Record<
      string,
      string
    >;
    const body = {
      username: own.logins.agent.username,
      appKey: consumerKey,
      secret: consumerSecret,
      accessToken: token,
      accessTokenSecret: tokenSecret,
    };
    expect((await logIn(body, ownClient)).status).toBe(200);
    for (const name of ['secret', 'accessToken', 'accessTokenSecret']) {
      expect((await logIn({ ...body, [name]: 'dummy' }, ownClient)).status).toBe(401);
    }
  });
});

describe('a session', () => {
  it.each(['Session_id', 'session_id'])(
    'is refreshed with the cookie %s and its csrf, in both forms of the URL',
    async (cookie) => {
      const session: Session = (await logIn(sandbox.logins.agent)).json();
      for (const path of ['refresh', 'refresh?v=1.3']) {
        const reply = await keep(path, session, cookie);
        expect([reply.status, reply.text]).toEqual([200, '']);
        expect([reply.headers['set-cookie']].flat()[0]).toContain(`Session_id=${session.sessionId};`);
      }
    },
  );

  it('lives eight hours more from each refresh', async () => {
    await using own = await startSandbox();
    await using ownClient = new SandboxClient(own);
    const session: Session = (await logIn(own.logins.agent, ownClient)).json();
    own.clock.advance(7 * 3_600_000);
    expect((await keep('refresh', session, 'session_id', ownClient)).status).toBe(200);
    own.clock.advance(7 * 3_600_000);
    expect(await reads(session.bearer, ownClient)).toBe(200);
    own.clock.advance(3_600_000);
    expect(await reads(session.bearer, ownClient)).toBe(401);
    expect((await keep('refresh', session, 'session_id', ownClient)).status).toBe(401);
  });

  it('is over for its bearer and its cookie after a logout, and no other is', async () => {
    const session: Session = (await logIn(sandbox.logins.agent)).json();
    const other: Session = (await logIn(sandbox.logins.agent)).json();
    const reply = await keep('logout', session);
    expect([reply.status, reply.text]).toEqual([200, '']);
    expect([await reads(session.bearer), await reads(other.bearer)]).toEqual([401, 200]);
    expect((await keep('logout', session)).status).toBe(401);
    expect((await keep('refresh', session)).status).toBe(401);
  });

  it.each(['refresh', 'logout'])(
    'is kept from a %s with a wrong csrf by 401 and internal code 10',
    async (path) => {
      const session: Session = (await logIn(sandbox.logins.agent)).json();
      const reply = await keep(path, { ...session, csrf: 'wrong' });
      expect([reply.status, reply.json().error]).toEqual([
        401,
        {
          time: expect.any(String),
          message: expect.stringMatching(/^CSRF token invalid!/),
          internalCode: 10,
          responseStatus: 'UNAUTHORIZED',
        },
      ]);
      expect(await reads(session.bearer)).toBe(200);
    },
  );

  it('is not found without its cookie, under another account or version', async () => {
    const session: Session = (await logIn(sandbox.logins.agent)).json();
    const json = { csrf: session.csrf };
    const headers = { cookie: `Session_id=${session.sessionId}` };
    const elsewhere = '/api/account/999/refresh';
    const replies = [
      await client.call('agentVep', 'POST', `${ACCOUNT}/refresh`, { json }),
      await keep('refresh', { ...session, sessionId: '' }),
      await client.call('agentVep', 'POST', elsewhere, { json, headers }),
      await keep('refresh?v=1.2', session),
    ];
    expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 400]);
  });
});
