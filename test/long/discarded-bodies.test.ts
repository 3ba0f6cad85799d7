import type { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { TRANSPORTS } from '../integration/client/harness.js';
import { startRawAccount } from '../support/hostile-account.js';

const HUGE = 2_000_000_000;
const GZIPPED = gzipSync(Buffer.alloc(1_000_000, ' '));

/** Writes again and again until the connection is closed. */
function pour(socket: TLSSocket, text: string): void {
  const write = () => {
    if (!socket.writable) return;
    if (socket.write(text)) setImmediate(write);
    else socket.once('drain', write);
  };
  write();
}

function drip(socket: TLSSocket, text: string): void {
  const timer = setInterval(() => socket.writable && socket.write(text), 200);
  socket.once('close', () => clearInterval(timer));
}

/** Bodies that nobody wants, by how they come. */
const BODIES: Record<string, (socket: TLSSocket, head: string) => void> = {
  'never comes': (socket, head) => socket.write(`${head}content-length: 10\r\n\r\n`),
  'never ends': (socket, head) => socket.write(`${head}transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n`),
  'comes slowly': (socket, head) => {
    socket.write(`${head}content-length: 1000\r\n\r\n`);
    drip(socket, 'x');
  },
  'comes slowly in chunks': (socket, head) => {
    socket.write(`${head}transfer-encoding: chunked\r\n\r\n`);
    drip(socket, '1\r\nx\r\n');
  },
  'is said to be huge': (socket, head) => socket.write(`${head}content-length: ${HUGE}\r\n\r\nx`),
  'is huge': (socket, head) => {
    socket.write(`${head}content-length: ${HUGE}\r\n\r\n`);
    pour(socket, 'x'.repeat(10_000));
  },
  'comes without end': (socket, head) => {
    socket.write(`${head}transfer-encoding: chunked\r\n\r\n`);
    pour(socket, `2710\r\n${'x'.repeat(10_000)}\r\n`);
  },
  'comes without end and length': (socket, head) => {
    socket.write(`${head}connection: close\r\n\r\n`);
    pour(socket, 'x'.repeat(10_000));
  },
  'is coded': (socket, head) => {
    socket.write(`${head}content-encoding: gzip\r\ncontent-length: ${GZIPPED.length}\r\n\r\n`);
    socket.write(GZIPPED);
  },
  'is coded and does not end': (socket, head) => {
    socket.write(`${head}content-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n`);
    socket.write(Buffer.concat([Buffer.from('64\r\n'), GZIPPED.subarray(0, 100), Buffer.from('\r\n')]));
  },
  'is coded as nobody knows': (socket, head) =>
    socket.write(`${head}content-encoding: zip\r\ncontent-length: 10\r\n\r\n`),
};

/** After each of these the call is attempted again, or its body can have no meaning. */
const STATUSES = [401, 429, 500, 502, 503, 504, 304, 204, 205];
const OK = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n[]';

describe('a host that answers with bodies which nobody wants', () => {
  // The two wait for their deadlines most of the time, so they do it side by side.
  it.each(Object.keys(BODIES))('is asked as ever, when such a body %s', async (name) => {
    await Promise.all(TRANSPORTS.map((transport) => askBeforeAndAfter(transport, name)));
  });
});

async function askBeforeAndAfter(transport: (typeof TRANSPORTS)[number], name: string): Promise<void> {
  let sick = true;
  let answered = 0;
  const { api, platform, toolbelt } = await startRawAccount(
    (socket) => {
      if (!sick) return socket.write(OK);
      const status = STATUSES[answered++ % STATUSES.length];
      return BODIES[name]?.(socket, `HTTP/1.1 ${status} Sick\r\nretry-after: 0\r\n`);
    },
    { transport, deadlineMs: 2_500, retry: { attempts: 3, maxWaitMs: 50 } },
  );
  const lp = toolbelt.LPClient();
  await toolbelt.CsdsClient().getAll();
  const call = (index: number): Promise<unknown> => {
    if (index % 3 === 0) return lp.users.list();
    if (index % 3 === 1) return lp.users.list({ ifRevision: '1' });
    return lp('msgHist', '/raw').then((response) => response.body?.cancel());
  };
  await Promise.allSettled(Array.from({ length: 70 }, (_, index) => call(index)));
  for (let index = 0; answered < 300 && index < 30; index += 10) {
    await Promise.allSettled(Array.from({ length: 10 }, (_, more) => call(index + more)));
  }
  expect(answered, transport).toBeGreaterThanOrEqual(100);
  sick = false;
  // The pace of a host that answered 429 is none of this. Held connections would never be free for it.
  const healthy = await toolbelt.LPClient()('msgHist', '/healthy', { retry: false, deadlineMs: 60_000 });
  expect(await healthy.text(), transport).toBe('[]');
  // What nobody reads ends within a second; idle connections stay four.
  await expect.poll(() => api.open(), { message: transport }).toBe(0);
  expect(platform.asked.sentinel, transport).toBeLessThan(5);
}
