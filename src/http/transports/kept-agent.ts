import type { ClientRequest } from 'node:http';
import { Agent } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Connections } from './connections.js';

/** Where a request goes to. */
interface Place {
  readonly host: string;
  readonly port: number;
}

/** The connections to one origin. */
interface Origin {
  readonly name: string;
  readonly place: Place;
  /** Those of use again; the last one was used last. */
  readonly idle: Socket[];
  readonly waiting: ClientRequest[];
  open: number;
}

/**
 * An agent that keeps its sockets by the rules of {@link Connections}. It has its own books: those of Node are objects
 * whose keys come and go, and for each request all options are copied and named several times, which is a fifth of the
 * CPU time of a call.
 */
export class KeptAgent extends Agent {
  readonly #connections: Connections;
  readonly #origins = new Map<string, Origin>();
  readonly #sockets = new Set<Socket>();

  constructor(connections: Connections) {
    super(connections.agentOptions);
    this.#connections = connections;
  }

  /** What Node asks of an agent, for each request. */
  addRequest(request: ClientRequest, { host, port }: Place): void {
    const origin = this.#originOf(host, port);
    let socket = origin.idle.pop();
    // One whose end is on its way.
    while (socket?.writable === false) socket = origin.idle.pop();
    if (socket !== undefined) this.#handOut(socket, request);
    else if (origin.open < this.maxSockets) request.onSocket(this.#open(origin));
    else origin.waiting.push(request);
  }

  override createConnection(...[options, ...rest]: Parameters<Agent['createConnection']>) {
    const { tls } = this.#connections;
    const socket = super.createConnection({ ...options, ...tls.options } as typeof options, ...rest);
    if (socket) this.#connections.opened(socket, String(options.host));
    return socket;
  }

  /** Closes the sockets that nobody uses now. */
  closeIdle(): void {
    for (const { idle } of this.#origins.values()) for (const socket of [...idle]) socket.destroy();
  }

  override destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #originOf(host: string, port: number): Origin {
    const name = `${host}:${port}`;
    const known = this.#origins.get(name);
    if (known !== undefined) return known;
    const made: Origin = { name, place: { host, port }, idle: [], waiting: [], open: 0 };
    this.#origins.set(name, made);
    return made;
  }

  #open(origin: Origin): Socket {
    const { name, place } = origin;
    // An address is no server name (RFC 6066, section 3); by the key Node finds the TLS session to resume.
    const names = { servername: isIP(place.host) ? '' : place.host, _agentKey: name };
    const socket = this.createConnection({ ...this.options, ...place, ...names } as never) as Socket;
    origin.open += 1;
    this.#sockets.add(socket);
    socket.on('free', () => this.#freed(socket, origin));
    socket.on('close', () => this.#closed(socket, origin));
    // Between two requests nobody else listens.
    socket.on('error', () => undefined);
    return socket;
  }

  #handOut(socket: Socket, request: ClientRequest): void {
    this.#connections.reused(socket);
    socket.ref();
    request.reusedSocket = true;
    request.onSocket(socket);
  }

  #freed(socket: Socket, origin: Origin): void {
    const next = socket.writable ? nextWaiting(origin) : undefined;
    if (next !== undefined) this.#handOut(socket, next);
    else if (socket.writable && this.#connections.keep(socket)) origin.idle.push(socket);
    else socket.destroy();
  }

  #closed(socket: Socket, origin: Origin): void {
    origin.open -= 1;
    this.#sockets.delete(socket);
    const index = origin.idle.indexOf(socket);
    if (index >= 0) origin.idle.splice(index, 1);
    nextWaiting(origin)?.onSocket(this.#open(origin));
    if (origin.open === 0) this.#origins.delete(origin.name);
  }
}

/** The request that waits longest, of those that have not been given up. */
function nextWaiting({ waiting }: Origin): ClientRequest | undefined {
  let next = waiting.shift();
  while (next?.destroyed) next = waiting.shift();
  return next;
}
