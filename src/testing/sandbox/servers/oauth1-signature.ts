import { createHmac, timingSafeEqual } from 'node:crypto';

/*
 * Signatures of OAuth 1.0a as a server computes them, written from RFC 5849 and not from the code that signs in
 * this library, which is what they judge. Of the packages on npm none is for servers: oauth-1.0a signs, and reads
 * queries in another way than the RFC.
 */

/** A decoded name with its decoded value. */
export type OAuth1Pair = readonly [name: string, value: string];

/** What a server got of a request, as it came: the parts that a signature covers. */
export interface ReceivedRequest {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** The Host header, with the port where it has one. */
  readonly host: string;
  /** Path and query of the request line. */
  readonly target: string;
  /** The body, where it is a form. */
  readonly form?: Buffer | undefined;
}

const DEFAULT_PORT = { http: '80', https: '443' } as const;

/** The HMAC-SHA1 signature of a request (section 3.4.2), in base64. */
export function signatureOf(
  request: ReceivedRequest,
  protocolPairs: readonly OAuth1Pair[],
  secrets: { readonly consumer: string; readonly token: string },
): string {
  const key = `${encode(secrets.consumer)}&${encode(secrets.token)}`;
  return createHmac('sha1', key).update(baseString(request, protocolPairs)).digest('base64');
}

/** The signature base string (section 3.4.1.1). */
export function baseString(request: ReceivedRequest, protocolPairs: readonly OAuth1Pair[]): string {
  const pairs = [...pairsOfRequest(request), ...protocolPairs];
  return [request.method.toUpperCase(), baseUri(request), normalised(pairs)].map(encode).join('&');
}

/** The parameters that a request carries beside its Authorization header (section 3.4.1.3.1). */
export function pairsOfRequest({ target, form }: ReceivedRequest): OAuth1Pair[] {
  const query = target.indexOf('?');
  return [
    ...(query === -1 ? [] : readForm(target.slice(query + 1))),
    ...(form === undefined ? [] : readForm(form.toString('latin1'))),
  ];
}

/**
 * The parameters of an Authorization header (section 3.5.1), from what follows `OAuth `; without `realm`, which no
 * signature covers. Undefined where it is malformed.
 */
export function readAuthorization(fields: string): OAuth1Pair[] | undefined {
  const pairs: OAuth1Pair[] = [];
  let read = 0;
  for (const field of fields.matchAll(/\s*([^\s=",]+)="((?:[^"\\]|\\.)*)"\s*(?:,|$)/gy)) {
    const [whole, name = '', value = ''] = field;
    read += whole.length;
    if (name.toLowerCase() === 'realm') continue;
    const pair = [decodeStrictly(name), decodeStrictly(value)] as const;
    if (pair[0] === undefined || pair[1] === undefined) return undefined;
    pairs.push([pair[0], pair[1]]);
  }
  return read === fields.length ? pairs : undefined;
}

/** Compares in a time that tells nothing of where two signatures differ. */
export function isSameSignature(sent: string, expected: string): boolean {
  const [one, other] = [Buffer.from(sent), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Percent-encodes (section 3.6): the octets of UTF-8, all but letters, digits, `-`, `.`, `_` and `~`. */
export function encode(text: string): string {
  let encoded = '';
  for (const octet of Buffer.from(text)) {
    const character = String.fromCharCode(octet);
    encoded += /[A-Za-z0-9\-._~]/.test(character)
      ? character
      : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/** The base string URI (section 3.4.1.2): in lower case up to the path, without the default port and the query. */
function baseUri({ scheme, host, target }: ReceivedRequest): string {
  const path = target.split('?', 1)[0] ?? '';
  const authority = host.toLowerCase().replace(new RegExp(`:${DEFAULT_PORT[scheme]}$`), '');
  return `${scheme}://${authority}${path === '' ? '/' : path}`;
}

/** Sorted by name, then by value, both encoded (section 3.4.1.3.2). */
function normalised(pairs: readonly OAuth1Pair[]): string {
  return pairs
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => ascii(name, otherName) || ascii(value, otherValue))
    .map((pair) => pair.join('='))
    .join('&');
}

function ascii(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** A query or a form body, given with one character for each octet. A `%` that escapes nothing stands for itself. */
function readForm(text: string): OAuth1Pair[] {
  const parts = text.split('&').filter((part) => part !== '');
  return parts.map((part) => {
    const [name = '', ...value] = part.replaceAll('+', ' ').split('=');
    return [decodeOctets(name), decodeOctets(value.join('='))];
  });
}

function decodeOctets(text: string): string {
  const octets = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(octets, 'latin1').toString('utf8');
}

function decodeStrictly(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
