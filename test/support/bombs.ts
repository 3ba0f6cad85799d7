import { finished } from 'node:stream/promises';
import {
  type BrotliCompress,
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  deflateRawSync,
  deflateSync,
  type Gzip,
  gzipSync,
} from 'node:zlib';

/** An answer that is small and decodes to what is not. */
export interface Bomb {
  readonly encoding: string;
  readonly body: Buffer;
}

const MIB = 1_048_576;
const GIB_IN_MIB = 1_024;
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
/** The next bytes are the name of a file, which ends with a zero that never comes. */
const NAMED_GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]);
const WINDOW = constants.BROTLI_PARAM_LGWIN;
const QUALITY = constants.BROTLI_PARAM_QUALITY;

/** Data that is compressed as if it came `times` over; its end is missing. */
function repeated(data: Buffer, times: number): Buffer {
  const piece = deflateRawSync(data, { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  return Buffer.concat([GZIP_HEAD, ...Array.from({ length: times }, () => piece)]);
}

async function filled(stream: Gzip | BrotliCompress, byte: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const piece = Buffer.alloc(MIB, byte);
  for (let i = 0; i < GIB_IN_MIB; i += 1) {
    if (!stream.write(piece)) await new Promise((resolve) => stream.once('drain', resolve));
  }
  stream.end();
  await finished(stream);
  return Buffer.concat(chunks);
}

/** Each decodes to a GiB or more, some of them to nothing after as much. */
export async function makeBombs(): Promise<Record<string, Bomb>> {
  const spaces = repeated(Buffer.alloc(MIB, ' '), GIB_IN_MIB);
  // Blocks of deflate that hold nothing.
  // Small enough to arrive at once, and then they take long.
  const emptyBlocks = Buffer.alloc(5 * MIB);
  for (let at = 0; at < emptyBlocks.length; at += 5) emptyBlocks.set([0, 0, 0, 255, 255], at);
  const silent = repeated(emptyBlocks, 2_000);
  const endlessName = repeated(Buffer.alloc(MIB, 'a'), 10 * GIB_IN_MIB);
  return {
    gzip: { encoding: 'gzip', body: await filled(createGzip({ level: 1 }), 0x20) },
    br: {
      encoding: 'br',
      body: await filled(createBrotliCompress({ params: { [QUALITY]: 3, [WINDOW]: 24 } }), 0x20),
    },
    deflate: { encoding: 'deflate', body: deflateSync(Buffer.alloc(512 * MIB, ' '), { level: 1 }) },
    'gzip-twice': { encoding: 'gzip, gzip', body: gzipSync(spaces) },
    'gzip-in-br': { encoding: 'gzip, br', body: brotliCompressSync(spaces, { params: { [QUALITY]: 5 } }) },
    'five-times': {
      encoding: 'gzip, gzip, gzip, gzip, gzip',
      body: gzipSync(gzipSync(gzipSync(gzipSync(spaces)))),
    },
    'blocks-of-nothing': { encoding: 'deflate, gzip, gzip', body: gzipSync(silent) },
    'blocks-of-nothing-smaller': {
      encoding: 'deflate, gzip, gzip, gzip, gzip',
      body: gzipSync(gzipSync(gzipSync(silent))),
    },
    'a-name-without-end': {
      encoding: 'gzip, gzip, gzip, gzip',
      body: gzipSync(gzipSync(endlessNameIn(endlessName))),
    },
  };
}

/** A gzip whose data begin as another gzip does, and go on with its name. */
function endlessNameIn(name: Buffer): Buffer {
  const head = deflateRawSync(NAMED_GZIP_HEAD, { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([GZIP_HEAD, head, name.subarray(GZIP_HEAD.length)]);
}
