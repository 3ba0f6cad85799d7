import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createCertificate } from './certificate.js';

/** An HTTPS server on 127.0.0.1, with a certificate of its own. */
export interface TestServer {
  /** `https://localhost:PORT` */
  readonly origin: string;
  /** `localhost:PORT` */
  readonly host: string;
  /** The certificate to trust, in PEM. */
  readonly ca: string;
  /** TLS connections accepted since the start. */
  connections(): number;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

/** Starts an HTTPS server on a free port. */
export async function startHttpsServer(handler: RequestListener): Promise<TestServer> {
  const { key, cert } = await createCertificate();
  let connections = 0;
  const server = createServer({ key, cert }, handler);
  server.on('secureConnection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin: `https://${host}`,
    host,
    ca: cert,
    connections: () => connections,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
