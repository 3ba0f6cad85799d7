import { LimitedCache } from '../http/limited-cache.js';
import type { Transport, TransportOptions } from '../http/transport.js';
import { createHttpsTransport } from '../http/transports/https.js';
import type { ClientCertificate } from './client-certificate.js';

/** Certificates that a toolbelt keeps connections of. The idle ones of any other close after 4 s, as all do. */
const MOST_CERTIFICATES = 100;

/**
 * The connections of a toolbelt that show a client certificate: of their own for each certificate, shared by all clients
 * that have the same. They are Node's `https`, since no other transport can be told a certificate.
 */
export class CertificateTransports {
  readonly #options: Pick<TransportOptions, 'ca' | 'proxy'>;
  readonly #create: typeof createHttpsTransport;
  readonly #transports = new LimitedCache<Transport>(MOST_CERTIFICATES);

  constructor(options: Pick<TransportOptions, 'ca' | 'proxy'>, create = createHttpsTransport) {
    this.#options = options;
    this.#create = create;
  }

  of(certificate: ClientCertificate, allowSelfSigned: boolean): Transport {
    const name = `${certificate.digest}:${allowSelfSigned}`;
    const known = this.#transports.get(name);
    if (known !== undefined) return known;
    const made = this.#create({ ...this.#options, ...certificate.texts(), allowSelfSigned });
    this.#transports.set(name, made);
    return made;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#transports.values()].map((transport) => transport.close()));
  }
}
