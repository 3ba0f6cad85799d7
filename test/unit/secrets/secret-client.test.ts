import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ErrorCodes } from '../../../src/errors/error-codes.js';
import { SecretConflictError } from '../../../src/errors/secret-conflict-error.js';
import { SecretForbiddenError } from '../../../src/errors/secret-forbidden-error.js';
import { Redactor } from '../../../src/http/redact.js';
import { SecretCache } from '../../../src/secrets/secret-cache.js';
import { createSecretClient } from '../../../src/secrets/secret-client.js';
import type { SecretReader } from '../../../src/secrets/secret-store.js';
import { MemorySecretStore } from '../../../src/secrets/stores/memory.js';
import { rejection } from '../../support/call-scene.js';
import { holdTime } from '../../support/held-time.js';
import { VirtualClock } from '../../support/virtual-clock.js';

function clientOf(reader: SecretReader) {
  const clock = new VirtualClock();
  const redactor = new Redactor();
  const cache = new SecretCache({ reader, clock, redactor });
  const onSystemSecretRead = vi.fn();
  const onUpdated = vi.fn((key: string) => cache.forget(key));
  const client = createSecretClient(() => ({ reader, cache, redactor, onSystemSecretRead, onUpdated }));
  return { clock, redactor, cache, client, onSystemSecretRead, onUpdated };
}

/** A store in memory whose methods are counted. */
function spiedStore(values: Record<string, unknown> = {}) {
  const store = new MemorySecretStore(values);
  return { store, get: vi.spyOn(store, 'get'), put: vi.spyOn(store, 'put') };
}

const never = () => new Promise<never>(() => undefined);

afterEach(() => {
  vi.restoreAllMocks();
});

describe('readSecret', () => {
  it.each([[{ a: [1, { b: null }] }], ['text'], [''], [0], [false], [null], [[1, 2]]])(
    'gives key and value: %j',
    async (value) => {
      const { client } = clientOf(new MemorySecretStore({ KEY: value }));
      expect(await client.readSecret('KEY')).toEqual({ key: 'KEY', value });
    },
  );

  it('gives copies: changing one changes neither the cache nor the store', async () => {
    const value = { list: [1] };
    const reader = { get: async (key: string) => ({ key, value }) };
    const { client } = clientOf(reader);
    const first = await client.readSecret<{ list: number[] }>('KEY');
    first.value.list.push(2);
    expect((await client.readSecret('KEY')).value).toEqual({ list: [1] });
    expect(value).toEqual({ list: [1] });
  });

  it('reads the store once in five minutes, and each time with useCache: false', async () => {
    const { store, get } = spiedStore({ KEY: 'v' });
    const { client, clock } = clientOf(store);
    await client.readSecret('KEY');
    await client.readSecret('KEY', { useCache: true });
    await client.readSecret('KEY', {});
    expect(get).toHaveBeenCalledTimes(1);
    await client.readSecret('KEY', { useCache: false });
    await client.readSecret('KEY', { useCache: false });
    expect(get).toHaveBeenCalledTimes(3);
    await clock.sleep(300_000);
    await client.readSecret('KEY');
    expect(get).toHaveBeenCalledTimes(4);
  });

  it('gives what useCache: false found to those who use the cache', async () => {
    const { store } = spiedStore({ KEY: 'old' });
    const { client } = clientOf(store);
    await client.readSecret('KEY');
    await store.put({ key: 'KEY', value: 'new' });
    expect((await client.readSecret('KEY')).value).toBe('old');
    expect((await client.readSecret('KEY', { useCache: false })).value).toBe('new');
    expect((await client.readSecret('KEY')).value).toBe('new');
  });

  it('gives an old value while the store fails, but not with useCache: false', async () => {
    const { store, get } = spiedStore({ KEY: 'v' });
    const { client, clock } = clientOf(store);
    await client.readSecret('KEY');
    get.mockRejectedValue(new Error('down'));
    await clock.sleep(300_000);
    expect((await client.readSecret('KEY')).value).toBe('v');
    expect(await rejection(client.readSecret('KEY', { useCache: false }))).toMatchObject({
      code: ErrorCodes.Secret.Failure,
    });
  });

  it('ends after its timeout, 5 s by default, while others wait on', async () => {
    const pass = holdTime();
    let answer: (value: unknown) => void = () => undefined;
    const { client } = clientOf({
      get: (key) =>
        new Promise((resolve) => {
          answer = (value) => resolve({ key, value });
        }),
    });
    const hurried = rejection(client.readSecret('KEY', { timeout: 20 }));
    const patient = client.readSecret('KEY');
    await pass(20);
    const error = await hurried;
    expect(error).toMatchObject({ name: 'SecretError', code: ErrorCodes.Secret.Timeout, key: 'KEY' });
    expect(String(error)).toContain('20 ms');
    await pass(4_900);
    answer('here');
    expect(await patient).toEqual({ key: 'KEY', value: 'here' });
    const late = rejection(client.readSecret('KEY', { useCache: false }));
    await pass(5_000);
    expect(await late).toMatchObject({ code: ErrorCodes.Secret.Timeout });
  });

  it('ends in time for real', async () => {
    const { client } = clientOf({ get: never });
    expect(await rejection(client.readSecret('KEY', { timeout: 5 }))).toMatchObject({
      code: ErrorCodes.Secret.Timeout,
    });
  });

  it.each([[0], [-1], [Number.NaN], [Number.POSITIVE_INFINITY], ['5000'], [null], [2 ** 31]])(
    'refuses the timeout %j, naming it, before the store is asked',
    async (timeout) => {
      const { store, get } = spiedStore({ KEY: 'v' });
      const { client } = clientOf(store);
      const error = await rejection(client.readSecret('KEY', { timeout: timeout as never }));
      expect(error).toMatchObject({ name: 'ParameterError', parameter: 'timeout' });
      expect(get).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['MISSING', ErrorCodes.Secret.NotFound],
    ['a b', ErrorCodes.Secret.Invalid],
    ['', ErrorCodes.Secret.Invalid],
  ])('rejects for the name %j with the code of the official toolbelt', async (key, code) => {
    const { client } = clientOf(new MemorySecretStore());
    expect(await rejection(client.readSecret(key))).toMatchObject({
      name: 'SecretError',
      code,
      component: 'SecretClient',
    });
  });

  it('tells of each direct read of a system secret: by name, or by its record', async () => {
    const store = new MemorySecretStore({
      LIVEPERSON_DEFAULT_APP_KEY: { a: 1 },
      'lp-faas-default-app-key': 1,
      'lp-faas-orchestrator-app-key': 1,
      MINE: 1,
    });
    await store.put({ key: 'MANAGED', value: 1, managedBy: 'system' });
    const { client, onSystemSecretRead } = clientOf(store);
    const names = [
      'LIVEPERSON_DEFAULT_APP_KEY',
      'lp-faas-default-app-key',
      'lp-faas-orchestrator-app-key',
      'MANAGED',
      'MINE',
    ];
    for (const name of names) await client.readSecret(name);
    expect(onSystemSecretRead.mock.calls.flat()).toEqual(names.slice(0, 4));
    await rejection(client.readSecret('LIVEPERSON_DEFAULT_NONE'));
    expect(onSystemSecretRead).toHaveBeenCalledTimes(4);
  });
});

describe('updateSecret', () => {
  it('changes the value, and not whose secret it is', async () => {
    const { store } = spiedStore();
    await store.put({ key: 'KEY', value: 1, accountId: '12345678' });
    await clientOf(store).client.updateSecret({ key: 'KEY', value: 2 });
    expect(await store.get('KEY')).toMatchObject({ value: 2, accountId: '12345678' });
  });

  it('replaces the value, which readers see at once', async () => {
    const { store } = spiedStore({ KEY: 'old' });
    const { client, onUpdated } = clientOf(store);
    await client.readSecret('KEY');
    expect(await client.updateSecret({ key: 'KEY', value: { a: 1 } })).toEqual({
      key: 'KEY',
      value: { a: 1 },
    });
    expect((await client.readSecret('KEY')).value).toEqual({ a: 1 });
    expect((await store.get('KEY'))?.managedBy).toBe('user');
    expect(onUpdated).toHaveBeenCalledExactlyOnceWith('KEY');
  });

  it('gives and stores copies', async () => {
    const store = new MemorySecretStore({ KEY: 1 });
    const { client } = clientOf(store);
    const value = { list: [1] };
    const updated = await client.updateSecret({ key: 'KEY', value });
    value.list.push(2);
    updated.value.list.push(3);
    expect((await client.readSecret('KEY')).value).toEqual({ list: [1] });
  });

  it.each([
    'LIVEPERSON_DEFAULT_APP_KEY',
    'LIVEPERSON_DEFAULT_X',
    'lp-faas-default-app-key',
    'lp-faas-orchestrator-app-key',
  ])('refuses %s by its name: nothing is read or written', async (key) => {
    const { store, get, put } = spiedStore({ [key]: 'v' });
    const { client, onUpdated } = clientOf(store);
    const error = await rejection(client.updateSecret({ key, value: 1 }));
    expect(error).toBeInstanceOf(SecretForbiddenError);
    expect(error).toMatchObject({ code: ErrorCodes.Secret.SystemSecret, key });
    expect([get, put, onUpdated].map((spy) => spy.mock.calls.length)).toEqual([0, 0, 0]);
  });

  it('refuses a secret whose record is managed by the system: nothing is written', async () => {
    const { store, put } = spiedStore();
    await store.put({ key: 'MANAGED', value: 'v', managedBy: 'system' });
    put.mockClear();
    const { client } = clientOf(store);
    expect(await rejection(client.updateSecret({ key: 'MANAGED', value: 1 }))).toBeInstanceOf(
      SecretForbiddenError,
    );
    expect(put).not.toHaveBeenCalled();
    expect(await store.get('MANAGED')).toMatchObject({ value: 'v', managedBy: 'system' });
  });

  it('rejects when somebody else was faster, and leaves their value', async () => {
    const { store, get } = spiedStore({ KEY: 'old' });
    const { client, onUpdated } = clientOf(store);
    get.mockImplementationOnce(async (key) => {
      const found = await MemorySecretStore.prototype.get.call(store, key);
      await store.put({ key, value: 'theirs' });
      return found;
    });
    const error = await rejection(client.updateSecret({ key: 'KEY', value: 'mine' }));
    expect(error).toBeInstanceOf(SecretConflictError);
    expect(error).toMatchObject({ code: ErrorCodes.Secret.Conflict });
    expect((await store.get('KEY'))?.value).toBe('theirs');
    expect(onUpdated).not.toHaveBeenCalled();
  });

  it('lets one of two updates at the same time win', async () => {
    const store = new MemorySecretStore({ KEY: 0 });
    const { client } = clientOf(store);
    const outcomes = await Promise.allSettled(
      [1, 2].map((value) => client.updateSecret({ key: 'KEY', value })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('does not create a secret', async () => {
    const { store, put } = spiedStore();
    const { client } = clientOf(store);
    const error = await rejection(client.updateSecret({ key: 'NEW', value: 1 }));
    expect(error).toMatchObject({ name: 'SecretError', code: ErrorCodes.Secret.Failure });
    expect(String(error)).toContain('There is no secret "NEW" in the store');
    expect(put).not.toHaveBeenCalled();
  });

  it('says so when the store can only read', async () => {
    const { client } = clientOf({ get: async (key) => ({ key, value: 1 }) });
    const error = await rejection(client.updateSecret({ key: 'KEY', value: 2 }));
    expect(error).toMatchObject({ name: 'SecretError', code: ErrorCodes.Secret.Failure });
    expect(String(error)).toContain('can only read');
  });

  it.each([
    ['undefined', undefined],
    ['a function', () => undefined],
    ['a BigInt', 1n],
    ['more than 16,384 characters', 'x'.repeat(16_383)],
  ])('refuses a value that is %s before the store is asked', async (_, value) => {
    const { store, get } = spiedStore({ KEY: 'v' });
    const { client } = clientOf(store);
    expect(await rejection(client.updateSecret({ key: 'KEY', value }))).toMatchObject({
      code: ErrorCodes.Secret.Invalid,
    });
    expect(get).not.toHaveBeenCalled();
  });

  it.each([[''], ['a b'], ['a'.repeat(101)], [undefined]])('refuses the name %j', async (key) => {
    const { client } = clientOf(new MemorySecretStore());
    expect(await rejection(client.updateSecret({ key: key as never, value: 1 }))).toMatchObject({
      code: ErrorCodes.Secret.Invalid,
    });
  });

  it('tells a failing store without the value', async () => {
    const { store, put } = spiedStore({ KEY: 'v' });
    put.mockImplementation(async ({ value }) => {
      throw Object.assign(new Error(`cannot write ${value}`), { value });
    });
    const { client, onUpdated } = clientOf(store);
    const error = await rejection(client.updateSecret({ key: 'KEY', value: 'planted-value' }));
    expect(error).toMatchObject({ name: 'SecretError', code: ErrorCodes.Secret.Failure });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('planted');
    expect(onUpdated).not.toHaveBeenCalled();
  });
});

it('asks for its parts at each call, so that it outlives a change of the default instance', async () => {
  const stores = [new MemorySecretStore({ KEY: 1 }), new MemorySecretStore({ KEY: 2 })];
  let current = 0;
  const parts = stores.map((reader) => {
    const redactor = new Redactor();
    const cache = new SecretCache({ reader, clock: new VirtualClock(), redactor });
    return { reader, cache, redactor, onSystemSecretRead: () => undefined, onUpdated: () => undefined };
  });
  const client = createSecretClient(() => parts[current] ?? expect.fail('no parts'));
  expect((await client.readSecret('KEY')).value).toBe(1);
  current = 1;
  expect((await client.readSecret('KEY')).value).toBe(2);
});
