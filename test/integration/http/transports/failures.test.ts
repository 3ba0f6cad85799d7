import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readAll } from '../../../../src/http/read-all.js';
import type { Transport } from '../../../../src/http/transport.js';
import { createTransport } from '../../../../src/http/transports/create-transport.js';
import { startHttpsServer } from '../../../support/http-server.js';
import {
  AUTHORIZATION,
  never,
  rejectionOf,
  setUpTransport,
  uncancelled,
} from '../../../support/transport-setup.js';

describe.each(['https', 'got'] as const)('the %s transport', (kind) => {
  const setUp = setUpTransport.bind(null, kind);

  describe('failures', () => {
    const cut = (_: IncomingMessage, response: ServerResponse, start: string) =>
      response.write(start, () => response.socket?.destroy());

    it('a reset before the headers rejects, and is not sent again', async () => {
      let requests = 0;
      const { send } = await setUp((request) => {
        requests += 1;
        request.socket.destroy();
      });
      expect(await rejectionOf(send('/'))).toBeInstanceOf(Error);
      expect(requests).toBe(1);
    });

    it.each([
      ['chunked', (response: ServerResponse) => response],
      ['with a content-length', (response: ServerResponse) => response.setHeader('content-length', 100)],
    ])('a body %s that is cut off is an error, not an end', async (_, prepare) => {
      const { send } = await setUp((request, response) => cut(request, prepare(response), 'start'));
      const { status, body } = await send('/');
      expect(status).toBe(200);
      expect(await rejectionOf(readAll(body))).toBeInstanceOf(Error);
    });

    it('a failed or unwanted body does not end the process when nobody listens to it', async () => {
      const { send } = await setUp((request, response) => cut(request, response, 'start'));
      const failed = await send('/');
      // 'close' alone: `once` of node:events would listen to 'error'.
      await new Promise<void>((resolve) => {
        failed.body.on('close', resolve).resume();
      });
      expect(await rejectionOf(readAll(failed.body))).toBe(failed.body.errored);
      const { send: sendWhole } = await setUp((_, response) => response.end('whole'));
      const unwanted = [await send('/'), await sendWhole('/')];
      while (unwanted[1]?.body.readableLength !== 5) await new Promise(setImmediate);
      for (const { body } of unwanted) {
        body.destroy();
        while (!body.closed) await new Promise(setImmediate);
      }
    });

    it('an answer that is not HTTP rejects', async () => {
      const { send } = await setUp((request) => request.socket.end('nonsense\r\n\r\n'));
      expect(await rejectionOf(send('/'))).toBeInstanceOf(Error);
    });

    it('a certificate of an authority that was not given rejects, and nothing is sent', async () => {
      let requests = 0;
      const { send } = await setUp(
        () => {
          requests += 1;
        },
        { ca: undefined },
      );
      expect(await rejectionOf(send('/'))).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
      expect(requests).toBe(0);
    });

    it('authorities can be given as a list', async () => {
      const other = await startHttpsServer(never);
      const server = await startHttpsServer((_, response) => response.end('trusted'));
      const transport = createTransport(kind, { ca: [other.ca, server.ca] });
      onTestFinished(() =>
        Promise.all([transport.close(), other.close(), server.close()]).then(() => undefined),
      );
      const { body } = await transport.send({
        method: 'GET',
        url: new URL(server.origin),
        headers: {},
        cancellation: uncancelled,
      });
      expect((await readAll(body)).toString()).toBe('trusted');
    });

    it('no error shows the Authorization header', async () => {
      const { server, transport, send } = await setUp((request, response) => {
        if (request.url === '/reset') request.socket.destroy();
        if (request.url === '/nonsense') request.socket.end('nonsense\r\n\r\n');
        if (request.url === '/cut') cut(request, response, 'start');
        if (request.url === '/length') cut(request, response.setHeader('content-length', 100), 'start');
      });
      const untrusting = createTransport(kind);
      onTestFinished(() => untrusting.close());
      const elsewhere = (url: string, over: Transport = transport) =>
        over.send({
          method: 'GET',
          url: new URL(url),
          headers: { authorization: AUTHORIZATION },
          cancellation: uncancelled,
        });
      const bodyOf = (path: string) => send(path).then(({ body }) => readAll(body));
      const aborted = new AbortController();
      setTimeout(() => aborted.abort(), 50);
      const errors = [
        await rejectionOf(send('/reset')),
        await rejectionOf(send('/nonsense')),
        await rejectionOf(bodyOf('/cut')),
        await rejectionOf(bodyOf('/length')),
        await rejectionOf(send('/silent', { cancellation: AbortSignal.abort() })),
        await rejectionOf(send('/silent', { cancellation: aborted.signal })),
        await rejectionOf(send('/', { method: 'bad method' })),
        await rejectionOf(send('/', { headers: { authorization: `${AUTHORIZATION}\n` } })),
        await rejectionOf(send('/', { headers: { 'bad name': '1' } })),
        await rejectionOf(send('/', { method: 'POST', body: Readable.from([1]) })),
        await rejectionOf(elsewhere('https://localhost:1/')),
        await rejectionOf(elsewhere('https://nowhere.invalid/')),
        await rejectionOf(elsewhere(server.origin, untrusting)),
      ];
      const sent = rejectionOf(send('/silent'));
      const unread = await send('/cut');
      await transport.close();
      errors.push(await sent, await rejectionOf(send('/after')), unread, transport);
      for (const error of errors) {
        const { message, stack, cause } = error as Error;
        const shown = inspect([error, cause], { depth: 10, showHidden: true });
        expect([shown, message, stack, JSON.stringify(error)].join()).not.toContain('planted');
      }
    });
  });
});
