import { ConfigError } from '../../errors/config-error.js';

/** Stands in for raw calls where the function makes none that can be seen. */
export async function callRaw(): Promise<never> {
  throw new ConfigError(
    'raw',
    'The deployed form was made without raw calls, which the function does not make: write lp(service, path) in it, and bundle it again.',
  );
}
