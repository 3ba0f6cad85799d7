import type { AdminSession } from '../../provisioning/liveperson/admin-session.js';
import type { ProvisioningPlatform } from '../../provisioning/platform.js';
import type { SecretStore } from '../../secrets/secret-store.js';
import type { ToolbeltInstance } from '../../toolbelt/account.js';
import type { ToolbeltOptions } from '../../toolbelt/options.js';
import type { Fixtures } from '../fixtures/fixtures.js';
import type { TestClock } from '../test-clock.js';
import type { Faults } from './control/faults.js';
import type { RequestLog } from './control/request-log.js';
import type { SandboxSwitches } from './control/switches.js';
import type { SandboxLogin, SandboxRole } from './people.js';
import type { SandboxEnvOptions } from './sandbox-options.js';
import type { SandboxService } from './sandbox-services.js';

export type { AdminSession } from '../../provisioning/liveperson/admin-session.js';

/** A running sandbox: LivePerson on this machine, for one account. */
export interface Sandbox extends AsyncDisposable {
  readonly accountId: string;
  /** Host of CSDS, `localhost:PORT`. */
  readonly host: string;
  /** Hosts by service. */
  readonly hosts: Readonly<Record<SandboxService, string>>;
  /** Certificate of the authority of the servers, in PEM. */
  readonly ca: string;
  /** File with `ca`. It goes away on close. */
  readonly caFile: string;
  /**
   * URL of a proxy, `http://127.0.0.1:PORT`. It leads LivePerson's own names, such as `api.liveperson.net`, to the
   * sandbox, and nowhere else: CONNECT to port 443 or 80, and requests in absolute form.
   */
  readonly proxy: string;
  /** Secrets in memory; holds the system secret when the sandbox is provisioned. */
  readonly secretStore: SecretStore;
  /** Session of the administrator, with the user's id and an ID token. It does not expire. */
  readonly admin: AdminSession;
  /** Client id of the application that the ID token of `admin` was issued to. */
  readonly idTokenAudience: string;
  /**
   * Made-up people who can log in at agentVep, one of each role. So can every other enabled user: with the password
   * `sandbox-password-` and the place in `fixtures.users`, counted from 0.
   */
  readonly logins: Readonly<Record<SandboxRole, SandboxLogin>>;
  /** Provisions this account as its administrator. */
  readonly platform: ProvisioningPlatform;
  /** Provisions as another person, for example `sandbox.logins.agent`, who may not, or by a session. */
  platformAs(admin: SandboxLogin | AdminSession): ProvisioningPlatform;
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
   * Environment for a process of its own: account, CSDS, loopback, authority, the administrator's session, and
   * a settings file with the secrets as they are now.
   *
   * With `proxy`, the process calls LivePerson's own names instead of loopback: the proxy and the authority in the
   * variables that Node, Python, Go and curl read, and in `NODE_OPTIONS` a preload that leads the sockets of Node
   * programs to the sandbox and refuses other hosts, whatever HTTP library they use.
   * @throws {ConfigError} for an unknown option.
   */
  env(options?: SandboxEnvOptions): Record<string, string>;
  /** Writes `dir/functions/settings.json`, which the official toolbelt reads in a process that runs in `dir`. */
  writeSettings(dir: string): void;
  /** Stops the servers and removes the temporary files. May be called again. */
  close(): Promise<void>;
}
