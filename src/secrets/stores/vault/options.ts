import type { Clock } from '../../../config/clock.js';
import {
  anyText,
  certificates,
  checkedElsewhere,
  checkOptions,
  clock,
  flag,
  milliseconds,
  type OptionTable,
  objectWith,
  text,
} from '../../../config/options.js';
import type { Transport } from '../../../http/transport.js';
import { checkVaultAuth, type VaultAuthOptions, type VaultCredential } from './credentials.js';
import { checkPath, checkVaultLocation, type VaultLocation, vaultIdentity } from './location.js';

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
  /**
   * Names the place that the secrets lie in; see `SecretStore.identity`. Give one where the same address leads to
   * different servers, such as `https://vault.svc:8200` in two clusters; or several addresses to one, where one name
   * saves applications that a run under another address leaves over.
   * @default address, mount, prefix and namespace; with the name of this machine for an address on loopback
   */
  readonly identity?: string | undefined;
}

const TABLE = {
  // Where and as whom: told with what is expected of each part.
  address: { check: checkedElsewhere },
  mount: { check: checkedElsewhere },
  prefix: { check: anyText },
  auth: { check: checkedElsewhere },
  namespace: { check: checkedElsewhere },
  ca: { check: certificates },
  allowLoopback: { check: flag },
  transport: { check: objectWith('send', 'close') },
  clock: { check: clock },
  timeoutMs: { check: milliseconds(), default: 10_000 },
  deadlineMs: { check: milliseconds(), default: 25_000 },
  identity: { check: text },
} as const satisfies OptionTable<VaultStoreOptions>;

/** Options of the store, checked and filled in. */
export interface CheckedVaultOptions {
  readonly location: VaultLocation;
  readonly credential: VaultCredential;
  readonly namespace: string | undefined;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly identity: string;
}

/** @throws {ConfigError} which names the field at fault and repeats no credential. */
export function checkVaultOptions(options: VaultStoreOptions): CheckedVaultOptions {
  checkOptions('VaultStore', options, TABLE);
  const { namespace, timeoutMs = TABLE.timeoutMs.default, deadlineMs = TABLE.deadlineMs.default } = options;
  const location = checkVaultLocation(options);
  const checkedNamespace = namespace === undefined ? undefined : checkPath('namespace', namespace, 1);
  return {
    location,
    credential: checkVaultAuth(options.auth),
    namespace: checkedNamespace,
    timeoutMs,
    deadlineMs,
    identity: options.identity ?? vaultIdentity(location, checkedNamespace),
  };
}
