import { PassThrough, pipeline, type Readable, Transform, type TransformCallback } from 'node:stream';

/** Loaded with the first body that is encoded: most are not, and it takes 2 ms of a cold start. */
export const zlib = () => process.getBuiltinModule('node:zlib');

/** Makes the decoder of one content coding, given the first bytes of the encoded body. */
export type DecoderFactory = (start: Buffer) => Transform;

/**
 * Unzips a body that is gzip by its first byte; another passes as it is. Errors and `destroy` go through in
 * both directions.
 */
export function gunzipBody(body: Readable): Readable {
  return decodeWith(body, ([first]) =>
    first === GZIP ? zlib().createGunzip({ chunkSize: 65_536 }) : new PassThrough(),
  );
}

/** First byte of gzip (RFC 1952); no text begins with it. */
const GZIP = 0x1f;

/** Decodes a stream; errors and `destroy` go through in both directions. */
export function decodeWith(input: Readable, create: DecoderFactory): Readable {
  const decoder = new LateDecoder(create);
  // The error is on the returned stream for whoever reads it; before anyone does, it must not end the process.
  return pipeline(input, decoder, () => undefined).on('error', () => undefined);
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
