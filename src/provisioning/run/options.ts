import type { Clock } from '../../config/clock.js';
import {
  abortSignal,
  callback,
  milliseconds,
  type OptionTable,
  objectWith,
  optionProblem,
} from '../../config/options.js';
import { ConfigError } from '../../errors/config-error.js';
import type { SecretStore } from '../../secrets/secret-store.js';
import type { ProvisioningPlatform } from '../platform.js';
import type { ProvisioningEvent } from './progress.js';

export const DEFAULT_TIMEOUT_MS = 900_000;

/** What `provisionAccount` needs. */
export interface ProvisionOptions {
  /** The LivePerson account (brand) id. */
  accountId: string;
  /** Where the account lives: LivePerson, or a sandbox. */
  platform: ProvisioningPlatform;
  /** Receives the system secret `LIVEPERSON_DEFAULT_APP_KEY`. */
  secretStore: SecretStore;
  /**
   * Client names of applications of another store that the run may delete, as the plan of a dry run shows them. Only what
   * is there when the run begins is deleted; a name that is not is told as a warning. @default none
   */
  takeOver?: readonly string[] | undefined;
  /** Called with each event as it happens. What it throws does not stop the run; it becomes one warning. */
  onProgress?: ((event: ProvisioningEvent) => void) | undefined;
  /** Stops the run, which then rejects with a {@link ProvisioningError} whose `cause` is the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Milliseconds that the whole run may take. @default 900_000 (15 minutes) */
  timeoutMs?: number | undefined;
  /** Time, replaceable in tests. @default the clock of this machine */
  clock?: Clock | undefined;
}

/** Without `getInstallation`, which adapters in JavaScript may lack, the list tells of one application. */
const PLATFORM_METHODS = [
  'administrator',
  'feature',
  'activateFeature',
  'infrastructure',
  'startInfrastructure',
  'listInstallations',
  'install',
  'deleteInstallation',
  'tryCredential',
] as const satisfies readonly (keyof ProvisionOptions['platform'])[];
const STORE_METHODS = ['get', 'put', 'delete', 'list'] as const;

const TABLE = {
  accountId: { check: accountIdProblem },
  platform: { check: objectWith(...PLATFORM_METHODS) },
  secretStore: { check: objectWith(...STORE_METHODS) },
  takeOver: { check: clientNames },
  onProgress: { check: callback },
  signal: { check: abortSignal },
  timeoutMs: { check: milliseconds(), default: 900_000 },
  clock: { check: objectWith('now', 'sleep') },
} as const satisfies OptionTable<ProvisionOptions>;

const REQUIRED = [
  'accountId',
  'platform',
  'secretStore',
] as const satisfies readonly (keyof ProvisionOptions)[];

/** What is wrong with the options: the first fault, or undefined. Callers in JavaScript may pass anything. */
export function provisionProblem(options: Partial<ProvisionOptions>): ConfigError | undefined {
  const problem = optionProblem('provisionAccount', options, TABLE);
  if (problem !== undefined) return new ConfigError(problem.name, problem.message);
  const missing = REQUIRED.find((name) => options[name] === undefined);
  if (missing === undefined) return accountProblem(options);
  const must = TABLE[missing].check(undefined);
  return new ConfigError(missing, `provisionAccount: ${missing} is missing; it must be ${must}`);
}

/** A platform of another account would be provisioned without a word. */
function accountProblem({ accountId, platform }: Partial<ProvisionOptions>): ConfigError | undefined {
  const actsOn: unknown = platform?.accountId;
  if (actsOn === accountId) return undefined;
  const which =
    typeof actsOn === 'string' ? `acts on account ${actsOn}` : 'does not say which account it acts on';
  return new ConfigError(
    'accountId',
    `provisionAccount: accountId is ${accountId}, and the platform ${which} (platform.accountId)`,
  );
}

function accountIdProblem(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? undefined : 'the LivePerson account to provision';
}

function clientNames(value: unknown): string | undefined {
  const isName = (name: unknown) => typeof name === 'string' && name.trim() !== '';
  return Array.isArray(value) && value.every(isName) ? undefined : 'a list of client names';
}
