import type { UnknownName } from '../../config/unknown-name.js';

/** Stands in for the one that also tells which name was meant: that was to be seen before the function was deployed. */
export function unknownNameProblem(owner: string, kind: string, name: string): UnknownName {
  return { name, message: `${owner} has no ${kind} ${JSON.stringify(name.slice(0, 100))}` };
}
