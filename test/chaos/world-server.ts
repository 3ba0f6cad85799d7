import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer, type Server } from 'node:https';
import { type AddressInfo, connect, createServer as createNetServer, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Certificate } from '../support/certificate.js';
import { CANARIES } from './canaries.js';
import { answerWith, executes, reset } from './faults.js';
import type { CallLedger, Credential, WorldLedger, WorldPlaces } from './messages.js';
import type { ConnectionFault, Fault, ProxyFault, SmallFault, WorldPlan } from './plan.js';

const TOKEN_LIFE_S = 3_000;
/** The first refusal of a token comes so late that others send the same token; theirs come when there is a new one. */
const REFUSALS_MS = { first: 200, later: 800 };
/** How long connections may take to go once their toolbelt is closed. */
const CLOSING_MS = 2_000;

/** A server whose connections can be spoilt before TLS begins. */
interface Gate {
  readonly port: number;
  readonly open: () => number;
  /** Takes no connection any more, and cuts those that there are. */
  close(): void;
}

/** CSDS, sentinel, the API and perhaps a proxy of one account, and all that goes wrong with them. */
export class WorldServer {
  readonly places: WorldPlaces;
  readonly #plan: WorldPlan;
  readonly #gates: Gate[];
  readonly #ledger: {
    calls: Record<number, CallLedger>;
    tokens: number;
    losses: number;
    spoiltAt: number;
    lasting: number;
    faults: Record<string, number>;
  } = { calls: {}, tokens: 0, losses: 0, spoiltAt: 0, lasting: 0, faults: {} };
  readonly #tokens = new Set<string>();
  /** Those whose token was lost on the way; nobody but they may ask again. */
  readonly #lostBy = new Set<string>();
  /** The request that came last on each connection. */
  readonly #latest = new WeakMap<Socket, IncomingMessage>();
  readonly #indices = { csds: 0, sentinel: 0, requests: 0 };
  #credential = makeCredential();
  #hasTurned = false;

  private constructor(plan: WorldPlan, places: WorldPlaces, gates: Gate[]) {
    this.#plan = plan;
    this.places = places;
    this.#gates = gates;
  }

  /** @param known What the client trusts. @param unknown What it does not. */
  static async start(plan: WorldPlan, known: Certificate, unknown: Certificate): Promise<WorldServer> {
    let world: WorldServer | undefined;
    const own = () => {
      if (world === undefined) throw new Error('The world has not begun');
      return world;
    };
    const api = () =>
      openGate(
        known,
        unknown,
        (...args) => own().#answerApi(...args),
        (index) => own().#spoil(index),
      );
    const small = await openGate(known, unknown, (...args) => own().#answerSmall(...args));
    const apis = [await api(), await api()];
    const gates = [small, ...apis];
    const name = `api-${plan.index}.example.com`;
    const password = `${CANARIES['the password of the proxy']}${randomBytes(12).toString('hex')}`;
    let proxy: string | undefined;
    if (plan.trouble === 'proxy') {
      const gate = await openProxy((index, port) => own().#spoilTunnel(index, port));
      gates.push(gate);
      proxy = `http://chaos:${password}@127.0.0.1:${gate.port}`;
    }
    const places: WorldPlaces = {
      accountId: `9${String(plan.index).padStart(7, '0')}`,
      small: `localhost:${small.port}`,
      apis: apis.map(({ port }) => `${name}:${port}`),
      proxy,
      ca: known.cert,
    };
    world = new WorldServer(plan, places, gates);
    return world;
  }

  /** The secret as it is now. */
  get credential(): Credential {
    return this.#credential;
  }

  /** Closes all, when the connections have gone or had the time to. */
  async end(): Promise<WorldLedger> {
    const until = performance.now() + CLOSING_MS;
    const open = () => this.#gates.reduce((sum, gate) => sum + gate.open(), 0);
    while (open() > 0 && performance.now() < until) await delay(20);
    const left = open();
    for (const gate of this.#gates) gate.close();
    return { ...this.#ledger, open: left };
  }

  #note(fault: string): void {
    const { faults } = this.#ledger;
    faults[fault] = (faults[fault] ?? 0) + 1;
  }

  #spoil(index: number): ConnectionFault | undefined {
    const fault = this.#plan.connections[index];
    if (fault === undefined) return undefined;
    this.#note(`connection: ${fault}`);
    if (fault === 'no TLS' || fault === 'wrong certificate') this.#ledger.lasting += 1;
    return fault;
  }

  #spoilTunnel(index: number, port: number): ProxyFault | undefined {
    const isApi = this.places.apis.some((host) => host.endsWith(`:${port}`));
    const fault = isApi ? this.#plan.tunnels[index] : undefined;
    if (fault === undefined) return undefined;
    this.#note(`proxy: ${fault}`);
    if (fault === 'asks 407') this.#ledger.lasting += 1;
    return fault;
  }

  async #answerSmall(request: IncomingMessage, response: ServerResponse, raw: Socket): Promise<void> {
    const body = await buffer(request);
    if (request.url?.includes('/baseURI.json')) return this.#answerCsds(response, raw);
    return this.#answerSentinel(
      String(request.headers['x-request-id']),
      new URLSearchParams(body.toString()),
      response,
      raw,
    );
  }

  #answerCsds(response: ServerResponse, raw: Socket): void {
    const fault = this.#plan.csds[this.#indices.csds++];
    if (fault !== undefined) this.#note(`csds: ${fault}`);
    if (fault === 'empty' || fault === 'malformed' || fault === 'html') this.#ledger.spoiltAt = Date.now();
    if (fault !== undefined) {
      answerSmallFault(fault, response, raw);
      return;
    }
    const api = this.places.apis[this.#plan.trouble === 'move' && this.#hasTurned ? 1 : 0];
    const hosts = {
      sentinel: this.places.small,
      accountConfigReadOnly: api,
      faasGW: api,
      leDataReporting: api,
    };
    const baseURIs = Object.entries(hosts).map(([service, baseURI]) => ({ service, baseURI }));
    sendJson(response, 200, { baseURIs });
  }

  #answerSentinel(id: string, form: URLSearchParams, response: ServerResponse, raw: Socket): void {
    const { client_id, client_secret } = this.#credential;
    const fault = this.#plan.sentinel[this.#indices.sentinel++];
    if (fault !== undefined) this.#note(`sentinel: ${fault}`);
    if (fault !== undefined && fault !== 'lost') answerSmallFault(fault, response, raw);
    else if (form.get('client_id') !== client_id || form.get('client_secret') !== client_secret) {
      // It repeats what it was given, as careless servers do.
      sendJson(response, 401, { error: 'invalid_client', error_description: `no: ${form.toString()}` });
    } else this.#grant(id, response, fault === 'lost' ? raw : undefined);
  }

  /** @param lostOn The connection, where it is lost with the token on it. */
  #grant(id: string, response: ServerResponse, lostOn: Socket | undefined): void {
    const token = `${CANARIES['an access token']}${randomBytes(24).toString('base64url')}`;
    this.#tokens.add(token);
    if (!this.#lostBy.delete(id)) this.#ledger.tokens += 1;
    if (lostOn === undefined) {
      sendJson(response, 200, { access_token: token, token_type: 'Bearer', expires_in: TOKEN_LIFE_S });
    } else {
      this.#lostBy.add(id);
      reset(lostOn);
    }
  }

  async #answerApi(request: IncomingMessage, response: ServerResponse, raw: Socket): Promise<void> {
    // It came on a connection that is being closed: nobody reads it any more.
    if (request.socket.writableEnded) return void raw.destroy();
    this.#latest.set(raw, request);
    const number = Number(String(request.headers['x-request-id']).split('-')[1]);
    this.#ledger.calls[number] ??= { requests: 0, executed: 0, deliveredAt: 0 };
    const seen = this.#ledger.calls[number];
    this.#indices.requests += 1;
    if (this.#indices.requests === this.#plan.turnsAt) this.#turn();
    const { authorization = '' } = request.headers;
    if (!this.#tokens.has(authorization.replace(/^Bearer /, ''))) {
      request.resume();
      this.#note('token refused');
      await delay(this.#ledger.faults['token refused'] === 1 ? REFUSALS_MS.first : REFUSALS_MS.later);
      return sendJson(response, 401, { error: { message: `The token ${authorization} has ended` } });
    }
    const call = this.#plan.calls.find((planned) => planned.number === number);
    if (call === undefined) throw new Error(`There is no call ${number} in world ${this.#plan.index}`);
    const fault: Fault = call.faults[seen.requests] ?? 'good';
    seen.requests += 1;
    if (fault !== 'good') this.#note(fault);
    if (fault === 'reset before') return reset(raw);
    await buffer(request);
    if (executes(fault)) seen.executed += 1;
    const isLast = () => this.#latest.get(raw) === request;
    const parts = { request, response, raw, isLast, number, echo: JSON.stringify(request.headers) };
    if (await answerWith(fault, parts)) seen.deliveredAt = Date.now();
  }

  /** What happens once in the life of a world. */
  #turn(): void {
    const { trouble } = this.#plan;
    this.#hasTurned = true;
    if (trouble === 'revoked' || trouble === 'replaced') {
      this.#note(trouble);
      this.#tokens.clear();
      this.#ledger.losses += 1;
    }
    if (trouble === 'replaced') this.#credential = makeCredential();
    if (trouble === 'move') {
      this.#note(trouble);
      this.#gates[1]?.close();
    }
  }
}

function makeCredential(): Credential {
  const text = () => `${randomBytes(9).toString('hex')}+/= "${randomBytes(9).toString('hex')}`;
  return {
    client_id: `client-${randomBytes(6).toString('hex')}`,
    client_secret: `${CANARIES['a client secret']}${text()}`,
  };
}

function answerSmallFault(fault: SmallFault, response: ServerResponse, raw: Socket): void {
  if (fault === 'reset' || fault === 'lost') reset(raw);
  else if (fault === 'down') sendJson(response, 503, { error: 'down' });
  else if (fault === 'empty') sendJson(response, 200, { baseURIs: [] });
  else if (fault === 'throttled') response.writeHead(429, { 'retry-after': '1' }).end();
  else if (fault !== 'silent') {
    const type = fault === 'html' ? 'text/html' : 'application/json';
    const text = fault === 'html' ? '<html><h1>Welcome</h1></html>' : '{"baseURIs": [{"service": "sent';
    response.writeHead(200, { 'content-type': type }).end(text);
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

type Handler = (request: IncomingMessage, response: ServerResponse, raw: Socket) => Promise<void>;

async function openGate(
  known: Certificate,
  unknown: Certificate,
  handler: Handler,
  spoil: (index: number) => ConnectionFault | undefined = () => undefined,
): Promise<Gate> {
  const sockets = new Map<number | undefined, Socket>();
  let index = 0;
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    request.on('error', ignore);
    response.on('error', ignore);
    const raw = sockets.get(request.socket.remotePort);
    if (raw === undefined) return;
    // A request that is cut while it is read is one of the faults.
    handler(request, response, raw).catch((error: unknown) => {
      if (!raw.destroyed && !request.errored) console.error(error);
    });
  };
  const good = makeServer(known, listener);
  let wrong: Server | undefined;
  const gate = createNetServer(async (raw) => {
    const port = raw.remotePort;
    sockets.set(port, raw);
    raw.on('error', ignore).on('close', () => sockets.delete(port));
    const fault = spoil(index++);
    if (fault === 'reset') return reset(raw);
    if (fault === 'hang') return void raw.resume();
    if (fault === 'handshake cut') return void raw.once('data', () => raw.destroy());
    if (fault === 'no TLS') return void raw.once('data', () => raw.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    if (fault === 'late') await delay(400);
    if (fault === 'wrong certificate') wrong ??= makeServer(unknown, listener);
    (fault === 'wrong certificate' ? wrong : good)?.emit('connection', raw);
  });
  return listen(gate, sockets);
}

function makeServer({ key, cert }: Certificate, listener: Parameters<typeof createHttpsServer>[1]): Server {
  const server = createHttpsServer({ key, cert, keepAliveTimeout: 5_000 }, listener);
  server.on('tlsClientError', ignore).on('clientError', (_, socket) => socket.destroy());
  return server;
}

async function listen(
  server: ReturnType<typeof createNetServer>,
  sockets: Map<unknown, Socket>,
): Promise<Gate> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    open: () => sockets.size,
    close() {
      server.close();
      // Not reset: one that is being shut down would never end then (libuv refuses it), and the process would spin.
      for (const socket of sockets.values()) socket.destroy();
    },
  };
}

async function openProxy(spoil: (index: number, port: number) => ProxyFault | undefined): Promise<Gate> {
  const sockets = new Map<unknown, Socket>();
  let index = 0;
  const proxy = createHttpServer().on('connect', ({ url }, client: Socket) => {
    sockets.set(client, client);
    client.on('error', ignore).on('close', () => sockets.delete(client));
    const port = Number(url?.split(':')[1]);
    const fault = spoil(index++, port);
    if (fault === 'hangs') return void client.on('end', () => client.end()).resume();
    if (fault === 'cuts') return reset(client);
    if (fault === 'refuses 503') return void client.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    if (fault === 'asks 407') {
      return void client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n',
      );
    }
    if (fault === 'no HTTP') return void client.end('220 smtp.example.com ESMTP\r\n\r\n');
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      if (fault === 'cuts the tunnel') return reset(client);
      client.pipe(upstream).pipe(client);
    });
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    client.on('close', cut);
    upstream.on('error', cut).on('close', cut);
  });
  return listen(proxy as unknown as ReturnType<typeof createNetServer>, sockets);
}

const ignore = () => undefined;
