import type { ClientRequest } from 'node:http';
import { Agent } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Connections } from '../../http/transports/connections.js';

/**
 * Stands in for the agent with books of its own: Node's takes a tenth more of a call, and no characters. It keeps its
 * sockets by the same rules.
 */
export class KeptAgent extends Agent {
  readonly #connections: Connections;

  constructor(connections: Connections) {
    super(connections.agentOptions);
    this.#connections = connections;
  }

  override createConnection(...[options]: Parameters<Agent['createConnection']>) {
    const { tls } = this.#connections;
    const socket = super.createConnection({ ...options, ...tls.options } as typeof options);
    if (socket) this.#connections.opened(socket, String(options.host));
    return socket;
  }

  // All else is the same for all of its sockets. Node's own name is made of twenty fields, several times a call.
  override getName(options: { host?: string | null; port?: number | string | null }): string {
    return `${options.host}:${options.port}`;
  }

  override keepSocketAlive(socket: Duplex): boolean {
    return this.#connections.keep(socket as Socket);
  }

  override reuseSocket(socket: Duplex, request: ClientRequest): void {
    this.#connections.reused(socket);
    super.reuseSocket(socket, request);
  }

  closeIdle(): void {
    for (const socket of Object.values(this.freeSockets).flat()) socket?.destroy();
  }
}
