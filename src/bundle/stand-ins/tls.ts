import { type ConnectionOptions, createSecureContext } from 'node:tls';

/** Stands in for how connections are secured where the function gives no certificates: as Node does it. */
export class Tls {
  #options: ConnectionOptions | undefined;

  get options(): ConnectionOptions {
    this.#options ??= { secureContext: createSecureContext() };
    return this.#options;
  }

  watch(): void {}
}
