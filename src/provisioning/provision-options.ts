import { type Clock, LONGEST_TIMER_MS } from '../config/clock.js';
import { ConfigError } from '../errors/config-error.js';
import type { SecretStore } from '../secrets/secret-store.js';
import type { ProvisioningPlatform } from './platform.js';
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
  /** Called with each event as it happens. What it throws does not stop the run; it becomes one warning. */
  onProgress?: ((event: ProvisioningEvent) => void) | undefined;
  /** Stops the run, which then rejects with a {@link ProvisioningError} whose `cause` is the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Milliseconds that the whole run may take. @default 900_000 (15 minutes) */
  timeoutMs?: number | undefined;
  /** Time, replaceable in tests. @default the clock of this machine */
  clock?: Clock | undefined;
}

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

/** What is wrong with the options: the first fault, or undefined. Callers in JavaScript may pass anything. */
export function optionProblem(options: Partial<ProvisionOptions>): ConfigError | undefined {
  const { accountId, platform, secretStore, onProgress, signal, timeoutMs, clock } = options;
  if (typeof accountId !== 'string' || accountId.trim() === '') {
    return new ConfigError('accountId', 'accountId is missing: give the LivePerson account to provision.');
  }
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    return new ConfigError('onProgress', 'onProgress has to be a function that takes an event.');
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    return new ConfigError('signal', 'signal has to be an AbortSignal.');
  }
  if (timeoutMs !== undefined && !isTimeout(timeoutMs)) {
    return new ConfigError(
      'timeoutMs',
      `timeoutMs has to be a number of milliseconds above 0 and at most ${LONGEST_TIMER_MS}.`,
    );
  }
  return (
    methodProblem('platform', platform, PLATFORM_METHODS) ??
    methodProblem('secretStore', secretStore, STORE_METHODS) ??
    (clock === undefined ? undefined : methodProblem('clock', clock, ['now', 'sleep']))
  );
}

function isTimeout(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value <= LONGEST_TIMER_MS;
}

function methodProblem(field: string, value: unknown, methods: readonly string[]): ConfigError | undefined {
  if (typeof value !== 'object' || value === null) {
    return new ConfigError(field, `${field} is missing: give an object with ${methods.join(', ')}.`);
  }
  const has = (name: string) => typeof (value as Record<string, unknown>)[name] === 'function';
  const missing = methods.filter((name) => !has(name));
  if (missing.length === 0) return undefined;
  return new ConfigError(
    field,
    `${field} lacks the method${missing.length > 1 ? 's' : ''} ${missing.join(', ')}.`,
  );
}
