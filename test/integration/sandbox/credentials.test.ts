import { generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, SignJWT } from 'jose';
import { describe, expect } from 'vitest';
import { freshNonce, type OAuth1Credential, OAuth1Signer } from '../../../src/auth/oauth1.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { sandboxTest as it, sandboxFixture } from '../../support/sandbox-fixture.js';
import { type CallBody, SandboxClient } from './client.js';

const HOUR_MS = 3_600_000;
const SEARCH = '/interaction_history/api/account/12345678/interactions/search?source=test';
const USERS = '/api/account/12345678/configuration/le-users/users?v=6.0';
const SKILLS = '/api/account/12345678/configuration/le-users/skills?v=4.0';

describe('bearer tokens', async () => {
  const { client } = await sandboxFixture();

  const status = async (authorization?: string) => {
    const headers = authorization === undefined ? {} : { authorization };
    return (await client.call('accountConfigReadOnly', 'GET', USERS, { headers })).status;
  };

  /** A token like those of the sandbox, with changes, signed with a key that is not the sandbox's. */
  const forge = async (genuine: string) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const claims = JSON.parse(Buffer.from(genuine.split('.')[1] ?? '', 'base64url').toString());
    return new SignJWT(claims)
      .setProtectedHeader({ ...decodeProtectedHeader(genuine), alg: 'RS256' })
      .sign(privateKey);
  };

  it('lets a genuine token in', async () => {
    expect(await status(`Bearer ${await client.token()}`)).toBe(200);
  });

  it('refuses none, an empty one, nonsense and other schemes', async () => {
    const token = await client.token();
    const headers = [undefined, 'Bearer ', 'Bearer nonsense', token, `Basic ${token}`, `DPoP ${token}`];
    for (const header of headers) expect(await status(header)).toBe(401);
  });

  it('words the refusal as account configuration does', async () => {
    const reply = await client.call('accountConfigReadOnly', 'GET', USERS);
    expect(reply.json()).toEqual({
      type: 'error',
      internalCode: expect.any(Number),
      message: expect.any(String),
    });
  });

  it('refuses a token that another key signed', async () => {
    expect(await status(`Bearer ${await forge(await client.token())}`)).toBe(401);
  });

  it('refuses a token whose claims were changed', async () => {
    const [header, , signature] = (await client.token()).split('.');
    const claims = {
      aud: '12345678',
      iss: 'Sentinel',
      azp: (await client.credential()).client_id,
      exp: 9_999_999_999,
    };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    expect(await status(`Bearer ${header}.${payload}.${signature}`)).toBe(401);
  });

  it('refuses the algorithm none', async () => {
    const [, payload] = (await client.token()).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
    expect(await status(`Bearer ${header}.${payload}.`)).toBe(401);
  });

  it('refuses a token of another account', async () => {
    await using other = await startSandbox({ accountId: '87654321' });
    await using otherClient = new SandboxClient(other);
    expect(await status(`Bearer ${await otherClient.token()}`)).toBe(401);
  });

  it('refuses its own token at the path of another account', async () => {
    const path = USERS.replace('12345678', '87654321');
    expect((await client.api('accountConfigReadOnly', 'GET', path)).status).toBe(401);
  });
});

describe('tokens that were good once', () => {
  it('are refused when the turned clock has passed their end', async ({ sandbox, client }) => {
    const token = await client.token();
    const status = async () => (await client.api('accountConfigReadOnly', 'GET', USERS, { token })).status;
    sandbox.clock.advance(HOUR_MS - 60_000);
    expect(await status()).toBe(200);
    sandbox.clock.advance(60_000);
    expect(await status()).toBe(401);
    expect((await client.api('accountConfigReadOnly', 'GET', USERS)).status).toBe(200);
  });

  it('are refused from the moment that the keys are dropped', async ({ sandbox, client }) => {
    const token = await client.token();
    const dropped = sandbox.faults.dropKeys();
    expect((await client.api('accountConfigReadOnly', 'GET', USERS, { token })).status).toBe(401);
    await dropped;
    expect((await client.api('accountConfigReadOnly', 'GET', USERS)).status).toBe(200);
  });
});

describe('tokens with claims of another kind', () => {
  it.each([
    ['another issuer', { iss: 'Somebody' }],
    ['another audience', { aud: '87654321' }],
    ['no expiry', { exp: undefined }],
    ['no client', { azp: undefined }],
  ])('refuses %s, signed with the right key', async (_name, change) => {
    const { TestClock } = await import('../../../src/testing/test-clock.js');
    const { TokenIssuer } = await import('../../../src/testing/sandbox/servers/token-issuer.js');
    const clock = new TestClock();
    const issuer = new TokenIssuer(clock);
    const sign = (claims: Record<string, unknown>) => issuer.sign(claims);
    const now = Math.floor(clock.now() / 1000);
    const good = { iss: 'Sentinel', aud: '12345678', azp: 'client', exp: now + 60 };
    expect(await issuer.verify(await sign(good), '12345678')).toMatchObject(good);
    expect(await issuer.verify(await sign({ ...good, ...change }), '12345678')).toBeUndefined();
  });
});

describe('privileges', () => {
  it('grants the whole table to the default application, whatever its scope says', async ({
    sandbox,
    client,
  }) => {
    const { baseTime } = sandbox.fixtures;
    const start = { from: baseTime - HOUR_MS, to: baseTime };
    expect((await client.api('accountConfigReadOnly', 'GET', SKILLS)).status).toBe(200);
    expect((await client.api('engHistDomain', 'POST', SEARCH, { json: { start } })).status).toBe(200);
  });

  it.each([
    ['users.external', [200, 403, 403, 403]],
    ['data.services.enghist', [403, 403, 200, 403]],
    ['faas.lambda.invoke', [403, 403, 403, 200]],
    ['users.external faas.lambda.invoke', [200, 403, 403, 200]],
    ['', [403, 403, 403, 403]],
  ])('grants an application with scope "%s" no more than that', async (scope, expected) => {
    await using sandbox = await startSandbox();
    await using client = new SandboxClient(sandbox);
    const token = await client.token(await client.installApplication(scope, 'mine'));
    const start = { from: sandbox.fixtures.baseTime - HOUR_MS, to: sandbox.fixtures.baseTime };
    const { uuid } = sandbox.fixtures.functions.echo;
    const invocation = { timestamp: 0, headers: [], payload: {} };
    const invoke = `/api/account/12345678/lambdas/${uuid}/invoke`;
    const replies = [
      await client.api('accountConfigReadOnly', 'GET', USERS, { token }),
      await client.api('accountConfigReadOnly', 'GET', SKILLS, { token }),
      await client.api('engHistDomain', 'POST', SEARCH, { token, json: { start } }),
      await client.api('faasGW', 'POST', invoke, { token, json: invocation }),
    ];
    expect(replies.map(({ status }) => status)).toEqual(expected);
  });

  it('refuses writes of users and skills to whoever is authenticated', async ({ client }) => {
    for (const service of ['accountConfigReadOnly', 'accountConfigReadWrite'] as const) {
      for (const path of [USERS, SKILLS]) {
        const item = path.replace('?', '/1?');
        const unknown = await client.call(service, 'POST', path, { json: {} });
        expect(unknown.status).toBe(401);
        expect((await client.api(service, 'POST', path, { json: {} })).status).toBe(403);
        expect((await client.api(service, 'PUT', item, { json: {} })).status).toBe(403);
        const refused = await client.api(service, 'DELETE', item);
        expect([refused.status, refused.json().type]).toEqual([403, 'error']);
      }
    }
  });
});

describe('OAuth 1.0a app keys', async () => {
  const { sandbox, client } = await sandboxFixture({ credentials: 'oauth1' });
  const secret = await sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
  const key = secret?.value as OAuth1Credential;

  const sign = (path: string, credential = key, timestamp = sandbox.clock.now() / 1000) => {
    const url = new URL(`https://${sandbox.hosts.accountConfigReadOnly}${path}`);
    const stamp = { nonce: freshNonce(), timestamp: Math.floor(timestamp) };
    return new OAuth1Signer(credential).authorization({ method: 'GET', url }, stamp);
  };
  const status = async (path: string, authorization: string) => {
    return (await client.call('accountConfigReadOnly', 'GET', path, { headers: { authorization } })).status;
  };

  it('lets a signed request in', async () => {
    expect(await status(USERS, sign(USERS))).toBe(200);
    const withSelect = `${USERS}&select=id,memberOf(agentGroupId)&include_deleted=true`;
    expect(await status(withSelect, sign(withSelect))).toBe(200);
  });

  it('refuses a signature of another path, query or secret', async () => {
    expect(await status(SKILLS, sign(USERS))).toBe(401);
    expect(await status(`${USERS}&select=id`, sign(USERS))).toBe(401);
    expect(await status(USERS, sign(USERS, { ...key, tokenSecret: 'wrong' }))).toBe(401);
    expect(await status(USERS, sign(USERS, { ...key, consumerSecret: 'wrong' }))).toBe(401);
  });

  it('refuses an unknown key or token, and a changed nonce', async () => {
    expect(await status(USERS, sign(USERS, { ...key, consumerKey: 'unknown' }))).toBe(401);
    expect(await status(USERS, sign(USERS, { ...key, token: 'unknown' }))).toBe(401);
    expect(await status(USERS, sign(USERS).replace(/oauth_nonce="[^"]*"/, 'oauth_nonce="other"'))).toBe(401);
    expect(await status(USERS, 'OAuth nonsense')).toBe(401);
  });

  it('refuses a request that is sent again as it was', async () => {
    const authorization = sign(USERS);
    expect(await status(USERS, authorization)).toBe(200);
    const again = await client.call('accountConfigReadOnly', 'GET', USERS, { headers: { authorization } });
    expect([again.status, again.json().message]).toEqual([401, 'The nonce was used before']);
  });

  it('knows what was signed beside the address: the method, the form, and no parameter of OAuth', async () => {
    const call = async (method: string, request: CallBody, path = USERS) =>
      (await client.call('accountConfigReadOnly', method, path, request)).status;
    const form = { a: '1 2', b: 'é' };
    const url = new URL(`https://${sandbox.hosts.accountConfigReadOnly}${USERS}`);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const posted = () => {
      const stamp = { nonce: freshNonce(), timestamp: Math.floor(sandbox.clock.now() / 1000) };
      const body = new URLSearchParams(form);
      return {
        authorization: new OAuth1Signer(key).authorization({ method: 'POST', url, headers, body }, stamp),
      };
    };
    // Who is known is told that the key may not write.
    expect(await call('POST', { form, headers: posted() })).toBe(403);
    expect(await call('POST', { form: { ...form, a: '2' }, headers: posted() })).toBe(401);
    expect(await call('PUT', { form, headers: posted() })).toBe(401);
    const withToken = `${USERS}&oauth_token=${key.token}`;
    expect(await call('GET', { headers: { authorization: sign(withToken) } }, withToken)).toBe(401);
  });

  it('refuses a timestamp that is more than 300 seconds away', async () => {
    const now = sandbox.clock.now() / 1000;
    expect(await status(USERS, sign(USERS, key, now - 290))).toBe(200);
    expect(await status(USERS, sign(USERS, key, now + 290))).toBe(200);
    expect(await status(USERS, sign(USERS, key, now - 310))).toBe(401);
    expect(await status(USERS, sign(USERS, key, now + 310))).toBe(401);
  });

  it('may not invoke functions', async () => {
    const url = new URL(`https://${sandbox.hosts.faasGW}/api/account/12345678/events/any/isImplemented`);
    const stamp = { nonce: freshNonce(), timestamp: Math.floor(sandbox.clock.now() / 1000) };
    const authorization = new OAuth1Signer(key).authorization({ method: 'GET', url }, stamp);
    const reply = await client.call('faasGW', 'GET', url.pathname, { headers: { authorization } });
    expect([reply.status, Object.keys(reply.json())]).toEqual([403, ['code', 'message']]);
  });
});
