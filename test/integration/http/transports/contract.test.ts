import { createHash, randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readAll } from '../../../../src/http/read-all.js';
import {
  AUTHORIZATION,
  never,
  rejectionOf,
  setUpTransport,
  signpost,
  uncancelled,
} from '../../../support/transport-setup.js';

describe.each(['https', 'got'] as const)('the %s transport', (kind) => {
  const setUp = setUpTransport.bind(null, kind);

  describe('passes a response on as it is', () => {
    it.each([200, 204, 304, 404, 429, 503, 901])('status %i', async (status) => {
      const { read } = await setUp((_, response) => response.writeHead(status).end());
      expect(await read('/')).toMatchObject({ status, text: '' });
    });

    it.each([301, 302, 307])('redirection %i is not followed', async (status) => {
      const paths: (string | undefined)[] = [];
      const { read } = await setUp((request, response) => {
        paths.push(request.url);
        response.writeHead(status, { location: '/elsewhere' }).end('moved');
      });
      expect(await read('/here')).toMatchObject({
        status,
        headers: { location: '/elsewhere' },
        text: 'moved',
      });
      expect(paths).toEqual(['/here']);
    });

    it('a 503 is not sent again', async () => {
      let requests = 0;
      const { read } = await setUp((_, response) => {
        requests += 1;
        response.writeHead(503, { 'retry-after': '0' }).end();
      });
      await read('/');
      expect(requests).toBe(1);
    });

    it('headers in lower case, repeated ones as a list, single ones as a string', async () => {
      const { read } = await setUp((_, response) => {
        response.setHeader('X-Single', 'a, b').setHeader('X-Twice', ['1', '2']);
        response.setHeader('Set-Cookie', 'a=1').end();
      });
      expect((await read('/')).headers).toMatchObject({
        'x-single': 'a, b',
        'x-twice': ['1', '2'],
        'set-cookie': 'a=1',
      });
    });

    it('the answer after early hints', async () => {
      const { read } = await setUp((_, response) => {
        response.writeEarlyHints({ link: '</a.css>; rel=preload' }, () => response.end('final'));
      });
      expect(await read('/')).toMatchObject({ status: 200, text: 'final' });
    });

    it('the answer to HEAD has headers and no body', async () => {
      const { read } = await setUp((_, response) => response.setHeader('content-length', 7).end());
      const { headers, text } = await read('/', { method: 'HEAD' });
      expect({ length: headers['content-length'], text }).toEqual({ length: '7', text: '' });
    });

    it('gzip bytes stay gzip bytes', async () => {
      const encoded = gzipSync('data');
      const { send } = await setUp((_, response) =>
        response.setHeader('content-encoding', 'gzip').end(encoded),
      );
      const { headers, body } = await send('/');
      expect(headers['content-encoding']).toBe('gzip');
      expect(await readAll(body)).toEqual(encoded);
    });

    it('the first chunk can be read before the last is sent', async () => {
      const firstRead = signpost();
      const { send } = await setUp(async (_, response) => {
        response.write('first');
        await firstRead.reached;
        response.end('last');
      });
      const { body } = await send('/');
      const chunks: string[] = [];
      for await (const chunk of body) {
        chunks.push(String(chunk));
        firstRead.reach();
      }
      expect(chunks).toEqual(['first', 'last']);
    });

    it('a body that nobody reads holds the server back', async () => {
      const stopped = signpost();
      let written = 0;
      const { send } = await setUp((_, response) => {
        const chunk = Buffer.alloc(64 * 1024);
        const writeUntilFull = () => {
          do written += chunk.length;
          while (written < 256 * 2 ** 20 && response.write(chunk));
          stopped.reach();
        };
        writeUntilFull();
        response.on('drain', writeUntilFull);
      });
      const { body } = await send('/');
      await stopped.reached;
      body.destroy();
      expect(written).toBeLessThan(64 * 2 ** 20);
    });
  });

  describe('sends a request as it is', () => {
    /** Answers with what arrived. */
    const mirror: RequestListener = async (request, response) => {
      const digest = createHash('sha256');
      for await (const chunk of request) digest.update(chunk as Buffer);
      const { method, url, rawHeaders } = request;
      response.end(JSON.stringify({ method, url, rawHeaders, sha256: digest.digest('hex') }));
    };
    const arrived = (text: string) =>
      JSON.parse(text) as { method: string; url: string; rawHeaders: string[]; sha256: string };
    const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

    it.each([
      '/a%20b?x=%2F&y=a+b',
      '/api/account/1/users?v=6.0&select=$all&flag',
      "/a;b=c/d,e/~f/(g)'h*?q=%E2%82%AC&q=%e2%82%ac&empty=",
      '//double//slash/?',
      '/?a=b?c=d&&=',
    ])('path %s', async (path) => {
      const paths: (string | undefined)[] = [];
      const { server, transport } = await setUp((request, response) => {
        paths.push(request.url);
        response.end();
      });
      const url = new URL(server.origin + path);
      const { body } = await transport.send({ method: 'GET', url, headers: {}, cancellation: uncancelled });
      await readAll(body);
      expect(paths).toEqual([url.pathname + url.search]);
    });

    it('headers in their order, with nothing added but what HTTP needs', async () => {
      const { read } = await setUp(mirror);
      const headers = {
        authorization: AUTHORIZATION,
        'x-request-id': 'id 1',
        'user-agent': 'test/1',
        accept: 'application/json',
        'x-empty': '',
        'content-type': 'application/json; charset=utf-8',
      };
      const { rawHeaders } = arrived((await read('/', { method: 'POST', headers, body: '{}' })).text);
      const names = rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
      const own = names.filter((name) => !['host', 'connection', 'content-length'].includes(name));
      expect(own).toEqual(Object.keys(headers));
      for (const [name, value] of Object.entries(headers)) {
        expect(rawHeaders[rawHeaders.indexOf(name) + 1]).toBe(value);
      }
    });

    it('no header at all, if none is given', async () => {
      const { server, transport } = await setUp(mirror);
      const { body } = await transport.send({
        method: 'GET',
        url: new URL(server.origin),
        headers: {},
        cancellation: uncancelled,
      });
      const { rawHeaders } = arrived((await readAll(body)).toString());
      const names = rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
      expect(names.sort()).toEqual(['connection', 'host']);
    });

    it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
      '%s without a body',
      async (method) => {
        const methods: (string | undefined)[] = [];
        const { read } = await setUp((request, response) => {
          methods.push(request.method);
          response.end();
        });
        expect((await read('/', { method })).status).toBe(200);
        expect(methods).toEqual([method]);
      },
    );

    it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'GET'])('a body with %s', async (method) => {
      const { read } = await setUp(mirror);
      const body = 'grün';
      const seen = arrived((await read('/', { method, body })).text);
      expect(seen).toMatchObject({ method, sha256: sha256(body) });
      const lengthAt = seen.rawHeaders.findIndex((name) => name.toLowerCase() === 'content-length');
      expect(seen.rawHeaders[lengthAt + 1]).toBe('5');
    });

    it('a body of bytes, also as a part of a larger buffer', async () => {
      const { read } = await setUp(mirror);
      const bytes = new Uint8Array(randomBytes(1000).buffer, 0, 100).subarray(10, 90);
      for (const body of [bytes, Buffer.from(bytes), new Uint8Array(0), '']) {
        expect(arrived((await read('/', { method: 'POST', body })).text).sha256).toBe(sha256(body));
      }
    });

    it('a body of several megabytes from a stream', async () => {
      const { read } = await setUp(mirror);
      const chunks = Array.from({ length: 80 }, () => randomBytes(64 * 1024));
      const body = Readable.from(chunks, { objectMode: false });
      const seen = arrived((await read('/', { method: 'PUT', body })).text);
      expect(seen.sha256).toBe(sha256(Buffer.concat(chunks)));
    });

    it('a streamed body with a known length is not chunked', async () => {
      const { read } = await setUp(mirror);
      const body = Readable.from([Buffer.from('12345')]);
      const seen = arrived(
        (await read('/', { method: 'PUT', body, headers: { 'content-length': '5' } })).text,
      );
      expect(seen.rawHeaders.map((text) => text.toLowerCase())).not.toContain('transfer-encoding');
      expect(seen.sha256).toBe(sha256('12345'));
    });

    it('the server sees the first bytes before the last are made', async () => {
      const firstSeen = signpost();
      const { read } = await setUp(async (request, response) => {
        for await (const _ of request) firstSeen.reach();
        response.end('done');
      });
      async function* produce() {
        yield Buffer.from('first');
        await firstSeen.reached;
        yield Buffer.from('last');
      }
      const body = Readable.from(produce(), { objectMode: false });
      expect((await read('/', { method: 'POST', body })).text).toBe('done');
    });

    it('a server that does not read holds the body back', async () => {
      const { send } = await setUp(never);
      const held = signpost();
      let produced = 0;
      let checks: NodeJS.Immediate | undefined;
      const body = new Readable({
        read() {
          produced += 64 * 1024;
          // Full when nothing has been asked for during many turns of the loop.
          clearImmediate(checks);
          const wait = (turns: number) => {
            checks = setImmediate(() => (turns === 0 ? held.reach() : wait(turns - 1)));
          };
          wait(2000);
          this.push(produced < 256 * 2 ** 20 ? Buffer.alloc(64 * 1024) : null);
        },
      });
      const controller = new AbortController();
      const sent = rejectionOf(send('/', { method: 'POST', body, cancellation: controller.signal }));
      await held.reached;
      clearImmediate(checks);
      controller.abort();
      await sent;
      expect(produced).toBeLessThan(64 * 2 ** 20);
    });

    it('rejects with the error of the body, or when it is closed before its end', async () => {
      const { send } = await setUp(mirror);
      const reason = new Error('the source failed');
      const failing = new Readable({ read: () => undefined });
      const sent = rejectionOf(send('/', { method: 'POST', body: failing }));
      failing.push('start');
      failing.destroy(reason);
      expect(await sent).toBe(reason);

      const closing = new Readable({ read: () => undefined });
      const sentToo = rejectionOf(send('/', { method: 'POST', body: closing }));
      closing.push('start');
      closing.destroy();
      expect(await sentToo).toBeInstanceOf(Error);

      const objects = Readable.from([{ not: 'bytes' }]);
      expect(await rejectionOf(send('/', { method: 'POST', body: objects }))).toBeInstanceOf(Error);
    });
  });
});
