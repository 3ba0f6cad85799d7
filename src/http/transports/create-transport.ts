import { certificates, checkOptions, type OptionTable, text, wholeNumber } from '../../config/options.js';
import { ConfigError } from '../../errors/config-error.js';
import type { Transport, TransportOptions } from '../transport.js';
import { createHttpsTransport } from './https.js';
import { createLazyGot } from './lazy-got.js';
import { proxySettings } from './proxy-settings.js';

/** What can carry the requests: Node's own `https`, or the package got on top of it. */
export type TransportKind = 'https' | 'got';

/**
 * Makes a transport for several toolbelts, which then share its connections. It is yours: `close` of a toolbelt leaves
 * it open. nock and APM tools see the requests of both kinds.
 *
 * @param kind `https` is the fast one; `got` sends the same through the package got, which its first request loads.
 * @throws {ConfigError} An option is malformed, or with `proxy: 'env'` the variable `HTTPS_PROXY`.
 * @example
 * const transport = createTransport('https', { connections: 16 });
 * const toolbelts = accountIds.map((accountId) => createToolbelt({ accountId, transport }));
 */
export function createTransport(kind: TransportKind, options: TransportOptions = {}): Transport {
  checkTransport(kind, options);
  return kind === 'got' ? createLazyGot(options) : createHttpsTransport(options);
}

const TABLE = {
  ca: { check: certificates },
  // Its form is told below.
  proxy: { check: text },
  connections: { check: wholeNumber(1) },
} as const satisfies OptionTable<TransportOptions>;

function checkTransport(kind: TransportKind, options: TransportOptions): void {
  // Both come from the environment too, so the types alone do not hold.
  if (kind !== 'https' && kind !== 'got') {
    throw new ConfigError('transport', `transport must be 'https' or 'got', not '${String(kind)}'.`);
  }
  checkOptions('createTransport', options, TABLE);
  if (options.proxy !== undefined) proxySettings(options.proxy);
}
