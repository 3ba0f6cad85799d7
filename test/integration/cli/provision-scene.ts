import { join } from 'node:path';
import { expect } from 'vitest';
import { hasMarker } from '../../../src/provisioning/manifest.js';
import { openSecretStore } from '../../../src/secrets/open-store.js';
import type { SecretStore } from '../../../src/secrets/secret-store.js';
import { type Sandbox, type SandboxOptions, type SandboxRole, startSandbox } from '../../../src/testing.js';
import { SandboxClient } from '../sandbox/client.js';
import { environment, type Finished, RunningCli, runCli } from './run-cli.js';
import { TemporaryFolder } from './temporary-folder.js';

export const KEY = 'LIVEPERSON_DEFAULT_APP_KEY';

/** An account of a sandbox that is not provisioned, and an encrypted file to provision it into. */
export class ProvisionScene implements AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly #folder = new TemporaryFolder();

  /** The infrastructure takes no time unless `options` say so. */
  static async start(options: SandboxOptions = {}): Promise<ProvisionScene> {
    return new ProvisionScene(await startSandbox({ provisioned: false, infrastructureMs: 1, ...options }));
  }

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  get storeText(): string {
    return `file:${join(this.#folder.path, 'store', 'secrets.json')}`;
  }

  get store(): SecretStore {
    return openSecretStore(this.storeText);
  }

  /** Names of what was written: the store, its key, and whatever else. */
  get written(): string[] {
    return this.#folder.left;
  }

  /** Where the command keeps the store of who names none. */
  get defaultStoreText(): string {
    const { accountId } = this.sandbox;
    return `file:${join(this.#folder.path, 'data', 'lp-functions-toolbelt', accountId, 'secrets.json')}`;
  }

  /** The folder that the command runs in. */
  get folder(): string {
    return this.#folder.path;
  }

  /** Of the command, with the session of the administrator. */
  environment(variables: Readonly<Record<string, string>> = {}): Record<string, string> {
    const env = { ...this.sandbox.env(), LP_SECRET_STORE: this.storeText, ...variables };
    const { path } = this.#folder;
    return environment({ TMPDIR: path, XDG_DATA_HOME: join(path, 'data'), ...env });
  }

  /** Runs `lp-toolbelt provision --platform sandbox` to its end, in a folder of its own. */
  provision(
    args: readonly string[] = [],
    variables: Readonly<Record<string, string>> = {},
  ): Promise<Finished> {
    const env = this.environment(variables);
    return runCli(['provision', '--platform', 'sandbox', ...args], env, this.#folder.path);
  }

  /** Starts the same. */
  begin(args: readonly string[] = []): RunningCli {
    return new RunningCli(['provision', '--platform', 'sandbox', ...args], this.environment());
  }

  /** Variables of the session of somebody who logs in. */
  async sessionOf(role: SandboxRole): Promise<Record<string, string>> {
    await using client = new SandboxClient(this.sandbox);
    const path = `/api/account/${this.sandbox.accountId}/login?v=1.3`;
    const reply = await client.call('agentVep', 'POST', path, { json: this.sandbox.logins[role] });
    const { bearer, config } = reply.json();
    return { LP_ADMIN_BEARER: bearer, LP_ADMIN_USER_ID: config.userId, LP_ADMIN_ID_TOKEN: '' };
  }

  async installationsOfOurs() {
    return (await this.sandbox.platform.listInstallations()).items.filter(hasMarker);
  }

  /** The one live installation of ours is what the one stored secret names, and it works. */
  async expectProvisioned(): Promise<void> {
    const ours = await this.installationsOfOurs();
    expect(ours).toHaveLength(1);
    const stored = await this.store.get(KEY);
    expect(stored?.managedBy).toBe('system');
    expect(stored?.value).toEqual({ client_id: ours[0]?.clientId, client_secret: ours[0]?.clientSecret });
    expect((await this.store.list()).map(({ key }) => key)).toEqual([KEY]);
    await using toolbelt = this.sandbox.toolbelt({ secretStore: this.store });
    expect(await toolbelt.LPClient().skills.list()).not.toEqual([]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sandbox.close();
    this.#folder[Symbol.dispose]();
  }
}
