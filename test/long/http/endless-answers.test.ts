import { getEventListeners, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ToolBeltError } from '../../../src/errors/index.js';
import { failureOf, TRANSPORTS } from '../../integration/client/harness.js';
import { startPlatform, startRawAccount } from '../../support/hostile-account.js';

const DEADLINE_MS = 2_000;
/** Of a busy machine. */
const SLACK_MS = 20_000;
const OK = 'HTTP/1.1 200 OK\r\n';
const CHUNKED = `${OK}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;

/** Writes again and again until the connection is closed; as fast as it is taken, or once in `everyMs`. */
function repeatedly(socket: TLSSocket, text: () => string, everyMs?: number): void {
  if (everyMs !== undefined) {
    const timer = setInterval(() => socket.writable && socket.write(text()), everyMs);
    socket.once('close', () => clearInterval(timer));
    return;
  }
  const write = () => {
    if (!socket.writable) return;
    if (socket.write(text())) setImmediate(write);
    else socket.once('drain', write);
  };
  write();
}

/** Answers that have no end, each by its own way. */
const ENDLESS: Record<string, (socket: TLSSocket) => void> = {
  'no byte at all': () => undefined,
  'headers, one byte now and then': (socket) => {
    const head = `${OK}x-long: ${'a'.repeat(10_000)}`;
    let at = 0;
    repeatedly(socket, () => head[at++] ?? 'a', 100);
  },
  'one 1xx after the other, fast': (socket) => repeatedly(socket, () => 'HTTP/1.1 102 Processing\r\n\r\n'),
  'one 100 now and then': (socket) => repeatedly(socket, () => 'HTTP/1.1 100 Continue\r\n\r\n', 100),
  'one 103 now and then': (socket) =>
    repeatedly(socket, () => 'HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n', 100),
  'one header after the other': (socket) => {
    socket.write(OK);
    let number = 0;
    repeatedly(socket, () => `x-${number++}: value\r\n`);
  },
  'a header without an end': (socket) => {
    socket.write(`${OK}x-long: `);
    repeatedly(socket, () => 'a'.repeat(1_000));
  },
  'a chunk extension without an end, fast': (socket) => {
    socket.write(`${CHUNKED}5;x=`);
    repeatedly(socket, () => 'a'.repeat(1_000));
  },
  'a chunk extension without an end, slow': (socket) => {
    socket.write(`${CHUNKED}5;x=`);
    repeatedly(socket, () => 'a', 100);
  },
  'chunks with extensions, one byte each': (socket) => {
    socket.write(CHUNKED);
    repeatedly(socket, () => `1;${'x'.repeat(1_000)}\r\n[\r\n`, 50);
  },
  'trailers without an end, fast': (socket) => {
    socket.write(`${CHUNKED}2\r\n[]\r\n0\r\n`);
    let number = 0;
    repeatedly(socket, () => `x-${number++}: value\r\n`);
  },
  'trailers without an end, slow': (socket) => {
    socket.write(`${CHUNKED}2\r\n[]\r\n0\r\n`);
    let number = 0;
    repeatedly(socket, () => `x-${number++}: value\r\n`, 100);
  },
  'a body, one byte now and then': (socket) => {
    socket.write(`${OK}content-length: 100000\r\n\r\n[`);
    repeatedly(socket, () => ' ', 100);
  },
  'a body until the connection is closed': (socket) => {
    socket.write(`${OK}connection: close\r\n\r\n[`);
    repeatedly(socket, () => ' ', 100);
  },
  'a body of which nothing comes': (socket) => socket.write(`${OK}content-length: 10\r\n\r\n`),
  'a body that stops in a chunk': (socket) => socket.write(`${CHUNKED}5\r\n[`),
  'headers, and half of the connection closed': (socket) => {
    socket.write(`${OK}content-length: 10\r\n\r\n[`);
    socket.end();
  },
  'the end of one half, without a word': (socket) => socket.end(),
  'a redirect to itself': (socket) => {
    socket.write('HTTP/1.1 302 Found\r\nlocation: /again\r\ncontent-length: 5\r\n\r\n');
  },
  'an error whose body does not end': (socket) => {
    socket.write('HTTP/1.1 400 Bad Request\r\ntransfer-encoding: chunked\r\n\r\n');
    repeatedly(socket, () => '1\r\nx\r\n', 100);
  },
  'a 503 whose body does not end': (socket) => {
    socket.write('HTTP/1.1 503 Service Unavailable\r\ntransfer-encoding: chunked\r\n\r\n');
    repeatedly(socket, () => '1\r\nx\r\n', 100);
  },
};
const NAMES = Object.keys(ENDLESS);

/** Which answer a request is for: its revision, or the end of its path. */
const nameOf = (head: string) =>
  NAMES[Number(/\/x(\d+)|if-match: (\d+)/i.exec(head)?.slice(1).join('') ?? 0)] ?? '';

const handler = (socket: TLSSocket, head: string) => ENDLESS[nameOf(head)]?.(socket);

describe.each(TRANSPORTS)('an answer without an end through %s', (transport) => {
  it('is ended by the deadline, whatever it is that does not end, and leaves nothing behind', async () => {
    const { api, toolbelt } = await startRawAccount(handler, {
      transport,
      deadlineMs: DEADLINE_MS,
    });
    const lp = toolbelt.LPClient();
    await toolbelt.CsdsClient().getAll();
    const { signal } = new AbortController();
    await Promise.all(
      NAMES.map(async (name, index) => {
        const startedAt = performance.now();
        const error = await failureOf(lp.users.list({ ifRevision: String(index) }, { signal }));
        const tookMs = performance.now() - startedAt;
        expect(error, name).toBeInstanceOf(ToolBeltError);
        expect(error, name).toMatchObject({ operation: 'users.list' });
        expect(tookMs, name).toBeLessThan(DEADLINE_MS + SLACK_MS);
      }),
    );
    await api.emptied();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('is ended by an abort with its reason, whenever that comes', async () => {
    const { api, toolbelt } = await startRawAccount(handler, { transport, retry: false });
    const lp = toolbelt.LPClient();
    await toolbelt.CsdsClient().getAll();
    const begun = async (index: number, signal: AbortSignal, isRaw: boolean) => {
      if (!isRaw) return lp.users.list({ ifRevision: String(index) }, { signal });
      const response = await lp('msgHist', `/x${index}`, { signal });
      return response.text();
    };
    await Promise.all(
      NAMES.flatMap((name, index) =>
        [false, true].flatMap((isRaw) =>
          [0, 30, 120].map(async (ms) => {
            const reason = new Error(`enough of ${name}`);
            const controller = new AbortController();
            const outcome = failureOf(begun(index, controller.signal, isRaw));
            setTimeout(() => controller.abort(reason), ms);
            const error = await outcome;
            // Some come to an end of their own.
            if (!(error instanceof ToolBeltError)) expect(error, name).toBe(reason);
            expect(getEventListeners(controller.signal, 'abort'), name).toEqual([]);
          }),
        ),
      ),
    );
    await api.emptied();
  });

  it.each(['TCP only', 'TLS only'])('is ended when the server speaks %s', async (how) => {
    const sockets = new Set<{ destroy(): void }>();
    const server = createServer((socket) => {
      sockets.add(socket.resume());
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
      // A hello of TLS that goes no further.
      if (how === 'TLS only')
        socket.once('data', () => socket.write(Buffer.from([22, 3, 3, 0, 90, 2, 0, 0, 86])));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const host = `localhost:${(server.address() as AddressInfo).port}`;
    const platform = await startPlatform({ hostOf: (name) => (name === 'sentinel' ? undefined : host) });
    const lp = platform.toolbelt({ transport, deadlineMs: DEADLINE_MS }).LPClient();
    const startedAt = performance.now();
    const controller = new AbortController();
    const reason = new Error('enough');
    const aborted = failureOf(lp.users.list({}, { signal: controller.signal }));
    setTimeout(() => controller.abort(reason), 300);
    expect(await failureOf(lp.users.list())).toMatchObject({ name: 'TimeoutError', phase: 'deadline' });
    expect(performance.now() - startedAt).toBeLessThan(DEADLINE_MS + SLACK_MS);
    expect(await aborted).toBe(reason);
    await expect.poll(() => sockets.size).toBe(0);
  });
});
