import { randomBytes, randomUUID } from 'node:crypto';
import { ConfigError } from '../../errors/config-error.js';
import { isJsonObject } from '../../http/json.js';
import type { Transport } from '../../http/transport.js';
import { createTransport } from '../../http/transports/create-transport.js';
import type { AdminSession } from '../../provisioning/liveperson/admin-session.js';
import { newManifest } from '../../provisioning/manifest.js';
import type { ProvisioningPlatform } from '../../provisioning/platform.js';
import { DEFAULT_APP_KEY_NAME } from '../../secrets/secret-rules.js';
import type { SecretStore } from '../../secrets/secret-store.js';
import type { ToolbeltInstance } from '../../toolbelt/account.js';
import type { ToolbeltOptions } from '../../toolbelt/options.js';
import { createToolbelt, Toolbelt } from '../../toolbelt/toolbelt.js';
import type { FixtureFunction, Fixtures } from '../fixtures/fixtures.js';
import type { TestClock } from '../test-clock.js';
import type { AccountState } from './account-state.js';
import type { FaultList, Faults } from './control/faults.js';
import type { RequestLog, RequestRecorder } from './control/request-log.js';
import type { SandboxSwitches } from './control/switches.js';
import { functionEnvironment } from './functions/function-environment.js';
import type { SandboxFunctions } from './functions/sandbox-functions.js';
import { MirroredSecretStore } from './mirrored-secret-store.js';
import type { LoginUser, SandboxLogin, SandboxRole } from './people.js';
import { proxyEnvironment } from './proxy-environment.js';
import { type SandboxFiles, writeSettingsFile } from './sandbox-files.js';
import type { Sandbox, SandboxMtls } from './sandbox-interface.js';
import { type CheckedSandboxOptions, checkEnvOptions, type SandboxEnvOptions } from './sandbox-options.js';
import type { SandboxParts } from './sandbox-parts.js';
import { SandboxPlatform } from './sandbox-platform.js';
import type { SandboxResources } from './sandbox-resources.js';
import type { SandboxService } from './sandbox-services.js';
import type { SandboxCertificate } from './servers/certificate.js';
import type { SandboxProxy } from './servers/proxy.js';
import { portsByRealName } from './servers/real-names.js';
import type { ServiceServer } from './servers/service-server.js';
import { MAVEN_API_KEY } from './services/maven-context.js';
import { objectStoreLogin } from './services/swift.js';

/** What a running sandbox is put together from. */
export interface Running {
  readonly checked: CheckedSandboxOptions;
  readonly parts: SandboxParts;
  readonly log: RequestRecorder;
  readonly faults: FaultList;
  readonly certificate: SandboxCertificate;
  readonly clientCertificate: SandboxCertificate;
  readonly servers: readonly ServiceServer[];
  readonly proxy: SandboxProxy;
  readonly logins: SandboxLogins;
  readonly idToken: string;
  /** All that is open, for the sandbox to close. */
  readonly resources: SandboxResources;
}

/** The people who can log in. */
export type SandboxLogins = Readonly<Record<SandboxRole, LoginUser>>;

/** Client id of the application that the administrator's ID token was issued to. Made up. */
export const SIGN_IN_APPLICATION = '5e0a1f7c-3b52-4d0e-9a64-c1d2e3f40516';

/** A sandbox whose servers have started. */
export class RunningSandbox implements Sandbox {
  readonly accountId: string;
  readonly host: string;
  readonly hosts: Readonly<Record<SandboxService, string>>;
  readonly ca: string;
  readonly caFile: string;
  readonly proxy: string;
  readonly admin: AdminSession;
  readonly idTokenAudience = SIGN_IN_APPLICATION;
  readonly logins: Sandbox['logins'];
  readonly objectStore: SandboxLogin;
  readonly mavenApiKey = MAVEN_API_KEY;
  readonly mtls: SandboxMtls;
  readonly fixtures: Fixtures;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly switches: SandboxSwitches;
  readonly clock: TestClock;
  readonly #secretStore: MirroredSecretStore;
  readonly #transport: Transport;
  readonly #platform: ProvisioningPlatform;
  readonly #resources: SandboxResources;
  readonly #files: SandboxFiles;
  readonly #functions: SandboxFunctions;
  readonly #hostsFile: string;
  #closing: Promise<void> | undefined;

  constructor(running: Running) {
    const { checked, parts, log, faults, certificate, clientCertificate } = running;
    const { servers, proxy, logins, idToken, resources } = running;
    this.accountId = checked.accountId;
    this.#resources = resources;
    this.#files = resources.files;
    this.hosts = hostsOf(servers);
    this.host = this.hosts.csds;
    this.ca = certificate.authority;
    this.caFile = this.#files.writeCertificate(certificate.authority);
    this.proxy = proxy.url;
    this.#hostsFile = this.#files.writeHosts(portsByRealName(this.hosts, proxy.url));
    const identity = `sandbox:${randomUUID()}`;
    const values = {
      ...parts.functions.secrets,
      ...(checked.provisioned && seedSecret(checked, parts.state, identity)),
    };
    this.#secretStore = new MirroredSecretStore(values, { identity, accountId: checked.accountId });
    const { bearer } = parts.state.sessions.open(logins.administrator, Infinity);
    this.admin = { bearer, userId: logins.administrator.userId, idToken };
    this.logins = {
      administrator: loginOf(logins.administrator),
      agent: loginOf(logins.agent),
      agentManager: loginOf(logins.agentManager),
      campaignManager: loginOf(logins.campaignManager),
    };
    this.objectStore = objectStoreLogin(checked.accountId);
    const { cert, key } = clientCertificate;
    this.mtls = { host: this.hosts.mtlsEndpoint, cert, key, ca: certificate.authority };
    this.fixtures = parts.fixtures;
    this.requests = log;
    this.faults = {
      add: (fault) => faults.add(fault),
      clear: () => faults.clear(),
      dropKeys: () => parts.issuer.dropKeys(),
    };
    this.switches = parts.switches;
    this.clock = parts.clock;
    this.#transport = createTransport('got', { ca: this.ca });
    resources.add(this.#transport);
    this.#platform = this.platformAs(this.logins.administrator);
    this.#functions = parts.functions;
    this.#functions.useEnvironment(() => functionEnvironment(this.env()));
  }

  get secretStore(): SecretStore {
    return this.#secretStore;
  }

  get platform(): ProvisioningPlatform {
    this.#checkOpen();
    return this.#platform;
  }

  platformAs(admin: SandboxLogin | AdminSession): ProvisioningPlatform {
    this.#checkOpen();
    const { accountId, host, idTokenAudience, clock } = this;
    return new SandboxPlatform({
      accountId,
      host,
      admin,
      idTokenAudience,
      clock,
      transport: this.#transport,
    });
  }

  /** Looks at the folder of functions again. @throws {ConfigError} what is wrong with it. */
  async lookAtFunctions(): Promise<readonly FixtureFunction[]> {
    return (await this.#functions.productive()).filter(({ isOwn }) => isOwn);
  }

  toolbelt(options: ToolbeltOptions = {}): ToolbeltInstance {
    this.#checkOpen();
    return createToolbelt(this.#toolbeltOptions(options));
  }

  use(options: ToolbeltOptions = {}): Disposable {
    this.#checkOpen();
    return Toolbelt.use(this.#toolbeltOptions(options));
  }

  env(options: SandboxEnvOptions = {}): Record<string, string> {
    checkEnvOptions(options);
    this.#checkOpen();
    const { proxy, caFile } = this;
    return {
      X_LIVEPERSON_BRAND_ID: this.accountId,
      LP_ADMIN_BEARER: this.admin.bearer,
      LP_ADMIN_USER_ID: this.admin.userId ?? '',
      LP_ADMIN_ID_TOKEN: this.admin.idToken ?? '',
      LP_ADMIN_ID_TOKEN_AUDIENCE: this.idTokenAudience,
      LP_SECRET_STORE: `settings:${this.#files.writeSettings(this.#secretStore.entries())}`,
      ...(options.proxy
        ? proxyEnvironment({ proxy, caFile, hostsFile: this.#hostsFile })
        : {
            X_LIVEPERSON_CSDS_DOMAIN: this.host,
            LP_DATA_ACCESS_HOST: this.hosts.dataAccess,
            LP_ALLOW_LOOPBACK: '1',
            NODE_EXTRA_CA_CERTS: caFile,
          }),
    };
  }

  writeSettings(dir: string): void {
    writeSettingsFile(dir, this.#secretStore.entries());
  }

  close(): Promise<void> {
    this.#closing ??= this.#resources.close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** What would call servers that are gone tells so here, where the mistake is, and not as a refused connection. */
  #checkOpen(): void {
    if (this.#closing === undefined) return;
    throw new ConfigError(
      'sandbox',
      'The sandbox is closed, and its servers are gone: use it before close(), or start another one',
    );
  }

  #toolbeltOptions(options: ToolbeltOptions): ToolbeltOptions {
    // Not ours to refuse: createToolbelt tells what its options must be.
    if (!isJsonObject(options)) return options;
    // An instance has no fields of its own that could be refused: its options would be lost without a word.
    if ('LPClient' in options) {
      throw new ConfigError('options', 'The sandbox takes options; for an instance there is Toolbelt.use');
    }
    return {
      accountId: this.accountId,
      csdsDomain: this.host,
      dataAccessHost: this.hosts.dataAccess,
      secretStore: this.#secretStore,
      allowLoopback: true,
      ca: this.ca,
      clock: this.clock,
      ...options,
    };
  }
}

function hostsOf(servers: readonly ServiceServer[]): Record<SandboxService, string> {
  // Every service has a server, or starting would have failed.
  return Object.fromEntries(servers.map(({ service, host }) => [service, host])) as Record<
    SandboxService,
    string
  >;
}

function loginOf({ username, password }: LoginUser): SandboxLogin {
  return { username, password };
}

/** The system secret of a provisioned account, and what it refers to on the servers. */
function seedSecret(
  { credentials }: CheckedSandboxOptions,
  state: AccountState,
  identity: string,
): Readonly<Record<string, unknown>> {
  if (credentials === 'oauth1') {
    const text = () => randomBytes(16).toString('hex');
    state.appKey = { consumerKey: text(), consumerSecret: text(), token: text(), tokenSecret: text() };
    return { [DEFAULT_APP_KEY_NAME]: state.appKey };
  }
  const { client_id, client_secret } = state.install(newManifest(identity));
  return { [DEFAULT_APP_KEY_NAME]: { client_id, client_secret } };
}
