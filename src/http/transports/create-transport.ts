import { certificates, checkOptions, type OptionTable, text, wholeNumber } from '../../config/options.js';
import { ConfigError } from '../../errors/config-error.js';
import type { Transport, TransportOptions, TransportRequest, TransportResponse } from '../transport.js';
import { closedError } from './closed-error.js';

/** The HTTP libraries that can carry the requests. */
export type TransportKind = 'https' | 'got';

/**
 * Makes a transport. Its HTTP library is loaded with the first request, so an unused one costs nothing.
 *
 * @param kind `https` is the fast one; `got` goes through the library of that name.
 * @throws {ConfigError} An option is malformed, or a proxy is asked of `got`, which has none.
 */
export function createTransport(kind: TransportKind, options: TransportOptions = {}): Transport {
  checkTransport(kind, options);
  return new LazyTransport(() => load(kind, options));
}

async function load(kind: TransportKind, options: TransportOptions): Promise<Transport> {
  if (kind === 'got') return (await import('./got.js')).createGotTransport(options);
  return (await import('./undici.js')).createUndiciTransport(options);
}

class LazyTransport implements Transport {
  readonly #load: () => Promise<Transport>;
  #loading: Promise<Transport> | undefined;
  #loaded: Transport | undefined;
  #closed = false;

  constructor(load: () => Promise<Transport>) {
    this.#load = load;
  }

  // Not async: once loaded, the wrapper adds no await to a request.
  send(request: TransportRequest): Promise<TransportResponse> {
    if (this.#closed) return Promise.reject(closedError());
    return this.#loaded === undefined ? this.#sendFirst(request) : this.#loaded.send(request);
  }

  async close(): Promise<void> {
    this.#closed = true;
    // A load that failed has told so to its request; there is nothing to close then.
    const transport = await this.#loading?.catch(() => undefined);
    await transport?.close();
  }

  async #sendFirst(request: TransportRequest): Promise<TransportResponse> {
    this.#loading ??= this.#load();
    this.#loaded = await this.#loading;
    return this.#loaded.send(request);
  }
}

const TABLE = {
  ca: { check: certificates },
  // Its form is told below.
  proxy: { check: text },
  connections: { check: wholeNumber(1) },
} as const satisfies OptionTable<TransportOptions>;

function checkTransport(kind: TransportKind, options: TransportOptions): void {
  // Both come from the environment too, so the types alone do not hold.
  if (kind !== 'https' && kind !== 'got') {
    throw new ConfigError('transport', `transport must be 'https' or 'got', not '${String(kind)}'.`);
  }
  checkOptions('createTransport', options, TABLE);
  const { proxy } = options;
  if (proxy === undefined) return;
  if (kind === 'got') {
    throw new ConfigError('proxy', "The got transport has no proxy support; use the transport 'https'.");
  }
  // The value is not repeated: a proxy URL may hold a password.
  if (proxy !== 'env' && !/^https?:$/.test(parsedProtocol(proxy))) {
    throw new ConfigError('proxy', "proxy must be 'env' or a URL such as http://proxy.example.com:3128.");
  }
}

const parsedProtocol = (url: string) => (URL.canParse(url) ? new URL(url).protocol : '');
