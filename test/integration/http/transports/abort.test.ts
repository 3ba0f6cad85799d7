import { once } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readAll } from '../../../../src/http/read-all.js';
import { never, rejectionOf, setUpTransport, signpost } from '../../../support/transport-setup.js';

/** An abort reason that is told from all others. */
const namedReason = (name: string) => Object.assign(new Error(`made up ${name}`), { name });

describe.each(['https', 'got'] as const)('the %s transport', (kind) => {
  const setUp = setUpTransport.bind(null, kind);

  describe('abort', () => {
    const reasons = [namedReason('AbortError'), namedReason('TimeoutError'), 'text', 0, null, { code: 1 }];

    it.each(reasons)('before sending: rejects with %o itself, and nothing is sent', async (reason) => {
      const { server, send } = await setUp(never);
      const body = Readable.from(['x']);
      const signal = AbortSignal.abort(reason);
      expect(await rejectionOf(send('/', { method: 'POST', body, cancellation: signal }))).toBe(reason);
      expect(body.destroyed).toBe(true);
      expect(server.connections()).toBe(0);
    });

    it.each(reasons)('before the headers: rejects with %o itself, and the server notices', async (reason) => {
      const controller = new AbortController();
      const gone = signpost();
      const { send } = await setUp((request) => {
        request.socket.once('close', gone.reach);
        controller.abort(reason);
      });
      expect(await rejectionOf(send('/', { cancellation: controller.signal }))).toBe(reason);
      await gone.reached;
    });

    it.each(reasons)('while waiting for a free connection: rejects with %o at once', async (reason) => {
      const busy = signpost();
      const paths: (string | undefined)[] = [];
      const { send } = await setUp(
        (request) => {
          paths.push(request.url);
          busy.reach();
        },
        { connections: 1 },
      );
      const controller = new AbortController();
      const first = new AbortController();
      const running = rejectionOf(send('/first', { cancellation: first.signal }));
      await busy.reached;
      const waiting = rejectionOf(send('/second', { cancellation: controller.signal }));
      setImmediate(() => controller.abort(reason));
      expect(await waiting).toBe(reason);
      expect(paths).toEqual(['/first']);
      first.abort();
      await running;
    });

    it.each(reasons)(
      'between chunks: the body fails with %o, wrapped if it is a primitive',
      async (reason) => {
        const controller = new AbortController();
        const gone = signpost();
        const { send } = await setUp((request, response) => {
          request.socket.once('close', gone.reach);
          response.write('first');
        });
        const { body } = await send('/', { cancellation: controller.signal });
        body.once('data', () => controller.abort(reason));
        const error = await rejectionOf(readAll(body));
        if (typeof reason === 'object' && reason !== null) expect(error).toBe(reason);
        else expect(error).toMatchObject({ name: 'AbortError', cause: reason });
        await gone.reached;
      },
    );

    it('a timer ends the wait for the headers, and the wait between chunks', async () => {
      const { send } = await setUp((request, response) => {
        if (request.url === '/body') response.write('first');
      });
      const late = namedReason('TimeoutError');
      const limit = () => {
        const controller = new AbortController();
        setTimeout(() => controller.abort(late), 20);
        return controller.signal;
      };
      expect(await rejectionOf(send('/headers', { cancellation: limit() }))).toBe(late);
      // The limit may run out before the headers on a slow machine; it is the same error then.
      const reading = send('/body', { cancellation: limit() }).then(({ body }) => readAll(body));
      expect(await rejectionOf(reading)).toBe(late);
    });

    it('after the end does nothing, and leaves no listener behind', async () => {
      const { read } = await setUp((_, response) => response.end('whole'));
      const controller = new AbortController();
      const { signal } = controller;
      const listening = new Set<unknown>();
      const { addEventListener, removeEventListener } = signal;
      signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
        listening.add(args[1]);
        addEventListener.apply(signal, args);
      };
      signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
        listening.delete(args[1]);
        removeEventListener.apply(signal, args);
      };
      const { text, body } = await read('/', { cancellation: signal });
      if (!body.closed) await once(body, 'close');
      controller.abort();
      expect({ text, listening: listening.size, errored: body.errored }).toEqual({
        text: 'whole',
        listening: 0,
        errored: null,
      });
    });
  });
});
