import { hostname } from 'node:os';
import { ConfigError } from '../../../errors/config-error.js';

/** Where in Vault the secrets are. */
export interface VaultLocation {
  /** Scheme, host and port: no path. */
  readonly address: URL;
  /** Path of the KV version 2 engine, without a slash at either end. */
  readonly mount: string;
  /** Path below the mount, without a slash at either end; may be empty. */
  readonly prefix: string;
}

const SEGMENT = /^[\w.~-]+$/;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Takes `https://host:8200/mount/prefix` apart, or `mount/prefix` for the server of `VAULT_ADDR`. The first
 * segment is the mount, the rest the prefix; slashes within a mount are written `%2F`.
 *
 * @param address `VAULT_ADDR`, for a text without a server.
 * @throws {ConfigError} which never repeats the text: it could be a secret in the wrong place.
 */
export function parseVaultText(
  text: string,
  address: string | undefined,
): { address: string; mount: string; prefix: string } {
  const whole = /^https?:\/\//i.test(text);
  if (!whole && address === undefined) {
    throw invalid('"vault:" needs a server: write "vault:https://HOST:8200/MOUNT/PREFIX", or set VAULT_ADDR');
  }
  const [, server = address ?? '', path = ''] = whole
    ? (/^(https?:\/\/[^/?#]+)\/?(.*)$/is.exec(text) ?? [])
    : ['', undefined, text];
  const [mount = '', ...prefix] = path.replace(/\/$/, '').split('/');
  return { address: server, mount: decoded(mount), prefix: prefix.join('/') };
}

/**
 * Checks where the secrets are. A token goes over TLS, or to a server on this machine when that is allowed.
 *
 * @throws {ConfigError}
 */
export function checkVaultLocation(options: {
  readonly address: string;
  readonly mount: string;
  readonly prefix?: string | undefined;
  readonly allowLoopback?: boolean | undefined;
}): VaultLocation {
  return {
    address: checkAddress(options.address, options.allowLoopback === true),
    mount: checkPath('mount', options.mount, 1),
    prefix: checkPath('prefix', options.prefix ?? '', 0),
  };
}

/** The identity of a place in Vault. An address on loopback leads to another server on each machine. */
export function vaultIdentity(
  { address, mount, prefix }: VaultLocation,
  namespace: string | undefined,
): string {
  const path = [encodeURIComponent(mount), prefix].filter((part) => part !== '').join('/');
  const machine = LOOPBACK.has(address.hostname) ? ` on ${hostname()}` : '';
  const inNamespace = namespace === undefined ? '' : ` namespace ${namespace}`;
  return `vault:${address.origin}/${path}${inNamespace}${machine}`;
}

/**
 * Checks a path in Vault and drops a slash at its end.
 *
 * @param least How many segments it must have.
 * @throws {ConfigError}
 */
export function checkPath(field: string, path: unknown, least: 0 | 1): string {
  const text = typeof path === 'string' ? path.replace(/\/$/, '') : undefined;
  if (text === '' && least === 0) return text;
  if (text?.split('/').every((part) => SEGMENT.test(part) && part !== '.' && part !== '..')) return text;
  throw new ConfigError(
    field,
    `${field} of the Vault store must be ${least === 0 ? 'empty or ' : ''}a path such as "lp/account": segments of A-Z, a-z, 0-9, "_", "-", "." and "~"`,
  );
}

function checkAddress(address: unknown, allowLoopback: boolean): URL {
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined;
  const bare =
    url !== undefined &&
    url.username === '' &&
    url.password === '' &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '';
  if (!bare || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw invalid(
      'address (VAULT_ADDR) must be a URL such as "https://vault.example.com:8200", without a path',
    );
  }
  if (url.protocol === 'https:') return url;
  if (!LOOPBACK.has(url.hostname)) {
    throw invalid(
      'address (VAULT_ADDR) must begin with https: a token is not sent in clear text over a network',
    );
  }
  if (!allowLoopback) {
    throw invalid(
      'plain http goes to a Vault dev server on this machine only, and only with allowLoopback (LP_ALLOW_LOOPBACK=1)',
    );
  }
  return url;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

function invalid(message: string): ConfigError {
  return new ConfigError('address', message);
}
