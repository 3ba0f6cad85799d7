import type { ClientRequest } from 'node:http';
import { Readable } from 'node:stream';
import type { TransportFailure, TransportRequest, TransportResponse } from '../transport.js';
import { abortError } from './abort-error.js';
import type { Connections } from './connections.js';

const NEVER_SENT: TransportFailure = { sent: false, reusedSocket: false };

/** What an exchange is made of, beside its request. */
export interface ExchangeParts {
  readonly connections: Connections;
  readonly resolve: (response: TransportResponse) => void;
  readonly reject: (reason: unknown) => void;
  readonly inFlight: InFlight;
}

/** The exchanges of a transport that have not ended. A `Set` would be a tenth of the CPU time of a call. */
export class InFlight {
  readonly #exchanges: Exchange[] = [];

  add(exchange: Exchange): void {
    exchange.place = this.#exchanges.push(exchange) - 1;
  }

  /** The last one takes the place of the one that has ended. */
  remove(exchange: Exchange): void {
    const last = this.#exchanges.pop();
    if (last === undefined || last === exchange) return;
    this.#exchanges[exchange.place] = last;
    last.place = exchange.place;
  }

  failAll(makeError: () => Error): void {
    for (const exchange of [...this.#exchanges]) exchange.failNetwork(makeError());
  }
}

/** One request and its answer, from its start until the body is closed or it fails. */
export abstract class Exchange {
  /** Where {@link InFlight} has it. */
  place = 0;
  protected readonly request: TransportRequest;
  /** Undefined until Node's own request is made. */
  protected clientRequest: ClientRequest | undefined;
  readonly #parts: ExchangeParts;
  #body: Readable | undefined;
  #isOver = false;

  constructor(request: TransportRequest, parts: ExchangeParts) {
    this.request = request;
    this.#parts = parts;
    parts.inFlight.add(this);
    request.cancellation.addEventListener('abort', this.#onAbort);
  }

  /** Destroys the connection, if the exchange still has one. */
  protected abstract abandon(): void;

  protected get isAnswered(): boolean {
    return this.#body !== undefined;
  }

  /** Ends the exchange: rejects `send`, or destroys the body if that was handed out. */
  readonly fail = (reason: unknown): void => {
    if (this.#isOver) return;
    this.#finish();
    if (this.#body === undefined) this.#parts.reject(reason);
    else this.#body.destroy(abortError(reason));
    this.abandon();
    this.#dropUpload();
  };

  /** Ends the exchange with an error of the network, which then tells how far the request came. */
  readonly failNetwork = (error: Error & { code?: string }): void => {
    if (this.#isOver) return;
    // Node's error for several refused addresses has no message.
    error.message ||= error.code ?? error.name;
    const { clientRequest } = this;
    const failure = clientRequest === undefined ? NEVER_SENT : this.#parts.connections.failure(clientRequest);
    // What it says of itself stays: that of a proxy knows more.
    this.fail(Object.assign(error, { ...failure, ...error }));
  };

  /** The source of the upload failed. After an early answer, that is our own doing. */
  protected failUpload(error: unknown): void {
    if (!this.isAnswered) this.fail(error);
  }

  /** A 101 comes as neither an answer nor an error. */
  readonly failUpgrade = (_: unknown, socket: Readable): void => {
    socket.destroy();
    this.failNetwork(new Error('The server answered 101 Switching Protocols unasked'));
  };

  /** The connection was closed, and nothing else was told. */
  readonly failClosed = (): void => {
    if (this.isAnswered) return;
    this.failNetwork(networkError('The connection was closed before an answer came'));
  };

  protected answer(status: number, rawHeaders: readonly string[], source: Readable): void {
    if (this.#isOver) return;
    const { connections, resolve } = this.#parts;
    const { body } = this.request;
    const socket = this.clientRequest?.socket;
    if (status === 408 && this.clientRequest?.reusedSocket && !(body instanceof Readable)) {
      // It was sent while the connection was idle, and has crossed our request.
      this.failNetwork(networkError('The server closed the idle connection (408)'));
      return;
    }
    const headers = collectHeaders(rawHeaders);
    if (socket) connections.answered(socket, headers['keep-alive']);
    this.#body = this.bodyOf(source);
    this.#body.once('close', this.#onBodyClosed);
    this.#dropUpload();
    resolve({ status, headers, body: this.#body });
  }

  /** The raw bytes of an answer as whoever reads them gets them. It shows nothing of the request. */
  protected abstract bodyOf(source: Readable): Readable;

  readonly #onAbort = () => this.fail(this.request.cancellation.reason);

  readonly #onBodyClosed = () => {
    if (this.#isOver) return;
    this.#finish();
    // With a part of the upload unsent, the connection is of no use.
    if (!this.#body?.readableEnded || this.clientRequest?.writableFinished === false) this.abandon();
  };

  #finish(): void {
    this.#isOver = true;
    this.request.cancellation.removeEventListener('abort', this.#onAbort);
    this.#parts.inFlight.remove(this);
  }

  /** The source of an upload is no longer read: the exchange failed, or was answered early. */
  #dropUpload(): void {
    const { body } = this.request;
    if (body instanceof Readable && !body.destroyed) body.destroy();
  }
}

/** The headers with what frames the body: Node adds nothing to methods that have none as a rule. */
export function framedHeaders({ headers, body }: TransportRequest): Record<string, string> {
  if (body === undefined || 'content-length' in headers || 'transfer-encoding' in headers) return headers;
  if (body instanceof Readable) return { ...headers, 'transfer-encoding': 'chunked' };
  return { ...headers, 'content-length': String(Buffer.byteLength(body)) };
}

/** From the raw list, because Node joins some repeated headers and drops others. */
function collectHeaders(raw: readonly string[]): TransportResponse['headers'] {
  const headers = Object.create(null) as TransportResponse['headers'];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = String(raw[i]).toLowerCase();
    const value = String(raw[i + 1]);
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return headers;
}

function networkError(message: string): Error {
  return Object.assign(new Error(message), { code: 'ECONNRESET' });
}
