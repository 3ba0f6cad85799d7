import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NetworkError } from '../../../src/errors/network-error.js';
import { createTransport } from '../../../src/http/transports/create-transport.js';
import type { VaultStore } from '../../../src/secrets/stores/vault/vault.js';
import { holdTime } from '../../support/held-time.js';
import { startHttpsServer } from '../../support/http-server.js';
import { VaultScene } from '../../support/vault-scene.js';
import { onRead, onWrite, unavailable } from '../../support/vault-stand-in-faults.js';

let scene: VaultScene;
let store: VaultStore;
beforeEach(async () => {
  scene = await VaultScene.make();
  store = scene.open();
});
afterEach(() => scene[Symbol.asyncDispose]());

const FAILED = 'com.liveperson.faas.secret.op-failed';
const REFUSED = 'com.liveperson.faas.secret.auth-failed';
const always = Number.POSITIVE_INFINITY;

describe('while Vault cannot serve', () => {
  it.each([307, 412, 429, 472, 473, 500, 502, 503, 504])('a read is repeated after %i', async (status) => {
    await store.put({ key: 'KEY', value: 1 });
    scene.server.faults.add({ matches: onRead, before: () => unavailable(status), times: 3 });
    expect((await store.get('KEY'))?.value).toBe(1);
  });

  it.each([
    [307, /standby.*redirect is not followed/],
    [412, /lags behind/],
    [429, /too many requests/],
    [472, /standby of a replicated cluster/],
    [503, /Vault is sealed; unseal it/],
  ])('a read says why at last (%i)', async (status, message) => {
    scene.server.faults.add({ matches: onRead, before: () => unavailable(status), times: always });
    const get = store.get('KEY');
    await expect(get).rejects.toMatchObject({ code: FAILED, message: expect.stringMatching(message) });
  });

  it('Retry-After is heeded, and one that is too long ends the operation', async () => {
    const waits: number[] = [];
    const clock = { ...scene.clock, sleep: async (ms: number) => void waits.push(ms) };
    const asking = (seconds: string) => ({ ...unavailable(429), headers: { 'retry-after': seconds } });
    scene.server.faults.add({ matches: onRead, before: () => asking('1') });
    expect(await scene.open({ clock }).get('KEY')).toBeUndefined();
    expect(waits).toEqual([1_000]);
    scene.server.faults.add({ matches: onRead, before: () => asking('60') });
    await expect(store.get('KEY')).rejects.toMatchObject({ code: FAILED });
  });

  it('a redirect takes the token nowhere', async () => {
    const seen: string[] = [];
    const elsewhere = await startHttpsServer((request, response) => {
      seen.push(String(request.url));
      response.end();
    });
    const headers = { location: `${elsewhere.origin}/v1/secret/data/lp/KEY` };
    scene.server.faults.add({ matches: onRead, before: () => ({ status: 307, headers }), times: 2 });
    expect(await store.get('KEY')).toBeUndefined();
    expect(seen).toEqual([]);
    await elsewhere.close();
  });

  it('a seal ends when it is undone', async () => {
    await store.put({ key: 'KEY', value: 1 });
    scene.server.system.sealed = true;
    let pauses = 0;
    const clock = {
      ...scene.clock,
      sleep: async () => {
        pauses += 1;
        scene.server.system.sealed = pauses < 3;
      },
    };
    expect((await scene.open({ clock }).get('KEY'))?.value).toBe(1);
    expect(pauses).toBe(3);
  });
});

describe('a refusal', () => {
  it('names path and capability, and shows no token', async () => {
    const token = await scene.admin.createToken({ policies: [] });
    const poor = scene.open({ auth: { method: 'token', token } });
    const attempts: [Promise<unknown>, RegExp][] = [
      [poor.get('KEY'), /secret\/data\/lp\/KEY: .*"read"/],
      [poor.list(), /secret\/metadata\/lp: .*"list"/],
    ];
    for (const [attempt, message] of attempts) {
      const error = await attempt.catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: REFUSED, message: expect.stringMatching(message) });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(token);
    }
  });

  it('of a write names the capabilities of a write', async () => {
    await scene.admin.setPolicy('reader', 'path "secret/data/lp/*" { capabilities = ["read"] }');
    const token = await scene.admin.createToken({ policies: ['reader'] });
    const put = scene.open({ auth: { method: 'token', token } }).put({ key: 'KEY', value: 1 });
    await expect(put).rejects.toMatchObject({
      code: REFUSED,
      message: expect.stringMatching(/did not write secret\/data\/lp\/KEY: .*"create and update"/),
    });
  });

  it('repeats no value that Vault repeats', async () => {
    const value = { client_secret: 'planted-client-secret' };
    const echo = () => ({ status: 400, errors: [`cannot store ${JSON.stringify(value)}`] });
    scene.server.faults.add({ matches: onWrite, before: echo });
    const error = await store.put({ key: 'KEY', value }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: FAILED, message: expect.stringContaining('status 400') });
    expect(inspect(error, { depth: 9 })).not.toContain('planted-client-secret');
  });

  it('that is no conflict is not taken for one', async () => {
    scene.server.faults.add({
      matches: onWrite,
      before: () => ({ status: 400, errors: ['check-and-set parameter required for this call'] }),
    });
    await expect(store.put({ key: 'KEY', value: 1 })).rejects.toMatchObject({ code: FAILED });
    expect(scene.count('POST', /\/data\//)).toBe(1);
  });
});

describe('the wrong place', () => {
  it('without an engine is no empty store', async () => {
    const lost = scene.open({ mount: 'nowhere' });
    for (const attempt of [lost.get('KEY'), lost.list(), lost.put({ key: 'KEY', value: 1 })]) {
      await expect(attempt).rejects.toMatchObject({
        code: FAILED,
        message: expect.stringContaining('check mount and namespace'),
      });
    }
  });

  it('with version 1 of the engine is told before the first write, with what to do', async () => {
    await scene.admin.done('POST', 'sys/mounts/kv1', { body: { type: 'kv' } });
    const old = scene.open({ mount: 'kv1' });
    for (const attempt of [old.put({ key: 'KEY', value: 1 }), old.checkWritable('KEY')]) {
      await expect(attempt).rejects.toMatchObject({
        code: FAILED,
        message: expect.stringMatching(/KV version 1.*"vault kv enable-versioning kv1".*Nothing was written/),
      });
    }
    expect(scene.server.requests.filter(onWrite)).toEqual([]);
  });

  it('with version 1 of the engine, where nobody may ask for it, is told after the first write', async () => {
    await scene.admin.done('POST', 'sys/mounts/kv1', { body: { type: 'kv' } });
    scene.server.faults.add({
      matches: ({ path }) => path.startsWith('sys/internal/'),
      before: () => ({ status: 403, errors: ['permission denied'] }),
      times: always,
    });
    const old = scene.open({ mount: 'kv1' });
    await old.checkWritable('KEY');
    expect(scene.server.requests.filter(onWrite)).toEqual([]);
    await expect(old.put({ key: 'KEY', value: 1 })).rejects.toMatchObject({
      code: FAILED,
      message: expect.stringMatching(
        /kv1\/data\/lp\/KEY .*took the secret without a version: delete it there/,
      ),
    });
  });

  it('with an engine of another type is told by its name', async () => {
    scene.server.faults.add({
      matches: ({ path }) => path === 'sys/internal/ui/mounts/secret',
      before: () => ({ status: 200, data: { type: 'cubbyhole', options: null } }),
    });
    await expect(store.put({ key: 'KEY', value: 1 })).rejects.toMatchObject({
      code: FAILED,
      message: expect.stringContaining('of the type cubbyhole, not KV version 2'),
    });
  });

  it('is asked for once, and not at all where a read has shown the version', async () => {
    const looks = () => scene.count('GET', /^sys\/internal/);
    for (const key of ['A', 'B', 'C']) await store.put({ key, value: 1 });
    expect(looks()).toBe(1);
    await scene.open().put({ key: 'A', value: 2 });
    expect(looks()).toBe(1);
  });
});

describe('records of others', () => {
  const write = (key: string, data: unknown) =>
    scene.admin.done('POST', `secret/data/lp/${key}`, { body: { data } });

  it('are values as they stand', async () => {
    await write('KEY', { client_id: 'an-id', client_secret: 'a-secret' });
    const value = { client_id: 'an-id', client_secret: 'a-secret' };
    expect(await store.get('KEY')).toEqual({ key: 'KEY', value, version: '1', managedBy: 'user' });
    await store.put({ key: 'KEY', value: 2 }, { ifVersion: '1' });
  });

  it('belong to the system by name or by custom metadata', async () => {
    await write('LIVEPERSON_DEFAULT_APP_KEY', { a: 1 });
    await write('KEY', { a: 1 });
    await scene.admin.done('PATCH', 'secret/metadata/lp/KEY', {
      body: { custom_metadata: { managedBy: 'system' } },
      contentType: 'application/merge-patch+json',
    });
    const owners = (await store.list()).map(({ key, managedBy }) => [key, managedBy]);
    expect(owners).toEqual([
      ['KEY', 'system'],
      ['LIVEPERSON_DEFAULT_APP_KEY', 'system'],
    ]);
    await expect(store.delete('KEY')).rejects.toMatchObject({ name: 'SecretForbiddenError' });
  });

  it('in folders, or under names that no secret has, are not listed', async () => {
    await write('KEY', {});
    await write('folder/KEY', {});
    await write('a.b', {});
    expect((await store.list()).map(({ key }) => key)).toEqual(['KEY']);
  });

  it.each([
    { format: 'lp-functions-toolbelt/2', value: '1', managedBy: 'user', writeId: 'x' },
    { format: 'lp-functions-toolbelt/1', value: '{', managedBy: 'user', writeId: 'x' },
    { format: 'lp-functions-toolbelt/1', value: '1', managedBy: 'nobody', writeId: 'x' },
    { format: 'lp-functions-toolbelt/1', value: '1', managedBy: 'user' },
    { format: 'lp-functions-toolbelt/1', value: '1,"value":2', managedBy: 'user', writeId: 'x' },
  ])('that look like ours and are not are refused (%#)', async (data) => {
    await write('KEY', data);
    await expect(store.get('KEY')).rejects.toMatchObject({
      code: FAILED,
      message: expect.stringContaining('"KEY"'),
    });
    await expect(store.put({ key: 'KEY', value: 1 })).rejects.toMatchObject({ code: FAILED });
  });
});

describe('limits of an operation', () => {
  const silence = () => new Promise<undefined>(() => undefined);

  /** Time stands still but for this, which passes while a request is not answered. */
  function unansweredFor(ms: number): () => Promise<undefined> {
    const pass = holdTime();
    return () => {
      void pass(ms);
      return silence();
    };
  }

  it('end a read that gets no answer', async () => {
    scene.server.faults.add({ matches: onRead, before: unansweredFor(100), times: always });
    const get = scene.open({ deadlineMs: 300, timeoutMs: 100 }).get('KEY');
    await expect(get).rejects.toMatchObject({
      code: 'com.liveperson.faas.secret.op-timed-out',
      key: 'KEY',
    });
  });

  it('give an attempt without an answer another one', async () => {
    scene.server.faults.add({ matches: onRead, before: unansweredFor(100) });
    expect(await scene.open({ timeoutMs: 100 }).get('KEY')).toBeUndefined();
    expect(scene.server.requests.filter(onRead)).toHaveLength(2);
  });

  it('include the caller, whose reason a read is rejected with', async () => {
    // Of a kind that would be repeated if it came from the network.
    const reason = new NetworkError('host.example.com', 'the caller left');
    const controller = new AbortController();
    scene.server.faults.add({
      matches: onRead,
      before: () => {
        controller.abort(reason);
        return silence();
      },
    });
    const error = await store.get('KEY', { signal: controller.signal }).catch((thrown: unknown) => thrown);
    expect(error).toBe(reason);
    expect(scene.server.requests.filter(onRead)).toHaveLength(1);
  });

  it('keep a list to eight secrets at a time', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => store.put({ key: `KEY_${n}`, value: n })));
    let under = 0;
    let most = 0;
    scene.server.faults.add({
      matches: ({ method, path }) => method === 'GET' && path.includes('/metadata/'),
      times: always,
      before: async () => {
        under += 1;
        most = Math.max(most, under);
        await new Promise((resolve) => setImmediate(resolve));
        under -= 1;
        return undefined;
      },
    });
    expect(await store.list()).toHaveLength(30);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
  });

  it('end with the store: what is closed sends nothing more', async () => {
    await store.get('KEY');
    await store.close();
    await expect(store.get('KEY')).rejects.toMatchObject({ code: FAILED });
  });

  it('leave a transport that was given open', async () => {
    const transport = createTransport('https', { ca: scene.server.ca });
    const given = scene.open({ transport });
    await given.put({ key: 'KEY', value: 1 });
    await given.close();
    expect((await given.get('KEY'))?.value).toBe(1);
    await transport.close();
  });
});
