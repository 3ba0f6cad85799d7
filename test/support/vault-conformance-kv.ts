import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AdminOptions, VaultAdmin } from './vault-admin.js';

const MISMATCH = 'check-and-set parameter did not match the current version';

/** Versions, check-and-set, soft deletes, custom metadata, lists, mounts and namespaces. */
export function vaultKvConformance(admin: () => VaultAdmin): void {
  let path: string;
  const send = (method: string, area: string, options?: AdminOptions, query = '') =>
    admin().request(method, `secret/${area}/${path}${query}`, options);
  const write = (data: unknown, cas?: unknown) =>
    send('POST', 'data', { body: { data, ...(cas !== undefined && { options: { cas } }) } });
  const freshPath = () => {
    path = `conformance/${randomUUID()}/KEY`;
  };

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

    it('goes on counting after a version was destroyed', async () => {
      freshPath();
      await write({ a: 1 });
      expect((await send('PUT', 'destroy', { body: { versions: [1] } })).status).toBe(204);
      const destroyed = await send('GET', 'data');
      expect(destroyed).toMatchObject({ status: 404, errors: [] });
      expect(destroyed.data).toMatchObject({ data: null, metadata: { version: 1, destroyed: true } });
      expect((await send('GET', 'metadata')).data.versions['1']).toMatchObject({ destroyed: true });
      expect((await write({ a: 2 }, 0)).errors).toEqual([MISMATCH]);
      expect((await write({ a: 2 }, 1)).data).toMatchObject({ version: 2 });
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
        const { data } = await admin().request('GET', `secret/metadata/${parent}${query}`);
        expect(data.keys).toEqual(['KEY', 'KEY/']);
      }
    });
  });

  describe('mounts and namespaces', () => {
    it('says when there is no engine', async () => {
      const answer = await admin().request('GET', 'no-such-mount/data/KEY');
      expect(answer.status).toBe(404);
      expect(answer.errors[0]).toContain('no handler for route');
    });

    it('answers a write to version 1 of the engine without a version', async () => {
      const mount = `kv1-${randomUUID()}`;
      await admin().done('POST', `sys/mounts/${mount}`, { body: { type: 'kv', options: { version: '1' } } });
      expect(await admin().request('GET', `${mount}/data/KEY`)).toMatchObject({ status: 404, errors: [] });
      const written = await admin().request('POST', `${mount}/data/KEY`, { body: { data: { a: 1 } } });
      expect(written.status).toBe(204);
    });

    it('says which engine is at a mount, to who may do anything there', async () => {
      const old = `kv1-${randomUUID()}`;
      const young = `kv2-${randomUUID()}`;
      await admin().done('POST', `sys/mounts/${old}`, { body: { type: 'kv', options: { version: '1' } } });
      await admin().done('POST', `sys/mounts/${young}`, { body: { type: 'kv', options: { version: '2' } } });
      const policy = `describes-${randomUUID()}`;
      await admin().setPolicy(
        policy,
        `path "${old}/data/lp/*" { capabilities = ["read"] }\npath "${young}/data/lp/*" { capabilities = ["read"] }`,
      );
      const token = await admin().createToken({ policies: [policy], no_default_policy: true });
      const about = (mount: string) => admin().request('GET', `sys/internal/ui/mounts/${mount}`, { token });
      expect(await about(young)).toMatchObject({
        status: 200,
        data: { type: 'kv', path: `${young}/`, options: { version: '2' } },
      });
      const { status, data } = await about(old);
      expect([status, data.type, data.options?.version === '2']).toEqual([200, 'kv', false]);
      for (const mount of ['secret', 'no-such-mount']) expect((await about(mount)).status).toBe(403);
    });

    it('tells when a version will be deleted by itself', async () => {
      const mount = `kv2-${randomUUID()}`;
      await admin().done('POST', `sys/mounts/${mount}`, { body: { type: 'kv', options: { version: '2' } } });
      // OpenBao sets up a new engine of this kind for a moment.
      await expect
        .poll(async () => {
          const body = { delete_version_after: '1h' };
          return (await admin().request('POST', `${mount}/config`, { body })).status;
        })
        .toBe(204);
      const body = { data: { a: 1 } };
      const written = await admin().done('POST', `${mount}/data/KEY`, { body });
      const read = await admin().done('GET', `${mount}/data/KEY`);
      for (const text of [written.data.deletion_time, read.data.metadata.deletion_time]) {
        expect(Date.parse(text)).toBeGreaterThan(Date.parse(written.data.created_time));
      }
      expect(read.data.data).toEqual({ a: 1 });
      await admin().done('POST', `${mount}/delete/KEY`, { body: { versions: [1] } });
      expect((await admin().request('GET', `${mount}/data/KEY`)).status).toBe(404);
    });

    it('keeps namespaces apart', async () => {
      const namespace = `team-${randomUUID()}`;
      await admin().done('POST', `sys/namespaces/${namespace}`);
      const body = { type: 'kv', options: { version: '2' } };
      await admin().done('POST', 'sys/mounts/secret', { namespace, body });
      await admin().done('POST', 'secret/data/KEY', { namespace, body: { data: { a: 1 } } });
      expect((await admin().request('GET', 'secret/data/KEY', { namespace })).status).toBe(200);
      expect((await admin().request('GET', 'secret/data/KEY')).status).toBe(404);
      const unknown = await admin().request('GET', 'secret/data/KEY', { namespace: 'no-such-namespace' });
      expect(unknown).toMatchObject({ status: 404, errors: ['namespace not found'] });
    });
  });
}
