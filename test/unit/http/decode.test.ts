import { PassThrough, Readable } from 'node:stream';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBody } from '../../../src/http/decode.js';
import { readAll } from '../../../src/http/read-all.js';
import { UnsupportedEncodingError } from '../../../src/http/unsupported-encoding.js';

const encoders: Record<string, (data: Buffer) => Buffer> = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  br: brotliCompressSync,
  deflate: deflateSync,
  'deflate without wrapper': deflateRawSync,
  identity: (data: Buffer) => data,
};
const codings = Object.keys(encoders);
const encode = (coding: string, data: Buffer) => encoders[coding]?.(data) ?? expect.fail(coding);
const headerName = (coding: string) => coding.split(' ')[0] ?? '';

/** The bytes as a stream of chunks of at most `size` bytes. */
function streamOf(data: Buffer, size = 1024): Readable {
  const chunks: Buffer[] = [];
  for (let i = 0; i < data.length; i += size) chunks.push(data.subarray(i, i + size));
  return Readable.from(chunks, { objectMode: false });
}

const decode = (body: Readable, encoding?: string | string[]) =>
  decodeBody({ headers: encoding === undefined ? {} : { 'content-encoding': encoding }, body });

const closed = (stream: Readable) =>
  new Promise<void>((resolve) => (stream.closed ? resolve() : stream.once('close', resolve)));

describe('decodeBody', () => {
  it('returns the body itself when nothing was encoded', () => {
    const body = streamOf(Buffer.from('plain'));
    for (const encoding of [undefined, 'identity', 'none', '', 'Identity, none']) {
      expect(decode(body, encoding)).toBe(body);
    }
    body.destroy();
  });

  it('undoes any list of codings, in any chunks', async () => {
    const lists = fc.array(fc.constantFrom(...codings), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 500 }),
        lists,
        fc.integer({ min: 1, max: 64 }),
        async (bytes, list, size) => {
          const data = Buffer.from(bytes);
          const encoded = list.reduce<Buffer>((input, coding) => encode(coding, input), data);
          const decoded = decode(streamOf(encoded, size), list.map(headerName).join(', '));
          expect(await readAll(decoded)).toEqual(data);
        },
      ),
    );
  });

  it('reads the header in any case, with blanks, and on several lines', async () => {
    const twice = gzipSync(brotliCompressSync('data'));
    for (const encoding of [' BR ,GZip', ['br', 'gzip']]) {
      expect((await readAll(decode(streamOf(twice), encoding))).toString()).toBe('data');
    }
  });

  it('takes an empty body for empty, whatever the header says', async () => {
    for (const coding of ['gzip', 'br', 'deflate', 'gzip, br']) {
      expect(await readAll(decode(streamOf(Buffer.alloc(0)), coding))).toHaveLength(0);
    }
  });

  it('ignores zeros that pad the encoded data, as zlib does', async () => {
    const data = Buffer.concat([gzipSync('data'), Buffer.alloc(30)]);
    expect((await readAll(decode(streamOf(data, 7), 'gzip'))).toString()).toBe('data');
  });

  it('reads gzip of several members', async () => {
    const data = Buffer.concat([gzipSync('one '), gzipSync('two')]);
    expect((await readAll(decode(streamOf(data, 5), 'gzip'))).toString()).toBe('one two');
  });

  it('names a coding that it does not know, and gives the body up', async () => {
    const body = streamOf(Buffer.from('x'));
    expect(() => decode(body, 'gzip, Compress')).toThrow(UnsupportedEncodingError);
    expect(() => decode(body, 'gzip, Compress')).toThrow(/"compress"/);
    await closed(body);
    expect(() => decode(body, 'x'.repeat(500))).toThrow(/"x{40}"$/);
  });

  it.each(['gzip', 'br', 'deflate', 'deflate without wrapper'])(
    'fails on %s that ends too early or is damaged',
    async (coding) => {
      const encoded = encode(coding, Buffer.from('a body long enough to be cut '.repeat(50)));
      await expect(readAll(decode(streamOf(encoded.subarray(0, -9)), headerName(coding)))).rejects.toThrow();
      const damaged = Buffer.from(encoded);
      damaged.fill(0xff, 2);
      await expect(readAll(decode(streamOf(damaged), headerName(coding)))).rejects.toThrow();
    },
  );

  it('passes on the very error of the body', async () => {
    const body = new PassThrough();
    const decoded = decode(body, 'gzip, br');
    const reason = new Error('reset');
    body.write(brotliCompressSync(gzipSync('data')).subarray(0, 4));
    body.destroy(reason);
    await expect(readAll(decoded)).rejects.toBe(reason);
  });

  it('fails when the body is closed without an end', async () => {
    const body = new PassThrough();
    const decoded = decode(body, 'gzip');
    body.destroy();
    await expect(readAll(decoded)).rejects.toThrow();
  });

  it('destroys the body when the decoded stream is destroyed', async () => {
    for (const reason of [undefined, new Error('no longer needed')]) {
      const body = new PassThrough();
      body.write(gzipSync('data').subarray(0, 12));
      const decoded = decode(body, 'br, gzip');
      decoded.destroy(reason);
      await closed(body);
      expect(body.destroyed).toBe(true);
    }
  });

  it('lets an error wait for its reader', async () => {
    const body = new PassThrough();
    const decoded = decode(body, 'gzip');
    body.end('this is not gzip');
    await closed(decoded);
    await expect(readAll(decoded)).rejects.toThrow(/incorrect header/);
  });

  it('gives the first bytes before the body has ended', async () => {
    const encoded = gzipSync(Buffer.alloc(200_000, 'abc'), { level: 0 });
    const body = new PassThrough({ highWaterMark: encoded.length });
    const decoded = decode(body, 'gzip');
    body.write(encoded.subarray(0, 100_000));
    const first = await new Promise<Buffer>((resolve) => decoded.once('data', resolve));
    expect(first.subarray(0, 3).toString()).toBe('abc');
    decoded.destroy();
  });

  it('decodes no faster than it is read', async () => {
    const size = 10_000_000;
    const decoded = decode(streamOf(gzipSync(Buffer.alloc(size)), 16_384), 'gzip');
    let total = 0;
    let mostBuffered = 0;
    for await (const chunk of decoded) {
      total += (chunk as Buffer).length;
      mostBuffered = Math.max(mostBuffered, decoded.readableLength);
    }
    expect(total).toBe(size);
    expect(mostBuffered).toBeLessThan(1_000_000);
  });
});

describe('readAll', () => {
  it('joins the chunks', async () => {
    expect((await readAll(streamOf(Buffer.from('abcdef'), 2))).toString()).toBe('abcdef');
  });

  it('does not copy a single chunk', async () => {
    const chunk = Buffer.from('only');
    expect(await readAll(Readable.from([chunk], { objectMode: false }))).toBe(chunk);
  });

  it('gives an empty buffer for an empty stream', async () => {
    expect(await readAll(Readable.from([]))).toHaveLength(0);
  });

  it('rejects with the error of the stream, be it before or while reading', async () => {
    const reason = new Error('broken');
    const stream = new PassThrough();
    stream.write('start');
    const reading = readAll(stream);
    stream.destroy(reason);
    await expect(reading).rejects.toBe(reason);
    await expect(readAll(stream)).rejects.toBe(reason);
  });

  it('rejects when the stream is closed before its end, be it before or while reading', async () => {
    const stream = new PassThrough();
    stream.write('start');
    const reading = readAll(stream);
    stream.destroy();
    await expect(reading).rejects.toThrow('closed before its end');
    await expect(readAll(stream)).rejects.toThrow('closed before its end');
  });

  it('rejects a stream that was read already', async () => {
    const stream = streamOf(Buffer.from('once'));
    await readAll(stream);
    await expect(readAll(stream)).rejects.toThrow('read already');
  });
});
