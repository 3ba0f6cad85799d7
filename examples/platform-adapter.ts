// An adapter for a platform of your own, and the tests that it has to pass. docs/platform-adapter.md explains it.
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import {
  type Installation,
  InstallationConflictError,
  type InstallationCredential,
  type InstallationList,
  type InstallationManifest,
  InstallationQuotaError,
  InstallationRefusedError,
  type PlatformOptions,
  type ProvisioningPlatform,
  StaleRevisionError,
} from 'lp-functions-toolbelt/provisioning';
import { type PlatformFaults, provisioningPlatformContract } from 'lp-functions-toolbelt/testing';

interface App {
  id: string;
  secret?: string;
  name: string;
  text: string;
  scope: string;
  createdAt: number;
}

interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly etag?: string;
}

interface Request extends PlatformOptions {
  readonly body?: unknown;
  readonly ifMatch?: string;
}

/** Stands in for the server of the platform; a real adapter has `fetch` here, or a client that repeats nothing. */
class Registry {
  readonly #apps = new Map<string, App>();
  #edition = 1;
  /** What the next request of that kind meets: a status, silence, or the loss of its answer. */
  readonly fault = new Map<string, number | 'silence' | 'loss'>();
  perPage = Number.POSITIVE_INFINITY;
  showsSecrets = true;

  async send(kind: string, path: string, { body, ifMatch, signal }: Request = {}): Promise<Reply> {
    signal?.throwIfAborted();
    const fault = this.fault.get(kind);
    this.fault.delete(kind);
    await turn();
    if (fault === 'silence') return new Promise((_, reject) => this.#onAbort(signal, reject));
    if (typeof fault === 'number') return { status: fault };
    const reply = this.#answer(kind, path, body, ifMatch);
    if (fault === 'loss') throw new Error('The connection broke off');
    return reply;
  }

  #onAbort(signal: AbortSignal | undefined, reject: (reason: unknown) => void): void {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  }

  #answer(kind: string, path: string, body: unknown, ifMatch: string | undefined): Reply {
    const app = this.#apps.get(path);
    if (kind === 'token') return { status: app !== undefined && app.secret === body ? 200 : 401 };
    if (kind === 'get') return app === undefined ? { status: 404 } : { status: 200, body: app };
    if (kind === 'add') {
      const id = randomUUID();
      this.#apps.set(id, { ...(body as App), id, secret: randomUUID(), createdAt: Date.now() });
    } else if (kind === 'remove') {
      if (app === undefined) return { status: 404 };
      if (ifMatch !== `${this.#edition}`) return { status: 412 };
      this.#apps.delete(path);
    } else {
      return this.#page(Number(path));
    }
    this.#edition += 1;
    return { status: 204 };
  }

  #page(from: number): Reply {
    const all = [...this.#apps.values()].map(({ secret, ...app }) =>
      this.showsSecrets ? { ...app, secret } : app,
    );
    const apps = all.slice(from, from + this.perPage);
    const next = from + this.perPage < all.length ? from + this.perPage : undefined;
    return { status: 200, etag: `${this.#edition}`, body: { apps, next } };
  }
}

/** The adapter. Each call is one attempt: in a run, only the run repeats. */
class RegistryPlatform implements ProvisioningPlatform {
  readonly accountId: string;
  readonly #registry: Registry;

  constructor(accountId: string, registry: Registry) {
    this.accountId = accountId;
    this.#registry = registry;
  }

  // Of a platform where Functions is always there: a call that has nothing to do still heeds its signal.
  async administrator({ signal }: PlatformOptions = {}) {
    signal?.throwIfAborted();
    return { isAdministrator: true, reason: 'the registry has one user' };
  }
  async feature({ signal }: PlatformOptions = {}) {
    signal?.throwIfAborted();
    return 'active' as const;
  }
  async activateFeature({ signal }: PlatformOptions = {}) {
    signal?.throwIfAborted();
  }
  async infrastructure({ signal }: PlatformOptions = {}) {
    signal?.throwIfAborted();
    return { state: 'ready' } as const;
  }
  async startInfrastructure({ signal }: PlatformOptions = {}) {
    signal?.throwIfAborted();
  }

  async listInstallations(options?: PlatformOptions): Promise<InstallationList> {
    const items: Installation[] = [];
    let revision: string | undefined;
    let from: number | undefined = 0;
    while (from !== undefined) {
      const reply = await this.#registry.send('list', `${from}`, options);
      if (reply.status !== 200 || reply.etag === undefined) throw failure('list', reply);
      // Pages of several moments are no list; provisioning asks again.
      if (revision !== undefined && revision !== reply.etag)
        throw new Error('The list changed while it was read');
      revision = reply.etag;
      const page = reply.body as { apps: App[]; next?: number };
      items.push(...page.apps.map(toInstallation));
      from = page.next;
    }
    return { items, revision: revision ?? '' };
  }

  async getInstallation(id: string, options?: PlatformOptions): Promise<Installation | undefined> {
    const reply = await this.#registry.send('get', id, options);
    if (reply.status === 404) return undefined;
    if (reply.status !== 200) throw failure('get', reply);
    return toInstallation(reply.body as App);
  }

  async install(manifest: InstallationManifest, options?: PlatformOptions): Promise<void> {
    const { client_name: name, description: text, scope } = manifest;
    const reply = await this.#registry.send('add', '', { ...options, body: { name, text, scope } });
    if (reply.status === 507) throw new InstallationQuotaError('The registry is full');
    if (reply.status === 409) throw new InstallationConflictError('The name is taken');
    if (reply.status === 400) throw new InstallationRefusedError('The registry does not take this manifest');
    if (reply.status !== 204) throw failure('add', reply);
  }

  async deleteInstallation(id: string, revision: string, options?: PlatformOptions): Promise<void> {
    const { status } = await this.#registry.send('remove', id, { ...options, ifMatch: revision });
    if (status === 412) throw new StaleRevisionError('The registry has changed');
    if (status === 403) throw new InstallationRefusedError('This application may not be deleted');
    if (status !== 204 && status !== 404) throw failure('remove', { status });
  }

  async tryCredential({ client_id, client_secret }: InstallationCredential, options?: PlatformOptions) {
    const { status } = await this.#registry.send('token', client_id, { ...options, body: client_secret });
    if (status === 200) return 'works';
    return status === 401 ? 'refused' : 'unknown';
  }
}

function toInstallation({ id, secret, name, text, scope, createdAt }: App): Installation {
  return {
    id,
    clientId: id,
    clientSecret: secret ?? null,
    clientName: name,
    description: text,
    enabled: true,
    scope,
    issuedAt: createdAt,
  };
}

/** Says nothing about what happened, and shows nothing of what was sent. */
function failure(request: string, { status }: Reply): Error {
  return new Error(`The registry answered ${request} with status ${status}`);
}

const KINDS = {
  listInstallations: 'list',
  install: 'add',
  deleteInstallation: 'remove',
  getInstallation: 'get',
  tryCredential: 'token',
} as const;

provisioningPlatformContract(
  'RegistryPlatform',
  async () => {
    const registry = new Registry();
    // Faults are made beneath the adapter, where they come from in life.
    const faults: PlatformFaults = {
      loseAnswer: (method) => void registry.fault.set(KINDS[method], 'loss'),
      hang: (method) => void registry.fault.set(KINDS[method], 'silence'),
      fillQuota: () => void registry.fault.set('add', 507),
      refuseInstall: () => void registry.fault.set('add', 400),
      refuseDeletion: () => void registry.fault.set('remove', 403),
      pages: (perPage) => {
        registry.perPage = perPage;
      },
      hideSecrets: () => {
        registry.showsSecrets = false;
      },
    };
    return { platform: new RegistryPlatform('12345678', registry), accountId: '12345678', faults };
  },
  { describe, it },
);
