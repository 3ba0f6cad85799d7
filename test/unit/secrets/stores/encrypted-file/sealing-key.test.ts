import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../../../src/errors/config-error.js';
import { checkedKey, SealingKey } from '../../../../../src/secrets/stores/encrypted-file/sealing-key.js';

const bytes = randomBytes(32);

describe('a key', () => {
  it.each([
    ['bytes', bytes],
    ['a plain Uint8Array', new Uint8Array(bytes)],
    ['base64', bytes.toString('base64')],
    ['base64 without padding', bytes.toString('base64').slice(0, 43)],
    ['base64url', bytes.toString('base64url')],
    ['hexadecimal digits', bytes.toString('hex')],
    ['capital hexadecimal digits', bytes.toString('hex').toUpperCase()],
    ['a text with space around it', ` ${bytes.toString('base64')}\n`],
  ])('may be given as %s', (_name, given) => {
    expect(checkedKey(given, 'the key').reveal()).toBe(bytes.toString('base64url'));
  });

  it.each([
    ['a passphrase', 'correct horse battery staple, planted'],
    ['16 bytes', bytes.subarray(0, 16)],
    ['33 bytes', randomBytes(33)],
    ['base64 of 31 bytes', randomBytes(31).toString('base64')],
    ['base64 of 33 bytes', randomBytes(33).toString('base64')],
    ['63 digits', bytes.toString('hex').slice(1)],
    ['65 digits', `${bytes.toString('hex')}a`],
    ['base64 of both alphabets', `+_${'A'.repeat(41)}`],
    ['base64 with something inside', `${'A'.repeat(20)} ${'A'.repeat(23)}`],
    ['an empty text', ''],
    ['null', null],
    ['an object', { length: 32 }],
  ])('is not %s, which is not shown', (_name, given) => {
    const error = errorOf(() => checkedKey(given, 'LP_SECRETS_KEY'));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({
      field: 'key',
      message: expect.stringMatching(/^LP_SECRETS_KEY must be 32 b/),
    });
    if (typeof given === 'string' && given !== '') expect(inspect(error)).not.toContain(given);
  });

  it('copies the bytes that it was given', () => {
    const own = randomBytes(32);
    const key = checkedKey(own, 'the key');
    const { id } = key;
    own.fill(0);
    expect(checkedKey(key.reveal(), 'the key').id).toBe(id);
  });

  it('has an id that depends on the key alone and does not show it', () => {
    const key = checkedKey(bytes, 'the key');
    expect(key.id).toMatch(/^[0-9a-f]{16}$/);
    expect(checkedKey(bytes.toString('hex'), 'the key').id).toBe(key.id);
    expect(SealingKey.random().id).not.toBe(key.id);
    for (const form of ['hex', 'base64', 'base64url'] as const) {
      expect(bytes.toString(form)).not.toContain(key.id);
      expect(inspect(key, { showHidden: true, depth: 9 })).not.toContain(bytes.toString(form));
      expect(JSON.stringify(key)).not.toContain(bytes.toString(form));
    }
  });

  it('opens what it sealed, in its context only', () => {
    const key = SealingKey.random();
    const sealed = key.seal('Grüße, 世界 \u{1f511}', 'context');
    expect(key.open(sealed, 'context')).toBe('Grüße, 世界 \u{1f511}');
    expect(key.open(sealed, 'another context')).toBeUndefined();
    expect(SealingKey.random().open(sealed, 'context')).toBeUndefined();
    for (const part of ['nonce', 'data', 'tag'] as const) {
      const changed = Buffer.from(sealed[part], 'base64');
      changed[0] = (changed[0] ?? 0) ^ 1;
      expect(key.open({ ...sealed, [part]: changed.toString('base64') }, 'context')).toBeUndefined();
      expect(key.open({ ...sealed, [part]: '' }, 'context')).toBeUndefined();
    }
  });
});

function errorOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
