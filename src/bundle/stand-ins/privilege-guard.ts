/** Stands in for the guard of raw calls where the function makes none. */
export class PrivilegeGuard {}

/** As the original. */
export function ownKeyAdvice(api: string): string {
  return `Store a key of your own that is granted it on the ${api}, and pass its name as appKeySecretName.`;
}
