import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor } from '../../../src/http/redact.js';

const HIDDEN = '[redacted]';
const SECRET = 'S3cr3t/Value+1=';

function holding(...values: unknown[]): Redactor {
  const redactor = new Redactor();
  for (const value of values) redactor.hold(value);
  return redactor;
}

describe('by value', () => {
  it('hides what is held wherever it stands', () => {
    const redactor = holding(SECRET);
    expect(redactor.text(`a${SECRET}b ${SECRET}${SECRET}`)).toBe(`a${HIDDEN}b ${HIDDEN}${HIDDEN}`);
  });

  it('holds every text of a value, at any depth', () => {
    const redactor = holding({
      a: 'first-secret',
      b: [{ c: 'second-secret' }, ['third-secret']],
      d: 1,
      e: null,
    });
    const shown = redactor.text('first-secret, second-secret; third-secret');
    expect(shown).toBe(`${HIDDEN}, ${HIDDEN}; ${HIDDEN}`);
  });

  it('holds the newest 20,000 texts, and one that is held again is new', () => {
    const redactor = holding('kept-by-renewal', 'planted-oldest');
    for (let number = 0; number < 19_998; number += 1) redactor.hold(`planted-${number}`);
    redactor.hold('kept-by-renewal');
    expect(redactor.text('planted-oldest')).toBe(HIDDEN);
    redactor.hold('planted-newest');
    expect(redactor.text('kept-by-renewal planted-oldest planted-newest')).toBe(
      `${HIDDEN} planted-oldest ${HIDDEN}`,
    );
  });

  it.each([
    ['percent-encoded', encodeURIComponent(SECRET)],
    [
      'percent-encoded with lower-case digits',
      encodeURIComponent(SECRET).replace(/%../g, (octet) => octet.toLowerCase()),
    ],
    ['in a form', new URLSearchParams({ v: 'with space/and!bang' }).toString().slice(2)],
    ['as RFC 3986 encodes it', 'with%20space%2Fand%21bang'],
    ['JSON-escaped', JSON.stringify('quote"back\\slash\n').slice(1, -1)],
  ])('hides what is held %s', (_, written) => {
    const redactor = holding(SECRET, 'with space/and!bang', 'quote"back\\slash\n');
    expect(redactor.text(`<${written}>`)).toBe(`<${HIDDEN}>`);
  });

  it.each([0, 1, 2, 3, 4, 5])('hides what is held in Base64 and hex behind %i other bytes', (before) => {
    const redactor = holding(SECRET);
    const bytes = Buffer.from(`${'#'.repeat(before)}${SECRET}, and more`);
    for (const encoding of ['base64', 'base64url', 'hex'] as const) {
      const written = encodeURIComponent(bytes.toString(encoding));
      expect(redactor.text(`<${written}>`)).not.toContain(written.slice(10, 26));
      expect(redactor.text(`<${bytes.toString(encoding)}>`)).toMatch(
        /^<[\w+/=-]{0,16}\[redacted\][\w+/=-]{0,24}>$/,
      );
    }
    expect(redactor.text(`<${bytes.toString('hex').toUpperCase()}>`)).toBe(`<${HIDDEN}>`);
  });

  it('hides the whole of a secret that begins with another one, in either order of holding', () => {
    for (const values of [
      ['abcdef', 'abcdef-ghijkl'],
      ['abcdef-ghijkl', 'abcdef'],
    ]) {
      const shown = holding(...values).text('x abcdef-ghijkl y abcdef z');
      expect(shown).toBe(`x ${HIDDEN} y ${HIDDEN} z`);
    }
  });

  it('treats a secret as text, not as a pattern', () => {
    const redactor = holding('.*.*.*', '$&$&$&', '(((((((');
    expect(redactor.text('ordinary text')).toBe('ordinary text');
    expect(redactor.text('x .*.*.* $&$&$& (((((((')).toBe(`x ${HIDDEN} ${HIDDEN} ${HIDDEN}`);
  });

  it('leaves short values alone: hiding them would garble words', () => {
    expect(holding('a', 'user', '12345', '').text('a user named 12345')).toBe('a user named 12345');
  });

  it('still holds a credential after a secret with thousands of texts was read', () => {
    const redactor = holding({ client_secret: SECRET });
    redactor.hold(Array.from({ length: 1_800 }, (_, index) => `{"é":"item-${index}"}`));
    expect(redactor.text(`got ${SECRET}`)).toBe(`got ${HIDDEN}`);
  });

  it('lets no held text of six characters or more appear in any output, in any writing', () => {
    // A text that is part of the word put in its place would of course appear there.
    const secret = fc
      .oneof(
        fc.string({ minLength: 6, maxLength: 24 }),
        fc.string({ unit: 'binary', minLength: 6, maxLength: 12 }),
      )
      .filter((text) => !HIDDEN.includes(text) && !text.includes('[') && !text.includes(']'));
    const noise = fc.string({ maxLength: 12 }).filter((text) => !/[[\]]/.test(text));
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 4 }),
        fc.array(noise, { maxLength: 6 }),
        (secrets, noises) => {
          const redactor = holding(secrets);
          const writings = secrets.flatMap((text) => [text, encode(text), JSON.stringify(text).slice(1, -1)]);
          const text = writings.map((writing, index) => `${noises[index] ?? ' '}${writing}`).join('');
          const error = Object.assign(new Error(text), { code: secrets[0], config: { secrets } });
          error.name = secrets[0] ?? '';
          const cause = redactor.cause(error);
          const outputs = [
            redactor.text(text),
            JSON.stringify(redactor.headers({ 'x-echo': text, 'x-list': [text, text] })),
            inspect(cause, { showHidden: true, depth: 9 }),
            [cause.message, cause.stack, cause.name, cause.code].join(' '),
            redactor.cause(text).message,
          ];
          for (const output of outputs) {
            for (const writing of writings) expect(output).not.toContain(writing);
          }
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  it('takes sane time with a thousand credentials held', () => {
    const redactor = holding(Array.from({ length: 1_000 }, (_, index) => `client-secret-number-${index}`));
    const text = `${'ordinary words of an answer '.repeat(40)}client-secret-number-999`;
    const startedAt = performance.now();
    for (let i = 0; i < 20; i += 1) expect(redactor.text(text)).not.toContain('number-999');
    // Some milliseconds each where this was written; the bound is for a busy machine.
    expect((performance.now() - startedAt) / 20).toBeLessThan(100);
  });
});

describe('by form', () => {
  const redactor = new Redactor();

  it.each([
    'Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'bearer eyJhbGciOi',
    'BEARER 0123456789abcdef',
    'Basic dXNlcjpwYXNzd29yZA==',
    'DPoP eyJ0eXAiOiJkcG9wK2p3dCJ9',
    'got "Authorization":"Bearer abcdef123456" from',
    'Authorization: Bearer plainword',
    '"authorization": "Basic plainword"',
    'Proxy-Authorization: Basic plainword',
  ])('hides the credential of %s', (text) => {
    const shown = redactor.text(text);
    expect(shown).toContain(HIDDEN);
    expect(shown).not.toMatch(/eyJ|0123456789|dXNlcjpwYXNz|abcdef123456|plainword/);
  });

  it('hides each value of an OAuth 1.0a header, quoted or not', () => {
    const header =
      'OAuth oauth_consumer_key="the-key", oauth_nonce="the-nonce", oauth_signature="c2ln%2Bbm", ' +
      'oauth_signature_method="HMAC-SHA1", oauth_timestamp="1700000000", oauth_token="the-token"';
    for (const text of [
      header,
      `Authorization: ${header}`,
      header.replaceAll('"', ''),
      `realm said ${header}`,
    ]) {
      expect(redactor.text(text)).not.toMatch(/the-key|the-nonce|c2ln|the-token/);
    }
    expect(redactor.text('a?oauth_token=the-token&oauth_signature=c2ln&v=1')).toBe(
      `a?oauth_token=${HIDDEN}&oauth_signature=${HIDDEN}&v=1`,
    );
  });

  it.each([
    '{"client_secret":"never-shown"}',
    '{"client_secret": "never-\\"shown"}',
    "{ clientSecret: 'never-shown' }",
    'client_secret=never-shown&grant_type=client_credentials',
    '{"access_token":"never-shown","token_type":"Bearer"}',
    'password: never-shown',
    '{"consumerSecret":"never-shown","tokenSecret":"never-shown"}',
    '{"bearer":"never-shown","csrf":"never-shown"}',
    'refresh_token=never-shown; id_token=never-shown',
    'CLIENT_SECRET=never-shown',
    String.raw`{"body":"{\"client_secret\":\"never-shown\"}"}`,
    String.raw`{"body":"{\\\"client_secret\\\":\\\"never-shown\\\"}"}`,
    '[{"id":7,"passwordSh":"never-shown"},{"id":8,"passwordSh":"never-shown"}]',
    '{"oldPassword":"never-shown","confirmPassword":"never-shown"}',
    '[{"id":7,"passwordSh":"never-sho',
    String.raw`{"body":"[{\"passwordSh\":\"never-sho`,
  ])('hides the secret fields of %s', (text) => {
    const shown = redactor.text(text);
    expect(shown).toContain(HIDDEN);
    expect(shown).not.toMatch(/never-|shown/);
  });

  it.each([
    'User 12345 was not found in account 67890.',
    'The skill "Basic support" is not assigned',
    'Basic information about users',
    'a bearer of good news',
    'OAuth credentials are missing',
    'The token has expired',
    'Invalid value for parameter select: $all',
    '{"code":"faas.error","message":"Implementation failed","id":"0d9b9c3e-8d7d-4c39-a9c9-3a1a45cf1d2b"}',
    'connect ECONNREFUSED 127.0.0.1:443',
    'https://z1.acr.liveperson.net/api/account/1/configuration/le-users/users?v=6.0&select=$all',
    'Überlänge: 漢字 😀',
    '',
  ])('leaves ordinary text alone: %s', (text) => {
    expect(redactor.text(text)).toBe(text);
  });
});

describe('headers', () => {
  it('are hidden by name, in any case', () => {
    const redactor = new Redactor();
    const shown = redactor.headers({
      Authorization: 'x',
      'proxy-authorization': 'x',
      cookie: 'x',
      'Set-Cookie': ['x=1', 'y=2'],
      'X-Vault-Token': 'x',
      'x-request-id': 'id-1',
    });
    expect(shown).toEqual({
      Authorization: HIDDEN,
      'proxy-authorization': HIDDEN,
      cookie: HIDDEN,
      'Set-Cookie': HIDDEN,
      'X-Vault-Token': HIDDEN,
      'x-request-id': 'id-1',
    });
  });

  it('are hidden by value, each of a list', () => {
    const given = { 'x-echo': SECRET, 'x-list': ['plain', SECRET] };
    expect(holding(SECRET).headers(given)).toEqual({ 'x-echo': HIDDEN, 'x-list': ['plain', HIDDEN] });
    expect(given['x-echo']).toBe(SECRET);
  });
});

describe('a foreign cause', () => {
  it('keeps name, code, message and stack, redacted, and nothing else', () => {
    const error = Object.assign(new TypeError(`failed with ${SECRET}`), {
      code: 'ECONNRESET',
      options: { headers: { authorization: SECRET } },
      response: { body: SECRET },
      cause: new Error(SECRET),
    });
    const cause = holding(SECRET).cause(error);
    expect(cause).toMatchObject({ name: 'TypeError', code: 'ECONNRESET', message: `failed with ${HIDDEN}` });
    expect(cause.stack).toContain('redact.test.ts');
    expect(Object.keys(cause)).toEqual(['code']);
    expect(cause.cause).toBeUndefined();
    expect(inspect(cause, { depth: 9, showHidden: true })).not.toContain(SECRET);
  });

  it.each([
    ['text', `got ${SECRET}`, `got ${HIDDEN}`],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a symbol', Symbol('why'), 'Symbol(why)'],
    ['an object without a prototype', Object.create(null), 'unknown'],
  ])('may be %s', (_, thrown, message) => {
    const cause = holding(SECRET).cause(thrown);
    expect(cause).toBeInstanceOf(Error);
    expect(cause.message).toBe(message);
  });

  it('has a code of text, whatever it was', () => {
    const redactor = holding(SECRET);
    expect(redactor.cause(Object.assign(new Error('x'), { code: 23 })).code).toBe('23');
    expect(redactor.cause(Object.assign(new Error('x'), { code: { SECRET } })).code).toBeUndefined();
  });
});

it('shows nothing that it holds when it is inspected', () => {
  const shown = inspect(holding(SECRET), { depth: 9, showHidden: true }) + JSON.stringify(holding(SECRET));
  expect(shown).not.toContain(SECRET);
});

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
