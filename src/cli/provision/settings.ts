import { ConfigError } from '../../errors/config-error.js';
import { resolveOptions } from '../../toolbelt/options.js';
import { parseDuration } from '../terminal/duration.js';
import { knownAccount } from '../terminal/known-account.js';
import { type ChosenStore, chooseStore } from '../terminal/store-text.js';
import type { PlatformKind, ProvisionFlags } from './flags.js';

/** What is provisioned where: flags, then the environment, then the defaults. */
export interface ProvisionSettings {
  readonly accountId: string;
  readonly platform: PlatformKind;
  /** Host of CSDS. */
  readonly csdsDomain: string;
  readonly allowedHosts: readonly string[];
  readonly allowLoopback: boolean;
  /** Of Functions; only for who was told one. */
  readonly featureId: string | undefined;
  readonly store: ChosenStore;
  /** Client names of applications of another store that are deleted, too; each once. */
  readonly takeOver: readonly string[];
  readonly timeoutMs: number;
}

/** @throws {ConfigError} that names what is missing or wrong. Nothing is read or sent. */
export function resolveProvision(flags: ProvisionFlags): ProvisionSettings {
  const { account, platform, featureId, timeout, takeOver = [] } = flags;
  const accountId = knownAccount(account);
  if (accountId === undefined) {
    throw new ConfigError(
      'accountId',
      'The account is missing: give --account <id>, or set X_LIVEPERSON_BRAND_ID. Nothing was sent.',
    );
  }
  const store = chooseStore(flags.store, accountId);
  const { csdsDomain, allowedHosts, allowLoopback } = resolveOptions({ accountId, secretStore: store.text });
  if (platform === 'sandbox') requireLoopback(csdsDomain);
  if (takeOver.some((name) => name.trim() === '')) throw emptyName();
  const timeoutMs = parseDuration(timeout, 'timeout');
  const hosts = { csdsDomain, allowedHosts, allowLoopback };
  return { accountId, platform, ...hosts, featureId, store, takeOver: [...new Set(takeOver)], timeoutMs };
}

function emptyName(): ConfigError {
  return new ConfigError(
    'takeOver',
    '--take-over wants the client name of an application, as --dry-run shows it. Nothing was sent.',
  );
}

/** The calls of a sandbox, and the token with them, go to this machine only. */
function requireLoopback(csdsDomain: string): void {
  if (/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(csdsDomain)) return;
  throw new ConfigError(
    'csdsDomain',
    '--platform sandbox wants X_LIVEPERSON_CSDS_DOMAIN to be a sandbox on this machine: run "lp-toolbelt sandbox ' +
      '--unprovisioned" in another terminal, and paste the lines that it prints into this one. Nothing was sent.',
  );
}
