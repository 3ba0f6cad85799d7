import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Cancellation } from '../../../../src/http/cancellation.js';
import { readAll } from '../../../../src/http/read-all.js';
import { createTransport } from '../../../../src/http/transports/create-transport.js';
import {
  never,
  rejectionOf,
  setUpRawTransport,
  setUpTransport,
  signpost,
  uncancelled,
} from '../../../support/transport-setup.js';

const answer = (text: string, headers = '') =>
  `HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n${headers}\r\n${text}`;

/** A cancellation that tells how many listen to it. */
function watchedCancellation() {
  const listeners = new Set<() => void>();
  const cancellation: Cancellation & { aborted: boolean; reason: unknown } = {
    aborted: false,
    reason: undefined,
    addEventListener: (_, listener) => listeners.add(listener),
    removeEventListener: (_, listener) => listeners.delete(listener),
  };
  const abort = (reason: unknown) => {
    Object.assign(cancellation, { aborted: true, reason });
    for (const listener of [...listeners]) listener();
  };
  return { cancellation, abort, listening: () => listeners.size };
}

/** A source of an upload that gives one chunk and then waits. */
const openSource = () => {
  const source = new Readable({ read: () => undefined });
  source.push('start');
  return source;
};

describe.each(['https', 'got'] as const)('the %s transport', (kind) => {
  const setUp = setUpTransport.bind(null, kind);
  const setUpRaw = setUpRawTransport.bind(null, kind);

  describe('with a 101 that was not asked for', () => {
    const SWITCH = 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n';

    it('rejects, and leaves no socket', async () => {
      const { server, send } = await setUpRaw((socket) => socket.write(SWITCH));
      expect(await rejectionOf(send('/'))).toMatchObject({
        message: expect.stringContaining('101'),
        sent: true,
      });
      await server.emptied();
    });

    it('lets the process end', async () => {
      const { server } = await setUpRaw((socket) => socket.write(SWITCH));
      const module = new URL('../../../../src/http/transports/create-transport.ts', import.meta.url).href;
      const script = `
        import { createTransport } from ${JSON.stringify(module)};
        const transport = createTransport('${kind}', { ca: process.env.TEST_CA });
        const cancellation = new AbortController().signal;
        const request = { method: 'GET', url: new URL('${server.origin}'), headers: {}, cancellation };
        await transport.send(request).then(() => process.exit(9), () => undefined);
        await transport.close();
      `;
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
        env: { ...process.env, TEST_CA: server.ca },
        stdio: ['ignore', 'inherit', 'inherit'],
        timeout: 60_000,
      });
      expect(await once(child, 'close')).toEqual([0, null]);
    });
  });

  it('passes over any number of answers of 1xx', async () => {
    const { read } = await setUpRaw((socket) => {
      socket.write('HTTP/1.1 102 Processing\r\n\r\n'.repeat(50));
      socket.write(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${answer('final')}`);
    });
    expect(await read('/')).toMatchObject({ status: 200, text: 'final' });
  });

  it('gives the headers in an object without a prototype', async () => {
    const { read } = await setUpRaw((socket) => {
      socket.write(answer('x', 'constructor: a\r\n__proto__: b\r\nToString: c\r\ntostring: d\r\n'));
    });
    const { headers } = await read('/');
    expect(Object.getPrototypeOf(headers)).toBe(null);
    expect(Object.entries(headers)).toEqual([
      ['content-length', '1'],
      ['constructor', 'a'],
      ['__proto__', 'b'],
      ['tostring', ['c', 'd']],
    ]);
  });

  describe('an upload that is answered early', () => {
    it('gives the answer, drops the source, and costs the connection', async () => {
      const { server, read } = await setUpRaw((socket, head) => {
        if (head.startsWith('POST')) socket.write(answer('early'));
      });
      const body = openSource();
      expect(await read('/', { method: 'POST', body })).toMatchObject({ status: 200, text: 'early' });
      expect(body.destroyed).toBe(true);
      await server.emptied();
    });

    it('is not disturbed by a source that fails afterwards', async () => {
      const failed = signpost();
      const { send } = await setUpRaw(async (socket, head) => {
        if (head.startsWith('POST')) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nab');
        await failed.reached;
        socket.write('cd');
      });
      const body = openSource();
      body.on('error', () => undefined);
      const response = await send('/', { method: 'POST', body });
      body.destroy(new Error('made up'));
      setImmediate(failed.reach);
      expect((await readAll(response.body)).toString()).toBe('abcd');
    });
  });

  it('a source that fails rejects with its error, and destroys the connection', async () => {
    const { server, send } = await setUp(never);
    const body = openSource();
    const reason = new Error('the source failed');
    const gone = signpost();
    const { send: sendRaw } = await setUpRaw((socket) => {
      socket.once('close', gone.reach);
      body.destroy(reason);
    });
    const { cancellation, listening } = watchedCancellation();
    expect(await rejectionOf(sendRaw('/', { method: 'POST', body, cancellation }))).toBe(reason);
    await gone.reached;
    expect(listening()).toBe(0);
    // One that failed before it was sent.
    const failed = openSource();
    failed.on('error', () => undefined).destroy(reason);
    expect(await rejectionOf(send('/', { method: 'POST', body: failed }))).toBeInstanceOf(Error);
    expect(server.connections()).toBeLessThanOrEqual(1);
  });

  describe('cancelled', () => {
    it('while it connects: rejects with the reason, and leaves no socket and no listener', async () => {
      const { cancellation, abort, listening } = watchedCancellation();
      const { server, send } = await setUpRaw(() => undefined);
      const sent = rejectionOf(send('/', { cancellation }));
      while (listening() === 0) await new Promise(setImmediate);
      const reason = { made: 'up' };
      abort(reason);
      expect(await sent).toBe(reason);
      expect(listening()).toBe(0);
      await server.emptied();
    });

    it('while it uploads: rejects with the reason, and destroys source and connection', async () => {
      const { cancellation, abort, listening } = watchedCancellation();
      const begun = signpost();
      const { server, send } = await setUpRaw(begun.reach);
      const body = openSource();
      const sent = rejectionOf(send('/', { method: 'POST', body, cancellation }));
      await begun.reached;
      abort('stopped');
      expect(await sent).toBe('stopped');
      expect({ destroyed: body.destroyed, listening: listening() }).toEqual({
        destroyed: true,
        listening: 0,
      });
      await server.emptied();
    });

    it('while it waits for a connection: is never sent, and the next one is', async () => {
      const waiting: TLSSocket[] = [];
      const begun = signpost();
      const heads: string[] = [];
      const { send, read } = await setUpRaw(
        (socket, head) => {
          heads.push(head.split(' ')[1] ?? '');
          if (head.startsWith('GET /first')) waiting.push(socket);
          else socket.write(answer('x'));
          begun.reach();
        },
        { connections: 1 },
      );
      const first = read('/first');
      await begun.reached;
      const { cancellation, abort, listening } = watchedCancellation();
      const second = rejectionOf(send('/second', { cancellation }));
      while (listening() === 0) await new Promise(setImmediate);
      const third = read('/third');
      abort('stopped');
      expect(await second).toBe('stopped');
      waiting[0]?.write(answer('x'));
      await Promise.all([first, third]);
      expect({ heads, listening: listening() }).toEqual({ heads: ['/first', '/third'], listening: 0 });
    });

    it('while it is read: destroys the body and the connection', async () => {
      const { cancellation, abort, listening } = watchedCancellation();
      const { server, send } = await setUpRaw((socket) =>
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc'),
      );
      const { body } = await send('/', { cancellation });
      const reason = new Error('stopped');
      abort(reason);
      expect(await rejectionOf(readAll(body))).toBe(reason);
      expect(listening()).toBe(0);
      await server.emptied();
    });
  });

  it('a body destroyed before its end costs the connection', async () => {
    const { server, send } = await setUpRaw((socket) =>
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc'),
    );
    const { cancellation, listening } = watchedCancellation();
    const { body } = await send('/', { cancellation });
    body.destroy();
    await server.emptied();
    expect(listening()).toBe(0);
  });

  describe('an idle connection', () => {
    it.each(['HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n', answer('planted'), '\r\n'])(
      'on which %j comes is not used again',
      async (unasked) => {
        const first = signpost();
        let idle: TLSSocket | undefined;
        const { server, read } = await setUpRaw((socket, _, index) => {
          socket.write(answer(`answer ${index}`));
          idle ??= socket;
          first.reach();
        });
        expect((await read('/')).text).toBe('answer 0');
        idle?.write(unasked);
        await server.emptied();
        expect((await read('/')).text).toBe('answer 1');
        expect(server.connections()).toBe(2);
      },
    );

    it('whose 408 crosses the next request is told as a reused socket', async () => {
      const { read, send } = await setUpRaw((socket, _, index) => {
        if (index === 0) socket.write(answer('first'));
        else socket.end('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      });
      await read('/');
      expect(await rejectionOf(send('/'))).toMatchObject({ sent: true, reusedSocket: true });
      // On a fresh connection it is an answer.
      expect((await read('/')).status).toBe(408);
    });

    it.each(['timeout=1', 'max=5, timeout=1', 'timeout=0', 'Timeout=1'])(
      'is not kept after keep-alive: %s',
      async (announced) => {
        const { server, read } = await setUpRaw((socket) =>
          socket.write(answer('x', `keep-alive: ${announced}\r\n`)),
        );
        await read('/');
        await server.emptied();
        await read('/');
        expect(server.connections()).toBe(2);
      },
    );

    it('is kept for 4 s, though the server announces more', async () => {
      const { server, read } = await setUpRaw((socket) =>
        socket.write(answer('x', 'keep-alive: timeout=600\r\n')),
      );
      await read('/');
      const began = performance.now();
      await server.emptied();
      const waited = performance.now() - began;
      expect(waited).toBeGreaterThan(3_500);
    });

    it('is not used after 4 s in which no timer ran', async () => {
      const { server, read } = await setUpRaw((socket, _, index) => socket.write(answer(`answer ${index}`)));
      await read('/');
      while (server.open() === 0) await new Promise(setImmediate);
      const later = performance.now() + 60_000;
      vi.spyOn(performance, 'now').mockImplementation(() => later);
      onTestFinished(() => {
        vi.restoreAllMocks();
      });
      expect((await read('/')).text).toBe('answer 1');
      expect(server.connections()).toBe(2);
    });

    it('does not keep the process alive', async () => {
      const { server } = await setUp((_, response) => response.end('x'));
      const module = new URL('../../../../src/http/transports/create-transport.ts', import.meta.url).href;
      const script = `
        import { createTransport } from ${JSON.stringify(module)};
        const transport = createTransport('${kind}', { ca: process.env.TEST_CA });
        const cancellation = new AbortController().signal;
        const request = { method: 'GET', url: new URL('${server.origin}'), headers: {}, cancellation };
        const { body } = await transport.send(request);
        body.resume().once('close', () => {
          const read = performance.now();
          process.on('exit', () => { process.exitCode = performance.now() - read < 3_000 ? 0 : 8; });
        });
      `;
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
        env: { ...process.env, TEST_CA: server.ca },
        stdio: ['ignore', 'inherit', 'inherit'],
        timeout: 60_000,
      });
      expect(await once(child, 'close')).toEqual([0, null]);
    });
  });

  describe('errors say', () => {
    it('that nothing was sent when there was no connection', async () => {
      const { send } = await setUp(never, { ca: undefined });
      const unreachable = { method: 'GET', headers: {}, cancellation: uncancelled };
      const transport = createTransport(kind);
      onTestFinished(() => transport.close());
      const elsewhere = (url: string) => transport.send({ ...unreachable, url: new URL(url) });
      const errors = [
        await rejectionOf(send('/')),
        await rejectionOf(elsewhere('https://localhost:1/')),
        await rejectionOf(elsewhere('https://nowhere.invalid/')),
        await rejectionOf(send('/', { headers: { 'bad name': '1' } })),
      ];
      for (const error of errors) expect(error).toMatchObject({ sent: false, reusedSocket: false });
      for (const error of errors) expect((error as Error).message).not.toBe('');
    });

    it('that nothing was sent when the handshake fails', async () => {
      const { send, server } = await setUpRaw(() => undefined, { ca: undefined });
      expect(await rejectionOf(send('/'))).toMatchObject({ sent: false });
      await server.emptied();
    });

    it('that it was sent when the connection dies', async () => {
      const { send } = await setUpRaw((socket) => socket.destroy());
      expect(await rejectionOf(send('/'))).toMatchObject({ sent: true, reusedSocket: false });
    });

    it('that the connection had been used before', async () => {
      const { read, send } = await setUpRaw((socket, _, index) => {
        if (index === 0) socket.write(answer('first'));
        else socket.destroy();
      });
      await read('/');
      expect(await rejectionOf(send('/'))).toMatchObject({ sent: true, reusedSocket: true });
    });

    it('so too of a connection that went straight to a waiting request', async () => {
      const { read, send } = await setUpRaw(
        (socket, _, index) => {
          if (index === 0) socket.write(answer('first'));
          else socket.destroy();
        },
        { connections: 1 },
      );
      const first = read('/');
      const second = rejectionOf(send('/'));
      await first;
      expect(await second).toMatchObject({ sent: true, reusedSocket: true });
    });
  });

  describe('malformed answers', () => {
    it.each([
      ['a header that never ends', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(200_000)}`],
      ['a line that is none', 'HTTP/1.1 200 OK\r\nno colon\r\n\r\n'],
      ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
      ['a length that is none', 'HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n'],
      ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n\r\n'],
      ['a status that is none', 'HTTP/1.1 abc OK\r\n\r\n'],
      ['an end at once', ''],
    ])('%s rejects', async (_, bytes) => {
      const { server, send } = await setUpRaw((socket) => socket.end(bytes));
      const { cancellation, listening } = watchedCancellation();
      expect(await rejectionOf(send('/', { cancellation }))).toBeInstanceOf(Error);
      await server.emptied();
      expect(listening()).toBe(0);
    });

    it.each([
      ['shorter than its content-length', 'content-length: 9\r\n\r\nabc'],
      ['with a chunk size that is none', 'transfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n'],
      ['cut off inside a chunk', 'transfer-encoding: chunked\r\n\r\n9\r\nabc'],
    ])('a body %s fails', async (_, rest) => {
      const { server, send } = await setUpRaw((socket) => socket.end(`HTTP/1.1 200 OK\r\n${rest}`));
      const { cancellation, listening } = watchedCancellation();
      const reading = send('/', { cancellation }).then(({ body }) => readAll(body));
      expect(await rejectionOf(reading)).toBeInstanceOf(Error);
      await server.emptied();
      expect(listening()).toBe(0);
    });

    it('bytes after the content-length are no answer to the next request', async () => {
      const { server, read } = await setUpRaw((socket, _, index) => {
        socket.write(index === 0 ? `${answer('abc')}${answer('planted')}` : answer('second'));
      });
      await read('/').catch(() => undefined);
      await server.emptied();
      expect((await read('/')).text).toBe('second');
    });
  });

  it.each([
    ['HEAD', 'HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n'],
    ['GET', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['GET', 'HTTP/1.1 304 Not Modified\r\ncontent-length: 7\r\n\r\n'],
  ])('keeps the connection after %s and %j', async (method, bytes) => {
    const { server, read } = await setUpRaw((socket) => socket.write(bytes));
    for (let i = 0; i < 3; i += 1) expect((await read('/', { method })).text).toBe('');
    expect(server.connections()).toBe(1);
  });
});
