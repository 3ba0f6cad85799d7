import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import OAuth from 'oauth-1.0a';
import { describe, expect, it } from 'vitest';
import {
  type OAuth1Credential,
  type OAuth1Request,
  OAuth1Signer,
  type OAuth1Stamp,
  percentEncode,
} from '../../../src/auth/oauth1.js';

type Form = Record<string, string | string[]>;

const FORM = 'application/x-www-form-urlencoded';
const credential: OAuth1Credential = { consumerKey: 'k', consumerSecret: 's', token: 't', tokenSecret: 'u' };
const stamp: OAuth1Stamp = { nonce: 'n', timestamp: 1_700_000_000 };

/** The header that the package oauth-1.0a makes, with our nonce and time instead of its own. */
function peerAuthorization(
  key: OAuth1Credential,
  request: { method: string; url: string; data?: Form },
  at: OAuth1Stamp = stamp,
): string {
  const peer = new OAuth({
    consumer: { key: key.consumerKey, secret: key.consumerSecret },
    signature_method: 'HMAC-SHA1',
    hash_function: (baseString, hmacKey) => createHmac('sha1', hmacKey).update(baseString).digest('base64'),
  });
  peer.getNonce = () => at.nonce;
  peer.getTimeStamp = () => at.timestamp;
  return peer.toHeader(peer.authorize(request, { key: key.token, secret: key.tokenSecret })).Authorization;
}

describe('the Authorization header, against the package oauth-1.0a', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const credentials = fc.record({ consumerKey: text, consumerSecret: text, token: text, tokenSecret: text });
  const stamps = fc.record({ nonce: text, timestamp: fc.integer({ min: 1, max: 4_000_000_000 }) });
  const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'get');
  const origins = fc.constantFrom(
    'https://va.ac.example.com',
    'http://example.com:8080',
    'https://h.example.com:80',
  );
  const segments = fc.constantFrom('/a', '/B', '/~x', '/%20', '/%c3%a9', "/!$&'()*+,;=:@", '/');
  const paths = fc.array(segments).map((list) => `/p${list.join('')}`);

  // Where the package follows the RFC: names without escapes, and no empty value before another of its name.
  const isPlain = (name: string) => !(name in {});
  const values = fc.array(fc.oneof(text, fc.constantFrom('a b', "!*'()", '+', '&=%', 'é', '😀')), {
    minLength: 1,
    maxLength: 3,
  });
  const queryValues = values.filter((list) => list.length === 1 || list[0] !== '');
  const queryNames = fc.stringMatching(/^[A-Za-z0-9._~-]{1,6}$/).filter(isPlain);
  const queries = fc.dictionary(queryNames, queryValues, { maxKeys: 5, noNullPrototype: true });
  // A prefix that no name of the query can have: the package drops a body parameter of the same name.
  const bodies = fc.dictionary(
    text.map((name) => `*${name}`),
    values,
    { maxKeys: 5, noNullPrototype: true },
  );

  const flat = (parameters: Record<string, string[]>): [string, string][] =>
    Object.entries(parameters).flatMap(([name, list]) =>
      list.map((value): [string, string] => [name, value]),
    );

  it('is equal for any method, address, query and form body that the package reads as the RFC does', () => {
    fc.assert(
      fc.property(
        ...([credentials, stamps, methods, origins, paths, queries, bodies] as const),
        (key, at, method, origin, path, query, body) => {
          const search = flat(query).map(([name, value]) => `${name}=${percentEncode(value)}`);
          const url = new URL(`${origin}${path}${search.length > 0 ? `?${search.join('&')}` : ''}`);
          const request: OAuth1Request = {
            method,
            url,
            headers: { 'content-type': FORM },
            body: new URLSearchParams(flat(body)),
          };
          expect(new OAuth1Signer(key).authorization(request, at)).toBe(
            peerAuthorization(key, { method, url: url.href, data: structuredClone(body) }, at),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

/*
 * Where oauth-1.0a departs from the RFC. Each row gives an address, and another one with the same meaning that
 * both sign alike: the package signs the first as something else.
 */
describe('departures of oauth-1.0a 2.2', () => {
  const ours = (address: string): string =>
    new OAuth1Signer(credential).authorization({ method: 'GET', url: new URL(address) }, stamp);
  const peer = (url: string): string => peerAuthorization(credential, { method: 'GET', url });

  it.each([
    ['a plus in the query is not a space (3.4.1.3.1)', 'https://h/p?a=1+2', 'https://h/p?a=1%202'],
    ['names are not decoded (3.4.1.3.1)', 'https://h/p?%61=1', 'https://h/p?a=1'],
    ['a value ends at its first "=" (3.4.1.3.1)', 'https://h/p?a=1=2', 'https://h/p?a=1%3D2'],
    ['a query ends at its second "?" (3.4.1.3.1)', 'https://h/p?a=1?2', 'https://h/p?a=1%3F2'],
    ['an empty value before another is lost (3.4.1.3.1)', 'https://h/p?a=&a=1', 'https://h/p?a=1&a='],
    ['an empty piece is a parameter (3.4.1.3.1)', 'https://h/p?a=1&&b=2', 'https://h/p?a=1&b=2'],
    ['an empty query is a parameter (3.4.1.3.1)', 'https://h/p?', 'https://h/p'],
    ['oauth_signature is not left out (3.4.1.3.1)', 'https://h/p?a=1&oauth_signature=x', 'https://h/p?a=1'],
    ['the host is not lower-cased (3.4.1.2)', 'https://H.example/p', 'https://h.example/p'],
    ['the scheme is not lower-cased (3.4.1.2)', 'HTTPS://h/p', 'https://h/p'],
    ['the default port is kept (3.4.1.2)', 'https://h:443/p', 'https://h/p'],
    ['an empty path stays empty (3.4.1.2)', 'https://h', 'https://h/'],
    ['a fragment is signed (3.4.1.2)', 'https://h/p#f', 'https://h/p'],
  ])('%s', (_, address, same) => {
    expect(ours(address)).toBe(ours(same));
    expect(peer(same)).toBe(ours(same));
    expect(peer(address)).not.toBe(ours(address));
  });

  it('throws for a malformed escape', () => {
    expect(() => peer('https://h/p?a=%zz')).toThrow(URIError);
    expect(ours('https://h/p?a=%zz')).toBe(ours('https://h/p?a=%25zz'));
  });

  it('mixes a name up with what every object inherits', () => {
    expect(peer('https://h/p?constructor=1')).not.toBe(ours('https://h/p?constructor=1'));
  });

  it('drops a body parameter that the query has too (3.4.1.3.1)', () => {
    const url = 'https://h/p?a=1';
    const request = { method: 'POST', url: new URL(url), headers: { 'content-type': FORM }, body: 'a=2' };
    const both = new OAuth1Signer(credential).authorization(request, stamp);
    expect(peerAuthorization(credential, { method: 'POST', url, data: { a: '2' } })).not.toBe(both);
    expect(peerAuthorization(credential, { method: 'POST', url: 'https://h/p?a=1&a=2' })).toBe(both);
  });
});
