import type { Readable } from 'node:stream';

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
