import { beforeEach, describe, expect, it } from 'vitest';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import type { CallBody, Reply } from './client.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const V2 = '/sentinel/api/v2/account/12345678/app/token';
const OLDER = '/sentinel/api/account/12345678/app/token';
const USERS = '/api/account/12345678/configuration/le-users/users?v=6.0';

const { sandbox, client } = await sandboxFixture();
const { client_id, client_secret } = await client.credential();
const good = { grant_type: 'client_credentials', client_id, client_secret };
beforeEach(() => {
  sandbox.switches.basicAuthentication = 'refused';
});

const ask = (path: string, request: CallBody) => client.call('sentinel', 'POST', path, request);
const said = (reply: Reply) => [reply.status, reply.json().error ?? 'a token'];
/** As RFC 6749 section 2.3.1 has it: form-encoded, then joined, then in Base64. */
const basic = (id: string, secret: string) => {
  const encoded = (text: string) => new URLSearchParams({ text }).toString().slice('text='.length);
  return { authorization: `Basic ${Buffer.from(`${encoded(id)}:${encoded(secret)}`).toString('base64')}` };
};

describe('the older token address', () => {
  it.each(['1.0', '2.0'])('gives a client that sends v=%s a token that APIs take', async (version) => {
    const inBody = await ask(`${OLDER}?v=${version}`, { form: good });
    const inQuery = await ask(`${OLDER}?v=${version}&${new URLSearchParams(good)}`, {
      headers: FORM,
      text: '',
    });
    const inBoth = await ask(`${OLDER}?v=${version}&grant_type=client_credentials`, {
      form: { client_id: good.client_id, client_secret: good.client_secret },
    });
    expect([inBody, inQuery, inBoth].map(said)).toEqual(Array(3).fill([200, 'a token']));
    for (const reply of [inBody, inQuery]) {
      const token = reply.json().access_token;
      expect((await client.api('accountConfigReadOnly', 'GET', USERS, { token })).status).toBe(200);
    }
  });

  it('gives a client a token that posts nothing and names no type, everything being in the query', async () => {
    expect(said(await ask(`${OLDER}?v=1.0&${new URLSearchParams(good)}`, {}))).toEqual([200, 'a token']);
  });

  it.each(['', '?v=', '?v=3.0', '?v=1.1', '?v=2', '?v=1.0&v=1.0'])(
    'refuses a client that sends "%s"',
    async (query) => {
      expect(said(await ask(OLDER + query, { form: good }))).toEqual([400, 'invalid_request']);
    },
  );

  it('refuses a client that sends a field in the query and in the body', async () => {
    const path = `${OLDER}?v=2.0&client_id=${good.client_id}`;
    expect(said(await ask(path, { form: good }))).toEqual([400, 'invalid_request']);
  });

  it('refuses what the newer one refuses', async () => {
    const replies = [
      await ask(`${OLDER}?v=2.0`, { json: good }),
      await ask(`${OLDER}?v=2.0`, { form: { ...good, client_secret: 'wrong' } }),
      await ask(`${OLDER}?v=2.0`, { form: { ...good, grant_type: 'password' } }),
      await ask(`${OLDER.replace('12345678', '999')}?v=2.0`, { form: good }),
    ];
    expect(replies.map(said)).toEqual([
      [400, 'invalid_request'],
      [401, 'invalid_client'],
      [400, 'unsupported_grant_type'],
      [401, 'invalid_client'],
    ]);
  });
});

it.each(['?v=1.0', '?v=', '?v=2.0&v=2.0'])(
  'refuses a client that sends "%s" to the newer address',
  async (query) => {
    expect(said(await ask(V2 + query, { form: good }))).toEqual([400, 'invalid_request']);
  },
);

describe('Basic authentication of a client', () => {
  const grant_type = 'client_credentials';

  it('gets 401 with the scheme, unless switched on, and then the body still works', async () => {
    const headers = basic(good.client_id, good.client_secret);
    const refused = await ask(V2, { form: { grant_type }, headers });
    expect(said(refused)).toEqual([401, 'invalid_client']);
    expect(refused.headers['www-authenticate']).toMatch(/^Basic realm="/);
    expect(said(await ask(V2, { form: good }))).toEqual([200, 'a token']);
  });

  it.each([V2, `${OLDER}?v=1.0`, `${OLDER}?v=2.0`])('gets a token at %s once switched on', async (path) => {
    sandbox.switches.basicAuthentication = 'accepted';
    const headers = basic(good.client_id, good.client_secret);
    expect(said(await ask(path, { form: { grant_type }, headers }))).toEqual([200, 'a token']);
    const named = { grant_type, client_id: good.client_id };
    expect(said(await ask(path, { form: named, headers }))).toEqual([200, 'a token']);
    expect(said(await ask(path, { form: good }))).toEqual([200, 'a token']);
  });

  it('is an invalid request beside a secret in the body, or beside the id of another client', async () => {
    const headers = basic(good.client_id, good.client_secret);
    expect(said(await ask(V2, { form: good, headers }))).toEqual([400, 'invalid_request']);
    sandbox.switches.basicAuthentication = 'accepted';
    expect(said(await ask(V2, { form: good, headers }))).toEqual([400, 'invalid_request']);
    const other = { grant_type, client_id: 'another' };
    expect(said(await ask(V2, { form: other, headers }))).toEqual([400, 'invalid_request']);
  });

  it('gets 401 with the scheme when it is wrong or malformed, and never a cached answer', async () => {
    sandbox.switches.basicAuthentication = 'accepted';
    const encode = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    const wrong = [
      basic(good.client_id, 'wrong').authorization,
      basic('', good.client_secret).authorization,
      encode(good.client_id),
      encode('%zz:%zz'),
      'Basic ',
      'Basic !!!!',
    ];
    for (const authorization of wrong) {
      const reply = await ask(V2, { form: { grant_type }, headers: { authorization } });
      expect([authorization, ...said(reply)]).toEqual([authorization, 401, 'invalid_client']);
      expect(reply.headers['www-authenticate']).toMatch(/^Basic /);
      expect(reply.headers['cache-control']).toBe('no-store');
    }
  });

  it('leaves the scheme out of a 401 of a client that used the body', async () => {
    const reply = await ask(V2, { form: { ...good, client_secret: 'wrong' } });
    expect(reply.status).toBe(401);
    expect(reply.headers).not.toHaveProperty('www-authenticate');
  });
});

it('names the keys as verifiers look for them', async () => {
  const { keys } = (await client.call('sentinel', 'GET', '/sentinel/well-known/jwks')).json();
  expect(keys).toEqual([
    { kty: 'RSA', use: 'sig', alg: 'RS256', kid: expect.any(String), n: expect.any(String), e: 'AQAB' },
  ]);
});
