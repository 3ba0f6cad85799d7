import { createHmac, randomUUID } from 'node:crypto';
import { toUSVString } from 'node:util';
import { ParameterError } from '../errors/parameter-error.js';

/** An app key of LivePerson: the client credentials and the token credentials of RFC 5849. */
export interface OAuth1Credential {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly token: string;
  readonly tokenSecret: string;
}

/** What is signed: the final method, URL, headers and body of one attempt. */
export interface OAuth1Request {
  readonly method: string;
  readonly url: URL;
  /** Only `content-type` is read, in any case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Signed only when `content-type` is `application/x-www-form-urlencoded`. */
  readonly body?: unknown;
}

/** What makes one signature unique. A server accepts a pair once, so each attempt needs its own. */
export interface OAuth1Stamp {
  /** See {@link freshNonce}. */
  readonly nonce: string;
  /** Whole seconds since the epoch. */
  readonly timestamp: number;
}

/** A decoded name and its decoded value. */
export type OAuth1Parameter = readonly [name: string, value: string];

const FORM = 'application/x-www-form-urlencoded';

/**
 * Percent-encodes text as RFC 5849 section 3.6 asks: UTF-8, upper-case hexadecimal, and only letters,
 * digits, `-`, `.`, `_` and `~` left as they are. A lone surrogate counts as U+FFFD, as in a URL.
 */
export function percentEncode(text: string): string {
  if (!/[^\w.~-]/.test(text)) return text;
  const encoded = encodeURIComponent(toUSVString(text));
  return /[!'()*]/.test(encoded) ? encoded.replace(/[!'()*]/g, encodeOctet) : encoded;
}

/**
 * Builds the signature base string of RFC 5849 section 3.4.1.
 *
 * @param url - `http:` or `https:`. Gives the base string URI (scheme, host, port, path); its query and
 * fragment are not read.
 * @param parameters - Every parameter of the request, decoded and in any order: those of
 * {@link requestParameters} and the `oauth_*` ones. `oauth_signature` is left out; do not pass `realm`.
 */
export function signatureBaseString(
  method: string,
  url: URL,
  parameters: readonly OAuth1Parameter[],
): string {
  return baseStringOf(method, url, encodedParameterString(encodedAndSorted(parameters), []));
}

/**
 * Collects the parameters of a request that a signature covers besides the `oauth_*` ones of its
 * Authorization header (RFC 5849 section 3.4.1.3.1): those of the query and of a form body.
 *
 * They are decoded as the URL Standard decodes a form and as servers read it, so this never throws for
 * malformed text: a `%` without two hexadecimal digits stands for itself, and octets that are not UTF-8
 * become U+FFFD.
 *
 * @throws {@link ParameterError} for a form body that cannot be read without consuming it.
 */
export function requestParameters(request: OAuth1Request): OAuth1Parameter[] {
  const query = [...request.url.searchParams];
  if (request.body === undefined || request.body === null || !isForm(request.headers)) return query;
  // URLSearchParams drops one leading "?", which in a body is part of the first name.
  return query.concat([...new URLSearchParams(`?${formText(request.body)}`)]);
}

/** The key of HMAC-SHA1 (RFC 5849 section 3.4.2). */
export function signingKey(consumerSecret: string, tokenSecret: string): Buffer {
  return Buffer.from(`${percentEncode(consumerSecret)}&${percentEncode(tokenSecret)}`);
}

/** Signs a base string with HMAC-SHA1 (RFC 5849 section 3.4.2). @returns The signature in base64. */
export function hmacSha1Signature(baseString: string, key: Buffer): string {
  return createHmac('sha1', key).update(baseString).digest('base64');
}

/**
 * Signs requests with OAuth 1.0a and HMAC-SHA1 (RFC 5849).
 *
 * A body that is no form is not signed, and there is neither `realm` nor `oauth_body_hash`, as
 * LivePerson's V1 toolbelt does it.
 *
 * @example
 * const signer = new OAuth1Signer(credential);
 * const stamp = { nonce: freshNonce(), timestamp: Math.floor(clock.now() / 1000) };
 * headers.authorization = signer.authorization({ method: 'GET', url }, stamp);
 */
export class OAuth1Signer {
  readonly #consumerKey: string;
  readonly #token: string;
  readonly #key: Buffer;

  constructor(credential: OAuth1Credential) {
    this.#consumerKey = percentEncode(credential.consumerKey);
    this.#token = percentEncode(credential.token);
    this.#key = signingKey(credential.consumerSecret, credential.tokenSecret);
  }

  /**
   * @returns The value of the `Authorization` header, in one line.
   * @throws {@link ParameterError} for a form body that cannot be read without consuming it.
   */
  authorization(request: OAuth1Request, stamp: OAuth1Stamp): string {
    const consumerKey = this.#consumerKey;
    const token = this.#token;
    const nonce = percentEncode(stamp.nonce);
    const timestamp = String(stamp.timestamp);
    const oauth: OAuth1Parameter[] = [
      ['oauth_consumer_key', consumerKey],
      ['oauth_nonce', nonce],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', timestamp],
      ['oauth_token', token],
      ['oauth_version', '1.0'],
    ];
    const others = encodedAndSorted(requestParameters(request));
    const baseString = baseStringOf(request.method, request.url, encodedParameterString(oauth, others));
    return (
      `OAuth oauth_consumer_key="${consumerKey}", oauth_nonce="${nonce}", ` +
      `oauth_signature="${percentEncode(hmacSha1Signature(baseString, this.#key))}", ` +
      'oauth_signature_method="HMAC-SHA1", ' +
      `oauth_timestamp="${timestamp}", oauth_token="${token}", oauth_version="1.0"`
    );
  }
}

/** Makes a random nonce, a UUID. A repeated request needs a new one. */
export function freshNonce(): string {
  return randomUUID();
}

function baseStringOf(method: string, url: URL, parameterString: string): string {
  // URL has already lower-cased scheme and host, dropped a default port and made an empty path "/".
  const baseUri = percentEncode(url.origin + url.pathname);
  return `${percentEncode(method.toUpperCase())}&${baseUri}&${parameterString}`;
}

/** The order of section 3.4.1.3.2: by encoded name, then by encoded value. */
function encodedAndSorted(parameters: readonly OAuth1Parameter[]): OAuth1Parameter[] {
  const encoded: OAuth1Parameter[] = [];
  for (const [name, value] of parameters) {
    if (name !== 'oauth_signature') encoded.push([percentEncode(name), percentEncode(value)]);
  }
  return encoded.length > 1 ? encoded.sort(byNameThenValue) : encoded;
}

/**
 * `name=value&name=value` of two sorted lists, in one order and percent-encoded as a whole. Merging the
 * lists and encoding piece by piece is faster than sorting all and encoding the joined string.
 */
function encodedParameterString(
  oauth: readonly OAuth1Parameter[],
  others: readonly OAuth1Parameter[],
): string {
  let text = '';
  let next = 0;
  for (const own of oauth) {
    let other = others[next];
    while (other !== undefined && byNameThenValue(other, own) < 0) {
      text += encodedPair(other);
      next += 1;
      other = others[next];
    }
    text += encodedPair(own);
  }
  for (const other of others.slice(next)) text += encodedPair(other);
  return text.slice('%26'.length);
}

/** `&name=value`, percent-encoded. */
function encodedPair([name, value]: OAuth1Parameter): string {
  return `%26${escapePercent(name)}%3D${escapePercent(value)}`;
}

/** Percent-encodes text that is percent-encoded already. */
function escapePercent(encodedText: string): string {
  return encodedText.includes('%') ? encodedText.replaceAll('%', '%25') : encodedText;
}

/** Encoded text is ASCII, so comparing strings compares octets. */
function byNameThenValue(a: OAuth1Parameter, b: OAuth1Parameter): number {
  const at = a[0] === b[0] ? 1 : 0;
  if (a[at] === b[at]) return 0;
  return a[at] < b[at] ? -1 : 1;
}

function encodeOctet(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function isForm(headers: Readonly<Record<string, string>> = {}): boolean {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'content-type');
  if (name === undefined) return false;
  return headers[name]?.split(';')[0]?.trim().toLowerCase() === FORM;
}

function formText(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  if (body instanceof Uint8Array)
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  throw new ParameterError(
    'body',
    `A body of type ${FORM} is part of an OAuth 1.0a signature and must be a string, URLSearchParams or ` +
      'Uint8Array. Read the stream first and pass its text.',
  );
}
