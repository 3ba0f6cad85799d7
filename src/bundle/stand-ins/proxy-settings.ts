import { ConfigError } from '../../errors/config-error.js';

/** Stands in for the settings of a proxy, which a deployed function has no room for. */
export function proxySettings(): never {
  throw new ConfigError(
    'proxy',
    'A deployed function reaches servers without a proxy: leave the option out.',
  );
}
