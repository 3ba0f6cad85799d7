import type { ClientRequest } from 'node:http';
import type { Agent } from 'node:https';
import type { Duplex } from 'node:stream';
import { elapsed } from '../../config/elapsed.js';
import type { TransportFailure } from '../transport.js';
import { type IdentifiedOptions, Tls } from './tls.js';

/** Idle sockets go before the server closes them: Node's own servers wait 5 s. */
const IDLE_MS = 4_000;
/** What a server announces is cut by this: it may close while our next request is on its way. */
const MARGIN_MS = 1_000;

/** An agent whose idle sockets can be closed, without those in use. */
export interface KeepingAgent extends Agent {
  closeIdle(): void;
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
    const endIdle = () => {
      if (this.#idle.has(socket)) socket.destroy();
    };
    // Bytes that nobody asked for, a 408 for example, would be taken for the next answer.
    socket.on('data', endIdle);
    socket.on('timeout', endIdle);
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
    // A busy one does not mind when this runs out.
    if (socket.timeout !== idleMs) socket.setTimeout(idleMs);
    this.#lastKeptAt = elapsed();
    return true;
  }

  reused(socket: Duplex): void {
    this.#idle.delete(socket);
  }

  /** Closes what was idle too long while the process was frozen: its timers have not run yet. */
  dropStale(agent: KeepingAgent): void {
    if (elapsed() - this.#lastKeptAt >= IDLE_MS) agent.closeIdle();
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
