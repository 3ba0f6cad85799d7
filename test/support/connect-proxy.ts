import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

/** What the proxy was asked for. */
interface Asked {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly proxyAuthorization: string | undefined;
}

/**
 * An HTTP proxy on 127.0.0.1 that knows CONNECT alone, and remembers what it was asked.
 * @param refuse What it does instead of making a tunnel.
 */
export async function startConnectProxy(refuse?: (client: Socket) => void) {
  const seen: Asked[] = [];
  const clients = new Set<Socket>();
  const proxy = createServer().on('connect', ({ url, headers }, client: Socket) => {
    seen.push({
      url,
      authorization: headers.authorization,
      proxyAuthorization: headers['proxy-authorization'],
    });
    clients.add(client);
    client.on('error', () => undefined).on('close', () => clients.delete(client));
    if (refuse !== undefined) {
      client.on('end', () => client.end()).resume();
      return refuse(client);
    }
    const upstream = connect(Number(url?.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      pipeline(client, upstream, client, () => undefined);
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    seen,
    host,
    url: `http://${host}`,
    open: () => clients.size,
    emptied: async () => {
      while (clients.size > 0) await new Promise(setImmediate);
    },
    close: async () => {
      proxy.close();
      for (const client of clients) client.destroy();
      await once(proxy, 'close');
    },
  };
}
