import { readEnvironment } from '../../config/environment.js';
import { ConfigError } from '../../errors/config-error.js';
import { resolveOptions } from '../../toolbelt/options.js';
import { parseDuration } from '../duration.js';
import { chooseStore } from '../store-text.js';
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
  /** For example `file:PATH`. */
  readonly store: string;
  readonly timeoutMs: number;
}

/** @throws {ConfigError} that names what is missing or wrong. Nothing is read or sent. */
export function resolveProvision(flags: ProvisionFlags): ProvisionSettings {
  const { account, platform, store, featureId, timeout } = flags;
  const accountId = account ?? readEnvironment().accountId;
  if (accountId === undefined) {
    throw new ConfigError(
      'accountId',
      'The account is missing: give --account <id>, or set X_LIVEPERSON_BRAND_ID. Nothing was sent.',
    );
  }
  const storeText = chooseStore(store, accountId);
  const { csdsDomain, allowedHosts, allowLoopback } = resolveOptions({ accountId, secretStore: storeText });
  if (platform === 'sandbox') requireLoopback(csdsDomain);
  const timeoutMs = parseDuration(timeout, 'timeout');
  const hosts = { csdsDomain, allowedHosts, allowLoopback };
  return { accountId, platform, ...hosts, featureId, store: storeText, timeoutMs };
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
