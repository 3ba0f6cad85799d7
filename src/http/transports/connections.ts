import type { ClientRequest } from 'node:http';
import { Agent } from 'node:https';
import type { Duplex } from 'node:stream';
import type { TransportFailure } from '../transport.js';
import { type IdentifiedOptions, Tls } from './tls.js';

/** Idle sockets go before the server closes them: Node's own servers wait 5 s. */
const IDLE_MS = 4_000;
/** What a server announces is cut by this: it may close while our next request is on its way. */
const MARGIN_MS = 1_000;

/** An agent that keeps its sockets by the rules of {@link Connections}. */
export function createAgent(connections: Connections): Agent {
  return new KeptAgent(connections);
}

class KeptAgent extends Agent {
  readonly #connections: Connections;

  constructor(connections: Connections) {
    super(connections.agentOptions);
    this.#connections = connections;
  }

  override createConnection(...[options, ...rest]: Parameters<Agent['createConnection']>) {
    const { tls } = this.#connections;
    const socket = super.createConnection({ ...options, ...tls.options } as typeof options, ...rest);
    if (socket) this.#connections.opened(socket, String(options.host));
    return socket;
  }

  // All else is the same for all of its sockets. Node's own name is made of twenty fields, several times a call.
  override getName(options: { host?: string | null; port?: number | string | null } = {}): string {
    return `${options.host}:${options.port}`;
  }

  override keepSocketAlive(socket: Duplex): boolean {
    return this.#connections.keep(socket as Socket);
  }

  override reuseSocket(socket: Duplex, request: ClientRequest): void {
    this.#connections.reused(socket);
    super.reuseSocket(socket, request);
  }
}

/** The parts of a socket that both agents use: one behind a proxy is no `net.Socket` by its type. */
type Socket = Duplex & { timeout?: number; unref(): void; setTimeout(ms: number): void };

/** What a transport knows of its connections: which may be kept for how long, and what was sent on them. */
export class Connections {
  readonly agentOptions: { readonly keepAlive: true; readonly maxSockets: number };
  /** How they are secured. */
  readonly tls: Tls;
  readonly #connecting = new WeakSet<Duplex>();
  readonly #used = new WeakSet<Duplex>();
  readonly #idle = new WeakSet<Duplex>();
  readonly #announcedMs = new WeakMap<Duplex, number>();
  #lastKeptAt = 0;

  constructor(options: IdentifiedOptions) {
    const { connections = 64 } = options;
    this.tls = new Tls(options);
    this.agentOptions = { keepAlive: true, maxSockets: connections };
  }

  /** A socket before its handshake: nothing of a request leaves until that has ended well. */
  opened(socket: Duplex, host: string): void {
    this.#connecting.add(socket);
    this.tls.watch(socket, host);
    socket.once('secureConnect', () => socket.destroyed || this.#connecting.delete(socket));
    // Bytes that nobody asked for, a 408 for example, would be taken for the next answer.
    socket.on('data', () => {
      if (this.#idle.has(socket)) socket.destroy();
    });
  }

  /** The headers of an answer have come on this socket. `keepAlive` is its header of that name. */
  answered(socket: Duplex, keepAlive: string | string[] | undefined): void {
    this.#used.add(socket);
    const seconds = keepAlive === undefined ? undefined : /\btimeout=(\d+)/i.exec(String(keepAlive))?.[1];
    if (seconds !== undefined) this.#announcedMs.set(socket, Number(seconds) * 1_000 - MARGIN_MS);
  }

  /** Whether an idle socket may wait for the next request. */
  keep(socket: Socket): boolean {
    const idleMs = Math.min(IDLE_MS, this.#announcedMs.get(socket) ?? IDLE_MS);
    if (idleMs <= 0 || socket.readableLength > 0) return false;
    this.#idle.add(socket);
    socket.unref();
    // The agent closes an idle socket that this runs out for; a busy one does not mind.
    if (socket.timeout !== idleMs) socket.setTimeout(idleMs);
    this.#lastKeptAt = performance.now();
    return true;
  }

  reused(socket: Duplex): void {
    this.#idle.delete(socket);
  }

  /** Closes what was idle too long while the process was frozen: its timers have not run yet. */
  dropStale(agent: { readonly freeSockets: Agent['freeSockets'] }): void {
    if (performance.now() - this.#lastKeptAt < IDLE_MS) return;
    for (const sockets of Object.values(agent.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }

  /** What the error of a request that got no answer tells. */
  failure({ socket, reusedSocket }: Pick<ClientRequest, 'socket' | 'reusedSocket'>): TransportFailure {
    // Node leaves it null until the agent has one, whatever its type says.
    const assigned = socket as Duplex | null;
    if (assigned === null) return { sent: false, reusedSocket: false };
    return {
      sent: !this.#connecting.has(assigned),
      // Node does not count a socket that goes straight to a waiting request.
      reusedSocket: reusedSocket || this.#used.has(assigned),
    };
  }
}
