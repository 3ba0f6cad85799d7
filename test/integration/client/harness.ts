import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { expect } from 'vitest';
import type { Clock } from '../../../src/config/clock.js';
import type { Transport, TransportRequest, TransportResponse } from '../../../src/http/transport.js';
import { newManifest } from '../../../src/provisioning/manifest.js';
import type { SecretReader } from '../../../src/secrets/secret-store.js';
import type { RequestLog } from '../../../src/testing/sandbox/control/request-log.js';
import type { Sandbox } from '../../../src/testing/sandbox/sandbox.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import type { ToolbeltOptions } from '../../../src/toolbelt/options.js';
import { createToolbelt } from '../../../src/toolbelt/toolbelt.js';
import { startHttpsServer } from '../../support/http-server.js';

/** What carries HTTP has to make no difference to a user. */
export const TRANSPORTS = ['https', 'got'] as const;

export const APP_KEY = 'LIVEPERSON_DEFAULT_APP_KEY';

/** What a call rejects with; resolving fails the test. */
export async function failureOf(call: PromiseLike<unknown>): Promise<Error & Record<string, unknown>> {
  let value: unknown;
  try {
    value = await call;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error(`The call was expected to fail; it gave ${JSON.stringify(value)}`);
}

/** A value as a console shows it, whole. */
export const show = (value: unknown) =>
  inspect(value, { depth: 10, showHidden: true, maxStringLength: null });

/** All that an error tells: its fields, hidden ones too, its JSON, its stack, and its causes. */
export function told(error: unknown): string {
  if (!(error instanceof Error)) return show(error);
  const fields = Object.getOwnPropertyNames(error).map((name) => [name, Reflect.get(error, name)]);
  const text = [String(error), error.stack, JSON.stringify(error), show(error), show(fields)].join('\n');
  return error.cause === undefined ? text : `${text}\n${told(error.cause)}`;
}

/** A clock on which every wait is over at once. `waits` tells what was waited for, in milliseconds. */
export class InstantClock implements Clock {
  readonly waits: number[] = [];
  readonly #base: Pick<Clock, 'now'>;
  #waited = 0;

  constructor(base: Pick<Clock, 'now'> = Date) {
    this.#base = base;
  }

  now(): number {
    return this.#base.now() + this.#waited;
  }

  elapsed(): number {
    return performance.now() + this.#waited;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waits.push(ms);
    this.#waited += ms;
  }
}

/** A reader of secrets that counts. */
export class CountingReader implements SecretReader {
  reads = 0;
  readonly #reader: SecretReader;

  constructor(reader: SecretReader) {
    this.#reader = reader;
  }

  get(...args: Parameters<SecretReader['get']>): ReturnType<SecretReader['get']> {
    this.reads += 1;
    return this.#reader.get(...args);
  }
}

/** Notes where requests go, and sends them. */
export class WatchedTransport implements Transport {
  readonly hosts: string[] = [];
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  send(request: TransportRequest): Promise<TransportResponse> {
    this.hosts.push(request.url.host);
    return this.#transport.send(request);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }
}

/** Installs another application; its credential is the value of a secret. */
export async function installApplication({ platform }: Sandbox): Promise<{
  readonly client_id: string;
  readonly client_secret: string;
}> {
  const manifest = newManifest();
  await platform.install(manifest);
  const { items } = await platform.listInstallations();
  const made = items.find(({ clientName }) => clientName === manifest.client_name);
  if (made?.clientSecret === undefined || made.clientSecret === null) throw new Error('It was not installed');
  return { client_id: made.clientId, client_secret: made.clientSecret };
}

/** Deletes every application but the one that is named. */
export async function uninstallOthers({ platform }: Sandbox, clientId: string): Promise<void> {
  const { items } = await platform.listInstallations();
  for (const { id } of items.filter((item) => item.clientId !== clientId)) {
    const { revision } = await platform.listInstallations();
    await platform.deleteInstallation(id, revision);
  }
}

/** A request as a server got it. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** An account whose API services answer as a test says. CSDS and sentinel answer as they should. */
export interface ScriptedAccount extends AsyncDisposable {
  readonly accountId: string;
  readonly host: string;
  readonly ca: string;
  /** Value of its app key. */
  readonly credential: { readonly client_id: string; readonly client_secret: string };
  /** Access token that sentinel gives to everybody. */
  readonly token: string;
  /** Requests to its API services, oldest first. */
  readonly received: readonly Received[];
  toolbelt(options?: ToolbeltOptions): ToolbeltInstance;
}

export type Script = (request: Received, response: ServerResponse) => void | Promise<void>;

export async function startAccount(script: Script): Promise<ScriptedAccount> {
  const accountId = '90210777';
  const credential = { client_id: 'scripted-client', client_secret: 'scripted-client-secret-1f7a' };
  const token = 'scripted.access.token-8c41d';
  const received: Received[] = [];
  const server = await startHttpsServer(async (request, response) => {
    const path = request.url ?? '/';
    const body = await buffer(request);
    if (path.includes('/baseURI.json')) return json(response, { baseURIs: baseUris(server.host) });
    if (path.endsWith('/app/token')) return json(response, { access_token: token, expires_in: 3_600 });
    const one = { method: request.method ?? '', path, headers: request.headers, body };
    received.push(one);
    await script(one, response);
  });
  const opened: ToolbeltInstance[] = [];
  return {
    accountId,
    host: server.host,
    ca: server.ca,
    credential,
    token,
    received,
    toolbelt(options = {}) {
      const toolbelt = createToolbelt({
        accountId,
        csdsDomain: server.host,
        allowLoopback: true,
        ca: server.ca,
        secretStore: { get: async (key) => ({ key, value: credential }) },
        ...options,
      });
      opened.push(toolbelt);
      return toolbelt;
    },
    async [Symbol.asyncDispose]() {
      for (const toolbelt of opened) await toolbelt.close();
      await server.close();
    },
  };
}

/** Answers with JSON. */
export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function baseUris(host: string) {
  const services = [
    'sentinel',
    'accountConfigReadOnly',
    'engHistDomain',
    'faasGW',
    'msgHist',
    'leDataReporting',
  ];
  return services.map((service) => ({ service, account: '90210777', baseURI: host }));
}

/** Expects a call to be refused by the guard, with the title of the API, before so much as a host was asked for. */
export async function refusedUnsent(
  requests: RequestLog,
  call: () => Promise<unknown>,
  title: string,
  method: string,
): Promise<void> {
  requests.clear();
  await expect(call()).rejects.toMatchObject({ name: 'PrivilegeError', api: title, status: undefined });
  await expect(call()).rejects.toThrow(
    new RegExp(
      `^${title}: LIVEPERSON_DEFAULT_APP_KEY is granted Read only, and ${method} .*appKeySecretName`,
    ),
  );
  expect(requests.all()).toEqual([]);
}
