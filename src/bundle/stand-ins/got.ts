import { ConfigError } from '../../errors/config-error.js';

/** Stands in for the transport on got, which the deployed form has no room for. */
export function createLazyGot(): never {
  throw new ConfigError(
    'transport',
    "A deployed function has the transport 'https' alone: leave transport and LP_TRANSPORT out.",
  );
}
