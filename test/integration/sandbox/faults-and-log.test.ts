import { describe, expect } from 'vitest';
import { freshNonce, type OAuth1Credential, OAuth1Signer } from '../../../src/auth/oauth1.js';
import { ConfigError } from '../../../src/errors/config-error.js';
import type { Fault } from '../../../src/testing/sandbox/control/faults.js';
import type { RequestFilter } from '../../../src/testing/sandbox/control/request-filter.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { sandboxTest as it } from '../../support/sandbox-fixture.js';
import { SandboxClient } from './client.js';

const USERS = '/api/account/12345678/configuration/le-users/users?v=6.0';
const SKILLS = '/api/account/12345678/configuration/le-users/skills?v=4.0';

describe('faults', () => {
  it('meet as many matching requests as asked, then are gone', async ({ sandbox, client }) => {
    const token = await client.token();
    const status = async (path: string) =>
      (await client.api('accountConfigReadOnly', 'GET', path, { token })).status;
    sandbox.faults.add({
      service: 'accountConfigReadOnly',
      method: 'get',
      path: '/users',
      status: 503,
      times: 2,
    });
    expect(await status(SKILLS)).toBe(200);
    expect([await status(USERS), await status(USERS), await status(USERS)]).toEqual([503, 503, 200]);
  });

  it('apply one after the other, to patterns of paths as well, until cleared', async ({
    sandbox,
    client,
  }) => {
    const token = await client.token();
    const status = async () => (await client.api('accountConfigReadOnly', 'GET', USERS, { token })).status;
    sandbox.faults.add({ path: /\/users$/g, status: 500 });
    sandbox.faults.add({ path: /\/users$/g, status: 502, times: Infinity });
    expect([await status(), await status(), await status()]).toEqual([500, 502, 502]);
    sandbox.faults.clear();
    expect(await status()).toBe(200);
  });

  it('answer with a body, headers, and Retry-After as seconds or a date', async ({ sandbox, client }) => {
    const call = () => client.call('sentinel', 'GET', '/sentinel/well-known/jwks');
    sandbox.faults.add({ status: 503, body: { message: 'down' }, headers: { 'x-reason': 'test' } });
    const json = await call();
    expect([json.status, json.json(), json.headers['x-reason']]).toEqual([503, { message: 'down' }, 'test']);
    sandbox.faults.add({ status: 502, body: '<html>' });
    const html = await call();
    expect([html.text, html.headers['content-type']]).toEqual(['<html>', 'text/plain;charset=utf-8']);
    sandbox.faults.add({ retryAfter: 7 });
    const throttled = await call();
    expect([throttled.status, throttled.headers['retry-after']]).toEqual([429, '7']);
    sandbox.faults.add({ status: 503, retryAfter: 'Wed, 01 Jul 2026 00:00:00 GMT' });
    expect((await call()).headers['retry-after']).toBe('Wed, 01 Jul 2026 00:00:00 GMT');
    sandbox.faults.add({ body: { keys: [] } });
    expect([(await call()).json(), (await call()).json().keys.length]).toEqual([{ keys: [] }, 1]);
    sandbox.faults.add({ headers: { 'x-only': 'header' } });
    const headed = await call();
    expect([headed.headers['x-only'], headed.json().keys.length]).toEqual(['header', 1]);
  });

  it('reset the connection, or cut the body in half', async ({ sandbox, client }) => {
    const call = () => client.call('sentinel', 'GET', '/sentinel/well-known/jwks');
    sandbox.faults.add({ reset: true });
    await expect(call()).rejects.toThrow();
    sandbox.faults.add({ truncate: true });
    await expect(call()).rejects.toThrow();
    expect((await call()).status).toBe(200);
    expect(sandbox.requests.all().map(({ status }) => status)).toEqual([undefined, 200, 200]);
  });

  it('delay by the sandbox clock', async ({ sandbox, client }) => {
    sandbox.faults.add({ delayMs: 60_000 });
    const delayed = client.call('sentinel', 'GET', '/sentinel/well-known/jwks');
    while (sandbox.clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
    sandbox.clock.advance(60_000);
    expect((await delayed).status).toBe(200);
  });

  it('are refused with the name of the wrong field, and not kept', async ({ sandbox, client }) => {
    const cases: [string, Fault][] = [
      ['times', { times: 0 }],
      ['times', { times: 1.5 }],
      ['status', { status: 99 }],
      ['status', { status: 1000 }],
      ['delayMs', { delayMs: -1 }],
      ['service', { service: 'users' as RequestFilter['service'] }],
    ];
    for (const [field, fault] of cases) {
      const expected = expect.objectContaining({ name: 'ConfigError', field });
      expect(() => sandbox.faults.add(fault)).toThrow(expected);
    }
    expect((await client.call('sentinel', 'GET', '/sentinel/well-known/jwks')).status).toBe(200);
  });
});

describe('the request log', () => {
  it('notes what was asked, how it was authorised, and what was answered', async ({ sandbox, client }) => {
    const token = await client.token();
    sandbox.requests.clear();
    const headers = { 'x-request-id': 'abc', cookie: 'Session_id=1' };
    await client.api('accountConfigReadOnly', 'GET', `${USERS}&select=id&tag=a&tag=b`, { token, headers });
    const [entry] = sandbox.requests.all();
    expect(entry).toEqual({
      service: 'accountConfigReadOnly',
      method: 'GET',
      path: USERS.split('?')[0],
      query: { v: '6.0', select: 'id', tag: ['a', 'b'] },
      headers: expect.objectContaining({ 'x-request-id': 'abc' }),
      authorization: { scheme: 'Bearer', credential: expect.stringMatching(/^[0-9a-f]{12}$/) },
      status: 200,
    });
    expect(Object.keys(entry?.headers ?? {})).not.toContain('authorization');
    expect(Object.keys(entry?.headers ?? {})).not.toContain('cookie');
  });

  it('tells two tokens apart, and the same one as the same', async ({ sandbox, client }) => {
    const [first, second] = [await client.token(), await client.token()];
    for (const token of [first, second, first]) {
      await client.api('accountConfigReadOnly', 'GET', USERS, { token });
    }
    const credentials = sandbox.requests
      .matching({ service: 'accountConfigReadOnly' })
      .map(({ authorization }) => authorization?.credential);
    expect(new Set(credentials).size).toBe(2);
    expect(credentials[0]).toBe(credentials[2]);
  });

  it('counts and selects by service, method and path', async ({ sandbox, client }) => {
    const token = await client.token();
    await client.api('accountConfigReadOnly', 'GET', USERS, { token });
    await client.api('accountConfigReadOnly', 'GET', SKILLS, { token });
    const { requests } = sandbox;
    expect(requests.count()).toBe(3);
    expect(requests.count({ service: 'sentinel' })).toBe(1);
    expect(requests.count({ method: 'get' })).toBe(2);
    expect(requests.count({ path: '/skills' })).toBe(1);
    expect(requests.matching({ path: /users$/ })).toHaveLength(1);
    expect(() => requests.count({ service: 'typo' as RequestFilter['service'] })).toThrow(ConfigError);
    requests.clear();
    expect(requests.all()).toEqual([]);
  });

  it('holds no secret of any kind', async ({ sandbox, client }) => {
    const credential = await client.credential();
    const token = await client.token();
    const login = '/api/account/12345678/login?v=1.3';
    await client.call('agentVep', 'POST', login, { json: sandbox.logins.administrator });
    await client.call('agentVep', 'POST', login, {
      json: { username: 'u', assertion: 'PLANTED-SAML', jwt: 'PLANTED-J' },
    });
    const query = 'client_secret=PLANTED-QUERY&client_id=c';
    await client.call('sentinel', 'POST', `${client.tokenPath()}?${query}`, {
      text: '{"client_secret":"PLANTED-BROKEN',
    });
    await client.call('sentinel', 'POST', client.tokenPath(), {
      json: { deep: [{ tokenSecret: 'PLANTED-DEEP', refresh_token: { value: 'PLANTED-NESTED' } }] },
    });
    await client.call('accountConfigReadOnly', 'GET', USERS, { headers: { authorization: 'PLANTED-BARE' } });
    await client.api('accountConfigReadOnly', 'GET', USERS, { token });
    await client.admin(
      'accountConfigReadWrite',
      'GET',
      '/api/account/12345678/configuration/app-install/installations',
    );
    const log = JSON.stringify(sandbox.requests.all());
    const planted = [
      credential.client_secret,
      token,
      sandbox.admin.bearer,
      sandbox.logins.administrator.password,
      'PLANTED',
    ];
    for (const secret of planted) expect(log).not.toContain(secret);
    expect(log).toContain(credential.client_id);
    expect(log).toContain('[redacted]');
  });

  it('holds no part of an OAuth 1.0a header', async () => {
    await using sandbox = await startSandbox({ credentials: 'oauth1' });
    await using client = new SandboxClient(sandbox);
    const key = (await sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY'))?.value as OAuth1Credential;
    const url = new URL(`https://${sandbox.hosts.accountConfigReadOnly}${USERS}`);
    const stamp = { nonce: freshNonce(), timestamp: Math.floor(sandbox.clock.now() / 1000) };
    const authorization = new OAuth1Signer(key).authorization({ method: 'GET', url }, stamp);
    await client.call('accountConfigReadOnly', 'GET', USERS, { headers: { authorization } });
    const [entry] = sandbox.requests.all();
    expect([entry?.authorization?.scheme, entry?.status]).toEqual(['OAuth', 200]);
    for (const secret of Object.values(key)) expect(JSON.stringify(entry)).not.toContain(secret);
  });

  it('hands out copies', async ({ sandbox, client }) => {
    await client.token();
    sandbox.requests.all().pop();
    Object.assign(sandbox.requests.all()[0] ?? {}, { method: 'changed' });
    expect(sandbox.requests.all()).toMatchObject([{ method: 'POST' }]);
  });
});
