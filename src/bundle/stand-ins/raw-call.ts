import { ConfigError } from '../../errors/config-error.js';

/** Stands in for raw calls where the function makes none that can be seen. */
export async function callRaw(): Promise<never> {
  throw new ConfigError('raw', 'The bundle has no raw calls: write lp(service, path) in the function.');
}
