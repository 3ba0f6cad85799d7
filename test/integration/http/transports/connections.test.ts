import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { readAll } from '../../../../src/http/read-all.js';
import {
  never,
  rejectionOf,
  setUpTransport,
  signpost,
  uncancelled,
} from '../../../support/transport-setup.js';

describe.each(['https', 'got'] as const)('the %s transport', (kind) => {
  const setUp = setUpTransport.bind(null, kind);

  describe('connections', () => {
    it('are kept for the next request', async () => {
      const { server, read } = await setUp((_, response) => response.end('x'));
      for (let i = 0; i < 20; i += 1) await read(`/${i}`);
      expect(server.connections()).toBe(1);
    });

    it('are as many as requests run at once, up to the limit; the rest waits', async () => {
      const waiting: ServerResponse[] = [];
      const full = signpost();
      const { server, read } = await setUp(
        (_, response) => {
          waiting.push(response);
          if (waiting.length === 3) full.reach();
          if (waiting.length > 3) response.end('late');
        },
        { connections: 3 },
      );
      const all = Array.from({ length: 8 }, () => read('/'));
      await full.reached;
      for (const response of waiting.slice(0, 3)) response.end('early');
      const texts = (await Promise.all(all)).map(({ text }) => text);
      expect(texts.sort()).toEqual(['early', 'early', 'early', 'late', 'late', 'late', 'late', 'late']);
      expect(server.connections()).toBe(3);
    });

    it('a request that is given up while it waits for one takes none, and holds up nobody', async () => {
      const begun = signpost();
      const paths: (string | undefined)[] = [];
      const { server, send, read } = await setUp(
        (request, response) => {
          paths.push(request.url);
          if (request.url === '/first') response.write('first', begun.reach);
          else response.end('later');
        },
        { connections: 1 },
      );
      const { body } = await send('/first');
      await begun.reached;
      const caller = new AbortController();
      const givenUp = rejectionOf(send('/given-up', { cancellation: caller.signal }));
      const waiting = read('/waiting');
      const reason = new Error('given up');
      caller.abort(reason);
      expect(await givenUp).toBe(reason);
      // Its connection goes with it; the one that waits gets another.
      body.destroy();
      expect((await waiting).text).toBe('later');
      expect(paths).toEqual(['/first', '/waiting']);
      expect(server.connections()).toBe(2);
    });

    it('that break off leave their place to those who wait', async () => {
      const { read } = await setUp(
        (request, response) => {
          if (request.url === '/broken') request.socket.destroy();
          else response.end('good');
        },
        { connections: 2 },
      );
      const broken = Array.from({ length: 4 }, () => rejectionOf(read('/broken')));
      const good = Array.from({ length: 4 }, () => read('/good'));
      for (const error of await Promise.all(broken)) expect(error).toBeInstanceOf(Error);
      expect((await Promise.all(good)).map(({ text }) => text)).toEqual(['good', 'good', 'good', 'good']);
    });

    it('resume the TLS session of an earlier one', async () => {
      const resumed: boolean[] = [];
      const { read } = await setUp((request, response) => {
        resumed.push((request.socket as TLSSocket).isSessionReused());
        response.writeHead(200, { connection: 'close' }).end('x');
      });
      for (let i = 0; i < 3; i += 1) await read('/');
      expect(resumed).toEqual([false, true, true]);
    });

    it('to an address name no server', async () => {
      const names: unknown[] = [];
      const { server, transport } = await setUp((request, response) => {
        names.push((request.socket as TLSSocket & { servername: unknown }).servername);
        response.end('x');
      });
      for (const host of ['127.0.0.1', 'localhost']) {
        const url = new URL(server.origin);
        url.hostname = host;
        const { body } = await transport.send({ method: 'GET', url, headers: {}, cancellation: uncancelled });
        await readAll(body);
      }
      expect(names).toEqual([false, 'localhost']);
    });

    it('a connection that the server closed while idle is replaced', async () => {
      const { server, read } = await setUp((request, response) => {
        response.end('x', () => request.socket.end());
      });
      await read('/');
      // The client may learn of the close only while sending: then the request rejects, and it is up to others.
      const again = () => read('/').catch(() => read('/'));
      expect((await again()).text).toBe('x');
      expect(server.connections()).toBeGreaterThan(1);
    });

    it('close() gives up what is in flight or waiting, and later requests reject', async () => {
      const begun = signpost();
      const paths: (string | undefined)[] = [];
      const { transport, send } = await setUp(
        (request, response) => {
          paths.push(request.url);
          if (request.url === '/body') response.write('first');
          else begun.reach();
        },
        { connections: 2 },
      );
      const { body } = await send('/body');
      const sent = rejectionOf(send('/headers'));
      await begun.reached;
      const waiting = rejectionOf(send('/waiting'));
      await transport.close();
      expect(await sent).toBeInstanceOf(Error);
      expect(await waiting).toBeInstanceOf(Error);
      expect(await rejectionOf(readAll(body))).toBeInstanceOf(Error);
      expect(await rejectionOf(send('/'))).toBeInstanceOf(Error);
      expect(paths).toEqual(['/body', '/headers']);
      await transport.close();
    });

    it('close() before the first request does nothing but close', async () => {
      const { server, transport, send } = await setUp(never);
      await transport.close();
      expect(await rejectionOf(send('/'))).toMatchObject({
        message: expect.stringContaining('close()'),
      });
      expect(server.connections()).toBe(0);
    });

    it('close() lets the process end, with requests in flight', async () => {
      const { server } = await setUp((request, response) => {
        if (request.url === '/body') response.write('first');
      });
      const script = `
        import { createTransport } from ${JSON.stringify(new URL('../../../../src/http/transports/create-transport.ts', import.meta.url).href)};
        const transport = createTransport('${kind}', { ca: process.env.TEST_CA });
        const cancellation = new AbortController().signal;
        const send = (path) =>
          transport.send({ method: 'GET', url: new URL(path, '${server.origin}'), headers: {}, cancellation });
        const { body } = await send('/body');
        send('/headers').catch(() => undefined);
        body.once('data', () => transport.close());
      `;
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
        env: { ...process.env, TEST_CA: server.ca },
        stdio: ['ignore', 'inherit', 'inherit'],
        timeout: 60_000,
      });
      expect(await once(child, 'close')).toEqual([0, null]);
    });
  });
});
