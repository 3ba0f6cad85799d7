import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VaultStore } from '../../src/secrets/stores/vault/vault.js';
import { VaultAdmin, type VaultUnderTest } from './vault-admin.js';

const EXAMPLES = fileURLToPath(new URL('../../examples/vault/', import.meta.url));
const SYSTEM_NAMES = [
  'LIVEPERSON_DEFAULT_APP_KEY',
  'LIVEPERSON_DEFAULT_OTHER',
  'lp-faas-default-app-key',
  'lp-faas-orchestrator-app-key',
];
const FOREVER = ['undelete', 'destroy'] as const;

/** A policy of the examples, for another prefix than the one it is written for. */
export function examplePolicy(name: 'function-run-time' | 'provisioner', prefix: string): string {
  return readFileSync(`${EXAMPLES}${name}.hcl`, 'utf8').replaceAll('lp/12345678', prefix);
}

/** Declares what the shipped policies grant, and what they refuse even to somebody who leaves out the store. */
export function vaultPolicyProof(name: string, server: () => VaultUnderTest): void {
  describe(`${name} with the shipped policies`, () => {
    const prefix = `policies/${randomUUID()}`;
    let admin: VaultAdmin;
    let root: VaultStore;
    const opened: VaultStore[] = [];
    const open = (token: string) => {
      const { address, ca } = server();
      const auth = { method: 'token', token } as const;
      const store = new VaultStore({ address, ca, mount: 'secret', prefix, auth, allowLoopback: true });
      opened.push(store);
      return store;
    };
    const tokenWith = async (policy: 'function-run-time' | 'provisioner') => {
      const policyName = `${policy}-${prefix.replace('/', '-')}`;
      await admin.setPolicy(policyName, examplePolicy(policy, prefix));
      return admin.createToken({ policies: [policyName], ttl: '1h' });
    };
    const statuses = (token: string, key: string) =>
      Promise.all(
        attacks(`${prefix}/${key}`).map(
          async ([method, path, body, contentType]) =>
            (await admin.request(method, path, { token, body, contentType })).status,
        ),
      );

    beforeAll(async () => {
      admin = new VaultAdmin(server());
      root = open(server().rootToken);
      for (const key of SYSTEM_NAMES) await root.put({ key, value: 'the system', managedBy: 'system' });
      await root.put({ key: 'USER', value: 'a user' });
    });
    afterAll(async () => {
      for (const store of opened) await store.close();
      await admin.close();
    });

    it('functions read and list all, and alter what is theirs', async () => {
      const store = open(await tokenWith('function-run-time'));
      for (const key of SYSTEM_NAMES) expect((await store.get(key))?.value).toBe('the system');
      const put = await store.put({ key: 'OWN', value: 1 }, { ifAbsent: true });
      const again = await store.put({ key: 'OWN', value: 2 }, { ifVersion: put.version });
      await store.put({ key: 'USER', value: 3 });
      expect(await store.list()).toEqual(await root.list());
      await store.delete('OWN', { ifVersion: again.version });
      expect(await root.get('OWN')).toBeUndefined();
      const { data } = await admin.request('GET', `secret/metadata/${prefix}/USER`);
      expect(data.custom_metadata).toMatchObject({ managedBy: 'user' });
    });

    it('functions alter no system secret, past the store or through it', async () => {
      const token = await tokenWith('function-run-time');
      for (const key of SYSTEM_NAMES) {
        expect(new Set(await statuses(token, key))).toEqual(new Set([403]));
        const put = open(token).put({ key, value: 'taken over', managedBy: 'system' });
        await expect(put).rejects.toMatchObject({
          code: 'com.liveperson.faas.secret.auth-failed',
          message: expect.stringContaining(`secret/data/${prefix}/${key}`),
        });
        expect((await root.get(key))?.value).toBe('the system');
      }
      const fresh = await statuses(token, 'LIVEPERSON_DEFAULT_NEW');
      expect(new Set(fresh)).toEqual(new Set([403]));
    });

    it('functions remove nothing for good', async () => {
      const token = await tokenWith('function-run-time');
      for (const area of FOREVER) {
        const body = { versions: [1] };
        const { status } = await admin.request('POST', `secret/${area}/${prefix}/USER`, { token, body });
        expect(status).toBe(403);
      }
      expect((await admin.request('DELETE', `secret/metadata/${prefix}/USER`, { token })).status).toBe(403);
    });

    it('functions reach nothing outside their prefix', async () => {
      const token = await tokenWith('function-run-time');
      for (const path of [
        `secret/data/${prefix}-2/KEY`,
        'secret/data/KEY',
        'sys/mounts',
        'sys/policies/acl',
      ]) {
        expect((await admin.request('GET', path, { token })).status).toBe(403);
      }
    });

    it('provisioning writes system secrets only', async () => {
      const token = await tokenWith('provisioner');
      const store = open(token);
      for (const key of SYSTEM_NAMES) {
        const { version } = (await store.get(key)) ?? { version: 'none' };
        await store.put({ key, value: 'the system', managedBy: 'system' }, { ifVersion: version });
        const { data } = await admin.request('GET', `secret/metadata/${prefix}/${key}`);
        expect(data.custom_metadata).toMatchObject({ managedBy: 'system' });
      }
      const absent = { key: 'LIVEPERSON_DEFAULT_NEW', value: 1, managedBy: 'system' } as const;
      await store.checkWritable(absent.key);
      await store.put(absent, { ifAbsent: true });
      await store.checkWritable(absent.key);
      await expect(store.checkWritable('USER')).rejects.toMatchObject({
        code: 'com.liveperson.faas.secret.auth-failed',
      });
      await store.delete(absent.key, { managedBy: 'system' });
      expect(await store.get(absent.key)).toBeUndefined();
      await expect(store.get('USER')).rejects.toMatchObject({
        code: 'com.liveperson.faas.secret.auth-failed',
      });
      expect(new Set(await statuses(token, 'USER'))).toEqual(new Set([403]));
    });
  });
}

/** Every request that alters a secret. */
function attacks(path: string): [method: string, path: string, body?: unknown, contentType?: string][] {
  const versions = { versions: [1] };
  const metadata = { custom_metadata: { managedBy: 'user' } };
  return [
    ['POST', `secret/data/${path}`, { data: { taken: 'over' } }],
    ['PUT', `secret/data/${path}`, { data: { taken: 'over' }, options: { cas: 1 } }],
    ['PATCH', `secret/data/${path}`, { data: { taken: 'over' } }, 'application/merge-patch+json'],
    ['DELETE', `secret/data/${path}`],
    ['POST', `secret/delete/${path}`, versions],
    ['POST', `secret/undelete/${path}`, versions],
    ['PUT', `secret/destroy/${path}`, versions],
    ['POST', `secret/metadata/${path}`, metadata],
    ['PATCH', `secret/metadata/${path}`, metadata, 'application/merge-patch+json'],
    ['DELETE', `secret/metadata/${path}`],
  ];
}
