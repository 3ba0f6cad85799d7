import { Agent } from 'node:https';
import { PassThrough, Readable } from 'node:stream';
import type { Got, Method, Request } from 'got';
import type { Transport, TransportOptions, TransportRequest, TransportResponse } from '../transport.js';
import { abortError, throwIfAborted } from './abort-error.js';
import { closedError } from './closed-error.js';

/** Options of {@link createGotTransport}: Node 20 has no proxy agent, so there is no `proxy`. */
export type GotTransportOptions = Omit<TransportOptions, 'proxy'>;

/** A transport on got, which is loaded with the first request. It owns its connections: HTTP/1.1, kept alive. */
export function createGotTransport(options: GotTransportOptions = {}): Transport {
  return new GotTransport(options);
}

class GotTransport implements Transport {
  readonly #agent: Agent;
  readonly #exchanges = new Set<Exchange>();
  #client: Promise<Got> | undefined;
  #closed = false;

  constructor({ ca, connections = 64 }: GotTransportOptions) {
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: connections,
      // Idle sockets go before the server closes them: Node's own servers wait 5 s.
      timeout: 4_000,
      ...(ca === undefined ? {} : { ca: typeof ca === 'string' ? ca : [...ca] }),
    });
  }

  async send(request: TransportRequest): Promise<TransportResponse> {
    this.#client ??= loadClient(this.#agent);
    const client = await this.#client;
    throwIfAborted(request);
    if (this.#closed) throw closedError();
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(request, resolve, reject, () => this.#exchanges.delete(exchange));
      this.#exchanges.add(exchange);
      exchange.start(client);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const exchange of this.#exchanges) exchange.fail(closedError());
    this.#agent.destroy();
  }
}

async function loadClient(agent: Agent): Promise<Got> {
  const { got } = await import('got');
  return got.extend({
    agent: { https: agent },
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    decompress: false,
    http2: false,
  });
}

/** One request and its answer, from `start` until the body is closed or `fail`. */
class Exchange {
  readonly #request: TransportRequest;
  readonly #resolve: (response: TransportResponse) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #onDone: () => void;
  #stream: Request | undefined;
  #body: Readable | undefined;

  constructor(
    request: TransportRequest,
    resolve: (response: TransportResponse) => void,
    reject: (reason: unknown) => void,
    onDone: () => void,
  ) {
    this.#request = request;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#onDone = onDone;
  }

  start(client: Got): void {
    const { body, cancellation } = this.#request;
    // Not got's own `signal`: it loses the reason.
    cancellation.addEventListener('abort', this.#onAbort);
    const stream = openStream(client, this.#request);
    this.#stream = stream;
    stream.on('error', (error: unknown) => this.fail(plainCopy(error)));
    stream.once('response', (response: { statusCode: number; rawHeaders: string[] }) => {
      this.#resolve({
        status: response.statusCode,
        headers: collectHeaders(response.rawHeaders),
        body: this.#receive(stream),
      });
    });
    if (body === undefined) stream.end();
    // Before got's own copy of that error.
    if (body instanceof Readable) body.once('error', (error) => this.fail(error));
  }

  /** Ends the exchange: rejects `send`, or destroys the body if that was handed out. */
  fail(reason: unknown): void {
    this.#finish();
    this.#reject(reason);
    this.#body?.destroy(abortError(reason));
    this.#stream?.destroy();
    if (this.#request.body instanceof Readable) this.#request.body.destroy();
  }

  readonly #onAbort = () => this.fail(this.#request.cancellation.reason);

  #receive(stream: Request): Readable {
    // got's own stream is not handed out: it and its errors carry the request's headers.
    const body = new PassThrough({
      highWaterMark: 64 * 1024,
      destroy(error, callback) {
        if (!stream.readableEnded) stream.destroy();
        callback(error);
      },
    });
    // A body that fails before anyone listens must not end the process. The error stays on the stream.
    body.on('error', () => undefined);
    body.once('close', () => this.#finish());
    this.#body = body;
    return stream.pipe(body);
  }

  #finish(): void {
    this.#request.cancellation.removeEventListener('abort', this.#onAbort);
    this.#onDone();
  }
}

function openStream(client: Got, { method, url, headers, body }: TransportRequest): Request {
  return client.stream(url, {
    method: method as Method,
    headers,
    ...(body === undefined ? {} : { body: requestBody(body), allowGetBody: method === 'GET' }),
    hooks: {
      beforeRequest: [
        (options) => {
          // got merges ours into its defaults, which adds a `user-agent` and changes the order.
          const length = options.headers['content-length'];
          options.headers = length === undefined ? headers : { ...headers, 'content-length': length };
        },
      ],
    },
  });
}

/**
 * A stream is given as a generator: piped by got, one that is closed before its end is waited for endlessly,
 * and one with a chunk that cannot be written ends the process.
 */
function requestBody(body: NonNullable<TransportRequest['body']>) {
  return body instanceof Readable ? chunksOf(body) : body;
}

async function* chunksOf(body: Readable): AsyncGenerator<unknown> {
  yield* body;
}

/** From the raw list, because Node joins some repeated headers and drops others. */
function collectHeaders(raw: readonly string[]): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = String(raw[i]).toLowerCase();
    const value = String(raw[i + 1]);
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return headers;
}

/** An error of got carries the request's options, Authorization header included: only these three are kept. */
function plainCopy(error: unknown): Error {
  const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown };
  // Node's error for several refused addresses has no message.
  const copy = new Error(String(message || code || name));
  if (typeof name === 'string') copy.name = name;
  return typeof code === 'string' ? Object.assign(copy, { code }) : copy;
}
