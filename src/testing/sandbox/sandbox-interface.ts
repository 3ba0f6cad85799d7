import type { ProvisioningPlatform } from '../../provisioning/platform.js';
import type { SecretStore } from '../../secrets/secret-store.js';
import type { ToolbeltInstance } from '../../toolbelt.js';
import type { ToolbeltOptions } from '../../toolbelt-options.js';
import type { Fixtures } from '../fixtures.js';
import type { TestClock } from '../test-clock.js';
import type { SandboxLogin } from './account-state.js';
import type { Faults } from './faults.js';
import type { RequestLog } from './request-log.js';
import type { SandboxService } from './sandbox-services.js';
import type { SandboxSwitches } from './switches.js';

/** A person's session, for calls that want a user's bearer. */
export interface AdminSession {
  readonly bearer: string;
  readonly userId?: string | undefined;
  readonly idToken?: string | undefined;
}

/** A running sandbox: LivePerson on this machine, for one account. */
export interface Sandbox extends AsyncDisposable {
  readonly accountId: string;
  /** Host of CSDS, `localhost:PORT`. */
  readonly host: string;
  /** Hosts by service. */
  readonly hosts: Readonly<Record<SandboxService, string>>;
  /** Certificate of the servers and its authority, in PEM. */
  readonly ca: string;
  /** File with `ca`. It goes away on close. */
  readonly caFile: string;
  /** Secrets in memory; holds the system secret when the sandbox is provisioned. */
  readonly secretStore: SecretStore;
  /** Session of the administrator. It does not expire. */
  readonly admin: AdminSession;
  /** Made-up people who can log in at agentVep. */
  readonly logins: { readonly administrator: SandboxLogin; readonly agent: SandboxLogin };
  /** Provisions this account as its administrator. */
  readonly platform: ProvisioningPlatform;
  /** Provisions as another person, for example `sandbox.logins.agent`, who may not. */
  platformAs(login: SandboxLogin): ProvisioningPlatform;
  /** What the servers answer with. */
  readonly fixtures: Fixtures;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly switches: SandboxSwitches;
  /** Time of the servers. */
  readonly clock: TestClock;
  /** A toolbelt for this account, with the secrets, authority and clock of the sandbox. Close it yourself. */
  toolbelt(options?: ToolbeltOptions): ToolbeltInstance;
  /**
   * Lets `Toolbelt.*` use this account until it is disposed.
   * @example
   * using _ = sandbox.use();
   */
  use(options?: ToolbeltOptions): Disposable;
  /**
   * Environment for a process of its own: account, CSDS, loopback, authority, and a settings file with the
   * secrets as they are now.
   */
  env(): Record<string, string>;
  /** Writes `dir/functions/settings.json`, which the official toolbelt reads in a process that runs in `dir`. */
  writeSettings(dir: string): void;
  /** Stops the servers and removes the temporary files. May be called again. */
  close(): Promise<void>;
}
