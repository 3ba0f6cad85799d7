import { ConfigError } from '../../../errors/config-error.js';

/** A function, and what a person knows it by. */
export interface OwnedFunction {
  /** Its folder, or the option that gives it. */
  readonly owner: string;
  readonly name: string;
  readonly uuid: string;
}

/** @throws {ConfigError} which two have one name, or one UUID: the gateway would run but one of them. */
export function checkDifferent(functions: readonly OwnedFunction[]): void {
  for (const field of ['name', 'uuid'] as const) {
    const seen = new Map<string, string>();
    for (const one of functions) {
      const other = seen.get(one[field]);
      if (other !== undefined) {
        const message = `${other} and ${one.owner} have one ${field}: ${JSON.stringify(one[field])}`;
        throw new ConfigError('functions', message);
      }
      seen.set(one[field], one.owner);
    }
  }
}
