import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { pipeline } from 'node:stream';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readAll } from '../../../../src/http/decode.js';
import { createTransport } from '../../../../src/http/transports/create-transport.js';
import { startHttpsServer } from '../../../support/http-server.js';
import { AUTHORIZATION, uncancelled } from '../../../support/transport-setup.js';

describe('createTransport', () => {
  it.each([
    ['transport', () => createTransport('fetch' as 'got')],
    ['connections', () => createTransport('https', { connections: 0 })],
    ['connections', () => createTransport('got', { connections: Number.NaN })],
    ['proxy', () => createTransport('https', { proxy: 'user:planted@proxy' })],
    ['proxy', () => createTransport('https', { proxy: 'socks5://user:planted@proxy.example.com' })],
  ])('refuses a wrong %s, and does not repeat a proxy', (field, create) => {
    expect(create).toThrow(expect.objectContaining({ name: 'ConfigError', field }));
    expect(create).not.toThrow(/planted/);
  });

  describe.each(['url', 'env'])('with a proxy given by %s', (given) => {
    it('sends through a tunnel, of which the proxy sees the host alone', async () => {
      const server = await startHttpsServer((request, response) =>
        response.end(request.headers.authorization),
      );
      const proxy = await startProxy();
      vi.stubEnv('https_proxy', proxy.url).stubEnv('no_proxy', '');
      const transport = createTransport('https', {
        ca: server.ca,
        proxy: given === 'env' ? 'env' : proxy.url,
      });
      onTestFinished(async () => {
        vi.unstubAllEnvs();
        await transport.close();
        await server.close();
        await proxy.close();
      });
      const { body } = await transport.send({
        method: 'GET',
        url: new URL(server.origin),
        headers: { authorization: AUTHORIZATION },
        cancellation: uncancelled,
      });
      expect((await readAll(body)).toString()).toBe(AUTHORIZATION);
      expect(proxy.seen).toEqual([{ url: server.host, authorization: undefined }]);
    });
  });
});

/** An HTTP proxy that knows CONNECT alone, and remembers what it was asked. */
async function startProxy() {
  const seen: { url: string | undefined; authorization: string | undefined }[] = [];
  const proxy = createServer().on('connect', ({ url, headers }, client) => {
    seen.push({ url, authorization: headers.authorization });
    const upstream = connect(Number(url?.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      pipeline(client, upstream, client, () => undefined);
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    seen,
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: async () => {
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
