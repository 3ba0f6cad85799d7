import { ConfigError } from '../../errors/config-error.js';

/** Stands in for the transport on got, which the deployed form has no room for. */
export function createGotTransport(): never {
  throw new ConfigError('transport', "The deployed form has no transport 'got': leave the option out.");
}
