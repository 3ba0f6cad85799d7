import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportJWK, exportSPKI, type JSONWebKeySet } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkIdToken, isKeySet } from '../../../../src/provisioning/liveperson/id-token.js';

const NOW = Date.UTC(2026, 10, 25, 12);
const SECONDS = NOW / 1000;
const USER = '3120456789';
const AUDIENCE = 'application-1';
const CLAIMS = {
  iss: 'Sentinel',
  sub: USER,
  aud: AUDIENCE,
  iat: SECONDS - 60,
  exp: SECONDS + 600,
  is_admin: true,
  is_lpa: false,
};
const HEADER = { alg: 'RS256', typ: 'JWT', kid: 'key-1' };

const first = generateKeyPairSync('rsa', { modulusLength: 2048 });
const second = generateKeyPairSync('rsa', { modulusLength: 2048 });
let keys: JSONWebKeySet;
beforeAll(async () => {
  const jwk = async (key: KeyObject, kid: string) => ({
    ...(await exportJWK(key)),
    kid,
    alg: 'RS256',
    use: 'sig',
  });
  keys = { keys: [await jwk(first.publicKey, 'key-1'), await jwk(second.publicKey, 'key-2')] };
});

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signed by hand, so that headers and claims that no library would sign can be tried. */
function token(claims: object = {}, header: object = {}, key: KeyObject = first.privateKey): string {
  const signed = `${part({ ...HEADER, ...header })}.${part({ ...CLAIMS, ...claims })}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key).toString('base64url')}`;
}

function check(idToken: string, more: Partial<Parameters<typeof checkIdToken>[2]> = {}) {
  return checkIdToken(idToken, keys, { audience: AUDIENCE, userId: USER, now: NOW, ...more });
}

describe('an ID token', () => {
  it('of an administrator counts', async () => {
    expect(await check(token())).toEqual({ isAdmin: true, isLpa: false });
    expect(await check(token({}, { kid: 'key-2' }, second.privateKey))).toEqual({
      isAdmin: true,
      isLpa: false,
    });
    expect(await check(token({ aud: ['other', AUDIENCE] }))).toEqual({ isAdmin: true, isLpa: false });
  });

  it('says what its two claims say, and only `true` is yes', async () => {
    expect(await check(token({ is_admin: false, is_lpa: true }))).toEqual({ isAdmin: false, isLpa: true });
    for (const value of [false, undefined, 'true', 1, {}]) {
      const answer = await check(token({ is_admin: value, is_lpa: value }));
      expect([value, answer]).toEqual([value, { isAdmin: false, isLpa: false }]);
    }
  });

  it.each([
    ['another issuer', { iss: 'Somebody' }, 'its claim "iss" is missing or wrong'],
    ['no issuer', { iss: undefined }, 'its claim "iss" is missing or wrong'],
    ['another application', { aud: 'application-2' }, 'its claim "aud" is missing or wrong'],
    ['no application', { aud: undefined }, 'its claim "aud" is missing or wrong'],
    ['an end that is past', { exp: SECONDS - 1 }, 'it has expired'],
    ['its end right now', { exp: SECONDS }, 'it has expired'],
    ['no end', { exp: undefined }, 'its claim "exp" is missing or wrong'],
    ['an end that is no number', { exp: `${SECONDS + 600}` }, 'its claim "exp" is missing or wrong'],
    ['a beginning to come', { nbf: SECONDS + 60 }, 'its claim "nbf" is missing or wrong'],
    ['another user', { sub: '3120456790' }, 'it belongs to another user than the session ("sub")'],
    ['a user as a number', { sub: Number(USER) }, 'it belongs to another user than the session ("sub")'],
    ['no user', { sub: undefined }, 'its claim "sub" is missing or wrong'],
  ])('with %s does not count', async (_what, claims, problem) => {
    expect(await check(token(claims))).toEqual({ problem });
  });

  it('ends by the clock that is given', async () => {
    expect(await check(token(), { now: NOW + 599_000 })).toEqual({ isAdmin: true, isLpa: false });
    expect(await check(token(), { now: NOW + 600_000 })).toEqual({ problem: 'it has expired' });
  });

  it.each([
    ['the key of somebody else', () => token({}, {}, second.privateKey), 'its signature is wrong'],
    ['an unknown key', () => token({}, { kid: 'key-3' }), 'sentinel has no key that it is signed with'],
    ['one of several keys, unnamed', () => token({}, { kid: undefined }), 'it does not name the key'],
    ['claims that were changed', () => tampered({ sub: USER, is_admin: true }), 'its signature is wrong'],
  ])('signed with %s does not count', async (_what, make, problem) => {
    expect(await check(make())).toEqual({ problem: expect.stringContaining(problem) });
  });

  it('that names no signature does not count', async () => {
    for (const alg of ['none', 'None', 'NONE']) {
      const unsigned = `${part({ ...HEADER, alg })}.${part(CLAIMS)}.`;
      expect(await check(unsigned)).toHaveProperty('problem');
    }
  });

  it('signed with a public key as if it were a password (HS256) does not count', async () => {
    const pem = await exportSPKI(first.publicKey);
    const modulus = (await exportJWK(first.publicKey)).n ?? '';
    for (const password of [pem, pem.trim(), modulus, Buffer.from(modulus, 'base64url')]) {
      const signed = `${part({ ...HEADER, alg: 'HS256' })}.${part(CLAIMS)}`;
      const signature = createHmac('sha256', password).update(signed).digest('base64url');
      expect(await check(`${signed}.${signature}`)).toEqual({ problem: 'it is not signed with RS256' });
    }
  });

  it('signed with another algorithm of the right key does not count', async () => {
    const signed = `${part({ ...HEADER, alg: 'RS512' })}.${part(CLAIMS)}`;
    const signature = createSign('RSA-SHA512').update(signed).sign(first.privateKey).toString('base64url');
    expect(await check(`${signed}.${signature}`)).toEqual({ problem: 'it is not signed with RS256' });
  });

  it('that brings its own key does not count', async () => {
    const jwk = await exportJWK(second.publicKey);
    const own = token(
      {},
      { kid: undefined, jwk, jku: 'https://attacker.example.com/jwks' },
      second.privateKey,
    );
    expect(await checkIdToken(own, { keys: keys.keys.slice(0, 1) }, expectations())).toEqual({
      problem: 'its signature is wrong',
    });
  });

  it.each(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d.e', '{}', `${part(HEADER)}.${part(CLAIMS)}`])(
    'that is none does not count, and never throws: %j',
    async (text) => {
      expect(await check(text)).toHaveProperty('problem');
    },
  );

  it('does not count with keys that are none', async () => {
    for (const broken of [[], [{}], [{ kty: 'RSA', kid: 'key-1', alg: 'RS256', n: '!', e: '!' }]]) {
      expect(await checkIdToken(token(), { keys: broken as never }, expectations())).toHaveProperty(
        'problem',
      );
    }
  });

  it('is quoted in no answer', async () => {
    for (const bad of [
      token({ exp: 1 }),
      token({ aud: 'planted' }),
      token({}, { kid: 'planted' }),
      'planted.x.y',
    ]) {
      const told = JSON.stringify(await check(bad));
      for (const piece of ['planted', ...bad.split('.')].filter((piece) => piece.length > 3)) {
        expect(told).not.toContain(piece);
      }
    }
  });
});

function expectations() {
  return { audience: AUDIENCE, userId: USER, now: NOW };
}

/** An honest token of somebody else, with other claims put in. */
function tampered(claims: object): string {
  const [header, , signature] = token({ sub: '1', is_admin: false }).split('.');
  return [header, part({ ...CLAIMS, ...claims }), signature].join('.');
}

it('knows a set of keys', () => {
  expect(isKeySet(keys)).toBe(true);
  for (const json of [undefined, [], {}, { keys: {} }, { keys: [1] }]) expect(isKeySet(json)).toBe(false);
});
