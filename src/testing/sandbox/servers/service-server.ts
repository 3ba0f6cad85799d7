import { createServer as createPlainServer, type IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket, type TlsOptions } from 'node:tls';
import Router from 'find-my-way';
import { ConfigError } from '../../../errors/config-error.js';
import type { TestClock } from '../../test-clock.js';
import type { Fault, FaultList } from '../control/faults.js';
import type { RequestRecorder } from '../control/request-log.js';
import {
  type Answer,
  AnswerError,
  type Handler,
  type Leniency,
  type Route,
  type SandboxRequest,
} from '../exchange.js';
import type { SandboxService } from '../sandbox-services.js';
import type { SandboxCertificate } from './certificate.js';
import { acceptKey, type MessageHandler, serveWebSocket } from './web-socket.js';

/** What every server of a sandbox shares. */
export interface ServerContext {
  readonly certificate: SandboxCertificate;
  readonly clock: TestClock;
  readonly faults: FaultList;
  readonly log: RequestRecorder;
  /** What clients of `mtlsEndpoint` must have, and mtlsGateway has. */
  readonly clientCertificate: SandboxCertificate;
  readonly leniency: Leniency;
}

/** How long the servers of the sandbox keep a connection that is idle. */
export const KEEP_ALIVE_MS = 10 * 60_000;

/** One HTTPS server of the sandbox. */
export interface ServiceServer {
  readonly service: SandboxService;
  /** `localhost:PORT`. */
  readonly host: string;
  /** Serves a connection that was made elsewhere, as the ports of the real hosts do: 443 with TLS, 80 without. */
  accept(socket: Socket, port: RealPort): void;
  /** Answers a request that came over a connection of another server. */
  answer(req: IncomingMessage, res: ServerResponse, scheme: Scheme): void;
  close(): Promise<void>;
}

/** Ports of the real hosts. */
export type RealPort = 80 | 443;

type Scheme = 'http' | 'https';

/**
 * Starts one server on 127.0.0.1.
 * @throws {ConfigError} when the port cannot be used.
 */
export async function startServiceServer(
  service: SandboxService,
  port: number,
  context: ServerContext,
  routes: readonly Route[],
): Promise<ServiceServer> {
  const router = makeRouter(routes);
  const sockets = new Set<Socket>();
  const { key, cert } = context.certificate;
  const answer: ServiceServer['answer'] = (req, res, scheme) => {
    void serve(service, router, context, req, res, scheme);
  };
  const server = createServer({ key, cert, ...clientCheck(service, context) }, (req, res) =>
    answer(req, res, 'https'),
  );
  // It listens nowhere: connections to port 80 are handed to it.
  const plain = createPlainServer((req, res) => answer(req, res, 'http'));
  for (const one of [server, plain]) {
    // Clients decide how long a connection is kept; one closed by the server at the wrong moment is a reset.
    one.keepAliveTimeout = KEEP_ALIVE_MS;
    if (routes.some(({ opensWebSocket }) => opensWebSocket)) {
      const scheme = one === server ? 'https' : 'http';
      one.on('upgrade', (req, socket) => answer(req, responseOver(socket, req), scheme));
    }
    one.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
  }
  const actualPort = await listen(server, service, port);
  return {
    service,
    host: `localhost:${actualPort}`,
    accept: (socket, port) => {
      (port === 443 ? server : plain).emit('connection', socket);
    },
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Node answers clients without a good certificate with a TLS alert. */
function clientCheck(service: SandboxService, { clientCertificate }: ServerContext): TlsOptions {
  return service === 'mtlsEndpoint' ? { ca: clientCertificate.authority, requestCert: true } : {};
}

function listen(
  server: ReturnType<typeof createServer>,
  service: SandboxService,
  port: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'it is in use' : `${error.code ?? error.name}`;
      const help = 'choose another one, or 0 for any free port';
      reject(
        new ConfigError(`ports.${service}`, `Port ${port} of ${service} cannot be used (${why}); ${help}`),
      );
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function makeRouter(routes: readonly Route[]): Router.Instance<Router.HTTPVersion.V1> {
  const router = Router({ caseSensitive: true, maxParamLength: 1_000 });
  for (const { method, path, handler } of routes) {
    const methods: Router.HTTPMethod[] = method === 'GET' ? ['GET', 'HEAD'] : [method];
    router.on(methods, path.replaceAll(/\{(\w+)\}/g, ':$1'), () => undefined, handler);
  }
  return router;
}

async function serve(
  service: SandboxService,
  router: Router.Instance<Router.HTTPVersion.V1>,
  context: ServerContext,
  req: IncomingMessage,
  res: ServerResponse,
  scheme: Scheme,
): Promise<void> {
  // A client that goes away shows as an error of its socket; there is nobody left to tell.
  req.on('error', () => undefined);
  res.on('error', () => undefined);
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  try {
    const request = await readRequest(service, context, req, scheme, gone.signal);
    const setStatus = context.log.record(request);
    const fault = context.faults.take({ service, method: request.method, path: request.url.pathname });
    if (fault?.delayMs !== undefined) await context.clock.sleep(fault.delayMs, gone.signal);
    if (fault?.reset) {
      req.socket.destroy();
      return;
    }
    const answer = applyFault(fault, faultAnswer(fault) ?? (await route(router, request, req)));
    setStatus(answer.status);
    if (answer.onMessage !== undefined) {
      openWebSocket(req, res, answer.onMessage);
      return;
    }
    send(res, request.method, answer, fault?.truncate === true);
  } catch (error) {
    if (gone.signal.aborted || res.destroyed) return;
    if (error instanceof AnswerError) send(res, req.method ?? 'GET', error.answer, false);
    else res.destroy();
  }
}

/** A response to a request for another protocol, which Node makes none for. */
function responseOver(socket: Duplex, req: IncomingMessage): ServerResponse {
  const res = new ServerResponse(req);
  res.shouldKeepAlive = false;
  res.assignSocket(req.socket);
  res.once('finish', () => socket.end());
  return res;
}

function openWebSocket(req: IncomingMessage, res: ServerResponse, onMessage: MessageHandler): void {
  const { socket, headers } = req;
  const key = headers['sec-websocket-key'];
  if (key === undefined) {
    const body = { message: 'This path is for WebSockets' };
    send(res, 'GET', { status: 426, headers: { upgrade: 'websocket' }, body }, false);
    return;
  }
  res.detachSocket(socket);
  const head = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${acceptKey(key)}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  serveWebSocket(socket, onMessage);
}

async function readRequest(
  service: SandboxService,
  { leniency, clock }: ServerContext,
  req: IncomingMessage,
  scheme: Scheme,
  signal: AbortSignal,
): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  const url = requestUrl(req, scheme);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const method = (req.method ?? 'GET').toUpperCase();
  const body = Buffer.concat(chunks);
  const clientCertificate =
    service === 'mtlsEndpoint' && req.socket instanceof TLSSocket
      ? req.socket.getPeerCertificate()
      : undefined;
  return {
    service,
    leniency,
    method,
    url,
    target: req.url ?? '/',
    query: url.searchParams,
    headers,
    body,
    params: {},
    clientCertificate,
    arrivedAt: clock.now(),
    signal,
  };
}

function requestUrl(req: IncomingMessage, scheme: Scheme): URL {
  try {
    return new URL(`${scheme}://${req.headers.host ?? 'localhost'}${req.url ?? '/'}`);
  } catch {
    throw new AnswerError({
      status: 400,
      body: { message: 'The request line or the Host header is malformed' },
    });
  }
}

async function route(
  router: Router.Instance<Router.HTTPVersion.V1>,
  request: SandboxRequest,
  req: IncomingMessage,
): Promise<Answer> {
  // The path as it was sent: URL has normalised `..` and `\` away, which a server must see.
  const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
  const found = router.find(request.method as Router.HTTPMethod, path);
  const handler: Handler | null | undefined = found?.store;
  if (found === null || typeof handler !== 'function') {
    return {
      status: 404,
      body: { message: `${request.service} has no ${request.method} ${request.url.pathname}` },
    };
  }
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(found.params)) params[name] = value ?? '';
  try {
    return await handler({ ...request, params });
  } catch (error) {
    if (error instanceof AnswerError) return error.answer;
    // Nobody is left to answer to; the log must not say otherwise.
    if (request.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : 'unknown';
    return { status: 500, body: { message: `The sandbox itself failed: ${reason}` } };
  }
}

function faultAnswer(fault: Fault | undefined): Answer | undefined {
  if (fault === undefined) return undefined;
  const status = fault.status ?? (fault.retryAfter === undefined ? undefined : 429);
  if (status === undefined && fault.body === undefined) return undefined;
  const content = typeof fault.body === 'string' ? { text: fault.body } : { body: fault.body };
  return { status: status ?? 200, ...content };
}

function applyFault(fault: Fault | undefined, answer: Answer): Answer {
  if (fault === undefined) return answer;
  const retryAfter = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
  return { ...answer, headers: { ...answer.headers, ...retryAfter, ...fault.headers } };
}

function send(res: ServerResponse, method: string, answer: Answer, truncate: boolean): void {
  const bodiless = answer.status === 204 || answer.status === 304;
  const content = bodiless ? undefined : contentOf(answer);
  const bytes = content?.bytes ?? Buffer.alloc(0);
  res.writeHead(answer.status, {
    ...(content === undefined ? {} : { 'content-type': content.type }),
    ...(bodiless ? {} : { 'content-length': bytes.length }),
    ...answer.headers,
  });
  if (truncate) {
    res.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => res.destroy());
    return;
  }
  res.end(method === 'HEAD' ? undefined : bytes);
}

function contentOf({ bytes, text, body }: Answer): { bytes: Uint8Array; type: string } | undefined {
  if (bytes !== undefined) return { bytes, type: 'application/octet-stream' };
  if (text !== undefined) return { bytes: Buffer.from(text), type: 'text/plain;charset=utf-8' };
  const json = JSON.stringify(body) as string | undefined;
  return json === undefined
    ? undefined
    : { bytes: Buffer.from(json), type: 'application/json;charset=utf-8' };
}
