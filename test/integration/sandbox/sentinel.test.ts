import { createRemoteJWKSet, customFetch, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect } from 'vitest';
import { sandboxTest as it } from '../../support/sandbox-fixture.js';

const GRANT = { grant_type: 'client_credentials' };

describe('sentinel of the sandbox', () => {
  it('issues a token that its JWKS verifies, with the documented claims', async ({ sandbox, client }) => {
    const credential = await client.credential();
    const reply = await client.call('sentinel', 'POST', client.tokenPath(), {
      form: { ...credential, ...GRANT },
    });
    expect(reply.status).toBe(200);
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.json()).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: '3600',
    });

    const keys = createRemoteJWKSet(new URL(`https://${sandbox.hosts.sentinel}/sentinel/well-known/jwks`), {
      [customFetch]: async () => {
        const jwks = await client.call('sentinel', 'GET', '/sentinel/well-known/jwks');
        return new Response(jwks.text, { status: jwks.status });
      },
    });
    const { payload, protectedHeader } = await jwtVerify(reply.json().access_token, keys, {
      algorithms: ['RS256'],
    });
    expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'JWT', kid: expect.any(String) });
    expect(payload).toMatchObject({
      aud: sandbox.accountId,
      azp: credential.client_id,
      iss: 'Sentinel',
      scope: 'data.services.enghist users.external faas.lambda.invoke',
      jti: expect.any(String),
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
  });

  it('takes the token path with v=2.0, too', async ({ client }) => {
    const form = { ...(await client.credential()), ...GRANT };
    const reply = await client.call('sentinel', 'POST', `${client.tokenPath()}?v=2.0`, { form });
    expect(reply.status).toBe(200);
  });

  it('answers expires_in as a string, a number or not at all', async ({ sandbox, client }) => {
    const form = { ...(await client.credential()), ...GRANT };
    const ask = async () => (await client.call('sentinel', 'POST', client.tokenPath(), { form })).json();
    sandbox.switches.expiresIn = 'number';
    sandbox.switches.tokenLifetimeSeconds = 120;
    expect((await ask()).expires_in).toBe(120);
    sandbox.switches.expiresIn = 'absent';
    expect(Object.keys(await ask())).toEqual(['access_token', 'token_type']);
  });

  it('refuses requests that miss something or claim too much', async ({ client }) => {
    const good = { ...(await client.credential()), ...GRANT };
    const cases: [Record<string, string>, number, string][] = [
      [GRANT, 400, 'invalid_request'],
      [{ ...good, grant_type: '' }, 400, 'invalid_request'],
      [{ ...good, grant_type: 'password' }, 400, 'unsupported_grant_type'],
      [{ ...good, client_secret: 'wrong' }, 401, 'invalid_client'],
      [{ ...good, client_id: 'unknown' }, 401, 'invalid_client'],
      [{ ...good, scope: 'users.external faas.admin' }, 400, 'invalid_scope'],
    ];
    for (const [form, status, error] of cases) {
      const reply = await client.call('sentinel', 'POST', client.tokenPath(), { form });
      expect([reply.status, reply.json().error]).toEqual([status, error]);
    }
  });

  it('narrows the scope when asked to', async ({ client }) => {
    const form = { ...(await client.credential()), ...GRANT, scope: 'users.external' };
    const reply = await client.call('sentinel', 'POST', client.tokenPath(), { form });
    expect(decodeJwt(reply.json().access_token).scope).toBe('users.external');
  });

  it('refuses an application that may not use the grant', async ({ sandbox, client }) => {
    const path = `/api/account/${sandbox.accountId}/configuration/app-install/installations`;
    const json = { client_name: 'other', grant_types: ['authorization_code'] };
    const { client_id, client_secret } = (
      await client.admin('accountConfigReadWrite', 'POST', path, { json })
    ).json();
    const form = { client_id, client_secret, ...GRANT };
    const reply = await client.call('sentinel', 'POST', client.tokenPath(), { form });
    expect([reply.status, reply.json().error]).toEqual([400, 'unauthorized_client']);
  });

  it('refuses a JSON body, repeated parameters, credentials in the query and another account', async ({
    client,
  }) => {
    const fields = { ...(await client.credential()), ...GRANT };
    const query = new URLSearchParams(fields);
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const replies = [
      await client.call('sentinel', 'POST', client.tokenPath(), { json: fields }),
      await client.call('sentinel', 'POST', client.tokenPath(), {
        text: `${query}&client_id=x`,
        headers: type,
      }),
      await client.call('sentinel', 'POST', `${client.tokenPath()}?${query}`, { text: 'a=b', headers: type }),
      await client.call('sentinel', 'POST', '/sentinel/api/v2/account/999/app/token', { form: fields }),
    ];
    expect(replies.map(({ status, json }) => [status, json().error])).toEqual([
      [400, 'invalid_request'],
      [400, 'invalid_request'],
      [400, 'invalid_request'],
      [401, 'invalid_client'],
    ]);
  });

  it('refuses a disabled and a deleted application', async ({ sandbox, client }) => {
    const app = await client.installApplication('users.external', 'short-lived');
    const { id, ...credential } = app;
    const path = `/api/account/${sandbox.accountId}/configuration/app-install/installations/${id}?v=1.0`;
    const ask = async () => {
      const form = { ...credential, ...GRANT };
      const reply = await client.call('sentinel', 'POST', client.tokenPath(), { form });
      return reply.status === 200 ? 'works' : reply.json().error;
    };
    const change = async (method: 'PUT' | 'DELETE', json?: unknown) => {
      const read = await client.admin('accountConfigReadWrite', 'GET', path);
      const headers = { 'if-match': String(read.headers['ac-revision']) };
      const body = method === 'PUT' ? { ...read.json(), ...(json as object) } : undefined;
      return (await client.admin('accountConfigReadWrite', method, path, { json: body, headers })).status;
    };
    expect(await ask()).toBe('works');
    expect(await change('PUT', { enabled: false })).toBe(200);
    expect(await ask()).toBe('invalid_client');
    expect(await change('PUT', { enabled: true })).toBe(200);
    expect(await ask()).toBe('works');
    expect(await change('DELETE')).toBe(204);
    expect(await ask()).toBe('invalid_client');
  });

  it('signs with another key once its keys were dropped', async ({ sandbox, client }) => {
    const before = await client.token();
    await sandbox.faults.dropKeys();
    const after = await client.token();
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    const { keys } = (await client.call('sentinel', 'GET', '/sentinel/well-known/jwks')).json();
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({ kid: decodeProtectedHeader(after).kid, kty: 'RSA', use: 'sig' });
    expect(keys[0]).not.toHaveProperty('d');
  });
});
