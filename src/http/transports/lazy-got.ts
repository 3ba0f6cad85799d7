import type { Transport, TransportOptions, TransportRequest, TransportResponse } from '../transport.js';
import { closedError } from './closed-error.js';

/** The transport on got, a package that is loaded by the first request. */
export function createLazyGot(options: TransportOptions): Transport {
  return new LazyTransport(() => loadGot(options));
}

async function loadGot(options: TransportOptions): Promise<Transport> {
  const { createGotTransport } = await import('./got.js');
  return createGotTransport(options);
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
