import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { hasMarker } from '../../../src/provisioning/manifest.js';
import type { Installation } from '../../../src/provisioning/platform.js';
import type { ProvisioningResult } from '../../../src/provisioning/run/provision-account.js';
import { openSecretStore } from '../../../src/secrets/open-store.js';
import type { StoredSecret } from '../../../src/secrets/secret-store.js';
import type { VaultStore } from '../../../src/secrets/stores/vault/vault.js';
import { type Sandbox, startSandbox } from '../../../src/testing.js';
import { VaultScene } from '../../support/vault-scene.js';
import { environment, type Finished, RunningCli, runCli } from './run-cli.js';
import { TemporaryFolder } from './temporary-folder.js';

const KEY = 'LIVEPERSON_DEFAULT_APP_KEY';
const ACCOUNTS = ['11111111', '22222222'];

/** An account and a store that it is provisioned into. */
export interface Place {
  readonly sandbox: Sandbox;
  readonly kind: 'file' | 'vault';
  /** Of the store. */
  readonly text: string;
}

/** What one document of `--json` says of applications, by client name. */
export interface Plan {
  readonly found: readonly { readonly subject: string; readonly answer: string | null }[];
  readonly applications: Readonly<
    Record<
      'made' | 'kept' | 'deleted' | 'left',
      readonly { readonly clientName: string; readonly whose: string }[]
    >
  > | null;
}

/** Two accounts, each of which is provisioned into an encrypted file and into a Vault. */
export class TwoStoresScene implements AsyncDisposable {
  readonly places: readonly Place[];
  readonly #vault: VaultScene;
  readonly #folder: TemporaryFolder;
  /** What each command was called with, and what it printed. */
  readonly prints: string[] = [];

  static async start(): Promise<TwoStoresScene> {
    const options = ACCOUNTS.map((accountId) => ({ accountId, provisioned: false, infrastructureMs: 1 }));
    const sandboxes = await Promise.all(options.map(startSandbox));
    return new TwoStoresScene(sandboxes, await VaultScene.make(), new TemporaryFolder());
  }

  private constructor(sandboxes: readonly Sandbox[], vault: VaultScene, folder: TemporaryFolder) {
    this.#vault = vault;
    this.#folder = folder;
    this.places = sandboxes.flatMap((sandbox): Place[] => {
      const path = join(folder.path, 'stores', sandbox.accountId);
      mkdirSync(path, { recursive: true });
      return [
        { sandbox, kind: 'file', text: `file:${join(path, 'secrets.json')}` },
        { sandbox, kind: 'vault', text: `vault:${vault.server.address}/secret/${this.#prefix(sandbox)}` },
      ];
    });
  }

  /** Runs `lp-toolbelt provision` at a place to its end. */
  async provision(place: Place, args: readonly string[] = []): Promise<Finished> {
    const command = this.#command(place, args);
    const finished = await runCli(command, this.#environment(place), this.#folder.path);
    this.#print(command, finished.code, finished.stdout, finished.stderr);
    return finished;
  }

  /** Starts the same. */
  begin(place: Place, args: readonly string[] = []): RunningCli {
    return new RunningCli(this.#command(place, args), this.#environment(place));
  }

  /** Runs it at a place that is good, and gives its result. */
  async result(place: Place, args: readonly string[] = []): Promise<ProvisioningResult> {
    const { code, stdout, stderr } = await this.provision(place, ['--json', ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as ProvisioningResult;
  }

  /** What `--dry-run` tells, after it was seen to write nothing. */
  async plan(place: Place, args: readonly string[] = []): Promise<Plan> {
    const before = await this.#state(place);
    const { code, stdout, stderr } = await this.provision(place, ['--dry-run', '--json', ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await this.#state(place)).toEqual(before);
    return JSON.parse(stdout) as Plan;
  }

  async stored(place: Place): Promise<StoredSecret | undefined> {
    if (place.kind === 'file') return openSecretStore(place.text).get(KEY);
    const prefix = this.#prefix(place.sandbox);
    const store: VaultStore = this.#vault.open({ prefix });
    return store.get(KEY);
  }

  /** Applications of the account that provisioning made, for whichever store. */
  async applications({ sandbox }: Place): Promise<Installation[]> {
    return (await sandbox.platform.listInstallations()).items.filter(hasMarker);
  }

  /** Name of the application that the secret of a place names; it is there, it works, and the secret is the system's. */
  async expectWorking(place: Place): Promise<string> {
    const stored = await this.stored(place);
    const { accountId, platform } = place.sandbox;
    expect(stored).toMatchObject({ managedBy: 'system', accountId });
    const value = stored?.value as { client_id: string; client_secret: string };
    const named = (await this.applications(place)).find(({ clientId }) => clientId === value.client_id);
    expect(named?.enabled).toBe(true);
    expect(await platform.tryCredential(value)).toBe('works');
    return named?.clientName ?? '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#vault[Symbol.asyncDispose]();
    for (const { sandbox, kind } of this.places) if (kind === 'file') await sandbox.close();
    this.#folder[Symbol.dispose]();
  }

  async #state(place: Place) {
    const names = (await this.applications(place)).map(({ clientName }) => clientName);
    return { names, version: (await this.stored(place))?.version };
  }

  #command(place: Place, args: readonly string[]): string[] {
    return ['provision', '--platform', 'sandbox', '--store', place.text, ...args];
  }

  #environment({ sandbox }: Place): Record<string, string> {
    return environment({
      TMPDIR: this.#folder.path,
      ...sandbox.env(),
      ...this.#vault.server.env(),
    });
  }

  #prefix({ accountId }: Sandbox): string {
    return `lp-${accountId}`;
  }

  #print(command: readonly string[], code: Finished['code'], stdout: string, stderr: string): void {
    this.prints.push(`$ lp-toolbelt ${command.join(' ')}\n${stdout}${stderr}(ended with ${code})\n`);
  }
}
