import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { serviceNamed } from './real-names.js';
import { KEEP_ALIVE_MS, type RealPort, type ServiceServer } from './service-server.js';

/** A proxy that leads LivePerson's names to the servers of a sandbox, and nowhere else. */
export interface SandboxProxy {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  close(): Promise<void>;
}

/** What a client asked for and does not get. */
interface Refusal {
  readonly status: 400 | 403;
  readonly why: string;
}

/** A server, and the port of the real host that it is to play. */
interface Destination {
  readonly server: ServiceServer;
  readonly port: RealPort;
}

/** Starts the proxy on a free port of 127.0.0.1. It opens no connection: the servers take over those of its clients. */
export async function startProxy(servers: readonly ServiceServer[]): Promise<SandboxProxy> {
  const sockets = new Set<Socket>();
  const find = (hostname: string, port: string) => findDestination(servers, hostname, port);
  const proxy = createServer((req, res) => answer(req, res, find));
  proxy.keepAliveTimeout = KEEP_ALIVE_MS;
  proxy.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  proxy.on('connect', (req: IncomingMessage, socket: Socket, head: Buffer) =>
    tunnel(req, socket, head, find),
  );
  proxy.on('clientError', (_error: Error, socket: Socket) => {
    refuse(socket, { status: 400, why: 'This is no HTTP request' });
  });
  await new Promise<void>((resolve, reject) => {
    proxy.once('error', reject);
    proxy.listen(0, '127.0.0.1', resolve);
  });
  const { port } = proxy.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

type Find = (hostname: string, port: string) => Destination | Refusal;

function findDestination(
  servers: readonly ServiceServer[],
  hostname: string,
  port: string,
): Destination | Refusal {
  const service = serviceNamed(hostname);
  const server = servers.find((one) => one.service === service);
  if (server === undefined) {
    const known = 'only to api.liveperson.net and the hosts that CSDS tells there';
    return { status: 403, why: `The proxy of the sandbox does not lead to ${hostname}, ${known}` };
  }
  if (port === '80' || port === '443') return { server, port: port === '80' ? 80 : 443 };
  return { status: 403, why: `The proxy of the sandbox leads to ports 80 and 443 only, not to ${port}` };
}

/** CONNECT: the server that is asked for speaks with the client from here on, in TLS where the port is 443. */
function tunnel({ url = '' }: IncomingMessage, socket: Socket, head: Buffer, find: Find): void {
  // Whoever goes away before a server listens.
  socket.on('error', () => undefined);
  const [, hostname, port = ''] = /^([\w.-]+|\[[\da-f:.]+\]):(\d{1,5})$/i.exec(url) ?? [];
  const found = hostname === undefined ? NO_AUTHORITY : find(hostname, port);
  if ('why' in found) {
    refuse(socket, found);
    return;
  }
  socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
  if (head.length > 0) socket.unshift(head);
  found.server.accept(socket, found.port);
}

const NO_AUTHORITY: Refusal = { status: 400, why: 'CONNECT takes a host and a port' };

/**
 * A request in absolute form, as clients send it to a proxy without TLS; some do so for https as well. One without scheme
 * and host was led here by the preload, from port 80.
 */
function answer(req: IncomingMessage, res: ServerResponse, find: Find): void {
  const { url = '' } = req;
  const absolute = url.startsWith('/') ? `http://${req.headers.host ?? ''}${url}` : url;
  const [, start = '', path = ''] = /^(https?:\/\/[^/?#]+)(.*)$/is.exec(absolute) ?? [];
  const origin = URL.canParse(start) ? new URL(start) : undefined;
  if (origin === undefined) {
    send(res, NO_URL);
    return;
  }
  const isTls = origin.protocol === 'https:';
  const found = find(origin.hostname, origin.port || (isTls ? '443' : '80'));
  if ('why' in found) {
    send(res, found);
    return;
  }
  req.url = path.startsWith('/') ? path : `/${path}`;
  // What stands in the URL counts (RFC 9112, section 3.2.2).
  req.headers.host = origin.host;
  found.server.answer(req, res, isTls ? 'https' : 'http');
}

const NO_URL: Refusal = {
  status: 400,
  why: 'A proxy takes CONNECT, and URLs that begin with http:// or https://',
};

function send(res: ServerResponse, { status, why }: Refusal): void {
  res.writeHead(status, { 'content-type': 'text/plain;charset=utf-8', connection: 'close' }).end(`${why}.\n`);
}

function refuse(socket: Socket, { status, why }: Refusal): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = `${why}.\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: text/plain;charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
