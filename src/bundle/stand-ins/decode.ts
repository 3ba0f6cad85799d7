import type { Readable } from 'node:stream';
import { decodeWith, zlib } from '../../http/late-decoder.js';
import type { TransportResponse } from '../../http/transport.js';
import { UnsupportedEncodingError } from '../../http/unsupported-encoding.js';

/** Stands in for content codings where the function asks for none: some servers use gzip unasked, none another one. */
export function decodeBody({ headers, body }: Pick<TransportResponse, 'headers' | 'body'>): Readable {
  const coding = String(headers['content-encoding'] ?? '')
    .trim()
    .toLowerCase();
  if (/^(identity|none)?$/.test(coding)) return body;
  if (/^(x-)?gzip$/.test(coding)) return decodeWith(body, () => zlib().createGunzip());
  body.destroy();
  throw new UnsupportedEncodingError(coding);
}
