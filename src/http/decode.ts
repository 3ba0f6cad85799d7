import { PassThrough, pipeline, type Readable, Transform, type TransformCallback } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { TransportFailure, TransportResponse } from './transport.js';

/** As many content codings are undone at the most. */
const MOST_CODINGS = 5;

/** The server applied a content coding that was not asked for and cannot be undone here. */
export class UnsupportedEncodingError extends Error implements TransportFailure {
  static {
    this.prototype.name = 'UnsupportedEncodingError';
  }

  readonly lasting = true;

  /** The coding as the server named it, in lower case, at most 40 characters. */
  readonly encoding: string;

  constructor(encoding: string) {
    const shown = encoding.slice(0, 40);
    super(`The response has a content-encoding that cannot be undone here: ${JSON.stringify(shown)}`);
    this.encoding = shown;
  }
}

/** Makes the decoder of one content coding, given the first bytes of the encoded body. */
type DecoderFactory = (start: Buffer) => Transform;

/** Codings of RFC 9110, section 8.4.1. `none` is not registered, but sent by some servers. */
const decoderFactories: ReadonlyMap<string, DecoderFactory | undefined> = new Map([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['br', () => createBrotliDecompress()],
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

/**
 * Unzips a body that is gzip by its first byte; another passes as it is. Errors and `destroy` go through in
 * both directions.
 */
export function gunzipBody(body: Readable): Readable {
  return decodeWith(body, ([first]) =>
    first === GZIP ? createGunzip({ chunkSize: 65_536 }) : new PassThrough(),
  );
}

/** First byte of gzip (RFC 1952); no text begins with it. */
const GZIP = 0x1f;

/** A stream went on for longer than it may. */
export class TooLongError extends Error {}

/**
 * Reads a stream to its end. A single chunk is returned as it is, without a copy.
 *
 * @param longest Bytes that it may have.
 * @param onChunk Called for each chunk.
 * Rejects with the stream's error, with a {@link TooLongError}, and when it is closed before its end or has been read
 * already. It is destroyed when it is too long.
 */
export function readAll(
  stream: Readable,
  {
    longest = Number.POSITIVE_INFINITY,
    onChunk,
  }: { longest?: number; onChunk?: (() => void) | undefined } = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (stream.errored) return reject(stream.errored);
    if (stream.readableEnded) return reject(new Error('The stream has been read already'));
    if (stream.destroyed) return reject(prematureClose());
    const chunks: Buffer[] = [];
    let ended = false;
    let left = longest;
    stream.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) {
        reject(new TooLongError());
        stream.destroy();
        return;
      }
      chunks.push(chunk);
      onChunk?.();
    });
    stream.on('end', () => {
      ended = true;
      const [first] = chunks;
      resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks));
    });
    stream.on('error', reject);
    stream.on('close', () => {
      // Making an error that nobody sees would cost more than all else here.
      if (!ended) reject(stream.errored ?? prematureClose());
    });
  });
}

const prematureClose = () => new Error('The stream was closed before its end');

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

function decodeWith(input: Readable, create: DecoderFactory): Readable {
  const decoder = new LateDecoder(create);
  // The error is on the returned stream for whoever reads it; before anyone does, it must not end the process.
  return pipeline(input, decoder, () => undefined).on('error', () => undefined);
}

/** RFC 9110 means zlib's format by `deflate`, but some servers send the bare data. */
function createDeflateDecoder(start: Buffer): Transform {
  const usesZlibFormat = ((start[0] ?? 0) & 0x0f) === 8;
  return usesZlibFormat ? createInflate() : createInflateRaw();
}

/** A decoder made with the first bytes: so `deflate` can be told apart, and an empty body stays empty. */
class LateDecoder extends Transform {
  readonly #create: DecoderFactory;
  #decoder: Transform | undefined;

  constructor(create: DecoderFactory) {
    super();
    this.#create = create;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.#decoder ??= this.#open(chunk);
    this.#decoder.write(chunk, callback);
  }

  override _flush(callback: TransformCallback): void {
    const decoder = this.#decoder;
    // It has ended already when zeros that pad the encoded data came in a chunk of their own.
    if (decoder === undefined || decoder.readableEnded) {
      callback();
      return;
    }
    decoder.once('end', () => callback());
    decoder.end();
  }

  override _read(size: number): void {
    this.#decoder?.resume();
    super._read(size);
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#decoder?.destroy();
    callback(error);
  }

  #open(start: Buffer): Transform {
    const decoder = this.#create(start);
    decoder.on('data', (chunk: Buffer) => {
      // A small body may decode to a huge one: no faster than it is read.
      if (!this.push(chunk)) decoder.pause();
    });
    decoder.on('error', (error) => this.destroy(error));
    return decoder;
  }
}
