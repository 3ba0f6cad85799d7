import {
  abortSignal,
  callback,
  milliseconds,
  type OptionTable,
  objectWith,
  optionProblem,
} from '../config/options.js';
import { ConfigError } from '../errors/config-error.js';
import type { ProvisionOptions } from './provision-account.js';

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

/** Milliseconds that a run may take. */
export const DEFAULT_TIMEOUT_MS = TABLE.timeoutMs.default;

/** What is wrong with the options: the first fault, or undefined. Callers in JavaScript may pass anything. */
export function provisionProblem(options: Partial<ProvisionOptions>): ConfigError | undefined {
  const problem = optionProblem('provisionAccount', options, TABLE);
  if (problem !== undefined) return new ConfigError(problem.name, problem.message);
  const missing = REQUIRED.find((name) => options[name] === undefined);
  if (missing === undefined) return undefined;
  const must = TABLE[missing].check(undefined);
  return new ConfigError(missing, `provisionAccount: ${missing} is missing; it must be ${must}`);
}

function accountIdProblem(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? undefined : 'the LivePerson account to provision';
}
