import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { TestClock } from '../../src/testing/test-clock.js';
import { startHttpsServer } from './http-server.js';
import { StandInFaults, type VaultOutcome, type VaultRequestLogged } from './vault-stand-in-faults.js';
import type { VaultReply } from './vault-stand-in-kv.js';
import { type StandInRequest, StandInSystem } from './vault-stand-in-system.js';

/** A Vault server with everything that the store uses of it, over HTTPS on this machine. */
export interface VaultStandIn extends AsyncDisposable {
  /** `https://localhost:PORT` */
  readonly address: string;
  /** Certificate to trust, in PEM, and the file that holds it. */
  readonly ca: string;
  readonly caFile: string;
  readonly rootToken: string;
  /** The clock of its tokens and versions. */
  readonly clock: TestClock;
  readonly faults: StandInFaults;
  readonly system: StandInSystem;
  readonly requests: VaultRequestLogged[];
  /** For other processes, which open `vault:ADDRESS/secret/PREFIX`. */
  env(): Record<string, string>;
  close(): Promise<void>;
}

/**
 * Starts a stand-in with a KV version 2 engine at `secret/`. It keeps everything in memory, and answers as
 * OpenBao 2.4 does: the conformance tests run on both.
 */
export async function startVaultStandIn(): Promise<VaultStandIn> {
  const clock = new TestClock();
  const rootToken = `root-${randomUUID()}`;
  const system = new StandInSystem(clock, rootToken);
  const faults = new StandInFaults();
  const requests: VaultRequestLogged[] = [];
  const server = await startHttpsServer((request, response) => {
    void serve(request, response, { system, faults, requests });
  });
  const folder = await mkdtemp(join(tmpdir(), 'vault-stand-in-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, server.ca);
  const close = async () => {
    await server.close();
    await rm(folder, { recursive: true });
  };
  return {
    address: server.origin,
    ca: server.ca,
    caFile,
    rootToken,
    clock,
    faults,
    system,
    requests,
    env: () => ({ VAULT_ADDR: server.origin, VAULT_CACERT: caFile, VAULT_TOKEN: rootToken }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface Parts {
  readonly system: StandInSystem;
  readonly faults: StandInFaults;
  readonly requests: VaultRequestLogged[];
}

async function serve(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://stand-in');
  const namespace = String(request.headers['x-vault-namespace'] ?? '').replace(/\/$/, '');
  const isList = request.method === 'GET' && url.searchParams.get('list') === 'true';
  const method = isList ? 'LIST' : String(request.method).replace('PUT', 'POST');
  const logged = { method, path: decodeURIComponent(url.pathname.replace(/^\/v1\//, '')), namespace };
  const body = await readBody(request);
  parts.requests.push(logged);
  const fault = parts.faults.take(logged);
  let outcome: VaultOutcome = await fault?.before?.();
  if (outcome === undefined) {
    const token = request.headers['x-vault-token'];
    const reply = parts.system.answer({
      ...logged,
      body,
      query: url.searchParams,
      contentType: request.headers['content-type'],
      token: typeof token === 'string' ? token : undefined,
    });
    outcome = (await fault?.after?.()) ?? reply;
  }
  if (outcome === 'reset') request.socket.destroy();
  else send(response, outcome);
}

/** @returns undefined without a body, and `'malformed'` for one that is no JSON. */
async function readBody(request: IncomingMessage): Promise<StandInRequest['body']> {
  const text = await readText(request);
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return 'malformed';
  }
}

function send(response: ServerResponse, { status, data, auth, errors, headers }: VaultReply): void {
  response.writeHead(status, { 'cache-control': 'no-store', 'content-type': 'application/json', ...headers });
  const hasData = data !== undefined || auth !== undefined;
  if (errors !== undefined) response.end(JSON.stringify({ errors }));
  else if (hasData) response.end(JSON.stringify(wrap(data, auth)));
  else response.end();
}

function wrap(data: unknown, auth: unknown) {
  return {
    request_id: randomUUID(),
    lease_id: '',
    renewable: false,
    lease_duration: 0,
    data: data ?? null,
    wrap_info: null,
    warnings: null,
    auth: auth ?? null,
  };
}
