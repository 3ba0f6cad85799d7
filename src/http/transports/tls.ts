import type { Duplex } from 'node:stream';
import {
  type ConnectionOptions,
  checkServerIdentity,
  createSecureContext,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { isUnknownAuthority } from '../judge.js';
import type { TransportOptions } from '../transport.js';

/** Of a transport whose connections tell a server who they are. */
export interface IdentifiedOptions extends TransportOptions {
  /** Client certificate with its chain, in PEM. */
  readonly cert?: string | undefined;
  /** Its key, in PEM. */
  readonly key?: string | undefined;
  /** Takes a certificate of the server whose authority nobody here knows; name and dates are checked all the same. */
  readonly allowSelfSigned?: boolean | undefined;
}

/** How the connections of a transport are secured. */
export class Tls {
  readonly #options: IdentifiedOptions;
  #secureContext: SecureContext | undefined;
  #connectionOptions: ConnectionOptions | undefined;

  constructor(options: IdentifiedOptions) {
    this.#options = options;
  }

  /** What each connection to a server is made with. */
  get options(): ConnectionOptions {
    const secureContext = this.#context;
    this.#connectionOptions ??= this.#options.allowSelfSigned
      ? { secureContext, rejectUnauthorized: false }
      : { secureContext };
    return this.#connectionOptions;
  }

  /** That of a proxy, which is not the one that a client certificate is for. */
  get proxyContext(): SecureContext {
    return this.#options.cert === undefined ? this.#context : createSecureContext(trusted(this.#options));
  }

  /** Looks at the certificate of a server when the handshake has ended, where Node was told not to. */
  watch(socket: Duplex, host: string): void {
    if (this.#options.allowSelfSigned)
      socket.once('secureConnect', () => checkPeer(socket as TLSSocket, host));
  }

  /** One for all: `ca` itself would be read again for each connection, and be part of each name in the pool. */
  get #context(): SecureContext {
    const { cert, key } = this.#options;
    this.#secureContext ??= createSecureContext({
      ...trusted(this.#options),
      ...(cert !== undefined && { cert }),
      ...(key !== undefined && { key }),
    });
    return this.#secureContext;
  }
}

function trusted({ ca }: IdentifiedOptions): { ca?: string | string[] } {
  return ca === undefined ? {} : { ca: typeof ca === 'string' ? ca : [...ca] };
}

/**
 * What Node would have refused, save an authority that nobody knows. Nothing has been written yet. Node looks at the
 * name only where the chain was in order.
 */
function checkPeer(socket: TLSSocket, host: string): void {
  if (socket.authorized) return;
  // A code, whatever its type says.
  const code = String(socket.authorizationError);
  const problem = isUnknownAuthority(code)
    ? checkServerIdentity(host, socket.getPeerCertificate())
    : Object.assign(new Error(`The certificate of the server is refused: ${code}`), { code });
  if (problem !== undefined) socket.destroy(problem);
}
