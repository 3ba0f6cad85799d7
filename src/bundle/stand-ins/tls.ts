import type { ConnectionOptions } from 'node:tls';

/** Stands in for how connections are secured where the function gives no certificates: as Node does it. */
export class Tls {
  #options: ConnectionOptions | undefined;

  get options(): ConnectionOptions {
    // An import would compute all that the module exports, its 140 root certificates, too: 1.5 ms of a cold start.
    this.#options ??= { secureContext: process.getBuiltinModule('node:tls').createSecureContext() };
    return this.#options;
  }

  watch(): void {}
}
