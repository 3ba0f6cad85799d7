import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import OAuth from 'oauth-1.0a';
import { describe, expect, it } from 'vitest';
import { OAuth1Signer } from '../../../../src/auth/oauth1.js';
import {
  baseString,
  encode,
  isSameSignature,
  type OAuth1Pair,
  pairsOfRequest,
  type ReceivedRequest,
  readAuthorization,
  signatureOf,
} from '../../../../src/testing/sandbox/servers/oauth1-signature.js';

const https = { scheme: 'https', method: 'POST', host: 'photos.example.net' } as const;

const signed = (header: string) =>
  readAuthorization(header)?.filter(([name]) => name !== 'oauth_signature') ?? [];

/** What a server gets of a request for an address. */
function received(method: string, address: string, form?: Buffer): ReceivedRequest {
  const { protocol, host, pathname, search } = new URL(address);
  const scheme = protocol === 'http:' ? 'http' : 'https';
  return { method, scheme, host, target: pathname + search, form };
}

describe('the signed requests of RFC 5849 section 1.2', () => {
  it('that for temporary credentials, whose realm is not signed', () => {
    const header = `realm="Photos",
        oauth_consumer_key="dpf43f3p2l4k3l03",
        oauth_signature_method="HMAC-SHA1",
        oauth_timestamp="137131200",
        oauth_nonce="wIjqoS",
        oauth_callback="http%3A%2F%2Fprinter.example.com%2Fready",
        oauth_signature="74KNZJeDHnMBp0EMJ9ZHt%2FXKycU%3D"`;
    const secrets = { consumer: 'kd94hf93k423kf44', token: '' };
    expect(signatureOf({ ...https, target: '/initiate' }, signed(header), secrets)).toBe(
      '74KNZJeDHnMBp0EMJ9ZHt/XKycU=',
    );
  });

  it('that for token credentials', () => {
    const header = `realm="Photos",
        oauth_consumer_key="dpf43f3p2l4k3l03",
        oauth_token="hh5s93j4hdidpola",
        oauth_signature_method="HMAC-SHA1",
        oauth_timestamp="137131201",
        oauth_nonce="walatlh",
        oauth_verifier="hfdp7dh39dks9884",
        oauth_signature="gKgrFCywp7rO0OXSjdot%2FIHF7IU%3D"`;
    const secrets = { consumer: 'kd94hf93k423kf44', token: 'hdhd0244k9j7ao03' };
    expect(signatureOf({ ...https, target: '/token' }, signed(header), secrets)).toBe(
      'gKgrFCywp7rO0OXSjdot/IHF7IU=',
    );
  });
});

describe('the request of RFC 5849 section 3.4.1', () => {
  const request: ReceivedRequest = {
    method: 'POST',
    scheme: 'http',
    host: 'EXAMPLE.COM:80',
    target: '/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b',
    form: Buffer.from('c2&a3=2+q'),
  };
  const header = `realm="Example",
        oauth_consumer_key="9djdj82h48djs9d2",
        oauth_token="kkk9d7dh3k39sjv7",
        oauth_signature_method="HMAC-SHA1",
        oauth_timestamp="137131201",
        oauth_nonce="7d8f3e4a",
        oauth_signature="bYT5CMsGcbgUdFHObYMEfcx6bsw%3D"`;

  it('has the parameters of 3.4.1.3.1', () => {
    expect(pairsOfRequest(request)).toEqual([
      ['b5', '=%3D'],
      ['a3', 'a'],
      ['c@', ''],
      ['a2', 'r b'],
      ['c2', ''],
      ['a3', '2 q'],
    ]);
    expect(readAuthorization(header)).toEqual([
      ['oauth_consumer_key', '9djdj82h48djs9d2'],
      ['oauth_token', 'kkk9d7dh3k39sjv7'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'],
      ['oauth_nonce', '7d8f3e4a'],
      ['oauth_signature', 'bYT5CMsGcbgUdFHObYMEfcx6bsw='],
    ]);
  });

  it('has the base string of 3.4.1.1', () => {
    expect(baseString(request, signed(header))).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D' +
        '%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a' +
        '%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    );
  });
});

describe('the base string', () => {
  it.each([
    ['http', 'EXAMPLE.COM:80', '/r%20v/X?id=123', 'http://example.com/r%20v/X'],
    ['https', 'www.example.net:8080', '/?q=1', 'https://www.example.net:8080/'],
    ['https', 'example.net:443', '', 'https://example.net/'],
    ['http', 'example.net:443', '/a', 'http://example.net:443/a'],
    ['https', 'example.net:80', '/a/../%7e;p=(x)!', 'https://example.net:80/a/../%7e;p=(x)!'],
  ] as const)('of %s, %s and %s has the address %s', (scheme, host, target, address) => {
    const text = baseString({ method: 'get', scheme, host, target: target.split('?')[0] ?? '' }, []);
    expect(text).toBe(`GET&${encode(address)}&`);
  });

  it('sorts by encoded name, then by encoded value', () => {
    const pairs: OAuth1Pair[] = [
      ['a-b', '1'],
      ['a', 'z'],
      ['a', 'é'],
      ['a', '!'],
      ['a', ''],
      ['a!', '1'],
      ['é', '1'],
      ['A', '1'],
    ];
    const [, , encoded = ''] = baseString(received('GET', 'http://h/'), pairs).split('&');
    expect(decodeURIComponent(encoded)).toBe('%C3%A9=1&A=1&a=&a=%21&a=%C3%A9&a=z&a%21=1&a-b=1');
  });
});

describe('the parameters of a request', () => {
  it.each([
    ['?a=%zz&b=%&c=%4', ['%zz', '%', '%4']],
    ['?a=%FF&b=%C3', ['\uFFFD', '\uFFFD']],
    ['?a=%zz%41+%2B', ['%zzA +']],
    ['?=1&x&&y=a=b', ['1', '', 'a=b']],
    ['??a=1', ['1']],
    ['?', []],
    ['', []],
  ])('are those of %s, however malformed', (search, values) => {
    expect(pairsOfRequest({ ...https, target: `/${search}` }).map(([, value]) => value)).toEqual(values);
  });

  it('are those of a form with octets that are not ASCII', () => {
    expect(pairsOfRequest({ ...https, target: '/', form: Buffer.from('?é=😀') })).toEqual([['?é', '😀']]);
  });
});

describe('an Authorization header', () => {
  it.each([
    ['realm="a, oauth_token=\\"x\\"", a="1"', [['a', '1']]],
    ['REALM="x" ,a="b%20c+d",', [['a', 'b c+d']]],
    ['', []],
  ])('is read: %s', (fields, pairs) => {
    expect(readAuthorization(fields)).toEqual(pairs);
  });

  it.each(['nonsense', 'a=1', 'a="1" b="2"', 'a="1', 'a="%"', 'a="%ff"', '="1"', 'a="1",, b="2"'])(
    'is malformed: %s',
    (fields) => {
      expect(readAuthorization(fields)).toBeUndefined();
    },
  );
});

it.each([
  ['abc=', 'abc=', true],
  ['abc=', 'abd=', false],
  ['abc', 'abc=', false],
  ['', 'abc=', false],
])('the signatures %j and %j: same is %j', (one, other, same) => {
  expect(isSameSignature(one, other)).toBe(same);
});

describe('a signature made by others', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 }).map((value) => value.toWellFormed());
  const credentials = fc.record({ consumerKey: text, consumerSecret: text, token: text, tokenSecret: text });
  const stamps = fc.record({ nonce: text, timestamp: fc.integer({ min: 1, max: 4_000_000_000 }) });
  const methods = fc.constantFrom('GET', 'POST', 'PUT', 'get');
  const origins = fc.constantFrom(
    'https://Va.ac.example.com:443',
    'http://h:8080',
    'https://h.example.com:80',
  );
  const segments = fc.constantFrom('/a', '/B', '/~x', '/%20', '/%c3%a9', "/!$&'()*+,;=:@");
  const paths = fc.array(segments, { minLength: 1 }).map((list) => list.join(''));
  const lists = fc.array(fc.tuple(text, text), { maxLength: 5 });
  const ofHeader = (header: string) => {
    const pairs = readAuthorization(header.replace(/^OAuth /, '')) ?? [];
    const sent = pairs.find(([name]) => name === 'oauth_signature')?.[1];
    return { sent, signed: pairs.filter(([name]) => name !== 'oauth_signature') };
  };

  it('by this library is what a server computes, for any request', () => {
    fc.assert(
      fc.property(
        ...([credentials, stamps, methods, origins, paths, lists, lists] as const),
        (key, stamp, method, origin, path, query, body) => {
          const search = new URLSearchParams(query).toString();
          const form = new URLSearchParams(body).toString();
          const url = new URL(`${origin}${path}${search === '' ? '' : `?${search}`}`);
          const headers = { 'content-type': 'application/x-www-form-urlencoded' };
          const header = new OAuth1Signer(key).authorization({ method, url, headers, body: form }, stamp);
          const { sent, signed } = ofHeader(header);
          const secrets = { consumer: key.consumerSecret, token: key.tokenSecret };
          expect(sent).toBe(signatureOf(received(method, url.href, Buffer.from(form)), signed, secrets));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('by the package oauth-1.0a is what a server computes, where it reads requests as the RFC does', () => {
    fc.assert(
      fc.property(...([credentials, methods, paths, text] as const), (key, method, path, value) => {
        const address = `https://h.example.com:8443${path}?a=${encode(value)}&b=2`;
        const peer = new OAuth({
          consumer: { key: key.consumerKey, secret: key.consumerSecret },
          signature_method: 'HMAC-SHA1',
          hash_function: (base, hmacKey) => createHmac('sha1', hmacKey).update(base).digest('base64'),
        });
        const token = { key: key.token, secret: key.tokenSecret };
        const header = peer.toHeader(peer.authorize({ method, url: address }, token)).Authorization;
        const { sent, signed } = ofHeader(header);
        const secrets = { consumer: key.consumerSecret, token: key.tokenSecret };
        const request = { ...received(method, 'https://h'), host: 'h.example.com:8443' };
        const target = address.slice('https://h.example.com:8443'.length);
        expect(sent).toBe(signatureOf({ ...request, target }, signed, secrets));
      }),
      { numRuns: 200 },
    );
  });
});
