import type { ApiRow } from '../apis/define-api.js';
import { apiTable } from '../apis/index.js';
import { AccountAuthorizers } from '../auth/authorizer.js';
import { AbandonedAnswers } from '../client/abandoned-answers.js';
import { AccountHosts, dataFileHosts } from '../client/account-hosts.js';
import type { ClientParts } from '../client/client-parts.js';
import { createLpClient, type LPClient } from '../client/lp-client.js';
import { PrivilegeGuard } from '../client/privilege-guard.js';
import { ResponseChecker } from '../client/response-checker.js';
import { checkNodeVersion } from '../config/node-version.js';
import type { ContextKey } from '../context-service/context-api.js';
import {
  type ContextServiceClient,
  createContextServiceClient,
} from '../context-service/context-service-client.js';
import { type ConversationUtil, createConversationUtil } from '../conversation/conversation-util.js';
import { type CsdsClient, CsdsDirectory, createCsdsClient } from '../csds/csds-client.js';
import { ConfigError } from '../errors/config-error.js';
import { createGdprUtil, type GDPRUtil } from '../gdpr/gdpr-util.js';
import { openChannels, openInvalidResponseChannel } from '../http/channels.js';
import type { Engine } from '../http/engine.js';
import { createHostPolicy } from '../http/hosts.js';
import { Redactor } from '../http/redact.js';
import { Throttling } from '../http/throttling.js';
import type { Transport } from '../http/transport.js';
import { createTransport } from '../http/transports/create-transport.js';
import type { CertificateTransports } from '../mtls/certificate-transports.js';
import type { ClientTLS } from '../mtls/client-certificate.js';
import { createLpMtlsClient, type LPMtlsClient } from '../mtls/lp-mtls-client.js';
import { createMtlsClient, type MTLSClient, type MtlsParts } from '../mtls/mtls-client.js';
import { createOrchestratorClient, type OrchestratorClient } from '../orchestrator/orchestrator-client.js';
import {
  createSalesforceClient,
  type Jsforce,
  type SalesforceClient,
} from '../salesforce/salesforce-client.js';
import { createSDEUtil, type SDEUtil } from '../sde/sde-util.js';
import { SecretCache } from '../secrets/secret-cache.js';
import {
  cacheLife,
  createSecretClient,
  type SecretClient,
  type SecretClientOptions,
  type SecretClientParts,
} from '../secrets/secret-client.js';
import { OpenState } from './open-state.js';
import { requireAccountId, type ToolbeltSettings } from './options.js';

/** The clients of one account. They share connections, tokens, hosts and cached secrets. */
export interface ToolbeltInstance extends AsyncDisposable {
  /** Calls LivePerson. Make it once, outside the handler. */
  LPClient(): LPClient;
  /** The same; the official toolbelt spells it so. */
  LpClient(): LPClient;
  SecretClient(options?: SecretClientOptions): SecretClient;
  CsdsClient(): CsdsClient;
  /** Invokes functions. */
  OrchestratorClient(): OrchestratorClient;
  /** Gets conversations, and finds keywords in them. */
  ConversationUtil(): ConversationUtil;
  /** Adds engagement attributes, and finds those of a conversation. */
  SDEUtil(): SDEUtil;
  /** Replaces files of conversations. */
  GDPRUtil(): GDPRUtil;
  /**
   * Calls servers of the brand that ask for a client certificate. All clients with the same certificate share their
   * connections, which are of Node's `https`, whatever `transport` is.
   *
   * @throws {MTLSError} `mtls.missing-conf`, `mtls.invalid-cert` or `mtls.invalid-key`.
   */
  MTLSClient(clientTls: ClientTLS): MTLSClient;
  /** Calls servers of the brand through LivePerson's gateway, which has the certificate. */
  LPMtlsClient(): LPMtlsClient;
  /** @throws {ConfigError} without an API key. */
  ContextServiceClient(apiKey: string | ContextKey): ContextServiceClient;
  /**
   * @deprecated Use `@jsforce/jsforce-node` itself.
   * @param jsforce That package, where it is not found by itself, as in a bundle.
   */
  SFClient(jsforce?: Jsforce): SalesforceClient;
  /**
   * @deprecated Of Functions V1: use the global `fetch`, and {@link ToolbeltInstance.LPClient} for LivePerson.
   * @throws {ConfigError} always, with an example.
   */
  HTTPClient(): never;
  /** The privilege table: what the default key may do. */
  readonly privileges: readonly ApiRow[];
  /**
   * Closes the connections: calls under way fail, and later ones reject at once with a {@link ConfigError} whose
   * `field` is `toolbelt`. A transport of your own stays open. May be called again.
   */
  close(): Promise<void>;
}

/** Composes the parts of one account. Nothing is read or sent before the first call. */
export class AccountToolbelt implements ToolbeltInstance {
  readonly #settings: ToolbeltSettings;
  readonly #redactor = new Redactor();
  readonly #secrets: SecretCache;
  readonly #transport: Transport;
  readonly #engine: Engine;
  readonly #warned = new Set<string>();
  #certificates: CertificateTransports | undefined;
  #hosts: CsdsDirectory | undefined;
  #parts: ClientParts | undefined;
  readonly #state = new OpenState();

  constructor(settings: ToolbeltSettings) {
    checkNodeVersion();
    this.#settings = settings;
    this.#secrets = this.#openCache();
    // Malformed options are told now, not at the first call; nothing is loaded or opened by this.
    const { transport, ca, proxy, clock, limits, around } = settings;
    this.#transport = typeof transport === 'string' ? createTransport(transport, { ca, proxy }) : transport;
    this.#engine = {
      transport: this.#transport,
      hostPolicy: createHostPolicy({ ...settings, redactor: this.#redactor }),
      clock,
      redactor: this.#redactor,
      channels: openChannels(),
      throttling: new Throttling(clock),
      around,
      policy: limits,
    };
  }

  LPClient(): LPClient {
    return createLpClient(() => this.parts);
  }

  LpClient(): LPClient {
    return this.LPClient();
  }

  SecretClient(options?: SecretClientOptions): SecretClient {
    return secretClient(() => this, options);
  }

  CsdsClient(): CsdsClient {
    return createCsdsClient(() => this.hosts);
  }

  OrchestratorClient(): OrchestratorClient {
    return createOrchestratorClient(() => this.parts);
  }

  ConversationUtil(): ConversationUtil {
    return createConversationUtil(() => this.parts);
  }

  SDEUtil(): SDEUtil {
    return createSDEUtil(() => this.parts);
  }

  GDPRUtil(): GDPRUtil {
    return createGdprUtil(() => this.parts);
  }

  MTLSClient(clientTls: ClientTLS): MTLSClient {
    return createMtlsClient(() => this.mtls, clientTls);
  }

  LPMtlsClient(): LPMtlsClient {
    return createLpMtlsClient(() => this.parts);
  }

  ContextServiceClient(apiKey: string | ContextKey): ContextServiceClient {
    return createContextServiceClient(() => this.parts, apiKey);
  }

  SFClient(...given: [jsforce?: Jsforce]): SalesforceClient {
    return createSalesforceClient(...given);
  }

  HTTPClient(): never {
    throw noHttpClient();
  }

  get privileges(): readonly ApiRow[] {
    return apiTable;
  }

  async close(): Promise<void> {
    this.#state.close();
    await this.#certificates?.close();
    if (typeof this.#settings.transport === 'string') await this.#transport.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** @throws {ConfigError} when there is no account id, or the toolbelt is closed. */
  get hosts(): CsdsDirectory {
    this.checkOpen();
    this.#hosts ??= this.#openDirectory();
    return this.#hosts;
  }

  /** @throws {ConfigError} when there is no account id, or the toolbelt is closed. */
  get parts(): ClientParts {
    this.checkOpen();
    this.#parts ??= this.#compose();
    return this.#parts;
  }

  /** What calls with a client certificate need: no account. @throws {ConfigError} when the toolbelt is closed. */
  get mtls(): MtlsParts {
    this.checkOpen();
    const { ca, proxy } = this.#settings;
    return {
      engine: this.#engine,
      transports: (open) => {
        this.#certificates ??= open({ ca, proxy });
        return this.#certificates;
      },
    };
  }

  /** The secrets that are kept. @throws {ConfigError} when the toolbelt is closed. */
  get secrets(): SecretCache {
    this.checkOpen();
    return this.#secrets;
  }

  secretParts(ttlMs: number | undefined): SecretClientParts {
    const cache = ttlMs === undefined ? this.#secrets : this.#openCache(ttlMs);
    return {
      reader: this.#settings.secretReader,
      cache,
      redactor: this.#redactor,
      onSystemSecretRead: (key) => this.#warnOnce('LP_SYSTEM_SECRET', systemSecretWarning(key)),
      onUpdated: (key) => {
        cache.forget(key);
        this.#secrets.forget(key);
      },
    };
  }

  #openCache(ttlMs?: number): SecretCache {
    const { secretReader: reader, clock } = this.#settings;
    const onWrapped = (key: string) => this.#warnOnce('LP_WRAPPED_SECRET', wrappedSecretWarning(key));
    return new SecretCache({ reader, clock, redactor: this.#redactor, ttlMs, onWrapped });
  }

  #openDirectory(): CsdsDirectory {
    const { csdsDomain } = this.#settings;
    return new CsdsDirectory({
      engine: this.#engine,
      csdsDomain,
      accountId: requireAccountId(this.#settings),
    });
  }

  #compose(): ClientParts {
    const { appKeySecretName, dataAccessHost, responseValidation, logger, invocationDeadlineMs } =
      this.#settings;
    const accountId = requireAccountId(this.#settings);
    const warn = (code: string, message: string) => this.#warnOnce(code, message);
    const engine = this.#engine;
    const { hosts } = this;
    const authorizers = new AccountAuthorizers({
      engine,
      hosts,
      accountId,
      secrets: this.#secrets,
      warn,
    });
    return {
      accountId,
      engine,
      invocationDeadlineMs,
      hosts: new AccountHosts(hosts, dataAccessHost),
      links: dataFileHosts(dataAccessHost, this.#redactor),
      appKeySecretName,
      authorizers,
      guard: new PrivilegeGuard(apiTable, this.#redactor),
      logger,
      checker: new ResponseChecker(responseValidation, logger, openInvalidResponseChannel(), this.#redactor),
      plain: new Map(),
      abandoned: new AbandonedAnswers(),
      warn,
    };
  }

  /** @throws {ConfigError} when the toolbelt is closed. */
  checkOpen(): void {
    this.#state.check();
  }

  #warnOnce(code: string, message: string): void {
    if (this.#warned.has(code)) return;
    this.#warned.add(code);
    process.emitWarning(message, { code });
  }
}

/** The error of the client that Functions V1 had for any server. */
export function noHttpClient(): ConfigError {
  return new ConfigError(
    'HTTPClient',
    `Toolbelt.HTTPClient() is of Functions V1. Use fetch, which rejects for no status and gives the body unread:
  const response = await fetch('https://api.example.com/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
  if (!response.ok) throw new Error(\`Status \${response.status}\`);
  const answer = await response.json();
For LivePerson use Toolbelt.LPClient().`,
  );
}

/** A client of secrets. Its parts are kept per instance, so that a client with a life of its own keeps its own cache. */
export function secretClient(
  resolve: () => AccountToolbelt,
  options: SecretClientOptions | undefined,
): SecretClient {
  const ttlMs = cacheLife(options);
  const parts = new WeakMap<AccountToolbelt, SecretClientParts>();
  return createSecretClient(() => {
    const toolbelt = resolve();
    toolbelt.checkOpen();
    const made = parts.get(toolbelt) ?? toolbelt.secretParts(ttlMs);
    parts.set(toolbelt, made);
    return made;
  });
}

function systemSecretWarning(key: string): string {
  return `The system secret ${key} was read directly: its scopes can change without notice. Use a key of your own and pass its name as appKeySecretName.`;
}

function wrappedSecretWarning(key: string): string {
  return `Secret ${key} is stored as { LP_COMPAT_SECRET_TYPE, secret }, as in Functions V1, and was unwrapped.`;
}
