import type { CallOptions } from '../apis/api-call.js';
import { LONGEST_TIMER_MS } from '../config/clock.js';
import type { RetryOptions } from '../config/limits.js';
import { ParameterError } from '../errors/parameter-error.js';

/** @throws {ParameterError} */
export function checkCallOptions(options: CallOptions): void {
  if (typeof options !== 'object') {
    throw new ParameterError('options', 'The options of a call must be an object. Nothing was sent.');
  }
  const problem =
    findOptionProblem(options) ?? secretNameProblem(options.appKeySecretName) ?? signalProblem(options);
  if (problem !== undefined) {
    throw new ParameterError(
      problem.name,
      `The option "${problem.name}" must be ${problem.rule}. Nothing was sent.`,
    );
  }
}

/** A broken rule of an option. */
export interface OptionProblem {
  readonly name: string;
  readonly rule: string;
}

/** Rules that the options of a call and of a toolbelt share. */
export function findOptionProblem(options: {
  readonly timeoutMs?: number | undefined;
  readonly bodyIdleMs?: number | undefined;
  readonly deadlineMs?: number | undefined;
  readonly retry?: RetryOptions | false | undefined;
}): OptionProblem | undefined {
  for (const name of ['timeoutMs', 'bodyIdleMs', 'deadlineMs'] as const) {
    const value = options[name];
    if (value !== undefined && !isIn(value, 1, LONGEST_TIMER_MS)) {
      return { name, rule: `a number of milliseconds from 1 to ${LONGEST_TIMER_MS}` };
    }
  }
  const { retry } = options;
  if (retry === undefined || retry === false) return undefined;
  if (typeof retry !== 'object' || retry === null) {
    return { name: 'retry', rule: 'false, or an object with attempts and maxWaitMs' };
  }
  const { attempts, maxWaitMs } = retry;
  if (attempts !== undefined && !(Number.isInteger(attempts) && isIn(attempts, 1, 100))) {
    return { name: 'retry.attempts', rule: 'a whole number from 1 to 100' };
  }
  if (maxWaitMs !== undefined && !isIn(maxWaitMs, 0, LONGEST_TIMER_MS)) {
    return { name: 'retry.maxWaitMs', rule: `a number of milliseconds from 0 to ${LONGEST_TIMER_MS}` };
  }
  return undefined;
}

function isIn(value: unknown, minimum: number, maximum: number): boolean {
  return typeof value === 'number' && value >= minimum && value <= maximum;
}

function secretNameProblem(name: unknown): OptionProblem | undefined {
  if (name === undefined || (typeof name === 'string' && name !== '')) return undefined;
  return { name: 'appKeySecretName', rule: 'the name of a secret' };
}

function signalProblem({ signal }: CallOptions): OptionProblem | undefined {
  if (signal === undefined || signal === null || signal instanceof AbortSignal) return undefined;
  return { name: 'signal', rule: 'an AbortSignal' };
}
