import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { createCertificate } from './certificate.js';
import type { TestServer } from './http-server.js';

/** Answers one request: `head` is what came up to the empty line, `index` counts the requests of all connections. */
export type RawHandler = (socket: TLSSocket, head: string, index: number) => void;

export interface RawServer extends TestServer {
  /** Connections that are open now. */
  open(): number;
  /** Fulfilled when no connection is open. */
  emptied(): Promise<void>;
}

/** A TLS server on 127.0.0.1 that says what a test writes, where HTTP servers would be too polite. */
export async function startRawServer(handler: RawHandler): Promise<RawServer> {
  const { key, cert } = await createCertificate();
  const sockets = new Set<TLSSocket>();
  let connections = 0;
  let requests = 0;
  const server = createServer({ key, cert }, (socket) => {
    let received = '';
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      for (let end = received.indexOf('\r\n\r\n'); end >= 0; end = received.indexOf('\r\n\r\n')) {
        const head = received.slice(0, end);
        received = received.slice(end + 4);
        handler(socket, head, requests++);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin: `https://${host}`,
    host,
    ca: cert,
    connections: () => connections,
    open: () => sockets.size,
    emptied: async () => {
      while (sockets.size > 0) await new Promise(setImmediate);
    },
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
