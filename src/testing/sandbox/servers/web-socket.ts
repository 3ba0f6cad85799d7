import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';

/** Part of the handshake (RFC 6455, section 1.3). */
const HANDSHAKE_ID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Longest message in bytes. */
const MAX_MESSAGE = 1024 * 1024;

/** Codes of a close (RFC 6455, section 7.4.1). */
const CLOSE_CODES = { normal: 1000, protocolError: 1002, unsupported: 1003, tooBig: 1009 } as const;

/** Answers one text message with another, or with none. */
export type MessageHandler = (text: string) => string | undefined;

interface Frame {
  readonly isFinal: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
}

/** What the server proves with that it took the handshake for one. */
export function acceptKey(key: string): string {
  return createHash('sha1')
    .update(key + HANDSHAKE_ID)
    .digest('base64');
}

/** Talks text messages over a socket whose handshake was answered: answers, pings and the close. */
export function serveWebSocket(socket: Duplex, onMessage: MessageHandler): void {
  let unread: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  const close = (code: number) => {
    const reason = Buffer.alloc(2);
    reason.writeUInt16BE(code);
    socket.end(encodeFrame(OPCODES.close, reason));
  };
  /** @returns the code to close with, if it comes to that */
  const take = ({ isFinal, opcode, payload }: Frame): number | undefined => {
    if (opcode === OPCODES.close) return CLOSE_CODES.normal;
    if (opcode === OPCODES.ping) socket.write(encodeFrame(OPCODES.pong, payload));
    if (opcode === OPCODES.ping || opcode === OPCODES.pong) return undefined;
    if (opcode !== OPCODES.text && opcode !== OPCODES.continuation) return CLOSE_CODES.unsupported;
    parts.push(payload);
    const message = Buffer.concat(parts);
    if (message.length > MAX_MESSAGE) return CLOSE_CODES.tooBig;
    if (!isFinal) return undefined;
    parts = [];
    const answer = onMessage(message.toString('utf8'));
    if (answer !== undefined) socket.write(encodeFrame(OPCODES.text, Buffer.from(answer)));
    return undefined;
  };
  socket.on('data', (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk]);
    while (!socket.writableEnded) {
      const read = decodeFrame(unread);
      if (read === undefined) return;
      const code = typeof read === 'number' ? read : take(read.frame);
      if (code !== undefined) close(code);
      if (typeof read !== 'number') unread = unread.subarray(read.length);
    }
  });
  // Who went away is owed nothing.
  socket.on('error', () => socket.destroy());
}

/** The first frame of a client; undefined while it is not complete, a code to close with when it is wrong. */
function decodeFrame(bytes: Buffer): { readonly frame: Frame; readonly length: number } | number | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  // Clients mask what they send; extensions were not agreed on.
  if ((second & 0x80) === 0 || (first & 0x70) !== 0) return CLOSE_CODES.protocolError;
  const size = payloadSize(bytes, second & 0x7f);
  if (size === undefined) return undefined;
  if (size.length > MAX_MESSAGE) return CLOSE_CODES.tooBig;
  const start = size.end + 4;
  const end = start + size.length;
  if (bytes.length < end) return undefined;
  const mask = bytes.subarray(size.end, start);
  const payload = Buffer.from(bytes.subarray(start, end).map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
  return { frame: { isFinal: (first & 0x80) !== 0, opcode: first & 0x0f, payload }, length: end };
}

function payloadSize(bytes: Buffer, short: number): { length: number; end: number } | undefined {
  if (short < 126) return { length: short, end: 2 };
  const width = short === 126 ? 2 : 8;
  if (bytes.length < 2 + width) return undefined;
  const length = width === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return { length, end: 2 + width };
}

function encodeFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}
