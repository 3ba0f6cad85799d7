import { ConfigError } from '../../errors/config-error.js';
import type { ProvisioningPlatform } from '../../provisioning/platform.js';
import { type ProvisioningResult, provisionAccount } from '../../provisioning/run/provision-account.js';
import { openSecretStore } from '../../secrets/open-store.js';
import type { SecretStore } from '../../secrets/secret-store.js';
import { type Admin, adminFromEnvironment, type KnownAdmin } from '../terminal/admin-token.js';
import { type ExitCode, ExitCodes, ProvisionExitCodes } from '../terminal/exit-codes.js';
import { askAdmin, askConsent } from '../terminal/prompts.js';
import type { Terminal } from '../terminal/terminal.js';
import { type TextOutput, writeLine } from '../terminal/text-output.js';
import { exitCodeOf, failureOf, type ProvisionFailure } from './failure.js';
import type { ProvisionFlags } from './flags.js';
import { liveView } from './live.js';
import { planOf } from './plan.js';
import { openPlatform } from './platform.js';
import { jsonLinesView, type ProvisionView, plainView } from './report.js';
import { type ProvisionSettings, resolveProvision } from './settings.js';
import { findStates } from './state.js';

/** What the provision command needs. */
export interface ProvisionCommandOptions {
  readonly flags: ProvisionFlags;
  readonly output: NodeJS.WriteStream;
  readonly errors: TextOutput;
  readonly terminal: Terminal;
  /** Stops the run. */
  readonly stop: AbortSignal;
}

/**
 * Provisions an account as its administrator, or with `dryRun` tells what that would do.
 *
 * @throws {ConfigError} for what is missing or malformed. Nothing was sent or changed.
 */
export async function runProvision(options: ProvisionCommandOptions): Promise<ExitCode> {
  const settings = resolveProvision(options.flags);
  const command = new ProvisionCommand(options, settings, openSecretStore(settings.store.text));
  const known = adminFromEnvironment();
  return options.flags.dryRun ? command.tellPlan(known) : command.provision(known);
}

class ProvisionCommand {
  readonly #options: ProvisionCommandOptions;
  readonly #settings: ProvisionSettings;
  readonly #store: SecretStore;
  readonly #view: ProvisionView;

  constructor(options: ProvisionCommandOptions, settings: ProvisionSettings, store: SecretStore) {
    this.#options = options;
    this.#settings = settings;
    this.#store = store;
    this.#view = viewFor(options);
  }

  /** How things are now is looked at only with a bearer in the environment: a plan asks no questions. */
  async tellPlan({ bearer, ...rest }: KnownAdmin): Promise<ExitCode> {
    if (bearer === undefined) {
      this.#view.told(planOf(this.#settings, null));
      return ExitCodes.good;
    }
    await using platform = await openPlatform(this.#settings, { bearer, ...rest });
    const found = await findStates(this.#settings, platform, this.#store, this.#options.stop);
    if (found === undefined) return this.#stopped('Stopped. Nothing was changed.');
    this.#view.told(planOf(this.#settings, found));
    if (found.isAdministrator === false) return ProvisionExitCodes.notAdministrator;
    return found.states.every(({ problem }) => problem === null) ? ExitCodes.good : ExitCodes.failed;
  }

  async provision(known: KnownAdmin): Promise<ExitCode> {
    const { terminal, flags } = this.#options;
    if (known.bearer === undefined && !terminal.canAsk) throw bearerMissing();
    if (this.#settings.takeOver.length > 0 && !flags.yes && !terminal.canAsk) throw consentMissing();
    const admin = (await this.#mayBegin()) ? await this.#complete(known) : undefined;
    if (admin === undefined) return this.#stopped('Stopped. Nothing was sent or changed.');
    await using platform = await openPlatform(this.#settings, admin);
    return await this.#run(platform);
  }

  /** Shows a person what will be done, and asks; others asked for it by calling. */
  async #mayBegin(): Promise<boolean> {
    const { flags, output, terminal, stop } = this.#options;
    this.#view.planned(planOf(this.#settings, null));
    if (!terminal.canAsk || flags.yes) return true;
    const { accountId, takeOver } = this.#settings;
    const asksFirst = output.isTTY && !flags.json;
    if (asksFirst && !(await askConsent(`Provision account ${accountId}?`, stop))) return false;
    return takeOver.length === 0 || askConsent(takeOverQuestion(takeOver), stop);
  }

  async #complete(known: KnownAdmin): Promise<Admin | undefined> {
    const { terminal, stop } = this.#options;
    if (terminal.canAsk) return askAdmin(known, stop);
    return known.bearer === undefined ? undefined : { ...known, bearer: known.bearer };
  }

  async #run(platform: ProvisioningPlatform): Promise<ExitCode> {
    const { accountId, takeOver, timeoutMs } = this.#settings;
    const { stop } = this.#options;
    this.#view.started();
    try {
      const run = provisionAccount({
        accountId,
        platform,
        secretStore: this.#store,
        takeOver,
        signal: stop,
        timeoutMs,
      });
      for await (const event of run) this.#view.event(event);
      return this.#end(ExitCodes.good, await run, null);
    } catch (error) {
      const limits = { stop, timeoutMs };
      return this.#end(exitCodeOf(error, limits), null, failureOf(error, limits));
    }
  }

  #stopped(line: string): ExitCode {
    writeLine(this.#options.errors, line);
    return ProvisionExitCodes.stopped;
  }

  #end(exitCode: ExitCode, result: ProvisioningResult | null, error: ProvisionFailure | null): ExitCode {
    const { accountId, store } = this.#settings;
    this.#view.ended({ exitCode, accountId, store: store.text, result, error });
    return exitCode;
  }
}

function viewFor({ flags, output, errors, terminal }: ProvisionCommandOptions): ProvisionView {
  if (flags.json) return jsonLinesView(output);
  return terminal.canDraw ? liveView(output, errors) : plainView(output, errors);
}

function takeOverQuestion(names: readonly string[]): string {
  const listed = names.map((name) => `\n   ${name}`).join('');
  return `Delete these applications, too? The secret of another store may name them:${listed}`;
}

function consentMissing(): ConfigError {
  return new ConfigError(
    'yes',
    '--take-over deletes what another store may use, and there is nobody to ask whether it may: give --yes. ' +
      'Nothing was sent.',
  );
}

function bearerMissing(): ConfigError {
  return new ConfigError(
    'LP_ADMIN_BEARER',
    'LP_ADMIN_BEARER is missing, and there is no terminal to ask for it: set it to the bearer of a session of ' +
      'an administrator. There is no option for it, since others could see it there. Nothing was sent.',
  );
}
