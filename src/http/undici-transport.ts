import { EventEmitter } from 'node:events';
import { Agent, type Dispatcher, request as undiciRequest } from 'undici';
import { abortError, throwIfAborted } from './abort-error.js';
import { closedError } from './closed-error.js';
import type { Transport, TransportOptions, TransportRequest, TransportResponse } from './transport.js';

/** The transport of the data path, on undici's `request`. It owns its connections: HTTP/1.1, kept alive. */
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
    return request.signal === undefined
      ? received(await undiciRequest(request.url, requestOptions(dispatcher, request)))
      : sendAbortable(dispatcher, request, request.signal);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const dispatcher = this.#dispatcher ?? (await this.#connecting?.catch(() => undefined));
    await dispatcher?.destroy();
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

const requestOptions = (dispatcher: Dispatcher, { method, headers, body }: TransportRequest) => ({
  dispatcher,
  method,
  headers,
  body: body ?? null,
});

/**
 * Stands between the caller's signal and undici, which notices an abort only once the request has left its
 * queue, and takes a falsy reason for none.
 */
class Cancellation extends EventEmitter {
  reason: Error | undefined;

  cancel(reason: Error): void {
    this.reason = reason;
    this.emit('abort');
  }
}

function sendAbortable(
  dispatcher: Dispatcher,
  request: TransportRequest,
  signal: AbortSignal,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const cancellation = new Cancellation();
    const onAbort = () => {
      cancellation.cancel(abortError(signal.reason));
      reject(signal.reason);
    };
    const release = () => signal.removeEventListener('abort', onAbort);
    signal.addEventListener('abort', onAbort, { once: true });
    undiciRequest(request.url, { ...requestOptions(dispatcher, request), signal: cancellation }).then(
      (response) => {
        response.body.on('close', release);
        resolve(received(response));
      },
      (error: unknown) => {
        release();
        reject(error);
      },
    );
  });
}

function received({ statusCode, headers, body }: Dispatcher.ResponseData): TransportResponse {
  // A body that fails, or is destroyed, before anyone listens must not end the process.
  // The error stays on the stream, and whoever reads it later gets it.
  body.on('error', ignore);
  // undici never leaves a header undefined; its type is that of Node's `IncomingHttpHeaders`.
  return { status: statusCode, headers: headers as TransportResponse['headers'], body };
}

const ignore = () => undefined;
