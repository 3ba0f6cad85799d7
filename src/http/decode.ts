import type { Readable, Transform } from 'node:stream';
import { type DecoderFactory, decodeWith, zlib } from './late-decoder.js';
import type { TransportResponse } from './transport.js';
import { UnsupportedEncodingError } from './unsupported-encoding.js';

/** As many content codings are undone at the most. */
const MOST_CODINGS = 5;

/** Codings of RFC 9110, section 8.4.1. `none` is not registered, but sent by some servers. */
const decoderFactories: ReadonlyMap<string, DecoderFactory | undefined> = new Map([
  ['gzip', () => zlib().createGunzip()],
  ['x-gzip', () => zlib().createGunzip()],
  ['br', () => zlib().createBrotliDecompress()],
  ['deflate', createDeflateDecoder],
  ['identity', undefined],
  ['none', undefined],
]);

/**
 * Undoes the `content-encoding` of a response: gzip, x-gzip, br, deflate (with zlib's wrapper or without).
 *
 * Without one, the body itself is returned. Otherwise errors and `destroy` go through in both directions, and
 * an encoded body that ends too early is an error. An empty body needs no decoding, whatever the header says.
 *
 * @throws {UnsupportedEncodingError} The body is destroyed then.
 */
export function decodeBody({ headers, body }: Pick<TransportResponse, 'headers' | 'body'>): Readable {
  const header = headers['content-encoding'];
  if (header === undefined) return body;
  const codings = parseCodings(header);
  const unsupported = findUnsupported(codings);
  if (unsupported !== undefined) {
    body.destroy();
    throw new UnsupportedEncodingError(unsupported);
  }
  // Listed in the order in which they were applied, so the last is undone first.
  const factories = codings.reverse().map((coding) => decoderFactories.get(coding));
  return factories.reduce<Readable>((input, create) => (create ? decodeWith(input, create) : input), body);
}

/** A coding that cannot be undone here, or all of them when they are too many: each may multiply what it holds. */
function findUnsupported(codings: readonly string[]): string | undefined {
  if (codings.length > MOST_CODINGS) return codings.join(', ');
  return codings.find((coding) => !decoderFactories.has(coding));
}

function parseCodings(header: string | string[]): string[] {
  const codings = String(header)
    .split(',')
    .map((coding) => coding.trim().toLowerCase());
  return codings.filter((coding) => coding !== '');
}

/** RFC 9110 means zlib's format by `deflate`, but some servers send the bare data. */
function createDeflateDecoder(start: Buffer): Transform {
  const usesZlibFormat = ((start[0] ?? 0) & 0x0f) === 8;
  return usesZlibFormat ? zlib().createInflate() : zlib().createInflateRaw();
}
