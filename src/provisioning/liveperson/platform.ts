import { HostNotAllowedError } from '../../errors/host-not-allowed-error.js';
import { expandPath } from '../../http/path.js';
import { newManifest } from '../manifest.js';
import { activateByHand, configureByHand, installByHand, listByHand } from '../manual-steps.js';
import type {
  AdministratorAnswer,
  CredentialVerdict,
  InfrastructureStatus,
  Installation,
  InstallationCredential,
  InstallationList,
  InstallationManifest,
  PlatformOptions,
  ProvisioningPlatform,
} from '../platform.js';
import { AdministratorCheck } from './administrator-check.js';
import { verdictOf } from './credential-trial.js';
import { type FeatureGrants, readFeatureGrants } from './feature-grants.js';
import { infrastructureAt } from './functions-host.js';
import { readInstallations, readOneInstallation } from './installation-list.js';
import {
  type LivePersonPlatformOptions,
  type LivePersonPlatformParts,
  openPlatformParts,
} from './options.js';
import { deletionRefusal, deletionWithoutRevision, installRefusal } from './refusals.js';
import { expectSuccess, unexpectedBody } from './reply.js';
import type { PlatformReply, PlatformRequest } from './request.js';

const CONFIGURATION = '/api/account/{accountId}/configuration';
const INSTALLATIONS = `${CONFIGURATION}/app-install/installations`;
const FEATURE_GRANTS = `${CONFIGURATION}/provision/featureGrants`;
const READ_WRITE = 'accountConfigReadWrite';

/**
 * LivePerson itself, as far as its documentation and public code show how programs may call it. Where nothing
 * is public, a call rejects with a {@link ManualStepRequired} that says what a person does; a later run
 * carries on from there.
 *
 * @example
 * await using platform = new LivePersonPlatform({ accountId, admin: { bearer, userId } });
 * await provisionAccount({ accountId, platform, secretStore });
 */
export class LivePersonPlatform implements ProvisioningPlatform, AsyncDisposable {
  /** The account that it acts on. */
  readonly accountId: string;
  readonly #parts: LivePersonPlatformParts;
  readonly #check: AdministratorCheck;
  readonly #featureId: string | undefined;
  readonly #allowLoopback: boolean;
  readonly #ownsTransport: boolean;

  /** @throws {ConfigError} for an option that is missing or malformed. */
  constructor(options: LivePersonPlatformOptions) {
    this.#parts = openPlatformParts(options);
    this.accountId = options.accountId;
    this.#check = new AdministratorCheck({ ...this.#parts, idTokenAudience: options.idTokenAudience });
    this.#featureId = options.featureId;
    this.#allowLoopback = options.allowLoopback ?? false;
    this.#ownsTransport = options.transport === undefined;
  }

  /**
   * Whether the person is an administrator, by the first of these that says yes: the ID token, the login
   * answer, the profiles of the user (all documented). No public call tells whose a bearer is: a `userId`
   * is taken from whoever gave it, and what is wrong about it the server refuses later.
   *
   * @throws {AuthError} The login was refused, or the session is over.
   */
  administrator(options?: PlatformOptions): Promise<AdministratorAnswer> {
    return this.#check.answer(options);
  }

  /**
   * Whether Functions is active: with `featureId` by the feature grants, where the person may read them; else
   * `active` when CSDS names a host of Functions V2 (documented, needs no credential).
   *
   * @experimental Feature grants: an undocumented call of LivePerson's demo app.
   */
  async feature(options?: PlatformOptions): Promise<'active' | 'inactive'> {
    const featureId = this.#featureId;
    const grants = featureId === undefined ? undefined : await this.#readGrants(options);
    if (featureId !== undefined && grants !== undefined) {
      return grants.isGranted(featureId) ? 'active' : 'inactive';
    }
    const { state } = await this.#infrastructureInCsds(options);
    return state === 'ready' ? 'active' : 'inactive';
  }

  /**
   * Grants the feature, all others left as they are.
   *
   * @experimental An undocumented call: in LivePerson's demo app (not reached there) and in code of others.
   * @throws {ManualStepRequired} Without `featureId`, or when the person may not read or grant features.
   */
  async activateFeature(options?: PlatformOptions): Promise<void> {
    if (this.#featureId === undefined) throw activateByHand();
    const grants = await this.#readGrants(options);
    if (grants === undefined) throw activateByHand();
    const write = grants.granting(this.#featureId);
    const reply = await this.send({
      ...write,
      service: READ_WRITE,
      operation: 'featureGrants.write',
      path: FEATURE_GRANTS,
      query: { ...write.query, overrideAll: 'false', jsonProvider: 'gson' },
      signal: options?.signal,
    });
    if (isClosedToPerson(reply)) throw activateByHand(reply);
    expectSuccess(reply);
  }

  /** `ready` when CSDS names a host of Functions V2 (documented, needs no credential); else `absent`. */
  infrastructure(options?: PlatformOptions): Promise<InfrastructureStatus> {
    return this.#infrastructureInCsds(options);
  }

  /** @throws {ManualStepRequired} Always: nothing public builds the infrastructure. */
  async startInfrastructure(_options?: PlatformOptions): Promise<void> {
    throw configureByHand();
  }

  /**
   * All of them, or an error. Entries that cannot be read are passed over, unless they bear our name. `revision` is
   * empty where the server names none: then nothing can be deleted.
   *
   * @experimental An undocumented call of LivePerson's demo app and of code of others; pages are a guess.
   * @throws {ManualStepRequired} The person may not read the list (403), or it is not there (404).
   * @throws {HttpError} The answer cannot be read, or its pages are of several moments: ask again.
   */
  async listInstallations(options?: PlatformOptions): Promise<InstallationList> {
    const path = expandPath(INSTALLATIONS, { accountId: this.accountId });
    const list = await readInstallations(path, async (query) => {
      const reply = await this.send({
        service: READ_WRITE,
        operation: 'installations.list',
        method: 'GET',
        path: INSTALLATIONS,
        query: { v: '1.0', ...query },
        signal: options?.signal,
      });
      if (isClosedToPerson(reply)) throw listByHand(reply, newManifest());
      return reply;
    });
    this.#parts.redactor.hold(list.items.map(({ clientSecret }) => clientSecret));
    return list;
  }

  /**
   * @experimental An undocumented call of LivePerson's demo app. What it answers is not relied on; the statuses of
   *   refusals are inferred.
   * @throws {ManualStepRequired} The person may not install (403), or app-install is not there (404).
   * @throws {InstallationQuotaError} No further application fits: 507, or a 4xx whose words say so.
   * @throws {InstallationConflictError} 409.
   * @throws {InstallationRefusedError} The request itself is refused: 400, 422 and the like.
   * @throws {HttpError} Any other status: it may have been carried out.
   */
  async install(manifest: InstallationManifest, options?: PlatformOptions): Promise<void> {
    const reply = await this.send({
      service: READ_WRITE,
      operation: 'installations.install',
      method: 'POST',
      path: INSTALLATIONS,
      query: { v: '1.0' },
      json: manifest,
      signal: options?.signal,
    });
    const refusal = installRefusal(reply);
    if (refusal !== undefined) throw refusal;
    if (isClosedToPerson(reply)) throw installByHand(reply, manifest);
    expectSuccess(reply);
  }

  /**
   * @experimental An undocumented call of LivePerson's demo app; the statuses of a stale revision are inferred.
   * @throws {StaleRevisionError} 409 or 412.
   * @throws {InstallationRefusedError} 403, or the request itself is refused (400, 422 and the like); also without a
   *   revision, and then nothing is sent.
   */
  async deleteInstallation(id: string, revision: string, options?: PlatformOptions): Promise<void> {
    if (revision === '') throw deletionWithoutRevision();
    const reply = await this.send({
      service: READ_WRITE,
      operation: 'installations.delete',
      method: 'DELETE',
      path: `${INSTALLATIONS}/{id}`,
      params: { id },
      query: { v: '1.0' },
      headers: { 'if-match': revision },
      signal: options?.signal,
    });
    const refusal = deletionRefusal(reply);
    if (refusal !== undefined) throw refusal;
    if (!isGone(reply)) expectSuccess(reply);
  }

  /**
   * @experimental An undocumented call, inferred from that of the list.
   * @throws {ManualStepRequired} The person may not read it (403).
   */
  async getInstallation(id: string, options?: PlatformOptions): Promise<Installation | undefined> {
    const reply = await this.send({
      service: READ_WRITE,
      operation: 'installations.get',
      method: 'GET',
      path: `${INSTALLATIONS}/{id}`,
      params: { id },
      query: { v: '1.0' },
      signal: options?.signal,
    });
    // The list is the better witness: public code puts either of two ids into this path.
    if (isGone(reply)) return (await this.listInstallations(options)).items.find((item) => item.id === id);
    if (isClosedToPerson(reply)) throw listByHand(reply, newManifest());
    const installation = readOneInstallation(reply);
    this.#parts.redactor.hold(installation?.clientSecret);
    return installation;
  }

  /** Asks sentinel for a token (documented). `unknown` for whatever is no clear answer. */
  async tryCredential(
    credential: InstallationCredential,
    options?: PlatformOptions,
  ): Promise<CredentialVerdict> {
    const { client_id, client_secret } = credential;
    this.#parts.redactor.hold(client_secret);
    try {
      const reply = await this.#parts.http.send({
        service: 'sentinel',
        operation: 'sentinel.token',
        method: 'POST',
        path: '/sentinel/api/v2/account/{accountId}/app/token',
        form: { client_id, client_secret, grant_type: 'client_credentials' },
        signal: options?.signal,
      });
      return verdictOf(reply);
    } catch (error) {
      options?.signal?.throwIfAborted();
      if (error instanceof HostNotAllowedError) throw error;
      return 'unknown';
    }
  }

  /** Closes the connections. A transport of your own stays open. */
  async close(): Promise<void> {
    if (this.#ownsTransport) await this.#parts.transport.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * Sends a request as the person who provisions: for subclasses that know of more calls.
   *
   * @throws {AuthError} The session is over and cannot be renewed.
   */
  protected send(request: PlatformRequest): Promise<PlatformReply> {
    return this.#parts.session.send(request);
  }

  async #infrastructureInCsds(options?: PlatformOptions): Promise<InfrastructureStatus> {
    const { faasGW } = await this.#parts.http.freshHosts(options?.signal);
    return infrastructureAt(faasGW, this.#allowLoopback);
  }

  /** @returns undefined where the person may not read them, or where they are not there. */
  async #readGrants(options?: PlatformOptions): Promise<FeatureGrants | undefined> {
    const reply = await this.send({
      service: READ_WRITE,
      operation: 'featureGrants.read',
      method: 'GET',
      path: FEATURE_GRANTS,
      query: { v: '1.0', excludeLegacy: 'true', jsonProvider: 'gson' },
      signal: options?.signal,
    });
    if (isClosedToPerson(reply)) return undefined;
    const grants = readFeatureGrants(expectSuccess(reply).json);
    if (grants === undefined) throw unexpectedBody(reply, 'a list of feature grants in a known shape');
    return grants;
  }
}

/** A page of HTML comes from a firewall or a proxy, and says nothing of an application. */
function isGone({ status, said }: PlatformReply): boolean {
  return status === 404 && !said?.isPage;
}

/** The answers that no repetition changes and that a person can get around by hand. */
function isClosedToPerson({ status }: PlatformReply): boolean {
  return status === 403 || status === 404;
}
