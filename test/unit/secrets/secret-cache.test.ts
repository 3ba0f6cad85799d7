import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ErrorCodes } from '../../../src/errors/error-codes.js';
import { SecretError } from '../../../src/errors/secret-error.js';
import { Redactor } from '../../../src/http/redact.js';
import { SecretCache } from '../../../src/secrets/secret-cache.js';
import type { SecretRecord } from '../../../src/secrets/secret-store.js';
import { rejection } from '../../support/call-scene.js';
import { holdTime } from '../../support/held-time.js';
import { VirtualClock } from '../../support/virtual-clock.js';

const MINUTE = 60_000;

type Read = (key: string) => Promise<SecretRecord | undefined>;

function cacheOf(read: Read, ttlMs?: number) {
  const clock = new VirtualClock();
  const redactor = new Redactor();
  const get = vi.fn(read);
  return { clock, redactor, get, cache: new SecretCache({ reader: { get }, clock, redactor, ttlMs }) };
}

/** A store whose values a test changes. */
function storeOf(values: Record<string, unknown>) {
  return async (key: string) => (Object.hasOwn(values, key) ? { key, value: values[key] } : undefined);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('get', () => {
  it('reads once for all who ask at the same time, and once in five minutes', async () => {
    const { cache, get, clock } = cacheOf(storeOf({ KEY: 'v' }));
    const records = await Promise.all(Array.from({ length: 100 }, () => cache.get('KEY')));
    expect(new Set(records).size).toBe(1);
    await clock.sleep(5 * MINUTE - 1);
    await cache.get('KEY');
    expect(get).toHaveBeenCalledTimes(1);
    await clock.sleep(1);
    await cache.get('KEY');
    expect(get).toHaveBeenCalledTimes(2);
  });

  it('keeps a secret as long as ttlMs says', async () => {
    const { cache, get, clock } = cacheOf(storeOf({ KEY: 'v' }), 2 * 60 * MINUTE);
    await cache.get('KEY');
    await clock.sleep(2 * 60 * MINUTE - 1);
    expect(cache.peek('KEY')).toMatchObject({ value: 'v' });
    await clock.sleep(1);
    expect(cache.peek('KEY')).toBeUndefined();
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('serves until ttlMs is over, when that is longer than an hour, while the store fails', async () => {
    const { cache, get, clock } = cacheOf(storeOf({ KEY: 'v' }), 2 * 60 * MINUTE);
    await cache.get('KEY');
    get.mockRejectedValue(new Error('down'));
    await clock.sleep(90 * MINUTE);
    cache.expire('KEY');
    expect(await cache.get('KEY')).toMatchObject({ value: 'v' });
  });

  it('serves for an hour while the store fails, and no longer', async () => {
    const values: Record<string, unknown> = { KEY: 'v' };
    let failure: Error | undefined;
    const { cache, clock } = cacheOf(async (key) => {
      if (failure) throw failure;
      return storeOf(values)(key);
    });
    await cache.get('KEY');
    failure = new Error('down');
    await clock.sleep(60 * MINUTE - 1);
    expect(await cache.get('KEY')).toMatchObject({ value: 'v' });
    await clock.sleep(1);
    expect(await rejection(cache.get('KEY'))).toMatchObject({ code: ErrorCodes.Secret.Failure });
  });

  it('does not serve a secret that was deleted, neither then nor when the store fails later', async () => {
    const values: Record<string, unknown> = { KEY: 'v' };
    let failure: Error | undefined;
    const { cache, clock } = cacheOf(async (key) => {
      if (failure) throw failure;
      return storeOf(values)(key);
    });
    await cache.get('KEY');
    delete values.KEY;
    await clock.sleep(5 * MINUTE);
    expect(await rejection(cache.get('KEY'))).toMatchObject({
      name: 'SecretError',
      code: ErrorCodes.Secret.NotFound,
      key: 'KEY',
    });
    failure = new Error('down');
    expect(await rejection(cache.get('KEY'))).toMatchObject({ code: ErrorCodes.Secret.Failure });
  });

  it('does not keep a failure', async () => {
    const read = vi
      .fn<Read>()
      .mockRejectedValueOnce(new Error('once'))
      .mockResolvedValue({ key: 'KEY', value: 1 });
    const { cache } = cacheOf(read);
    await rejection(cache.get('KEY'));
    expect(await cache.get('KEY')).toMatchObject({ value: 1 });
  });

  it('goes by the name that was asked for, whatever the reader says', async () => {
    const { cache } = cacheOf(async () => ({ key: 'OTHER', value: 1 }));
    expect(await cache.get('KEY')).toMatchObject({ key: 'KEY' });
  });

  it.each([[''], ['a b'], ['a/b'], ['../x'], ['a'.repeat(101)], ['ä'], [null], [undefined], [7]])(
    'refuses the name %j without asking the store',
    async (key) => {
      const { cache, get } = cacheOf(storeOf({}));
      expect(await rejection(cache.get(key as never))).toMatchObject({ code: ErrorCodes.Secret.Invalid });
      expect(get).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['undefined', undefined],
    ['null', null],
  ])('takes %s of a reader for "there is none"', async (_, found) => {
    const { cache } = cacheOf(async () => found as undefined);
    expect(await rejection(cache.get('KEY'))).toMatchObject({ code: ErrorCodes.Secret.NotFound });
  });

  it('takes a value that JSON can hold, of any kind', async () => {
    for (const value of [null, false, 0, '', [], {}]) {
      const { cache } = cacheOf(async (key) => ({ key, value }));
      expect(await cache.get('KEY')).toMatchObject({ value });
    }
  });
});

describe('a store', () => {
  it('that rejects or throws leads to an error with a redacted cause', async () => {
    const failure = Object.assign(new Error('at planted-value'), { code: 'EACCES', value: 'planted-value' });
    const readers: Read[] = [
      () => Promise.reject(failure),
      () => {
        throw failure;
      },
    ];
    for (const read of readers) {
      const { cache, redactor } = cacheOf(read);
      redactor.hold('planted-value');
      const error = await rejection(cache.get('KEY'));
      expect(error).toMatchObject({
        name: 'SecretError',
        code: ErrorCodes.Secret.Failure,
        key: 'KEY',
        cause: { code: 'EACCES' },
      });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('planted');
    }
  });

  it('that rejects with an error of ours is not wrapped', async () => {
    const failure = new SecretError(ErrorCodes.Secret.AuthFailure, 'KEY', 'no access');
    const { cache } = cacheOf(() => Promise.reject(failure));
    expect(await rejection(cache.get('KEY'))).toBe(failure);
  });

  it('that never answers is given up after five seconds, with its signal aborted', async () => {
    const pass = holdTime();
    let given: AbortSignal | undefined;
    const redactor = new Redactor();
    const reader = {
      get: (_: string, options?: { signal?: AbortSignal | undefined }) => {
        given = options?.signal;
        return new Promise<undefined>(() => undefined);
      },
    };
    const cache = new SecretCache({ reader, clock: new VirtualClock(), redactor });
    const waiting = rejection(cache.get('KEY'));
    await pass(4_999);
    expect(given?.aborted).toBe(false);
    await pass(1);
    expect(await waiting).toMatchObject({ name: 'SecretError', code: ErrorCodes.Secret.Timeout });
    expect(given?.aborted).toBe(true);
  });
});

describe('refresh', () => {
  it('reads past the cache, and keeps what it read', async () => {
    const values: Record<string, unknown> = { KEY: 'old' };
    const { cache } = cacheOf(storeOf(values));
    await cache.get('KEY');
    values.KEY = 'new';
    expect(await cache.get('KEY')).toMatchObject({ value: 'old' });
    expect(await cache.refresh('KEY')).toMatchObject({ value: 'new' });
    expect(cache.peek('KEY')).toMatchObject({ value: 'new' });
  });
});

describe('invalidate, expire and forget', () => {
  async function primed() {
    const values: Record<string, unknown> = { KEY: 'old' };
    const made = cacheOf(storeOf(values));
    const record = await made.cache.get('KEY');
    values.KEY = 'new';
    return { ...made, record };
  }

  it('have the secret read again', async () => {
    const changes: ((cache: SecretCache, record: SecretRecord) => void)[] = [
      (cache, record) => cache.invalidate(record),
      (cache) => cache.expire('KEY'),
      (cache) => cache.forget('KEY'),
    ];
    for (const change of changes) {
      const { cache, record, get } = await primed();
      change(cache, record);
      expect(cache.peek('KEY')).toBeUndefined();
      expect(await cache.get('KEY')).toMatchObject({ value: 'new' });
      expect(get).toHaveBeenCalledTimes(2);
    }
  });

  it('invalidate does nothing for a record that has been replaced', async () => {
    const { cache, record } = await primed();
    await cache.refresh('KEY');
    cache.invalidate(record);
    expect(cache.peek('KEY')).toMatchObject({ value: 'new' });
  });

  it('do nothing for a name that is not kept', () => {
    const { cache } = cacheOf(storeOf({}));
    cache.expire('NONE');
    cache.forget('NONE');
    cache.invalidate({ key: 'NONE', value: 1 });
    expect(cache.peek('NONE')).toBeUndefined();
  });

  it('forget does not let a read that is under way bring the old value back', async () => {
    let answer: (record: SecretRecord) => void = () => undefined;
    const { cache, get } = cacheOf(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const early = cache.get('KEY');
    cache.forget('KEY');
    answer({ key: 'KEY', value: 'old' });
    await early;
    const late = cache.get('KEY');
    answer({ key: 'KEY', value: 'new' });
    expect(await late).toMatchObject({ value: 'new' });
    expect(get).toHaveBeenCalledTimes(2);
  });
});

it('has what it read hidden from errors, and shows none of it when inspected', async () => {
  const { cache, redactor } = cacheOf(storeOf({ KEY: { deep: ['planted-value'] } }));
  await cache.get('KEY');
  expect(redactor.text('a planted-value')).toBe('a [redacted]');
  expect(inspect(cache, { depth: 9, showHidden: true }) + JSON.stringify(cache)).not.toContain('planted');
});

it('keeps a hundred secrets at most', async () => {
  const { cache } = cacheOf(async (key) => ({ key, value: key }));
  for (let i = 0; i <= 100; i += 1) await cache.get(`KEY_${i}`);
  expect(cache.peek('KEY_0')).toBeUndefined();
  expect(cache.peek('KEY_1')).toMatchObject({ value: 'KEY_1' });
});
