import assert from 'node:assert/strict';
import { json as readJson } from 'node:stream/consumers';
import type { Transport } from '../../src/http/transport.js';
import { createTransport } from '../../src/http/transports/create-transport.js';
import { uncancelled } from './transport-setup.js';

/** A server to test on, of whatever kind. */
export interface VaultUnderTest {
  readonly address: string;
  readonly ca?: string | undefined;
  readonly rootToken: string;
}

export interface AdminAnswer {
  readonly status: number;
  readonly errors: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever the server answers
  readonly data: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly auth: any;
  /** All of it: a few system paths answer outside `data`. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly body: any;
}

export interface AdminOptions {
  readonly body?: unknown;
  /** @default the root token; null for none */
  readonly token?: string | null;
  readonly namespace?: string;
  readonly contentType?: string | undefined;
}

/** Plain requests to a server, to set it up and to look at what is in it. */
export class VaultAdmin {
  readonly #server: VaultUnderTest;
  readonly #transport: Transport;

  constructor(server: VaultUnderTest) {
    this.#server = server;
    this.#transport = createTransport('got', { ca: server.ca });
  }

  async request(method: string, path: string, options: AdminOptions = {}): Promise<AdminAnswer> {
    const { body, token = this.#server.rootToken, namespace, contentType = 'application/json' } = options;
    const response = await this.#transport.send({
      method,
      cancellation: uncancelled,
      url: new URL(`/v1/${path}`, this.#server.address),
      headers: {
        'content-type': contentType,
        ...(token !== null && { 'x-vault-token': token }),
        ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const answer = await bodyOf(response.body);
    const { errors = [], data, auth } = answer;
    return { status: response.status, errors, data, auth, body: answer };
  }

  /** A request that must succeed. */
  async done(method: string, path: string, options: AdminOptions = {}): Promise<AdminAnswer> {
    const answer = await this.request(method, path, options);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.errors.join('; ')}`);
    return answer;
  }

  async setPolicy(name: string, policy: string): Promise<void> {
    await this.done('PUT', `sys/policies/acl/${name}`, { body: { policy } });
  }

  /** @returns The token. */
  async createToken(body: { policies: readonly string[]; ttl?: string; [option: string]: unknown }) {
    const { auth } = await this.done('POST', 'auth/token/create', { body });
    return String(auth.client_token);
  }

  /** Makes a role of the AppRole method, which must be enabled. */
  async createAppRole(name: string, role: Readonly<Record<string, unknown>>) {
    const path = `auth/approle/role/${name}`;
    await this.done('POST', path, { body: role });
    const { role_id: roleId } = (await this.done('GET', `${path}/role-id`)).data;
    const { secret_id: secretId } = (await this.done('POST', `${path}/secret-id`)).data;
    return { roleId: String(roleId), secretId: String(secretId) };
  }

  async close(): Promise<void> {
    await this.#transport.close();
  }
}

async function bodyOf(body: Parameters<typeof readJson>[0]): Promise<Partial<AdminAnswer>> {
  try {
    return (await readJson(body)) as Partial<AdminAnswer>;
  } catch {
    // 204, and a few 404s, have no body.
    return {};
  }
}
