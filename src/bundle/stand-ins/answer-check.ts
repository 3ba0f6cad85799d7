import type { ResponseIssue } from '../../errors/response-validation-error.js';

/** Letters for what an answer may be on its outside: `l` a list, `o` an object; none where it may be anything. */
export type OuterKinds = string;

/** What most answers of operations with such a name are. */
export const usualKinds = (name: string): OuterKinds => (/\.list/.test(name) ? 'l' : 'o');

/** The kinds of each operation: of those that are named by the kinds that they have, of all others `usualKinds`. */
export function kindsByName(
  others: Readonly<Record<OuterKinds, string>>,
): Readonly<Record<string, OuterKinds>> {
  const known = Object.entries(others).map(([kinds, names]) => ({ kinds, names: names.split(' ') }));
  const get = (_: object, name: string) =>
    known.find(({ names }) => names.includes(name))?.kinds ?? usualKinds(name);
  return new Proxy({}, { get });
}

/** Stands in for the check of answers in the deployed form: it looks at their outside only. */
export class AnswerCheck {
  readonly #kinds: OuterKinds;

  constructor(kinds: OuterKinds) {
    this.#kinds = kinds;
  }

  accepts(): boolean {
    return true;
  }

  issues(): ResponseIssue[] {
    return [];
  }

  /** As the original. */
  outerIssue(value: unknown): ResponseIssue | undefined {
    const kind = kindOf(value);
    if (this.#kinds === '' || (kind !== undefined && this.#kinds.includes(kind))) return undefined;
    const expected = [...this.#kinds].map((one) => (one === 'l' ? 'a list' : 'an object')).join(' or ');
    return { path: '', message: `is ${value === null ? 'null' : told(kind, value)}, not ${expected}` };
  }
}

function kindOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return 'l';
  return typeof value === 'object' && value !== null ? 'o' : undefined;
}

function told(kind: string | undefined, value: unknown): string {
  if (kind !== undefined) return kind === 'l' ? 'a list' : 'an object';
  return value === undefined ? 'undefined' : `a ${typeof value}`;
}
