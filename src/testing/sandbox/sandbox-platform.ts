import { HttpError } from '../../errors/http-error.js';
import { expandPath } from '../../http/path.js';
import type { Transport } from '../../http/transport.js';
import {
  type AdministratorAnswer,
  type CredentialVerdict,
  type InfrastructureStatus,
  type Installation,
  type InstallationCredential,
  type InstallationList,
  type InstallationManifest,
  type PlatformOptions,
  type ProvisioningPlatform,
  StaleRevisionError,
} from '../../provisioning/platform.js';
import type { SandboxLogin } from './account-state.js';
import { isJsonObject } from './exchange.js';
import { INFRASTRUCTURE_PATH } from './faas-ui.js';
import {
  FUNCTIONS_FEATURE_ID,
  grantOf,
  grantsDocumentOf,
  isFunctionsGranted,
  readGrants,
} from './feature-grants.js';
import { PlatformHttp, type PlatformReply } from './platform-http.js';

const FEATURES = '/api/account/{accountId}/configuration/provision/featureGrants?v=1.0';
const INSTALLATIONS = '/api/account/{accountId}/configuration/app-install/installations';

/** What the platform of a sandbox is made of. */
export interface SandboxPlatformOptions {
  readonly accountId: string;
  /** Host of CSDS. */
  readonly host: string;
  /** Who provisions. */
  readonly login: SandboxLogin;
  /** Not closed by the platform. */
  readonly transport: Transport;
}

/** Provisioning against the servers of a sandbox, over HTTPS, as a person who logs in. */
export class SandboxPlatform implements ProvisioningPlatform {
  readonly #http: PlatformHttp;
  readonly #accountId: string;
  readonly #login: SandboxLogin;
  #bearer: string | undefined;

  constructor(options: SandboxPlatformOptions) {
    this.#http = new PlatformHttp(options);
    this.#accountId = options.accountId;
    this.#login = options.login;
  }

  async administrator(options?: PlatformOptions): Promise<AdministratorAnswer> {
    const config = await this.#logIn(options);
    if (config.isAdmin === true) return { isAdministrator: true, reason: 'The login answer says isAdmin' };
    if (config.isLPA === true) return { isAdministrator: true, reason: 'The login answer says isLPA' };
    return { isAdministrator: false, reason: 'The login answer says neither isAdmin nor isLPA' };
  }

  async feature(options?: PlatformOptions): Promise<'active' | 'inactive'> {
    return isFunctionsGranted(await this.#readGrants(options)) ? 'active' : 'inactive';
  }

  async activateFeature(options?: PlatformOptions): Promise<void> {
    const others = (await this.#readGrants(options)).filter((grant) => {
      return grant.compoundFeatureID !== FUNCTIONS_FEATURE_ID;
    });
    const body = grantsDocumentOf([...others, grantOf(FUNCTIONS_FEATURE_ID, true)]);
    const path = `${this.#path(FEATURES)}&overrideAll=false&jsonProvider=gson`;
    expect(
      await this.#asUser('accountConfigReadWrite', 'POST', path, { ...options, json: body }),
      'activateFeature',
    );
  }

  async infrastructure(options?: PlatformOptions): Promise<InfrastructureStatus> {
    const reply = await this.#asUser('faasUI', 'GET', this.#path(INFRASTRUCTURE_PATH), options);
    const { state, detail } = objectOf(expect(reply, 'infrastructure'), 'infrastructure');
    if (state !== 'absent' && state !== 'building' && state !== 'ready' && state !== 'failed') {
      throw unexpected(reply, 'infrastructure');
    }
    return typeof detail === 'string' ? { state, detail } : { state };
  }

  async startInfrastructure(options?: PlatformOptions): Promise<void> {
    const reply = await this.#asUser('faasUI', 'POST', this.#path(INFRASTRUCTURE_PATH), options);
    expect(reply, 'startInfrastructure');
  }

  async listInstallations(options?: PlatformOptions): Promise<InstallationList> {
    const reply = await this.#asUser('accountConfigReadWrite', 'GET', this.#installationsPath(), options);
    const { json, revision } = expect(reply, 'listInstallations');
    if (!Array.isArray(json) || revision === undefined) throw unexpected(reply, 'listInstallations');
    return { items: json.map((entry) => toInstallation(entry, reply)), revision };
  }

  async install(manifest: InstallationManifest, options?: PlatformOptions): Promise<void> {
    const path = this.#installationsPath();
    expect(
      await this.#asUser('accountConfigReadWrite', 'POST', path, { ...options, json: manifest }),
      'install',
    );
  }

  async deleteInstallation(id: string, revision: string, options?: PlatformOptions): Promise<void> {
    const path = this.#installationsPath(id);
    const headers = { 'if-match': revision };
    const reply = await this.#asUser('accountConfigReadWrite', 'DELETE', path, { ...options, headers });
    if (reply.status === 409 || reply.status === 412) {
      throw new StaleRevisionError('Another revision of the installations is current by now');
    }
    if (reply.status !== 404) expect(reply, 'deleteInstallation');
  }

  async tryCredential(
    credential: InstallationCredential,
    options?: PlatformOptions,
  ): Promise<CredentialVerdict> {
    const path = this.#path('/sentinel/api/v2/account/{accountId}/app/token');
    const form = { ...credential, grant_type: 'client_credentials' };
    try {
      const reply = await this.#http.call('sentinel', 'POST', path, { ...options, form });
      if (reply.status === 200) return 'works';
      const isInvalid = isJsonObject(reply.json) && reply.json.error === 'invalid_client';
      return isInvalid && (reply.status === 400 || reply.status === 401) ? 'refused' : 'unknown';
    } catch {
      options?.signal?.throwIfAborted();
      return 'unknown';
    }
  }

  async #readGrants(options?: PlatformOptions) {
    const path = `${this.#path(FEATURES)}&excludeLegacy=true&jsonProvider=gson`;
    const reply = await this.#asUser('accountConfigReadWrite', 'GET', path, options);
    const grants = readGrants(expect(reply, 'feature').json);
    if (grants === undefined) throw unexpected(reply, 'feature');
    return grants;
  }

  async #asUser(
    service: string,
    method: string,
    path: string,
    options: Parameters<PlatformHttp['call']>[3] = {},
  ): Promise<PlatformReply> {
    const send = async () => {
      if (this.#bearer === undefined) await this.#logIn(options);
      const headers = { ...options.headers, authorization: `Bearer ${this.#bearer}` };
      return this.#http.call(service, method, path, { ...options, headers });
    };
    const reply = await send();
    if (reply.status !== 401) return reply;
    // The session may be over: sessions end after eight hours.
    this.#bearer = undefined;
    return send();
  }

  async #logIn(options?: PlatformOptions): Promise<Readonly<Record<string, unknown>>> {
    const path = `${this.#path('/api/account/{accountId}/login')}?v=1.3`;
    const json = { username: this.#login.username, password: this.#login.password };
    const reply = await this.#http.call('agentVep', 'POST', path, { signal: options?.signal, json });
    const { bearer, config } = objectOf(expect(reply, 'login'), 'login');
    if (typeof bearer !== 'string' || !isJsonObject(config)) throw unexpected(reply, 'login');
    this.#bearer = bearer;
    return config;
  }

  #installationsPath(id?: string): string {
    const path = id === undefined ? INSTALLATIONS : `${INSTALLATIONS}/{id}`;
    return `${expandPath(path, { accountId: this.#accountId, id })}?v=1.0`;
  }

  #path(template: string): string {
    return template.replace('{accountId}', this.#accountId);
  }
}

function expect(reply: PlatformReply, operation: string): PlatformReply {
  if (reply.status < 200 || reply.status > 299) throw unexpected(reply, operation);
  return reply;
}

function objectOf(reply: PlatformReply, operation: string): Readonly<Record<string, unknown>> {
  if (!isJsonObject(reply.json)) throw unexpected(reply, operation);
  return reply.json;
}

/** The body stays out of the error: answers of login and app-install carry credentials. */
function unexpected({ status, service }: PlatformReply, operation: string): HttpError {
  const message = `The sandbox answered ${operation} with an unexpected status or body (status ${status})`;
  return new HttpError(message, { status, headers: {}, requestId: '', service, operation, bodyExcerpt: '' });
}

function toInstallation(entry: unknown, reply: PlatformReply): Installation {
  const isString = (value: unknown): value is string => typeof value === 'string';
  if (!isJsonObject(entry)) throw unexpected(reply, 'listInstallations');
  const { id, client_id, client_secret, client_name, description = '', scope = '', enabled } = entry;
  if (!isString(id) || !isString(client_id) || !isString(client_name))
    throw unexpected(reply, 'listInstallations');
  return {
    id,
    clientId: client_id,
    clientSecret: isString(client_secret) ? client_secret : null,
    clientName: client_name,
    description: isString(description) ? description : '',
    enabled: enabled === true,
    scope: isString(scope) ? scope : '',
  };
}
