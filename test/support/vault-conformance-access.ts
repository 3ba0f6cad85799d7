import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VaultAdmin } from './vault-admin.js';

/** Tokens, policies and logins. */
export function vaultAccessConformance(
  admin: () => VaultAdmin,
  trustServiceAccount: (jwt: string) => Promise<void>,
): void {
  describe('tokens and policies', () => {
    const policyName = `conformance-${randomUUID()}`;
    beforeAll(async () => {
      await admin().setPolicy(
        policyName,
        `
        path "secret/data/rules/*" { capabilities = ["create", "read"] }
        path "secret/data/rules/SYSTEM_*" { capabilities = ["read"] }
        path "secret/data/rules/+/deep" { capabilities = ["update"] }
        path "secret/metadata/rules/*" { capabilities = ["list", "patch"] }
        path "secret/data/rules/EXACT" { capabilities = ["deny"] }
        `,
      );
    });
    const tokenWith = (options: Readonly<Record<string, unknown>> = {}) =>
      admin().createToken({ policies: [policyName], ttl: '1h', ...options });

    it('refuses a request without a valid token', async () => {
      for (const token of [null, 'no-such-token']) {
        const { status, errors } = await admin().request('GET', 'secret/data/KEY', { token });
        expect([status, errors.join()]).toEqual([403, expect.stringContaining('permission denied')]);
      }
    });

    it('lets the most specific rule decide', async () => {
      const token = await tokenWith();
      const status = async (method: string, rest: string, body?: unknown, contentType?: string) =>
        (
          await admin().request(method, `secret/${rest}`, {
            token,
            body,
            ...(contentType !== undefined && { contentType }),
          })
        ).status;
      const key = randomUUID();
      const body = { data: { a: 1 } };
      expect(await status('POST', `data/rules/${key}`, body)).toBe(200);
      expect(await status('POST', `data/rules/${key}`, body)).toBe(403);
      expect(await status('GET', `data/rules/${key}`)).toBe(200);
      expect(await status('POST', `data/rules/SYSTEM_${key}`, body)).toBe(403);
      expect(await status('GET', `data/rules/SYSTEM_${key}`)).toBe(404);
      expect(await status('POST', `data/rules/EXACT`, body)).toBe(403);
      expect(await status('GET', `data/rules/EXACT`)).toBe(403);
      expect(await status('POST', `data/rules/EXACTLY_${key}`, body)).toBe(200);
      // Of two with the first wildcard at one place, the one without a star at its end.
      expect(await status('GET', `data/rules/${key}/deep`)).toBe(403);
      expect(await status('GET', 'metadata/rules?list=true')).toBe(200);
      expect(await status('GET', 'metadata/rules/?list=true')).toBe(200);
      expect(await status('GET', `metadata/rules/${key}`)).toBe(403);
      const patch = { custom_metadata: { a: 'b' } };
      const merge = 'application/merge-patch+json';
      expect(await status('PATCH', `metadata/rules/${key}`, patch, merge)).toBe(204);
      expect(await status('POST', `delete/rules/${key}`, { versions: [1] })).toBe(403);
      expect(await status('GET', 'data/elsewhere/KEY')).toBe(403);
    });

    it('ends a token with its last use, a look-up counted as one', async () => {
      const token = await tokenWith({ num_uses: 2 });
      const { data } = await admin().request('GET', 'auth/token/lookup-self', { token });
      expect([1, 2]).toContain(data.num_uses);
      expect((await admin().request('GET', 'secret/data/rules/KEY', { token })).status).toBe(404);
      expect((await admin().request('GET', 'secret/data/rules/KEY', { token })).status).toBe(403);
    });

    it('tells a token of its life, and gives more of it', async () => {
      const token = await tokenWith();
      const { data } = await admin().request('GET', 'auth/token/lookup-self', { token });
      expect(data).toMatchObject({ renewable: true, creation_ttl: 3600, expire_time: expect.any(String) });
      expect(data.ttl).toBeGreaterThan(3500);
      const renewed = await admin().request('POST', 'auth/token/renew-self', { token, body: {} });
      expect(renewed.auth).toMatchObject({ client_token: token, lease_duration: 3600, renewable: true });
      await admin().request('POST', 'auth/token/revoke-self', { token });
      expect((await admin().request('GET', 'auth/token/lookup-self', { token })).status).toBe(403);
      expect((await admin().request('POST', 'auth/token/renew-self', { token })).status).toBe(403);
    });

    it('renews neither an endless token nor one that must not be', async () => {
      const { data } = await admin().request('GET', 'auth/token/lookup-self');
      expect(data).toMatchObject({ ttl: 0, expire_time: null, renewable: false });
      expect((await admin().request('POST', 'auth/token/renew-self')).status).toBe(400);
      const token = await tokenWith({ renewable: false });
      expect((await admin().request('POST', 'auth/token/renew-self', { token })).status).toBe(400);
    });

    it('never renews past the longest life of a token', async () => {
      const token = await tokenWith({ ttl: '1h', explicit_max_ttl: '90m' });
      const { auth } = await admin().request('POST', 'auth/token/renew-self', { token });
      expect(auth.lease_duration).toBe(3600);
      const short = await tokenWith({ ttl: '60s', explicit_max_ttl: '60s' });
      const renewed = await admin().request('POST', 'auth/token/renew-self', { token: short });
      expect(renewed.auth.lease_duration).toBeLessThanOrEqual(60);
    });

    it('lets a token without the default policy not look itself up', async () => {
      const token = await tokenWith({ no_default_policy: true });
      expect((await admin().request('GET', 'auth/token/lookup-self', { token })).status).toBe(403);
      expect((await admin().request('GET', 'secret/data/rules/KEY', { token })).status).toBe(404);
    });
  });

  describe('logins', () => {
    const login = (method: string, body: unknown) =>
      admin().request('POST', `auth/${method}/login`, { token: null, body });

    it('refuses a method that is not enabled', async () => {
      expect((await login('no-such-method', {})).status).toBe(403);
    });

    it('by AppRole', async () => {
      await admin().request('POST', 'sys/auth/approle', { body: { type: 'approle' } });
      const role = { token_policies: ['default'], token_ttl: '60s', token_max_ttl: '120s' };
      const { roleId, secretId } = await admin().createAppRole(`role-${randomUUID()}`, role);
      const { status, auth } = await login('approle', { role_id: roleId, secret_id: secretId });
      expect(status).toBe(200);
      expect(auth).toMatchObject({ lease_duration: 60, renewable: true, client_token: expect.any(String) });
      expect(
        (await admin().request('GET', 'auth/token/lookup-self', { token: auth.client_token })).status,
      ).toBe(200);
      for (const body of [
        { role_id: roleId, secret_id: 'wrong' },
        { role_id: 'wrong', secret_id: secretId },
        { role_id: roleId },
      ]) {
        expect((await login('approle', body)).status).toBe(400);
      }
    });

    it('as a service account of Kubernetes', async () => {
      const jwt = serviceAccountJwt('known');
      await trustServiceAccount(jwt);
      const { status, auth } = await login('kubernetes', { role: 'pod', jwt });
      expect(status).toBe(200);
      expect(auth.client_token).toEqual(expect.any(String));
      expect((await login('kubernetes', { role: 'no-such-role', jwt })).status).toBe(400);
      const strange = await login('kubernetes', { role: 'pod', jwt: serviceAccountJwt('unknown') });
      expect(strange.status).toBe(403);
    });
  });
}

/** A token as Kubernetes makes it, unsigned: the API server's review is what counts. */
export function serviceAccountJwt(id: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'kubernetes/serviceaccount',
    jti: id,
    iat: now,
    nbf: now - 60,
    exp: now + 3_600,
    'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'function', uid: 'uid-1' } },
    'kubernetes.io/serviceaccount/namespace': 'default',
    'kubernetes.io/serviceaccount/service-account.name': 'function',
    'kubernetes.io/serviceaccount/service-account.uid': 'uid-1',
  };
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${part('signature')}`;
}
