import { ConfigError } from '../../errors/config-error.js';

/** Stands in for tunnels through a proxy, which the deployed form has no room for. */
export function createProxyAgent(): never {
  throw new ConfigError('proxy', 'The deployed form cannot use a proxy: leave the option out.');
}

export const isExempt = (): boolean => true;
