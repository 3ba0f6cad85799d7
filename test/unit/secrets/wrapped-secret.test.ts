import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Redactor } from '../../../src/http/redact.js';
import { SecretCache } from '../../../src/secrets/secret-cache.js';
import { createSecretClient } from '../../../src/secrets/secret-client.js';
import { rewrapSecret, unwrapSecret } from '../../../src/secrets/wrapped-secret.js';
import { MemorySecretStore } from '../../../src/stores.js';
import { rejection } from '../../support/call-scene.js';
import { VirtualClock } from '../../support/virtual-clock.js';

const key = { consumerKey: 'a', consumerSecret: 'b', token: 'c', tokenSecret: 'd' };

function clientOf(values: Record<string, unknown>) {
  const store = new MemorySecretStore(values);
  const redactor = new Redactor();
  const onWrapped = vi.fn();
  const cache = new SecretCache({ reader: store, clock: new VirtualClock(), redactor, onWrapped });
  const onUpdated = (name: string) => cache.forget(name);
  const client = createSecretClient(() => ({
    reader: store,
    cache,
    redactor,
    onSystemSecretRead: () => undefined,
    onUpdated,
  }));
  return { store, cache, client, onWrapped };
}

const wrapped = (type: string, secret: unknown) => ({ LP_COMPAT_SECRET_TYPE: type, secret });

describe('a value of a migrated account', () => {
  it.each([
    ['a text', wrapped('String', 'a text'), 'a text'],
    ['digits that are a text', wrapped('String', '007'), '007'],
    ['a number', wrapped('Number', '42'), 42],
    ['JSON', wrapped('Object', JSON.stringify(key)), key],
    ['JSON that calls itself a text', wrapped('string', JSON.stringify(key)), key],
    ['an object', wrapped('Object', key), key],
    ['the JSON text of it all', JSON.stringify(wrapped('String', JSON.stringify(key))), key],
    ['a text of a type that is not known', wrapped('Pem', '-----BEGIN'), '-----BEGIN'],
    ['an empty text', wrapped('String', ''), ''],
  ])('is read without its wrapper: %s', async (_, stored, expected) => {
    const { client, onWrapped } = clientOf({ MIGRATED: stored });
    expect(await client.readSecret('MIGRATED')).toEqual({ key: 'MIGRATED', value: expected });
    expect(onWrapped.mock.calls).toEqual([['MIGRATED']]);
  });

  it.each([
    ['an object', { secret: 'x', type: 'String' }],
    ['a text that only names the form', 'LP_COMPAT_SECRET_TYPE'],
    ['a list', [wrapped('String', 'x')]],
  ])('is no other value: %s', async (_, stored) => {
    const { client, onWrapped } = clientOf({ PLAIN: stored });
    expect((await client.readSecret('PLAIN')).value).toEqual(stored);
    expect(onWrapped).not.toHaveBeenCalled();
  });

  it.each([
    ['no value', { LP_COMPAT_SECRET_TYPE: 'String' }],
    ['a type that is none', wrapped(5 as never, 'planted-value')],
    ['another wrapper', wrapped('Object', wrapped('String', 'planted-value'))],
    ['the text of another', wrapped('String', JSON.stringify(wrapped('String', 'planted-value')))],
  ])('is refused with %s, and not shown', async (_, stored) => {
    const { client } = clientOf({ MIGRATED: stored });
    const error = await rejection(client.readSecret('MIGRATED'));
    expect(error).toMatchObject({ name: 'SecretError', code: 'com.liveperson.faas.secret.invalid-format' });
    expect(error).toMatchObject({
      message: expect.stringContaining('"MIGRATED" is stored as { LP_COMPAT_SECRET_TYPE, secret }, but'),
    });
    expect(JSON.stringify(error) + String(error)).not.toContain('planted-value');
  });

  it('that is kept by globalSecretCache counts as read', () => {
    const { cache, onWrapped } = clientOf({});
    cache.keep('MIGRATED', wrapped('String', 'x'));
    expect(cache.peek('MIGRATED')).toMatchObject({ value: 'x' });
    expect(onWrapped).toHaveBeenCalledOnce();
  });
});

describe('updateSecret of a value of a migrated account', () => {
  it.each([
    ['a text', wrapped('String', 'old'), 'new', wrapped('String', 'new')],
    ['an object in a text', wrapped('String', 'old'), { a: 1 }, wrapped('Object', '{"a":1}')],
    ['an object', wrapped('Object', { a: 1 }), { a: 2 }, wrapped('Object', { a: 2 })],
    [
      'the JSON text of it all',
      JSON.stringify(wrapped('String', 'old')),
      5,
      JSON.stringify(wrapped('Number', '5')),
    ],
  ])('keeps its form: %s', async (_, stored, value, expected) => {
    const { store, client } = clientOf({ MIGRATED: stored });
    expect(await client.updateSecret({ key: 'MIGRATED', value })).toEqual({ key: 'MIGRATED', value });
    expect((await store.get('MIGRATED'))?.value).toEqual(expected);
    expect((await client.readSecret('MIGRATED')).value).toEqual(value);
  });

  it('takes a value that has the form already as it is', async () => {
    const { store, client } = clientOf({ MIGRATED: wrapped('String', 'old') });
    await client.updateSecret({ key: 'MIGRATED', value: wrapped('String', 'new') });
    expect((await store.get('MIGRATED'))?.value).toEqual(wrapped('String', 'new'));
  });

  it('counts the form into the longest value', async () => {
    const { client } = clientOf({ MIGRATED: wrapped('String', 'old') });
    const error = await rejection(client.updateSecret({ key: 'MIGRATED', value: 'x'.repeat(16_380) }));
    expect(error).toMatchObject({ code: 'com.liveperson.faas.secret.invalid-format' });
  });

  it('reads back any value, but a text that holds a JSON object or list as that', () => {
    const forms = fc.constantFrom<unknown>(
      wrapped('String', 'old'),
      wrapped('Object', { a: 1 }),
      JSON.stringify(wrapped('Number', '5')),
    );
    const values = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);
    fc.assert(
      fc.property(forms, values, (stored, value) => {
        fc.pre(typeof value !== 'string' || !/^\s*[[{]/.test(value));
        expect(unwrapSecret('KEY', rewrapSecret(stored, value))).toEqual(value);
      }),
    );
  });
});
