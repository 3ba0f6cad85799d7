import type { Clock } from '../../config/clock.js';
import { ConfigError } from '../../errors/config-error.js';
import type { Transport } from '../../http/transport.js';
import { checkVaultAuth, type VaultAuthOptions, type VaultCredential } from './vault-credentials.js';
import { checkPath, checkVaultLocation, type VaultLocation } from './vault-location.js';

const TIMEOUT_MS = 10_000;
const DEADLINE_MS = 25_000;

/** Options of `VaultStore`. */
export interface VaultStoreOptions {
  /** For example `https://vault.example.com:8200`. Requests never go anywhere else. */
  readonly address: string;
  /** Path of the KV version 2 engine, for example `secret`. */
  readonly mount: string;
  /** Path below the mount, for example `lp/12345678`. Give each account its own. @default '' */
  readonly prefix?: string | undefined;
  readonly auth: VaultAuthOptions;
  /** Namespace of Vault Enterprise, HCP or OpenBao. */
  readonly namespace?: string | undefined;
  /** Certificate authorities in PEM, instead of those of Node. */
  readonly ca?: string | readonly string[] | undefined;
  /** Allows `http://` on localhost, 127.0.0.1 or ::1: a Vault dev server. @default false */
  readonly allowLoopback?: boolean | undefined;
  /** Carries the requests, instead of one of the store's own on got. It is not closed by the store. */
  readonly transport?: Transport | undefined;
  /** Clock for the life of tokens and for pauses. */
  readonly clock?: Clock | undefined;
  /** Milliseconds for one attempt, until its headers, and between chunks. @default 10_000 */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds for one operation with all its requests and pauses. @default 25_000 */
  readonly deadlineMs?: number | undefined;
}

/** Options of the store, checked and filled in. */
export interface CheckedVaultOptions {
  readonly location: VaultLocation;
  readonly credential: VaultCredential;
  readonly namespace: string | undefined;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
}

/** @throws {ConfigError} which names the field at fault and repeats no credential. */
export function checkVaultOptions(options: VaultStoreOptions): CheckedVaultOptions {
  const { namespace } = options;
  return {
    location: checkVaultLocation(options),
    credential: checkVaultAuth(options.auth),
    namespace: namespace === undefined ? undefined : checkPath('namespace', namespace, 1),
    timeoutMs: duration('timeoutMs', options.timeoutMs ?? TIMEOUT_MS),
    deadlineMs: duration('deadlineMs', options.deadlineMs ?? DEADLINE_MS),
  };
}

function duration(field: string, ms: number): number {
  if (Number.isFinite(ms) && ms > 0) return ms;
  throw new ConfigError(field, `${field} of the Vault store must be a positive number of milliseconds`);
}
