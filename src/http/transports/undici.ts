import { Readable } from 'node:stream';
import { Agent, type Dispatcher } from 'undici';
import type { Cancellation } from '../cancellation.js';
import type { Transport, TransportOptions, TransportRequest, TransportResponse } from '../transport.js';
import { abortError, throwIfAborted } from './abort-error.js';
import { closedError } from './closed-error.js';

/**
 * The transport of the data path, on undici's dispatcher: `request` on top of it costs a third more CPU. It owns its
 * connections: HTTP/1.1, kept alive.
 */
export function createUndiciTransport(options: TransportOptions = {}): Transport {
  return new UndiciTransport(options);
}

class UndiciTransport implements Transport {
  /** Only undefined until the first request through a proxy. */
  #dispatcher: Dispatcher | undefined;
  #connecting: Promise<Dispatcher> | undefined;
  readonly #options: TransportOptions;
  #closed = false;

  constructor(options: TransportOptions) {
    this.#options = options;
    if (options.proxy === undefined) this.#dispatcher = new Agent(agentOptions(options));
  }

  async send(request: TransportRequest): Promise<TransportResponse> {
    const dispatcher = this.#dispatcher ?? (await this.#proxied());
    throwIfAborted(request);
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(resolve, reject, request.cancellation);
      dispatcher.dispatch(dispatchOptions(request), exchange);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const dispatcher = this.#dispatcher ?? (await this.#connecting?.catch(() => undefined));
    await dispatcher?.destroy(closedError());
  }

  async #proxied(): Promise<Dispatcher> {
    if (this.#closed) throw closedError();
    this.#connecting ??= createProxyDispatcher(this.#options);
    this.#dispatcher = await this.#connecting;
    return this.#dispatcher;
  }
}

function agentOptions({ ca, connections = 64 }: TransportOptions): Agent.Options {
  return {
    connections,
    pipelining: 1,
    // Idle sockets go before the server closes them: Node's own servers wait 5 s. When a server announces
    // its time in a `keep-alive` header, undici stays 2 s below it.
    keepAliveTimeout: 4_000,
    // The time limits of a call are kept by its signal. That of connecting stays undici's, 10 s.
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
    ...(ca === undefined ? {} : { connect: tlsOptions(ca) }),
  };
}

const tlsOptions = (ca: NonNullable<TransportOptions['ca']>) => ({
  ca: typeof ca === 'string' ? ca : [...ca],
});

/** Loaded only when asked for: most functions have no proxy, and all pay for what is loaded. */
async function createProxyDispatcher(options: TransportOptions): Promise<Dispatcher> {
  // Bundlers give a CommonJS package that is imported so nothing but a default export.
  const { default: undici } = await import('undici');
  const { EnvHttpProxyAgent, ProxyAgent } = undici;
  const tls = options.ca === undefined ? {} : tlsOptions(options.ca);
  const proxyOptions = { ...agentOptions(options), requestTls: tls, proxyTls: tls };
  return options.proxy === undefined || options.proxy === 'env'
    ? new EnvHttpProxyAgent(proxyOptions)
    : new ProxyAgent({ ...proxyOptions, uri: options.proxy });
}

const dispatchOptions = ({ method, url, headers, body }: TransportRequest): Dispatcher.DispatchOptions => ({
  origin: url.origin,
  path: url.pathname + url.search,
  method,
  headers,
  body: body ?? null,
});

/** One request and its answer, as undici reports them. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (response: TransportResponse) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #signal: Cancellation | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #body: IncomingBody | undefined;
  readonly #onAbort = () => this.#abort();

  constructor(
    resolve: (response: TransportResponse) => void,
    reject: (reason: unknown) => void,
    signal: Cancellation | undefined,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#onAbort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Aborted while it waited for a free connection.
    if (this.#signal?.aborted) controller.abort(abortError(this.#signal.reason));
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // 1xx: the answer proper is still to come.
    if (status < 200) return;
    const body = new IncomingBody(controller, () => this.#release());
    this.#body = body;
    // undici never leaves a header undefined; its type is that of Node's `IncomingHttpHeaders`.
    this.#resolve({ status, headers: headers as TransportResponse['headers'], body });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body?.push(chunk) === false) controller.pause();
  }

  onResponseEnd(): void {
    this.#body?.complete();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#release();
    if (this.#body === undefined) this.#reject(error);
    else this.#body.destroy(error);
  }

  #abort(): void {
    const error = abortError(this.#signal?.reason);
    this.#reject(this.#signal?.reason);
    if (this.#body === undefined) this.#controller?.abort(error);
    else this.#body.destroy(error);
  }

  #release(): void {
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }
}

/** The raw bytes of an answer. Giving it up before its end costs the connection. */
class IncomingBody extends Readable {
  readonly #controller: Dispatcher.DispatchController;
  readonly #onClose: () => void;
  #isComplete = false;

  constructor(controller: Dispatcher.DispatchController, onClose: () => void) {
    super({ highWaterMark: 65_536 });
    this.#controller = controller;
    this.#onClose = onClose;
    // A body that fails, or is destroyed, before anyone listens must not end the process.
    // The error stays on the stream, and whoever reads it later gets it.
    this.on('error', ignore);
  }

  complete(): void {
    this.#isComplete = true;
    this.push(null);
  }

  override _read(): void {
    this.#controller.resume();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#onClose();
    if (!this.#isComplete) this.#controller.abort(error ?? new Error('The body was given up'));
    callback(error);
  }
}

const ignore = () => undefined;
