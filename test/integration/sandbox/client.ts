import { readAll } from '../../../src/http/read-all.js';
import { createTransport } from '../../../src/http/transports/create-transport.js';
import type { Sandbox } from '../../../src/testing/sandbox/sandbox.js';
import type { SandboxService } from '../../../src/testing/sandbox/sandbox-services.js';
import { uncancelled } from '../../support/transport-setup.js';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly text: string;
  /** The body as JSON; fails the test when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  json(): any;
}

export interface CallBody {
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
  readonly form?: Record<string, string>;
  readonly text?: string;
}

/** Calls the servers of a sandbox over HTTPS, trusting its authority only. */
export class SandboxClient implements AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly #transport;

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    this.#transport = createTransport('https', { ca: sandbox.ca });
  }

  async call(service: SandboxService, method: string, path: string, request: CallBody = {}): Promise<Reply> {
    const { json, form, text } = request;
    const body = form
      ? new URLSearchParams(form).toString()
      : json === undefined
        ? text
        : JSON.stringify(json);
    const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
    const response = await this.#transport.send({
      method,
      cancellation: uncancelled,
      url: new URL(`https://${this.sandbox.hosts[service]}${path}`),
      headers: { ...(body === undefined ? {} : { 'content-type': type }), ...request.headers },
      ...(body === undefined ? {} : { body }),
    });
    const content = (await readAll(response.body)).toString('utf8');
    return {
      status: response.status,
      headers: response.headers,
      text: content,
      json: () => JSON.parse(content),
    };
  }

  /** An access token of the credential in the secret store, or of another one. */
  async token(credential?: { client_id: string; client_secret: string }): Promise<string> {
    const reply = await this.call('sentinel', 'POST', this.tokenPath(), {
      form: { ...(credential ?? (await this.credential())), grant_type: 'client_credentials' },
    });
    return reply.json().access_token;
  }

  async credential(): Promise<{ client_id: string; client_secret: string }> {
    const secret = await this.sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
    return secret?.value as { client_id: string; client_secret: string };
  }

  tokenPath(): string {
    return `/sentinel/api/v2/account/${this.sandbox.accountId}/app/token`;
  }

  /** Calls an API with a bearer: a token of the default credential unless another one is given. */
  async api(
    service: SandboxService,
    method: string,
    path: string,
    request: CallBody & { token?: string } = {},
  ) {
    const authorization = `Bearer ${request.token ?? (await this.token())}`;
    return this.call(service, method, path, { ...request, headers: { authorization, ...request.headers } });
  }

  /** Calls as the administrator's session. */
  admin(service: SandboxService, method: string, path: string, request: CallBody = {}): Promise<Reply> {
    const authorization = `Bearer ${this.sandbox.admin.bearer}`;
    return this.call(service, method, path, { ...request, headers: { authorization, ...request.headers } });
  }

  /** Installs an application with the given scope and returns its credential. */
  async installApplication(scope: string, name = `app-${scope}`) {
    const path = `/api/account/${this.sandbox.accountId}/configuration/app-install/installations?v=1.0`;
    const reply = await this.admin('accountConfigReadWrite', 'POST', path, {
      json: { client_name: name, description: '', enabled: true, grant_types: ['client_credentials'], scope },
    });
    const { id, client_id, client_secret } = reply.json();
    return { id, client_id, client_secret } as { id: string; client_id: string; client_secret: string };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#transport.close();
  }
}
