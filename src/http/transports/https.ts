import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import type { Transport, TransportRequest, TransportResponse } from '../transport.js';
import { throwIfAborted } from './abort-error.js';
import { closedError } from './closed-error.js';
import { Connections, type KeepingAgent } from './connections.js';
import { Exchange, framedHeaders, InFlight } from './exchange.js';
import { Pool } from './pool.js';
import type { IdentifiedOptions } from './tls.js';

/** The transport of the data path, on Node's own `https`: HTTP/1.1, connections kept alive. */
export function createHttpsTransport(options: IdentifiedOptions = {}): Transport {
  return new HttpsTransport(options);
}

class HttpsTransport implements Transport {
  readonly #connections: Connections;
  readonly #pool: Pool;
  readonly #inFlight = new InFlight();
  #closed = false;

  constructor(options: IdentifiedOptions) {
    this.#connections = new Connections(options);
    this.#pool = new Pool(this.#connections, options);
  }

  // Not async: that would be one promise more for each request.
  send(request: TransportRequest): Promise<TransportResponse> {
    const agent = this.#pool.agentFor(request.url);
    return agent instanceof Promise
      ? agent.then((loaded) => this.#send(request, loaded))
      : this.#send(request, agent);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#inFlight.failAll(closedError);
    this.#pool.close();
  }

  #send(request: TransportRequest, agent: KeepingAgent): Promise<TransportResponse> {
    return new Promise((resolve, reject) => {
      throwIfAborted(request);
      if (this.#closed) throw closedError();
      this.#connections.dropStale(agent);
      const parts = { connections: this.#connections, inFlight: this.#inFlight, resolve, reject };
      new HttpsExchange(request, parts).start(agent);
    });
  }
}

class HttpsExchange extends Exchange {
  start(agent: KeepingAgent): void {
    const { body } = this.request;
    try {
      // Asked of the module at each call: nock and APM tools put their own function there.
      const request = https.request(requestOptions(this.request, agent));
      this.clientRequest = request;
      request.on('response', this.#onResponse);
      request.on('error', this.failNetwork);
      request.on('upgrade', this.failUpgrade);
      request.on('close', this.failClosed);
      if (body instanceof Readable) this.#upload(body, request);
      else request.end(body);
    } catch (error) {
      // A header or a method that HTTP does not allow.
      this.failNetwork(error as Error);
    }
  }

  protected abandon(): void {
    this.clientRequest?.destroy();
  }

  protected bodyOf(source: Readable): Readable {
    return Object.assign(source, SHOWS_NOTHING);
  }

  readonly #onResponse = (response: IncomingMessage) => {
    response.on('error', this.failNetwork);
    this.answer(response.statusCode ?? 0, response.rawHeaders, response);
  };

  /** Not by `pipe`, which lets a chunk that cannot be written end the process. */
  async #upload(body: Readable, request: ClientRequest): Promise<void> {
    try {
      for await (const chunk of body) {
        if (!request.write(chunk)) await new Promise((resolve) => request.once('drain', resolve));
      }
      request.end();
    } catch (error) {
      this.failUpload(error);
    }
  }
}

/** Node's own message is the body, since another stream would cost a tenth of a call; but it leads to the request. */
const SHOWS_NOTHING = Object.freeze({
  [inspect.custom]: () => 'IncomingMessage {}',
  toJSON: () => ({}),
});

function requestOptions(request: TransportRequest, agent: KeepingAgent): RequestOptions {
  const { method, url } = request;
  const { hostname } = url;
  return {
    protocol: 'https:',
    method,
    hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    port: url.port || 443,
    path: url.pathname + url.search,
    headers: framedHeaders(request),
    agent,
  };
}
