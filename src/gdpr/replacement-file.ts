/** A file that takes the place of others. */
export interface ReplacementFile {
  body: Uint8Array | string;
  /** For example `image/png`. */
  contentType: string;
}

/** A picture of one black point. */
const BLACK_POINT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';

export function defaultReplacementFile(): ReplacementFile {
  return { body: Buffer.from(BLACK_POINT, 'base64'), contentType: 'image/png' };
}
