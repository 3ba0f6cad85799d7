import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecretConflictError } from '../../../src/errors/secret-conflict-error.js';
import { SecretError } from '../../../src/errors/secret-error.js';
import { SecretForbiddenError } from '../../../src/errors/secret-forbidden-error.js';
import {
  assertConditionHolds,
  assertMayAlter,
  assertSecretKey,
  bySecretName,
  checkedSecret,
  checkedSecretValue,
  copySecretValue,
  isSystemSecretName,
} from '../../../src/secrets/secret-rules.js';
import type { SecretToPut } from '../../../src/secrets/secret-store.js';

describe('isSystemSecretName', () => {
  it.each([
    'LIVEPERSON_DEFAULT_APP_KEY',
    'LIVEPERSON_DEFAULT_',
    'LIVEPERSON_DEFAULT_x',
    'lp-faas-default-app-key',
    'lp-faas-orchestrator-app-key',
  ])('%s is one', (key) => expect(isSystemSecretName(key)).toBe(true));

  it.each(['liveperson_default_app_key', 'LIVEPERSON_DEFAULT', 'lp-faas-default-app-key2', 'MY_KEY', ''])(
    '%j is none',
    (key) => expect(isSystemSecretName(key)).toBe(false),
  );
});

describe('assertSecretKey', () => {
  it('takes every name of the grammar', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{1,100}$/), (key) => assertSecretKey(key)));
  });

  it.each([
    ['', '""'],
    ['a b', '"a b"'],
    ['key\n', '"key\\n"'],
    ['k'.repeat(101), '101 characters'],
    [undefined, 'undefined'],
    [null, 'object'],
    [1, 'number'],
  ])('refuses %j and says what it got', (key, shown) => {
    const check = () => assertSecretKey(key as string);
    expect(check).toThrow(SecretError);
    expect(check).toThrow(`1 to 100 characters of A-Z, a-z, 0-9, "_" and "-"; got ${shown}`);
  });
});

describe('checkedSecretValue', () => {
  it('counts the JSON text, as LivePerson does: quotes and escapes of a string too', () => {
    expect(checkedSecretValue('KEY', 'x'.repeat(16_382))).toHaveLength(16_382);
    expect(() => checkedSecretValue('KEY', 'x'.repeat(16_383))).toThrow('16385 characters as JSON');
    expect(() => checkedSecretValue('KEY', '"'.repeat(8_192))).toThrow('16386 characters as JSON');
    expect(checkedSecretValue('KEY', { a: 'x'.repeat(16_376) })).toHaveProperty('a');
    expect(() => checkedSecretValue('KEY', { a: 'x'.repeat(16_377) })).toThrow('16385 characters as JSON');
  });

  it('counts what JSON keeps, not what the value holds', () => {
    expect(checkedSecretValue('KEY', { a: 1, b: undefined })).toEqual({ a: 1 });
  });

  it.each([
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a BigInt', 1n],
    ['a nested BigInt', { a: [1n] }],
  ])('refuses %s, naming the secret', (_, value) => {
    expect(() => checkedSecretValue('MY_KEY', value)).toThrow('"MY_KEY" must be JSON');
  });

  it('drops the message of a failing toJSON: it may hold the value', () => {
    const value = {
      toJSON() {
        throw new Error('planted-value');
      },
    };
    const check = () => checkedSecretValue('MY_KEY', value);
    expect(check).toThrow(/^The value of secret "MY_KEY" must be JSON/);
    expect(check).toThrow(expect.not.objectContaining({ cause: expect.anything() }));
  });

  it('copies every own name', () => {
    const value = JSON.parse('{"__proto__":{"a":1},"constructor":null}');
    const copy = copySecretValue(checkedSecretValue('KEY', value));
    expect(Object.keys(copy as object)).toEqual(['__proto__', 'constructor']);
    expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
  });

  it('copies what a reader of any kind may give, undefined too', () => {
    expect(copySecretValue(undefined)).toBeUndefined();
    expect(copySecretValue('text')).toBe('text');
  });
});

describe('checkedSecret', () => {
  it('belongs to the user unless it says otherwise', () => {
    expect(checkedSecret({ key: 'KEY', value: 1 })).toEqual({ key: 'KEY', value: 1, managedBy: 'user' });
    expect(checkedSecret({ key: 'KEY', value: 1, managedBy: undefined }).managedBy).toBe('user');
    expect(checkedSecret({ key: 'KEY', value: 1, managedBy: 'system' }).managedBy).toBe('system');
  });

  it('refuses an owner that is neither', () => {
    const secret = { key: 'KEY', value: 1, managedBy: 'root' } as unknown as SecretToPut;
    expect(() => checkedSecret(secret)).toThrow("managedBy of secret \"KEY\" must be 'user' or 'system'");
  });
});

describe('assertMayAlter', () => {
  it('lets the system alter everything', () => {
    assertMayAlter({ managedBy: 'system' }, 'KEY', 'system');
    assertMayAlter(undefined, 'LIVEPERSON_DEFAULT_APP_KEY', 'system');
  });

  it('lets a user alter what the user owns, or nobody', () => {
    assertMayAlter(undefined, 'KEY', 'user');
    assertMayAlter({ managedBy: 'user' }, 'KEY');
    assertMayAlter({}, 'KEY');
  });

  it.each([
    ['a system name', undefined, 'LIVEPERSON_DEFAULT_APP_KEY'],
    ['a system name with a record of the user', { managedBy: 'user' as const }, 'lp-faas-default-app-key'],
    ['a record of the system', { managedBy: 'system' as const }, 'KEY'],
  ])('forbids a user %s', (_, record, key) => {
    expect(() => assertMayAlter(record, key)).toThrow(SecretForbiddenError);
    expect(() => assertMayAlter(record, key, 'user')).toThrow(`"${key}" is a system secret`);
  });
});

describe('assertConditionHolds', () => {
  it('lets a write without a condition, or with one that holds, pass', () => {
    assertConditionHolds('KEY', undefined, undefined);
    assertConditionHolds('KEY', '1', undefined);
    assertConditionHolds('KEY', undefined, { ifAbsent: true });
    assertConditionHolds('KEY', '1', { ifVersion: '1' });
  });

  it.each([
    ['1', { ifAbsent: true } as const, '"KEY" exists already, at version 1'],
    [undefined, { ifVersion: '1' }, '"KEY" does not exist, so it is not at version 1'],
    ['2', { ifVersion: '1' }, '"KEY" is at version 2, not 1; read it again'],
  ])('at version %j refuses %j', (version, condition, message) => {
    const check = () => assertConditionHolds('KEY', version, condition);
    expect(check).toThrow(SecretConflictError);
    expect(check).toThrow(message);
  });
});

describe('bySecretName', () => {
  it('sorts as Array.prototype.sort sorts names, in every locale', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (names) => {
        const sorted = names.map((key) => ({ key })).sort(bySecretName);
        expect(sorted.map(({ key }) => key)).toEqual([...names].sort());
      }),
    );
  });
});
