import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  freshNonce,
  type OAuth1Credential,
  type OAuth1Request,
  OAuth1Signer,
  type OAuth1Stamp,
  percentEncode,
} from '../../../src/auth/oauth1.js';

const FORM = 'application/x-www-form-urlencoded';
const credential: OAuth1Credential = { consumerKey: 'k', consumerSecret: 's', token: 't', tokenSecret: 'u' };
const stamp: OAuth1Stamp = { nonce: 'n', timestamp: 1_700_000_000 };

const text = fc.string({ unit: 'binary', maxLength: 12 });
const credentials = fc.record({ consumerKey: text, consumerSecret: text, token: text, tokenSecret: text });
const stamps = fc.record({ nonce: text, timestamp: fc.integer({ min: 1, max: 4_000_000_000 }) });
const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'get', 'M-SEARCH');

function signatureOf(key: OAuth1Credential, request: OAuth1Request, at: OAuth1Stamp = stamp): string {
  const [, signature = ''] =
    new OAuth1Signer(key).authorization(request, at).match(/oauth_signature="([^"]*)"/) ?? [];
  return decodeURIComponent(signature);
}

describe('percentEncode', () => {
  it('leaves only unreserved characters and upper-case hexadecimal, and loses nothing', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'grapheme-ascii' })), (plain) => {
        const encoded = percentEncode(plain);
        expect(encoded).toMatch(/^(?:[A-Za-z0-9\-._~]|%[0-9A-F]{2})*$/);
        expect(decodeURIComponent(encoded)).toBe(plain);
      }),
    );
  });

  it('takes a lone surrogate for U+FFFD', () => {
    expect(percentEncode('a\uD800b')).toBe('a%EF%BF%BDb');
  });
});

describe('freshNonce', () => {
  it('is new at each call and needs no encoding', () => {
    const nonces = Array.from({ length: 1000 }, freshNonce);
    expect(new Set(nonces).size).toBe(1000);
    expect(nonces.every((nonce) => nonce !== '' && percentEncode(nonce) === nonce)).toBe(true);
  });
});

/*
 * RFC 5849 written down once more, octet by octet, from the address as text: no URL, no URLSearchParams and
 * no encodeURIComponent.
 */
function referenceEncode(plain: string): string {
  const unreserved = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~';
  const octets = [...Buffer.from(plain, 'utf8')];
  return octets
    .map((octet) => {
      const character = String.fromCharCode(octet);
      return unreserved.includes(character)
        ? character
        : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function referenceDecode(encoded: string): string {
  const octets = encoded
    .replaceAll('+', ' ')
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(octets, 'latin1').toString('utf8');
}

function referenceForm(form: string): [string, string][] {
  const pieces = form.split('&').filter((piece) => piece !== '');
  return pieces.map((piece) => {
    const at = piece.includes('=') ? piece.indexOf('=') : piece.length;
    return [referenceDecode(piece.slice(0, at)), referenceDecode(piece.slice(at + 1))];
  });
}

function referenceSignature(
  key: OAuth1Credential,
  request: { method: string; address: string; form: string },
  at: OAuth1Stamp,
): string {
  const [, scheme = '', host = '', port = '', path = '', query = ''] =
    /^(\w+):\/\/([^:/?#]*)(:\d+)?([^?#]*)\??([^#]*)/.exec(request.address) ?? [];
  const defaultPort = scheme.toLowerCase() === 'https' ? ':443' : ':80';
  const baseUri = `${`${scheme}://${host}`.toLowerCase()}${port === defaultPort ? '' : port}${path || '/'}`;
  const parameters: [string, string][] = [
    ['oauth_version', '1.0'],
    ['oauth_token', key.token],
    ['oauth_timestamp', `${at.timestamp}`],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_nonce', at.nonce],
    ['oauth_consumer_key', key.consumerKey],
    ...referenceForm(query),
    ...referenceForm(request.form),
  ];
  const sorted = parameters
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => ({ name: referenceEncode(name), value: referenceEncode(value) }))
    .sort(
      (a, b) =>
        Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)) ||
        Buffer.compare(Buffer.from(a.value), Buffer.from(b.value)),
    );
  const normalized = sorted.map(({ name, value }) => `${name}=${value}`).join('&');
  const baseString = [request.method.toUpperCase(), baseUri, normalized].map(referenceEncode).join('&');
  const hmacKey = `${referenceEncode(key.consumerSecret)}&${referenceEncode(key.tokenSecret)}`;
  return createHmac('sha1', hmacKey).update(baseString).digest('base64');
}

describe('the signature, against a second reading of RFC 5849', () => {
  const joined = (...pieces: string[]) => fc.array(fc.constantFrom(...pieces), { maxLength: 10 });
  const origins = fc
    .tuple(
      fc.constantFrom('http', 'https', 'HTTPS', 'Http'),
      fc.constantFrom('example.com', 'VA.Example.COM', 'a-b.example.net'),
      fc.constantFrom('', ':80', ':443', ':8080'),
    )
    .map(([scheme, host, port]) => `${scheme}://${host}${port}`);
  const paths = fc
    .array(
      joined('a', 'Z', '9', '-', '.x', '_', '~', '%41', '%c3%A9', '%2F', "!$&'()*+,;=:@").map(
        (p) => `/s${p.join('')}`,
      ),
    )
    .map((segments) => segments.join(''));
  const forms = joined(
    ...[
      'a',
      'b',
      'B',
      '1',
      'é',
      '%C3%A9',
      '%c3%a9',
      '%F0%9F%98%80',
      '%FF',
      '%zz',
      '%',
      '+',
      '%20',
      '%2B',
      '-',
      '.',
    ],
    ...[
      '&',
      '&',
      '&',
      '&&',
      '=',
      '=',
      '=',
      '?',
      '/',
      "!'()*",
      ',;:@$',
      '%26',
      '%3D',
      '%25',
      '%00',
      '%EF%BB%BF',
    ],
    ...['oauth_', 'oauth_nonce=1', 'oauth_signature=x', 'p', 'a=1&a=', 'a=&a=1', '__proto__=1'],
  ).map((pieces) => pieces.join(''));
  // A raw letter beyond ASCII is escaped by URL, whatever stands beside it; the reference works on octets.
  const octets = (form: string) => form.replaceAll('é', '%C3%A9');

  it('agrees for any origin, path, query and form body', () => {
    fc.assert(
      fc.property(
        ...([credentials, stamps, methods, origins, paths, forms, forms] as const),
        (key, at, method, origin, path, rawQuery, rawForm) => {
          const address = `${origin}${path}?${rawQuery}#fragment`;
          const form = octets(rawForm);
          const url = new URL(address);
          const headers = { 'content-type': FORM };
          expect(signatureOf(key, { method, url, headers, body: form }, at)).toBe(
            referenceSignature(key, { method, address: octets(address), form }, at),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('agrees for parameters that sort before, among and after those of the protocol', () => {
    const names = ['a', 'oauth_a', 'oauth_nonce', 'oauth_timestampx', 'oauth_version', 'oauth_z', 'v', '%7E'];
    fc.assert(
      fc.property(fc.shuffledSubarray(names), fc.constantFrom('0', '1.0', 'z'), (chosen, value) => {
        const address = `https://example.com/?${chosen.map((name) => `${name}=${value}`).join('&')}`;
        expect(signatureOf(credential, { method: 'GET', url: new URL(address) })).toBe(
          referenceSignature(credential, { method: 'GET', address, form: '' }, stamp),
        );
      }),
    );
  });
});

describe('laws of the signature', () => {
  const pairs = fc.array(fc.tuple(text, text), { maxLength: 8 });
  const shuffled = pairs.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );

  it('does not depend on the order of the query', () => {
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const sign = (list: [string, string][]) =>
          signatureOf(credential, {
            method: 'GET',
            url: new URL(`https://example.com/?${new URLSearchParams(list)}`),
          });
        expect(sign(other)).toBe(sign(one));
      }),
    );
  });

  it('is the same for a parameter in the query and in a form body', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const form = new URLSearchParams(list);
        const headers = { 'content-type': FORM };
        const inBody = { method: 'POST', url: new URL('https://example.com/p'), headers, body: form };
        const inQuery = { method: 'POST', url: new URL(`https://example.com/p?${form}`) };
        expect(signatureOf(credential, inBody)).toBe(signatureOf(credential, inQuery));
      }),
    );
  });

  it('changes with every part that it covers', () => {
    const url = new URL('https://example.com/p?v=1');
    const signatures = [
      signatureOf(credential, { method: 'GET', url }),
      signatureOf(credential, { method: 'POST', url }),
      signatureOf(credential, { method: 'GET', url: new URL('https://example.com/P?v=1') }),
      signatureOf(credential, { method: 'GET', url: new URL('https://example.com/p?v=2') }),
      signatureOf(credential, { method: 'GET', url: new URL('https://example.com/p?v=1&v=1') }),
      signatureOf(credential, { method: 'GET', url }, { ...stamp, nonce: 'm' }),
      signatureOf(credential, { method: 'GET', url }, { ...stamp, timestamp: stamp.timestamp + 1 }),
      ...Object.keys(credential).map((field) =>
        signatureOf({ ...credential, [field]: 'x' }, { method: 'GET', url }),
      ),
    ];
    expect(new Set(signatures).size).toBe(signatures.length);
  });

  it('leaves the request as it was', () => {
    const url = new URL("https://example.com/p?b=1&a=%zz+'&&c#f");
    const { href } = url;
    signatureOf(credential, { method: 'GET', url });
    expect(url.href).toBe(href);
  });
});
