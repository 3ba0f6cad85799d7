import { type ClientRequest, STATUS_CODES } from 'node:http';
import type { Agent } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import type { TransportFailure } from '../transport.js';
import type { Connections } from './connections.js';
import type { ProxySettings } from './proxy-settings.js';

/** Whether `NO_PROXY` says that this URL is reached directly. */
export const isExempt = (url: URL): boolean => getProxyForUrl(url.href) === '';

/** An agent whose connections are tunnels through a proxy. */
export function createProxyAgent(settings: ProxySettings, connections: Connections): Agent {
  return new TunnelAgent(settings, connections) as unknown as Agent;
}

class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #connections: Connections;
  readonly #opening = new Set<AbortController>();

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
    onDestroy(request, () => opening.abort());
    try {
      return await this.#openTunnel(request, options, opening.signal);
    } catch (error) {
      return failingSocket(request, this.#nameProxy(error));
    } finally {
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

  override destroy(): void {
    for (const opening of this.#opening) opening.abort();
    super.destroy();
  }

  async #openTunnel(
    request: ClientRequest,
    options: Parameters<HttpsProxyAgent<string>['connect']>[1],
    signal: AbortSignal,
  ): Promise<Socket> {
    const { secureContext } = this.#connections;
    let status = 0;
    request.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
      status = statusCode;
    });
    // Read by the package before it waits for anything.
    const tls = this.proxy.protocol === 'https:' ? { secureContext } : {};
    this.connectOpts = { ...this.connectOpts, ...tls, signal };
    const socket = await super.connect(request, { ...options, secureContext } as typeof options);
    if (status !== 200) {
      // The package plays the proxy's answer as if it were the server's.
      socket.destroy();
      throw refusal(status);
    }
    this.#connections.opened(socket);
    return socket;
  }

  #nameProxy(error: unknown): Error {
    const { message, code, lasting } = error as Error & TransportFailure & { code?: string };
    const text = `The proxy ${this.proxy.host} ${lasting === undefined ? `cannot be reached: ${message || code}` : message}`;
    return Object.assign(new Error(text), { code, lasting: lasting === true, sent: false });
  }
}

function refusal(status: number): Error {
  const told = STATUS_CODES[status] === undefined ? `${status}` : `${status} ${STATUS_CODES[status]}`;
  // 407 is about our password, others of 4xx about the host: both are the same when asked again.
  const lasting = status >= 400 && status < 500 && status !== 408 && status !== 429;
  return Object.assign(new Error(`refused the connection: ${told}`), { code: 'ERR_PROXY_REFUSED', lasting });
}

/**
 * A socket that fails as soon as the request has it. An agent that is told of an error instead gives none of its
 * waiting requests another connection.
 */
function failingSocket(request: ClientRequest, error: Error): Socket {
  const socket = new Socket({ writable: false });
  request.once('socket', () => socket.destroy(error));
  return socket;
}

/** Node does not tell of a request that is destroyed before it has a socket. */
function onDestroy(request: ClientRequest, listener: () => void): void {
  const { destroy } = request;
  request.destroy = (error) => {
    listener();
    return destroy.call(request, error);
  };
}
