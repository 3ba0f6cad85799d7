import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminOptions, VaultAdmin, type VaultUnderTest } from './vault-admin.js';

/** A server whose auth methods can be set up. */
export interface ConformingVault extends VaultUnderTest {
  /** Lets `login` of the Kubernetes method, with the role `pod`, succeed with this token of a service account. */
  readonly trustServiceAccount: (jwt: string) => Promise<void>;
}

const MISMATCH = 'check-and-set parameter did not match the current version';

/** Declares what the store relies on of a server: the same tests run on the stand-in and on a real one. */
export function vaultConformance(name: string, server: () => ConformingVault): void {
  describe(`${name} answers as the store expects of Vault`, () => {
    let admin: VaultAdmin;
    let path: string;
    const send = (method: string, area: string, options?: AdminOptions, query = '') =>
      admin.request(method, `secret/${area}/${path}${query}`, options);
    const write = (data: unknown, cas?: unknown) =>
      send('POST', 'data', { body: { data, ...(cas !== undefined && { options: { cas } }) } });
    const freshPath = () => {
      path = `conformance/${randomUUID()}/KEY`;
    };

    beforeAll(() => {
      admin = new VaultAdmin(server());
    });
    afterAll(() => admin.close());

    describe('KV version 2', () => {
      it('knows nothing of what was never written', async () => {
        freshPath();
        expect(await send('GET', 'data')).toMatchObject({ status: 404, errors: [], data: undefined });
        expect(await send('GET', 'metadata')).toMatchObject({ status: 404, errors: [] });
        expect(await send('GET', 'metadata', {}, '/?list=true')).toMatchObject({ status: 404, errors: [] });
        expect(await send('DELETE', 'data')).toMatchObject({ status: 204 });
        expect(await send('POST', 'delete', { body: { versions: [1] } })).toMatchObject({ status: 204 });
        const patched = await send('PATCH', 'metadata', {
          contentType: 'application/merge-patch+json',
          body: { custom_metadata: { a: 'b' } },
        });
        expect(patched.status).toBe(404);
      });

      it('counts versions from 1, and writes with check-and-set only at the latest', async () => {
        freshPath();
        const first = await write({ a: 1 }, 0);
        expect(first.data).toMatchObject({ version: 1, deletion_time: '', destroyed: false });
        for (const cas of [0, 2, 99]) {
          expect(await write({ a: 2 }, cas)).toMatchObject({ status: 400, errors: [MISMATCH] });
        }
        expect((await write({ a: 2 }, 1)).data).toMatchObject({ version: 2 });
        expect((await write({ a: 3 })).data).toMatchObject({ version: 3 });
        expect((await send('GET', 'data')).data).toMatchObject({ data: { a: 3 }, metadata: { version: 3 } });
        expect((await send('GET', 'data', {}, '?version=1')).data.data).toEqual({ a: 1 });
        expect(await send('GET', 'data', {}, '?version=9')).toMatchObject({ status: 404, errors: [] });
        expect((await send('GET', 'data', {}, '?version=x')).status).toBe(400);
      });

      it('lets one of many writes at the same version through', async () => {
        freshPath();
        const writes = await Promise.all(Array.from({ length: 12 }, (_, n) => write({ n }, 0)));
        expect(writes.filter(({ status }) => status === 200)).toHaveLength(1);
        expect(writes.filter(({ errors }) => errors[0] === MISMATCH)).toHaveLength(11);
      });

      it('refuses what is no write', async () => {
        freshPath();
        for (const [body, text] of [
          [{}, 'no data provided'],
          [{ options: {} }, 'no data provided'],
          ['no json', 'error parsing JSON'],
        ]) {
          expect(await send('POST', 'data', { body })).toMatchObject({ status: 400, errors: [text] });
        }
        expect((await write('text')).status).toBe(400);
        expect((await write({}, 'x')).errors).toEqual(['error parsing check-and-set parameter']);
        expect((await send('POST', 'delete', { body: {} })).status).toBe(400);
        expect((await send('GET', 'data')).status).toBe(404);
      });

      it('keeps data as it was sent, and null', async () => {
        freshPath();
        const data = { text: '€ \u0000 "\\', list: [1, null, { deep: true }], __proto: {} };
        await write(data);
        expect((await send('GET', 'data')).data.data).toEqual(data);
        await write(null);
        expect(await send('GET', 'data')).toMatchObject({ status: 200, data: { data: null } });
      });

      it('hides a deleted version, goes on counting after it, and gives it back', async () => {
        freshPath();
        await write({ a: 1 });
        await write({ a: 2 });
        expect((await send('DELETE', 'data')).status).toBe(204);
        const deleted = await send('GET', 'data');
        expect(deleted).toMatchObject({ status: 404, errors: [] });
        expect(deleted.data).toMatchObject({ data: null, metadata: { version: 2, destroyed: false } });
        expect(deleted.data.metadata.deletion_time).not.toBe('');
        expect((await send('GET', 'data', {}, '?version=1')).data.data).toEqual({ a: 1 });
        expect(await write({ a: 3 }, 0)).toMatchObject({ status: 400, errors: [MISMATCH] });
        expect((await write({ a: 3 }, 2)).data).toMatchObject({ version: 3 });
        await send('POST', 'undelete', { body: { versions: [2] } });
        expect((await send('GET', 'data', {}, '?version=2')).data.data).toEqual({ a: 2 });
      });

      it('deletes the named versions and no other', async () => {
        freshPath();
        for (const a of [1, 2, 3]) await write({ a });
        expect((await send('POST', 'delete', { body: { versions: [1, 2, 99] } })).status).toBe(204);
        expect((await send('GET', 'data')).data.data).toEqual({ a: 3 });
        expect((await send('GET', 'data', {}, '?version=2')).status).toBe(404);
      });

      it('keeps ten versions', async () => {
        freshPath();
        for (let a = 1; a <= 11; a += 1) await write({ a });
        expect((await send('GET', 'data', {}, '?version=1')).status).toBe(404);
        expect((await send('GET', 'data', {}, '?version=2')).data.data).toEqual({ a: 2 });
        const { data } = await send('GET', 'metadata');
        expect(data.current_version).toBe(11);
        expect(Object.keys(data.versions)).toHaveLength(10);
      });

      it('merges custom metadata, and leaves the versions alone', async () => {
        freshPath();
        await write({ a: 1 });
        const patch = (custom_metadata: unknown, contentType = 'application/merge-patch+json') =>
          send('PATCH', 'metadata', { body: { custom_metadata }, contentType });
        expect((await patch({ team: 'a', managedBy: 'user' })).status).toBe(204);
        expect((await patch({ managedBy: 'system', team: null, more: 'b' })).status).toBe(204);
        expect((await patch({ managedBy: 'x' }, 'application/json')).status).toBe(415);
        const custom = { managedBy: 'system', more: 'b' };
        expect((await send('GET', 'data')).data.metadata).toMatchObject({
          version: 1,
          custom_metadata: custom,
        });
        const { data } = await send('GET', 'metadata');
        expect(data).toMatchObject({ current_version: 1, custom_metadata: custom });
        expect(data.versions['1']).toMatchObject({ deletion_time: '', destroyed: false });
      });

      it('lists names and folders, deleted ones too', async () => {
        freshPath();
        await write({ a: 1 });
        await send('DELETE', 'data');
        const folder = path;
        path = `${folder}/INNER`;
        await write({ a: 1 });
        const parent = folder.replace(/\/KEY$/, '');
        for (const query of ['?list=true', '/?list=true']) {
          const { data } = await admin.request('GET', `secret/metadata/${parent}${query}`);
          expect(data.keys).toEqual(['KEY', 'KEY/']);
        }
      });
    });

    describe('mounts and namespaces', () => {
      it('says when there is no engine', async () => {
        const answer = await admin.request('GET', 'no-such-mount/data/KEY');
        expect(answer.status).toBe(404);
        expect(answer.errors[0]).toContain('no handler for route');
      });

      it('answers a write to version 1 of the engine without a version', async () => {
        const mount = `kv1-${randomUUID()}`;
        await admin.done('POST', `sys/mounts/${mount}`, { body: { type: 'kv', options: { version: '1' } } });
        expect(await admin.request('GET', `${mount}/data/KEY`)).toMatchObject({ status: 404, errors: [] });
        const written = await admin.request('POST', `${mount}/data/KEY`, { body: { data: { a: 1 } } });
        expect(written.status).toBe(204);
      });

      it('keeps namespaces apart', async () => {
        const namespace = `team-${randomUUID()}`;
        await admin.done('POST', `sys/namespaces/${namespace}`);
        const body = { type: 'kv', options: { version: '2' } };
        await admin.done('POST', 'sys/mounts/secret', { namespace, body });
        await admin.done('POST', 'secret/data/KEY', { namespace, body: { data: { a: 1 } } });
        expect((await admin.request('GET', 'secret/data/KEY', { namespace })).status).toBe(200);
        expect((await admin.request('GET', 'secret/data/KEY')).status).toBe(404);
        const unknown = await admin.request('GET', 'secret/data/KEY', { namespace: 'no-such-namespace' });
        expect(unknown).toMatchObject({ status: 404, errors: ['namespace not found'] });
      });
    });

    describe('tokens and policies', () => {
      const policyName = `conformance-${randomUUID()}`;
      beforeAll(async () => {
        await admin.setPolicy(
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
        admin.createToken({ policies: [policyName], ttl: '1h', ...options });

      it('refuses a request without a valid token', async () => {
        for (const token of [null, 'no-such-token']) {
          const { status, errors } = await admin.request('GET', 'secret/data/KEY', { token });
          expect([status, errors.join()]).toEqual([403, expect.stringContaining('permission denied')]);
        }
      });

      it('lets the most specific rule decide', async () => {
        const token = await tokenWith();
        const status = async (method: string, rest: string, body?: unknown, contentType?: string) =>
          (
            await admin.request(method, `secret/${rest}`, {
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

      it('tells a token of its life, and gives more of it', async () => {
        const token = await tokenWith();
        const { data } = await admin.request('GET', 'auth/token/lookup-self', { token });
        expect(data).toMatchObject({ renewable: true, creation_ttl: 3600, expire_time: expect.any(String) });
        expect(data.ttl).toBeGreaterThan(3500);
        const renewed = await admin.request('POST', 'auth/token/renew-self', { token, body: {} });
        expect(renewed.auth).toMatchObject({ client_token: token, lease_duration: 3600, renewable: true });
        await admin.request('POST', 'auth/token/revoke-self', { token });
        expect((await admin.request('GET', 'auth/token/lookup-self', { token })).status).toBe(403);
        expect((await admin.request('POST', 'auth/token/renew-self', { token })).status).toBe(403);
      });

      it('renews neither an endless token nor one that must not be', async () => {
        const { data } = await admin.request('GET', 'auth/token/lookup-self');
        expect(data).toMatchObject({ ttl: 0, expire_time: null, renewable: false });
        expect((await admin.request('POST', 'auth/token/renew-self')).status).toBe(400);
        const token = await tokenWith({ renewable: false });
        expect((await admin.request('POST', 'auth/token/renew-self', { token })).status).toBe(400);
      });

      it('never renews past the longest life of a token', async () => {
        const token = await tokenWith({ ttl: '1h', explicit_max_ttl: '90m' });
        const { auth } = await admin.request('POST', 'auth/token/renew-self', { token });
        expect(auth.lease_duration).toBe(3600);
        const short = await tokenWith({ ttl: '60s', explicit_max_ttl: '60s' });
        const renewed = await admin.request('POST', 'auth/token/renew-self', { token: short });
        expect(renewed.auth.lease_duration).toBeLessThanOrEqual(60);
      });

      it('lets a token without the default policy not look itself up', async () => {
        const token = await tokenWith({ no_default_policy: true });
        expect((await admin.request('GET', 'auth/token/lookup-self', { token })).status).toBe(403);
        expect((await admin.request('GET', 'secret/data/rules/KEY', { token })).status).toBe(404);
      });
    });

    describe('logins', () => {
      const login = (method: string, body: unknown) =>
        admin.request('POST', `auth/${method}/login`, { token: null, body });

      it('refuses a method that is not enabled', async () => {
        expect((await login('no-such-method', {})).status).toBe(403);
      });

      it('by AppRole', async () => {
        await admin.request('POST', 'sys/auth/approle', { body: { type: 'approle' } });
        const role = { token_policies: ['default'], token_ttl: '60s', token_max_ttl: '120s' };
        const { roleId, secretId } = await admin.createAppRole(`role-${randomUUID()}`, role);
        const { status, auth } = await login('approle', { role_id: roleId, secret_id: secretId });
        expect(status).toBe(200);
        expect(auth).toMatchObject({ lease_duration: 60, renewable: true, client_token: expect.any(String) });
        expect(
          (await admin.request('GET', 'auth/token/lookup-self', { token: auth.client_token })).status,
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
        await server().trustServiceAccount(jwt);
        const { status, auth } = await login('kubernetes', { role: 'pod', jwt });
        expect(status).toBe(200);
        expect(auth.client_token).toEqual(expect.any(String));
        expect((await login('kubernetes', { role: 'no-such-role', jwt })).status).toBe(400);
        const strange = await login('kubernetes', { role: 'pod', jwt: serviceAccountJwt('unknown') });
        expect(strange.status).toBe(403);
      });
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
