import { inspect } from 'node:util';

/** Ways in which a function fails, each with a code of the platform. */
export type FailureKind = 'threw' | 'runtime-error' | 'time-exceeded' | 'log-limit';

/** How a function failed. */
export interface Failure {
  readonly kind: FailureKind;
  /** For the caller. */
  readonly message: string;
  /** For the author: where it happened. */
  readonly stack?: string | undefined;
}

/** Characters of a message that a caller is told. Chosen by the sandbox. */
const LONGEST_MESSAGE = 4_096;

// The function may replace it.
const { stringify } = JSON;

/** What came of an invocation: what the function returned, as JSON text, or its failure. */
export type Outcome = { readonly json: string } | { readonly failure: Failure };

/** The official local runner counts these as errors of the runtime, and all others as thrown by the author. */
const RUNTIME_ERRORS: readonly unknown[] = [TypeError, SyntaxError, ReferenceError];

/** What a function threw, or gave to its callback as error. */
export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { kind: 'threw', message: shortened(messageOf(thrown)) };
  const kind = RUNTIME_ERRORS.includes(thrown.constructor) ? 'runtime-error' : 'threw';
  // `message` may be anything that the author assigned.
  const message = shortened(String(thrown.message));
  const stack = thrown.stack === undefined ? undefined : shortened(String(thrown.stack));
  return { kind, message, stack };
}

/** The rest of a long text is only told to be there. */
export function shortened(text: string, most = LONGEST_MESSAGE): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) return String(thrown.message);
  return inspect(thrown);
}

/** What a function returned. An error counts as thrown (documented); nothing is null, which the sandbox chose. */
export function outcomeOf(returned: unknown): Outcome {
  if (returned instanceof Error) return { failure: failureOf(returned) };
  try {
    const json: string | undefined = stringify(returned === undefined ? null : returned);
    if (json !== undefined) return { json };
    return notJson(`a ${typeof returned}`);
  } catch (error) {
    return notJson(error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : inspect(error));
  }
}

function notJson(why: string): Outcome {
  return { failure: { kind: 'runtime-error', message: `The function returned what is no JSON: ${why}` } };
}
