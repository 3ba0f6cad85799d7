import { ConfigError } from '../../errors/config-error.js';

/** Stands in for the guard of raw calls where the function makes none that can be seen. */
export class PrivilegeGuard {
  check(): never {
    throw new ConfigError(
      'raw',
      'The deployed form was made without raw calls, which the function does not make: write lp(service, path) in it, and bundle it again.',
    );
  }
}

/** As the original. */
export function ownKeyAdvice(api: string): string {
  return `To do this, store a key of your own that is granted it on the ${api}, and pass its name as appKeySecretName.`;
}
