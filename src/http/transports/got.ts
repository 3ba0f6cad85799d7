import type { ClientRequest } from 'node:http';
import { Readable } from 'node:stream';
import { type Got, got, type Method, type Request } from 'got';
import type {
  Transport,
  TransportFailure,
  TransportOptions,
  TransportRequest,
  TransportResponse,
} from '../transport.js';
import { throwIfAborted } from './abort-error.js';
import { closedError } from './closed-error.js';
import { Connections, type KeepingAgent } from './connections.js';
import { Exchange, framedHeaders, InFlight } from './exchange.js';
import { Pool } from './pool.js';

/** A transport on got. It owns its connections: HTTP/1.1, kept alive. */
export function createGotTransport(options: TransportOptions = {}): Transport {
  return new GotTransport(options);
}

class GotTransport implements Transport {
  readonly #connections: Connections;
  readonly #pool: Pool;
  readonly #inFlight = new InFlight();
  readonly #client = got.extend({
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    decompress: false,
    http2: false,
  });
  #closed = false;

  constructor(options: TransportOptions) {
    this.#connections = new Connections(options);
    this.#pool = new Pool(this.#connections, options);
  }

  async send(request: TransportRequest): Promise<TransportResponse> {
    const agent = await this.#pool.agentFor(request.url);
    throwIfAborted(request);
    if (this.#closed) throw closedError();
    this.#connections.dropStale(agent);
    return new Promise((resolve, reject) => {
      const parts = { connections: this.#connections, inFlight: this.#inFlight, resolve, reject };
      new GotExchange(request, parts).start(this.#client, agent);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#inFlight.failAll(closedError);
    this.#pool.close();
  }
}

class GotExchange extends Exchange {
  #stream: Request | undefined;

  start(client: Got, agent: KeepingAgent): void {
    const { body } = this.request;
    const stream = client.stream(this.request.url, this.#options(agent));
    this.#stream = stream;
    stream.on('request', (request: ClientRequest) => {
      this.clientRequest = request;
      // Before got's own copy of the error, which carries the headers of the request.
      request.prependListener('error', this.failNetwork);
      request.on('upgrade', this.failUpgrade);
      request.on('close', this.failClosed);
    });
    stream.on('error', (error: unknown) => this.failNetwork(plainCopy(error)));
    stream.once('response', (response: { statusCode: number; rawHeaders: string[] }) => {
      this.answer(response.statusCode, response.rawHeaders, stream);
    });
    if (body === undefined) stream.end();
    if (body instanceof Readable) body.once('error', (error) => this.failUpload(error));
  }

  protected abandon(): void {
    this.#stream?.destroy();
  }

  protected bodyOf(source: Readable): Readable {
    return new IncomingBody(source);
  }

  #options(agent: KeepingAgent) {
    const { method, body } = this.request;
    const headers = framedHeaders(this.request);
    return {
      method: method as Method,
      headers,
      agent: { https: agent },
      ...(body === undefined
        ? {}
        : { body: body instanceof Readable ? this.#chunksOf(body) : body, allowGetBody: method === 'GET' }),
      hooks: {
        beforeRequest: [
          (options: { headers: Record<string, string | string[] | undefined> }) => {
            // got merges ours into its defaults, which adds a `user-agent` and changes the order.
            options.headers = headers;
          },
        ],
      },
    };
  }

  /**
   * A stream is given as a generator: piped by got, one that is closed before its end is waited for endlessly, and
   * one with a chunk that cannot be written ends the process.
   */
  async *#chunksOf(body: Readable): AsyncGenerator<unknown> {
    try {
      yield* body;
    } catch (error) {
      if (!this.isAnswered) throw error;
      // Dropped after an early answer: its end would be sent as the end of the whole, and its error would end the answer.
      await new Promise(() => undefined);
    }
  }
}

/** The raw bytes of an answer. got's own stream is not handed out: it and its errors hold the request with its headers. */
class IncomingBody extends Readable {
  readonly #source: Readable;

  constructor(source: Readable) {
    super({ highWaterMark: 65_536 });
    this.#source = source;
    source.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) source.pause();
    });
    source.on('end', () => this.push(null));
    // A body that fails before anyone listens must not end the process. The error stays on the stream.
    this.on('error', () => undefined);
  }

  override _read(): void {
    this.#source.resume();
  }
}

/**
 * An error of got carries the request's options, Authorization header included: only these are kept. What a proxy's
 * connection says of itself comes this way since Node 24, where a write that fails is told before the request is.
 */
function plainCopy(error: unknown): Error {
  const { name, code, message, sent, lasting } = error as Partial<Error> &
    TransportFailure & { code?: unknown };
  const copy = new Error(String(message || code || name));
  if (typeof name === 'string') copy.name = name;
  return Object.assign(
    copy,
    typeof code === 'string' && { code },
    typeof sent === 'boolean' && { sent },
    typeof lasting === 'boolean' && { lasting },
  );
}
