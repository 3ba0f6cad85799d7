import { once } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { type Certificate, createCertificate } from './certificate.js';

/** What the server got. */
export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Fingerprint of the client certificate; undefined without one. */
  readonly fingerprint: string | undefined;
}

/** An HTTPS server on 127.0.0.1 that asks for a client certificate, takes any, and keeps what it gets. */
export interface MtlsServer extends AsyncDisposable {
  readonly port: number;
  /** `https://localhost:PORT` */
  readonly origin: string;
  /** Its certificate, which issued itself. */
  readonly ca: string;
  readonly received: ReceivedRequest[];
  /** TLS connections accepted since the start. */
  connections(): number;
  /** TLS connections that are open. */
  open(): Promise<number>;
}

export async function startMtlsServer(
  answer: RequestListener = (_, response) => response.end('{"fine":true}'),
  given?: Certificate,
): Promise<MtlsServer> {
  const { key, cert } = given ?? (await createCertificate());
  const received: ReceivedRequest[] = [];
  let connections = 0;
  const server = createServer({ key, cert, requestCert: true, rejectUnauthorized: false });
  server.on('secureConnection', () => {
    connections += 1;
  });
  server.on('request', async (request, response) => {
    const { method, url, headers } = request;
    const { fingerprint256 } = (request.socket as TLSSocket).getPeerCertificate();
    const body = (await buffer(request)).toString();
    received.push({ method, url, headers, body, fingerprint: fingerprint256 });
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `https://localhost:${port}`,
    ca: cert,
    received,
    connections: () => connections,
    open: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
