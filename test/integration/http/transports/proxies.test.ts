import type { Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readAll } from '../../../../src/http/read-all.js';
import { createTransport } from '../../../../src/http/transports/create-transport.js';
import { startConnectProxy } from '../../../support/connect-proxy.js';
import { startHttpsServer } from '../../../support/http-server.js';
import { AUTHORIZATION, rejectionOf, uncancelled } from '../../../support/transport-setup.js';

const USER = 'user:planted-password%21';
const REFUSED = (status: string) => (client: Socket) =>
  client.end(`HTTP/1.1 ${status}\r\nproxy-authenticate: Basic realm="x"\r\ncontent-length: 6\r\n\r\nbecause`);

describe.each(['https', 'got'] as const)('the %s transport through a proxy', (kind) => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  /** A server that tells the Authorization it got, a proxy before it, and a way to send. */
  async function setUp(
    { refuse, given = 'url' }: { refuse?: (client: Socket) => void; given?: 'url' | 'env' } = {},
    connections?: number,
  ) {
    const server = await startHttpsServer((request, response) => response.end(request.headers.authorization));
    const proxy = await startConnectProxy(refuse);
    const url = proxy.url.replace('//', `//${USER}@`);
    vi.stubEnv('https_proxy', url).stubEnv('no_proxy', '').stubEnv('NO_PROXY', '');
    const transport = createTransport(kind, {
      ca: server.ca,
      proxy: given === 'env' ? 'env' : url,
      connections,
    });
    onTestFinished(async () => {
      await transport.close();
      await server.close();
      await proxy.close();
    });
    const send = (path = '/', cancellation = uncancelled, origin = server.origin) =>
      transport.send({
        method: 'GET',
        url: new URL(path, origin),
        headers: { authorization: AUTHORIZATION },
        cancellation,
      });
    const read = async (path?: string) => (await readAll((await send(path)).body)).toString();
    return { server, proxy, transport, send, read };
  }

  it.each(['url', 'env'] as const)(
    'given by %s: sends through tunnels that are kept, of which the proxy sees the host alone',
    async (given) => {
      const { server, proxy, read } = await setUp({ given });
      for (let i = 0; i < 3; i += 1) expect(await read()).toBe(AUTHORIZATION);
      const proxyAuthorization = `Basic ${Buffer.from('user:planted-password!').toString('base64')}`;
      expect(proxy.seen).toEqual([{ url: server.host, authorization: undefined, proxyAuthorization }]);
    },
  );

  it('opens no more tunnels than connections are allowed', async () => {
    const { proxy, read } = await setUp({}, 2);
    const texts = await Promise.all(Array.from({ length: 10 }, () => read()));
    expect(texts).toEqual(Array.from({ length: 10 }, () => AUTHORIZATION));
    expect(proxy.seen).toHaveLength(2);
  });

  it('reaches directly what NO_PROXY names', async () => {
    const { proxy, read } = await setUp({ given: 'env' });
    vi.stubEnv('no_proxy', 'other.example.com,localhost');
    expect(await read()).toBe(AUTHORIZATION);
    expect(proxy.seen).toEqual([]);
  });

  it.each([
    ['407 Proxy Authentication Required', true],
    ['403 Forbidden', true],
    ['502 Bad Gateway', false],
    ['503 Service Unavailable', false],
    ['302 Found', false],
  ])('a proxy that answers %s is named with its status', async (status, lasting) => {
    const { server, proxy, send } = await setUp({ refuse: REFUSED(status) });
    const error = await rejectionOf(send());
    expect(error).toMatchObject({ sent: false, lasting, code: 'ERR_PROXY_REFUSED' });
    expect((error as Error).message).toBe(`The proxy ${proxy.host} refused the connection: ${status}`);
    const shown = inspect(error, { depth: 10, showHidden: true });
    expect(shown).not.toMatch(/planted|because/);
    expect(server.connections()).toBe(0);
    await proxy.emptied();
  });

  it('a proxy that refuses leaves no request waiting', async () => {
    const { proxy, send } = await setUp({ refuse: REFUSED('407 Proxy Authentication Required') }, 2);
    const errors = await Promise.all(Array.from({ length: 8 }, () => rejectionOf(send())));
    for (const error of errors) expect(error).toMatchObject({ sent: false, lasting: true });
    expect(proxy.seen).toHaveLength(8);
  });

  it.each([
    ['ends at once', (client: Socket) => client.destroy()],
    ['answers no HTTP', (client: Socket) => client.end('nonsense\r\n\r\n')],
  ])('a proxy that %s is named', async (_, refuse) => {
    const { proxy, send } = await setUp({ refuse });
    const error = (await rejectionOf(send())) as Error;
    expect(error).toMatchObject({ sent: false, lasting: false });
    expect(error.message).toContain(`The proxy ${proxy.host}`);
  });

  it('a proxy that is not there is named', async () => {
    const transport = createTransport(kind, { proxy: `http://${USER}@127.0.0.1:1` });
    onTestFinished(() => transport.close());
    const error = await rejectionOf(
      transport.send({
        method: 'GET',
        url: new URL('https://api.example.com'),
        headers: {},
        cancellation: uncancelled,
      }),
    );
    expect(error).toMatchObject({ code: 'ECONNREFUSED', sent: false, lasting: false });
    expect((error as Error).message).toMatch(/^The proxy 127\.0\.0\.1:1 cannot be reached: /);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('planted');
  });

  it('cancelled while the proxy is silent: rejects with the reason, and leaves no socket', async () => {
    const { proxy, send } = await setUp({ refuse: () => undefined });
    const controller = new AbortController();
    const sent = rejectionOf(send('/', controller.signal));
    while (proxy.seen.length === 0) await new Promise(setImmediate);
    controller.abort('stopped');
    expect(await sent).toBe('stopped');
    await proxy.emptied();
  });

  it('closed while the proxy is silent: rejects, and leaves no socket', async () => {
    const { proxy, send, transport } = await setUp({ refuse: () => undefined });
    const sent = rejectionOf(send());
    while (proxy.seen.length === 0) await new Promise(setImmediate);
    await transport.close();
    expect(await sent).toMatchObject({ message: expect.stringContaining('close()'), sent: false });
    await proxy.emptied();
  });

  it('checks the certificate of the server behind it', async () => {
    const server = await startHttpsServer((_, response) => response.end('planted'));
    const proxy = await startConnectProxy();
    const transport = createTransport(kind, { proxy: proxy.url });
    onTestFinished(async () => {
      await transport.close();
      await server.close();
      await proxy.close();
    });
    const request = { method: 'GET', url: new URL(server.origin), headers: {}, cancellation: uncancelled };
    expect(await rejectionOf(transport.send(request))).toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      sent: false,
    });
  });
});
