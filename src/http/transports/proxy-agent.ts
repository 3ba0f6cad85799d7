import { type ClientRequest, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import type { TransportFailure } from '../transport.js';
import type { Connections, KeepingAgent } from './connections.js';
import type { ProxySettings } from './proxy-settings.js';

/** Whether `NO_PROXY` says that this URL is reached directly. */
export const isExempt = (url: URL): boolean => getProxyForUrl(url.href) === '';

/** An agent whose connections are tunnels through a proxy. */
export function createProxyAgent(settings: ProxySettings, connections: Connections): KeepingAgent {
  return new TunnelAgent(settings, connections) as unknown as KeepingAgent;
}

class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #connections: Connections;
  readonly #opening = new Set<AbortController>();
  #closed = false;

  constructor({ url, authorization }: ProxySettings, connections: Connections) {
    super(url, {
      ...connections.agentOptions,
      // Not in the URL, which the package tells to its debug log.
      headers: authorization === undefined ? {} : { 'Proxy-Authorization': authorization },
    });
    this.#connections = connections;
  }

  // Else the package looks through a stack trace to find out.
  override isSecureEndpoint(): boolean {
    return true;
  }

  override async connect(
    request: ClientRequest,
    options: Parameters<HttpsProxyAgent<string>['connect']>[1],
  ): Promise<Socket> {
    const opening = new AbortController();
    this.#opening.add(opening);
    const { destroy } = request;
    // Node does not tell of a request that is destroyed before it has a socket.
    request.destroy = (error) => {
      opening.abort();
      return destroy.call(request, error);
    };
    try {
      return await this.#openTunnel(request, options, opening.signal);
    } catch (error) {
      // Whoever waits next for a connection gets the socket: nobody else's end is to be his error.
      if (opening.signal.aborted && !this.#closed) return new Socket({ writable: false });
      return new FailedSocket(this.#nameProxy(error));
    } finally {
      request.destroy = destroy;
      this.#opening.delete(opening);
    }
  }

  override keepSocketAlive(socket: Duplex): boolean {
    return this.#connections.keep(socket as Socket);
  }

  override reuseSocket(socket: Duplex, request: ClientRequest): void {
    this.#connections.reused(socket);
    super.reuseSocket(socket, request);
  }

  closeIdle(): void {
    for (const sockets of Object.values(this.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }

  override destroy(): void {
    this.#closed = true;
    for (const opening of this.#opening) opening.abort();
    super.destroy();
  }

  async #openTunnel(
    request: ClientRequest,
    options: Parameters<HttpsProxyAgent<string>['connect']>[1],
    signal: AbortSignal,
  ): Promise<Socket> {
    const { tls } = this.#connections;
    let status = 0;
    request.once('proxyConnect', (answer: { statusCode: number }) => {
      status = answer.statusCode;
    });
    request.once('proxy', (connection: { socket: Duplex }) => {
      if (status === 200) return;
      // The package would play the proxy's answer as if it were the server's.
      connection.socket.destroy();
      throw refusal(status);
    });
    // Read by the package before it waits for anything.
    const ofProxy = this.proxy.protocol === 'https:' ? { secureContext: tls.proxyContext } : {};
    this.connectOpts = { ...this.connectOpts, ...ofProxy, signal };
    const socket = await super.connect(request, { ...options, ...tls.options } as typeof options);
    this.#connections.opened(socket, String(options.host));
    return socket;
  }

  #nameProxy(error: unknown): Error {
    const { message, code, lasting } = error as Error & TransportFailure & { code?: string };
    const text = `The proxy ${this.proxy.host} ${lasting === undefined ? `cannot be reached: ${message || code}` : message}`;
    return Object.assign(new Error(text), { code, lasting: lasting === true, sent: false });
  }
}

function refusal(status: number): Error {
  const told = Number.isInteger(status) ? `${status} ${STATUS_CODES[status] ?? ''}`.trim() : 'no HTTP';
  // 407 is about our password, others of 4xx about the host: both are the same when asked again.
  const lasting = status >= 400 && status < 500 && status !== 408 && status !== 429;
  return Object.assign(new Error(`refused the connection: ${told}`), { code: 'ERR_PROXY_REFUSED', lasting });
}

/**
 * A socket that fails as soon as a request has it. An agent that is told of the error instead gives none of its
 * waiting requests another connection.
 */
class FailedSocket extends Socket {
  readonly #error: Error;

  constructor(error: Error) {
    super();
    this.#error = error;
    // A request that was destroyed meanwhile does not listen.
    this.on('error', () => undefined);
    // By then a request has it, also one that writes nothing yet.
    setImmediate(() => this.destroy(error));
  }

  override _write(_chunk: unknown, _encoding: string, callback: (error: Error) => void): void {
    callback(this.#error);
  }

  override _writev(_chunks: unknown, callback: (error: Error) => void): void {
    callback(this.#error);
  }
}
