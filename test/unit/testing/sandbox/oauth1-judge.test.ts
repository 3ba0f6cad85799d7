import { describe, expect, it } from 'vitest';
import { OAuth1Judge } from '../../../../src/testing/sandbox/servers/oauth1-judge.js';
import {
  encode,
  type OAuth1Pair,
  type ReceivedRequest,
  signatureOf,
} from '../../../../src/testing/sandbox/servers/oauth1-signature.js';

/** The last request of RFC 5849 section 1.2, with the credentials that it is signed with. */
const key = {
  consumerKey: 'dpf43f3p2l4k3l03',
  consumerSecret: 'kd94hf93k423kf44',
  token: 'nnch734d00sl2jdk',
  tokenSecret: 'pfkkdhi9sl3r4s00',
};
const photo: ReceivedRequest = {
  method: 'GET',
  scheme: 'http',
  host: 'photos.example.net',
  target: '/photos?file=vacation.jpg&size=original',
};
const published = `realm="Photos",
    oauth_consumer_key="dpf43f3p2l4k3l03",
    oauth_token="nnch734d00sl2jdk",
    oauth_signature_method="HMAC-SHA1",
    oauth_timestamp="137131202",
    oauth_nonce="chapoH",
    oauth_signature="MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D"`;
const NOW = 137_131_202;

const fields: Readonly<Record<string, string>> = {
  oauth_consumer_key: key.consumerKey,
  oauth_token: key.token,
  oauth_signature_method: 'HMAC-SHA1',
  oauth_timestamp: String(NOW),
  oauth_nonce: 'n1',
  oauth_version: '1.0',
};

/** A header that is signed as it should be, whatever it says. */
function signed(changes: Readonly<Record<string, string | undefined>> = {}, request = photo): string {
  const pairs = Object.entries({ ...fields, ...changes }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return write([
    ...pairs,
    [
      'oauth_signature',
      signatureOf(request, pairs, { consumer: key.consumerSecret, token: key.tokenSecret }),
    ],
  ]);
}

function write(pairs: readonly OAuth1Pair[]): string {
  return pairs.map(([name, value]) => `${name}="${encode(value)}"`).join(', ');
}

function judgeAt(now = NOW) {
  const clock = { seconds: now, now: () => clock.seconds * 1000 };
  const judge = new OAuth1Judge(clock);
  const problem = (header: string, request = photo) => judge.problem(request, header, key);
  return { clock, problem };
}

describe('the judge of signed requests', () => {
  it('lets the published request of the RFC in, which has a realm and no version', () => {
    expect(judgeAt().problem(published)).toBeUndefined();
  });

  it.each([
    ['another method', { method: 'POST' }],
    ['another scheme', { scheme: 'https' as const }],
    ['another host', { host: 'photos.example.com' }],
    ['a port that is not the default', { host: 'photos.example.net:443' }],
    ['another path', { target: '/photo?file=vacation.jpg&size=original' }],
    ['another query', { target: '/photos?file=vacation.jpg' }],
    ['a form beside it', { form: Buffer.from('a=1') }],
  ])('refuses it for %s', (_what, change) => {
    expect(judgeAt().problem(published, { ...photo, ...change })).toBe('The signature is wrong');
  });

  it.each([
    ['the default port', { host: 'photos.example.net:80' }],
    ['a host in capitals', { host: 'PHOTOS.example.net' }],
    ['the query in another order', { target: '/photos?size=original&file=vacation.jpg' }],
    [
      'the query in part as a form',
      { target: '/photos?size=original', form: Buffer.from('file=vacation.jpg') },
    ],
    ['no form in an empty body', { form: Buffer.alloc(0) }],
  ])('takes it with %s: that is the same request', (_what, change) => {
    expect(judgeAt().problem(published, { ...photo, ...change })).toBeUndefined();
  });

  it.each([
    [{ oauth_consumer_key: 'other' }, 'The app key or its token is unknown'],
    [{ oauth_token: 'other' }, 'The app key or its token is unknown'],
    [{ oauth_signature_method: 'PLAINTEXT' }, 'The signature method must be HMAC-SHA1'],
    [{ oauth_signature_method: 'hmac-sha1' }, 'The signature method must be HMAC-SHA1'],
    [{ oauth_version: '2.0' }, 'The version of OAuth must be 1.0'],
    [{ oauth_version: '' }, 'The version of OAuth must be 1.0'],
    [{ oauth_timestamp: '0' }, 'The timestamp must be a positive number of seconds'],
    [{ oauth_timestamp: '-5' }, 'The timestamp must be a positive number of seconds'],
    [{ oauth_timestamp: `${NOW}.5` }, 'The timestamp must be a positive number of seconds'],
    [{ oauth_timestamp: `${NOW}000` }, 'The timestamp is too far from the time of the server'],
    [{ oauth_nonce: '' }, 'The parameter oauth_nonce is missing'],
    [{ oauth_nonce: undefined }, 'The parameter oauth_nonce is missing'],
    [{ oauth_token: undefined }, 'The parameter oauth_token is missing'],
    [{ oauth_timestamp: undefined }, 'The parameter oauth_timestamp is missing'],
  ])('refuses %j, however well signed', (changes, why) => {
    expect(judgeAt().problem(signed(changes))).toBe(why);
  });

  it('takes parameters that it does not know, and signs them as well', () => {
    const { problem } = judgeAt();
    const header = signed({ oauth_callback: 'https://a.example.com/?b', extra: 'x' });
    expect(problem(header.replace('extra="x"', 'extra="y"'))).toBe('The signature is wrong');
    expect(problem(header)).toBeUndefined();
  });

  it('refuses a parameter that comes twice, in the header or beside it', () => {
    const twice = `${signed()}, oauth_nonce="n1"`;
    expect(judgeAt().problem(twice)).toBe('The parameter oauth_nonce is repeated');
    const inQuery = { ...photo, target: `${photo.target}&oauth_token=${key.token}` };
    const beside = 'The parameter oauth_token is in the header and beside it';
    expect(judgeAt().problem(signed({}, inQuery), inQuery)).toBe(beside);
    const inForm = { ...photo, form: Buffer.from(`oauth_token=${key.token}`) };
    expect(judgeAt().problem(signed({}, inForm), inForm)).toBe(beside);
  });

  it('refuses what is no header of OAuth, and an account without a key', () => {
    expect(judgeAt().problem('nonsense')).toBe('The Authorization header is malformed');
    expect(new OAuth1Judge({ now: () => NOW * 1000 }).problem(photo, published, undefined)).toBe(
      'The app key or its token is unknown',
    );
  });

  it('takes a nonce once for each timestamp', () => {
    const { problem } = judgeAt();
    expect(problem(signed())).toBeUndefined();
    expect(problem(signed())).toBe('The nonce was used before');
    expect(problem(signed({ oauth_nonce: 'n2' }))).toBeUndefined();
    expect(problem(signed({ oauth_timestamp: String(NOW - 1) }))).toBeUndefined();
    expect(problem(signed({ oauth_timestamp: String(NOW - 1) }))).toBe('The nonce was used before');
  });

  it('does not count a nonce as used by a request with a wrong signature', () => {
    const { problem } = judgeAt();
    const forged = signed().replace(/oauth_signature="[^"]*"/, 'oauth_signature="forged"');
    expect(problem(forged)).toBe('The signature is wrong');
    expect(problem(signed())).toBeUndefined();
  });

  it('looks at the time on its clock: 300 seconds either way, and no nonce is good again after them', () => {
    const { clock, problem } = judgeAt();
    expect(problem(signed())).toBeUndefined();
    clock.seconds = NOW + 300;
    expect(problem(signed())).toBe('The nonce was used before');
    expect(problem(signed({ oauth_nonce: 'n2' }))).toBeUndefined();
    clock.seconds = NOW + 301;
    expect(problem(signed({ oauth_nonce: 'n3' }))).toBe(
      'The timestamp is too far from the time of the server',
    );
    expect(problem(signed({ oauth_timestamp: String(NOW + 601) }))).toBeUndefined();
    expect(problem(signed())).toBe('The timestamp is too far from the time of the server');
    expect(problem(signed({ oauth_timestamp: String(NOW + 602) }))).toBe(
      'The timestamp is too far from the time of the server',
    );
  });
});
