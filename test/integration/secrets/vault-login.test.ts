import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSecretStore } from '../../../src/secrets/open-store.js';
import { serviceAccountJwt } from '../../support/vault-conformance-access.js';
import { raceToCreate } from '../../support/vault-races.js';
import { VaultScene } from '../../support/vault-scene.js';
import { onWrite } from '../../support/vault-stand-in-faults.js';

let scene: VaultScene;
beforeEach(async () => {
  scene = await VaultScene.make();
  await scene.admin.setPolicy(
    'all',
    'path "secret/*" { capabilities = ["create", "read", "update", "patch", "list"] }',
  );
});
afterEach(() => scene[Symbol.asyncDispose]());

const REFUSED = { code: 'com.liveperson.faas.secret.auth-failed' };
const renewals = () => scene.count('POST', /renew-self$/);
const logins = () => scene.count('POST', /\/login$/);

async function appRole(role: Readonly<Record<string, unknown>> = {}) {
  await scene.admin.done('POST', 'sys/auth/approle', { body: { type: 'approle' } });
  const lives = { token_ttl: '60s', token_max_ttl: '1h' };
  const made = await scene.admin.createAppRole('functions', { token_policies: ['all'], ...lives, ...role });
  return { method: 'approle', ...made } as const;
}

describe('a given token', () => {
  it('is renewed in the last third of its life, and goes on working past its first end', async () => {
    const token = await scene.admin.createToken({ policies: ['all'], ttl: '60s' });
    const store = scene.open({ auth: { method: 'token', token } });
    for (const [seconds, renewed] of [
      [0, 0],
      // What is left of it is told in whole seconds.
      [37, 0],
      [4, 1],
      [30, 1],
      [15, 2],
      [45, 3],
    ] as const) {
      scene.server.clock.advance(seconds * 1000);
      await store.put({ key: 'KEY', value: seconds });
      expect(renewals()).toBe(renewed);
    }
  });

  it('that has expired is refused with what to do, and without the token', async () => {
    const token = await scene.admin.createToken({ policies: ['all'], ttl: '60s', renewable: false });
    const store = scene.open({ auth: { method: 'token', token } });
    await store.put({ key: 'KEY', value: 1 });
    scene.server.clock.advance(61_000);
    const get = store.get('KEY');
    await expect(get).rejects.toMatchObject({
      ...REFUSED,
      key: 'KEY',
      message: expect.stringMatching(/secret\/data\/lp\/KEY: the token is not valid.*"read"/),
    });
    await get.catch((error) => expect(inspect(error, { depth: 9 })).not.toContain(token));
  });

  it('is looked up once, and an endless one never again', async () => {
    const store = scene.open();
    await store.put({ key: 'KEY', value: 1 });
    scene.server.clock.advance(1_000 * 86_400_000);
    await store.get('KEY');
    expect(scene.count('GET', /lookup-self$/)).toBe(1);
    expect(renewals()).toBe(0);
  });

  it('in its last second is not taken for an endless one', async () => {
    const data = { ttl: 0, expire_time: new Date(scene.clock.now()).toISOString(), renewable: false };
    scene.server.faults.add({
      matches: ({ path }) => path.endsWith('lookup-self'),
      before: () => ({ status: 200, data }),
    });
    const store = scene.open();
    await store.get('KEY');
    scene.server.clock.advance(31_000);
    await store.get('KEY');
    await store.get('KEY');
    expect(scene.count('GET', /lookup-self$/)).toBe(2);
  });

  it('with few uses is spent on what was asked for', async () => {
    const open = async (uses: number) => {
      const token = await scene.admin.createToken({ policies: ['all'], num_uses: uses });
      return scene.open({ auth: { method: 'token', token } });
    };
    await (await open(3)).put({ key: 'KEY', value: 1 });
    await (await open(2)).put({ key: 'KEY', value: 2 });
    expect((await (await open(1)).get('KEY'))?.value).toBe(2);
    const reader = await open(4);
    await reader.get('KEY');
    scene.server.clock.advance(31_000);
    for (let use = 0; use < 2; use += 1) {
      await reader.get('KEY');
      scene.server.clock.advance(3_600_000);
    }
    expect(scene.count('GET', /lookup-self$/)).toBe(1);
    expect(renewals()).toBe(0);
  });

  it('works without the default policy, which lets it look itself up', async () => {
    const token = await scene.admin.createToken({ policies: ['all'], no_default_policy: true });
    const store = scene.open({ auth: { method: 'token', token } });
    expect((await store.put({ key: 'KEY', value: 1 })).version).toBe('1');
  });

  it('serves on while Vault cannot renew it', async () => {
    const token = await scene.admin.createToken({ policies: ['all'], ttl: '60s' });
    const store = scene.open({ auth: { method: 'token', token } });
    await store.put({ key: 'KEY', value: 1 });
    scene.server.clock.advance(45_000);
    scene.server.faults.add({
      matches: ({ path }) => path.endsWith('renew-self'),
      before: () => 'reset',
      times: Number.POSITIVE_INFINITY,
    });
    expect((await store.get('KEY'))?.value).toBe(1);
  });
});

describe('AppRole', () => {
  it('keeps the uses of a token that has a number of them: no note, no renewal', async () => {
    const auth = await appRole();
    scene.server.faults.add({
      matches: ({ path }) => path.endsWith('/login'),
      before: async () => {
        const token = await scene.admin.createToken({ policies: ['all'], num_uses: 3, ttl: '60s' });
        const fields = { client_token: token, lease_duration: 60, renewable: true, num_uses: 3 };
        return { status: 200, auth: fields };
      },
    });
    const store = scene.open({ auth });
    await store.put({ key: 'KEY', value: 1 });
    expect(scene.count('PATCH', /metadata/)).toBe(0);
    scene.server.clock.advance(45_000);
    await store.put({ key: 'KEY', value: 2 });
    expect([renewals(), logins()]).toEqual([0, 2]);
  });

  it('logs in once for all who ask at the same time', async () => {
    const store = scene.open({ auth: await appRole() });
    await Promise.all(Array.from({ length: 20 }, (_, n) => store.get(`KEY_${n}`)));
    expect(logins()).toBe(1);
  });

  it('logs in again when its token has expired unused', async () => {
    const store = scene.open({ auth: await appRole() });
    await store.put({ key: 'KEY', value: 1 });
    scene.server.clock.advance(3_600_000);
    expect((await store.get('KEY'))?.value).toBe(1);
    expect([renewals(), logins()]).toEqual([0, 2]);
  });

  it('logs in again near the longest life of its token', async () => {
    const store = scene.open({ auth: await appRole({ token_max_ttl: '70s' }) });
    await store.put({ key: 'KEY', value: 1 });
    scene.server.clock.advance(50_000);
    await store.put({ key: 'KEY', value: 2 });
    expect([renewals(), logins()]).toEqual([1, 2]);
  });

  it('logs in again, once for all, when its token was revoked', async () => {
    const auth = await appRole();
    const store = scene.open({ auth });
    await store.put({ key: 'KEY', value: 1 });
    scene.server.system.tokens.revokeAllBut(scene.server.rootToken);
    const got = await Promise.all([1, 2, 3, 4].map(() => store.get('KEY')));
    expect(got.map((secret) => secret?.value)).toEqual([1, 1, 1, 1]);
    expect(logins()).toBe(2);
  });

  it('logs in again in the middle of a write, and knows on that it may have taken effect', async () => {
    const store = scene.open({ auth: await appRole() });
    scene.server.faults.add({
      matches: onWrite,
      after: async () => {
        await scene.open().delete('KEY');
        scene.server.system.tokens.revokeAllBut(scene.server.rootToken);
        return 'reset' as const;
      },
    });
    const put = store.put({ key: 'KEY', value: 1 }, { ifAbsent: true });
    await expect(put).rejects.toMatchObject({ message: expect.stringContaining('unknown') });
    expect(logins()).toBe(2);
  });

  it('does not log in again for what its policy refuses', async () => {
    const store = scene.open({ auth: await appRole({ token_policies: [] }) });
    await expect(store.get('KEY')).rejects.toMatchObject(REFUSED);
    await expect(store.get('KEY')).rejects.toMatchObject(REFUSED);
    expect(logins()).toBe(1);
  });

  it('tells of a refused login, without the credential', async () => {
    const { roleId } = await appRole();
    const secretId = 'planted-secret-id';
    const store = scene.open({ auth: { method: 'approle', roleId, secretId } });
    scene.server.faults.add({
      matches: ({ path }) => path.endsWith('/login'),
      before: () => ({ status: 400, errors: [`invalid role or secret ID: ${secretId}`] }),
    });
    const get = store.get('KEY');
    await expect(get).rejects.toMatchObject({
      ...REFUSED,
      message: expect.stringContaining('auth/approle/login'),
    });
    await get.catch((error) => expect(inspect(error, { depth: 9 })).not.toContain(secretId));
    expect(inspect(store, { depth: 9, showHidden: true })).not.toContain(secretId);
    expect(JSON.stringify(store)).not.toContain(secretId);
  });

  it('is waited for no longer than the operation may take', async () => {
    const store = scene.open({ auth: await appRole(), deadlineMs: 3_000 });
    await store.get('KEY');
    scene.server.system.tokens.revokeAllBut(scene.server.rootToken);
    const silence = () => new Promise<undefined>(() => undefined);
    scene.server.faults.add({ matches: ({ path }) => path.endsWith('/login'), before: silence });
    // The login begins so much later than the operation that its own limit cannot be the one that ends it.
    const slowness = () => delay(700, undefined);
    scene.server.faults.add({ matches: ({ path }) => path.endsWith('/lookup-self'), before: slowness });
    await expect(store.get('KEY')).rejects.toMatchObject({
      code: 'com.liveperson.faas.secret.op-timed-out',
      message: expect.stringContaining('the login to Vault: the 3000 ms of the whole operation are over'),
    });
  });

  it('may be mounted elsewhere', async () => {
    await appRole();
    const auth = { method: 'approle', roleId: 'any', secretId: 'any', mount: 'teams/approle' } as const;
    await expect(scene.open({ auth }).get('KEY')).rejects.toMatchObject(REFUSED);
    expect(scene.count('POST', /^auth\/teams\/approle\/login$/)).toBe(1);
  });
});

describe('Kubernetes', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vault-login-'));
    await scene.admin.done('POST', 'sys/auth/kubernetes', { body: { type: 'kubernetes' } });
    const role = { token_policies: ['all'], token_ttl: '60s' };
    await scene.admin.done('POST', 'auth/kubernetes/role/pod', { body: role });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads the token of the service account anew for each login', async () => {
    const jwtFile = join(folder, 'token');
    const store = scene.open({ auth: { method: 'kubernetes', role: 'pod', jwtFile } });
    for (const id of ['first', 'second']) {
      const jwt = serviceAccountJwt(id);
      scene.server.system.logins.serviceAccountTokens.clear();
      scene.server.system.logins.serviceAccountTokens.add(jwt);
      await writeFile(jwtFile, `${jwt}\n`);
      await store.put({ key: 'KEY', value: id });
      scene.server.clock.advance(3_600_000);
    }
    expect(logins()).toBe(2);
  });

  it('says which file is missing', async () => {
    const jwtFile = join(folder, 'missing');
    const store = scene.open({ auth: { method: 'kubernetes', role: 'pod', jwtFile } });
    await expect(store.get('KEY')).rejects.toMatchObject({
      ...REFUSED,
      message: expect.stringMatching(/missing: ENOENT.*VAULT_KUBERNETES_JWT_FILE/),
    });
  });
});

describe('namespaces', () => {
  it('keep stores apart', async () => {
    const namespace = 'team-a';
    await scene.admin.done('POST', `sys/namespaces/${namespace}`);
    const body = { type: 'kv', options: { version: '2' } };
    await scene.admin.done('POST', 'sys/mounts/secret', { namespace, body });
    await scene.open({ namespace }).put({ key: 'KEY', value: 1 });
    expect(await scene.open().get('KEY')).toBeUndefined();
    expect((await scene.open({ namespace: 'team-a/' }).get('KEY'))?.value).toBe(1);
  });

  it('that do not exist are named as a possible reason', async () => {
    await expect(scene.open({ namespace: 'none' }).get('KEY')).rejects.toMatchObject({
      message: expect.stringContaining('namespace'),
    });
  });
});

describe('processes that share nothing but the server', () => {
  it('create each secret once', { timeout: 90_000 }, async () => {
    const text = `vault:${scene.server.address}/secret/lp`;
    await raceToCreate(() => text, scene.server.env(), scene.open());
  });

  it('are refused a store whose certificate they do not trust', async () => {
    const env = process.env;
    process.env = { ...env, VAULT_TOKEN: 'a-token' };
    const store = openSecretStore(`vault:${scene.server.address}/secret/lp`);
    process.env = env;
    await expect(store.get('KEY')).rejects.toMatchObject({
      code: 'com.liveperson.faas.secret.op-failed',
      message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'),
    });
    expect(scene.count('GET', /lookup-self/)).toBe(0);
  });
});
