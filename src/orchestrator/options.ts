import { isUuid } from '../apis/functions/params.js';
import type { Logger } from '../config/logger.js';
import {
  abortSignal,
  type Check,
  callback,
  checkedElsewhere,
  flag,
  milliseconds,
  type OptionTable,
  oneOf,
  optionProblem,
  text,
  wholeNumber,
} from '../config/options.js';
import { ParameterError } from '../errors/parameter-error.js';
import { ErrorStrategy } from './error-strategy.js';

/** One function to invoke. The object is not changed. */
export interface OrchestratorInvocation {
  /** UUID of the function. */
  uuid: string;
  /** Any JSON value; the function finds it in `input.payload`. @default {} */
  payload?: unknown;
  /** What the function finds in `input.headers`; no headers of the request. @default none */
  headers?: Readonly<Record<string, string>> | undefined;
  /**
   * How often it is sent again after a failure; 0 means never. A 429 uses up none of them: nothing was invoked, and it
   * waits for its turn, within its time. @default 3
   */
  retries?: number | undefined;
  /**
   * Decides whether a failure is worth sending again, with true or false at once: it is given the status of the answer,
   * or what failed on the way. Then a 429 counts as any other.
   * @default After 429, 500, 502, 503, 504 and failures of the network
   */
  retryFunction?: ((statusCode?: number, error?: unknown) => boolean) | undefined;
}

/** Options of `invoke`. */
export interface OrchestratorOptions {
  /**
   * Milliseconds of one invocation, with all that is sent again. @default The deadline, shared out among the invocations
   * that run one after the other
   */
  timeout?: number | undefined;
  /** Parses bodies that are JSON, those of failures too. @default false: bodies are text */
  json?: boolean | undefined;
  /** @default ErrorStrategy.EXIT_ON_ERROR */
  errorStrategy?: ErrorStrategy | undefined;
  /** Invokes side by side, at most `maxParallel` at a time. @default false: one after the other, in order */
  invokeParallel?: boolean | undefined;
  /** Invocations under way at a time, from 1 to 50. @default 10 */
  maxParallel?: number | undefined;
  /** Aborting ends all that runs and rejects with `signal.reason`. */
  signal?: AbortSignal | null | undefined;
  /** Secret to authorise with. @default LIVEPERSON_DEFAULT_APP_KEY */
  appKeySecretName?: string | undefined;
}

/** Milliseconds that all invocations may take together, at most and by default: a function may run 30 s. */
export const LONGEST_DEADLINE_MS = 25_000;

const DEFAULT_RETRIES = 3;
const DEFAULT_PARALLEL = 10;

const invocationTable = {
  uuid: { check: checkedElsewhere },
  payload: { check: checkedElsewhere },
  headers: { check: checkedElsewhere },
  retries: { check: wholeNumber(0, 99), default: DEFAULT_RETRIES },
  retryFunction: { check: callback },
} as const satisfies OptionTable<OrchestratorInvocation>;

const nullableSignal: Check = (value) => (value === null ? undefined : abortSignal(value));

const optionsTable = {
  timeout: { check: milliseconds() },
  json: { check: flag, default: false },
  errorStrategy: { check: oneOf(...Object.values(ErrorStrategy)), default: ErrorStrategy.EXIT_ON_ERROR },
  invokeParallel: { check: flag, default: false },
  maxParallel: { check: wholeNumber(1, 50), default: DEFAULT_PARALLEL },
  signal: { check: nullableSignal },
  appKeySecretName: { check: (value) => text(value) && 'the name of a secret' },
} as const satisfies OptionTable<OrchestratorOptions>;

/** The limits and manners of one `invoke`. */
export interface Orchestration {
  readonly deadlineMs: number;
  readonly timeoutMs: number;
  readonly atOnce: number;
  readonly json: boolean;
  readonly exitOnError: boolean;
  readonly signal: AbortSignal | undefined;
  readonly appKeySecretName: string | undefined;
}

/** An invocation with its defaults. */
export type SettledInvocation = OrchestratorInvocation & { readonly retries: number };

/** @throws {ParameterError} */
export function checkInvocations(
  invocations: readonly OrchestratorInvocation[],
): readonly SettledInvocation[] {
  if (!Array.isArray(invocations)) throw refusal('invocations', 'invocations must be a list');
  // Unlike map, it does not pass over what a list lacks.
  return Array.from<OrchestratorInvocation, SettledInvocation>(invocations, (invocation, index) => {
    const name = `invocations[${index}]`;
    const prefix = `invocations.${index}.`;
    if (!isUuid(invocation?.uuid)) {
      throw refusal(`${prefix}uuid`, `invoke: ${name}: uuid must be the UUID of a function`);
    }
    check(`invoke: ${name}`, invocation, invocationTable, prefix);
    const { retries = invocationTable.retries.default } = invocation;
    return { ...invocation, retries };
  });
}

/** @throws {ParameterError} */
export function settle(
  count: number,
  deadline: number,
  options: OrchestratorOptions,
  logger: Pick<Logger, 'warn'>,
): Orchestration {
  const must = milliseconds()(deadline);
  if (must !== undefined) throw refusal('deadline', `invoke: deadline must be ${must}`);
  check('invoke', options, optionsTable, '');
  if (deadline > LONGEST_DEADLINE_MS) {
    logger.warn(
      `OrchestratorClient: the deadline is lowered to ${LONGEST_DEADLINE_MS} ms, the longest there is.`,
    );
  }
  const deadlineMs = Math.min(deadline, LONGEST_DEADLINE_MS);
  const { invokeParallel, maxParallel = optionsTable.maxParallel.default } = options;
  const atOnce = invokeParallel === true ? maxParallel : 1;
  return {
    deadlineMs,
    timeoutMs: timeoutOf(options.timeout, deadlineMs, Math.ceil(count / atOnce), logger),
    atOnce,
    json: options.json ?? optionsTable.json.default,
    exitOnError: options.errorStrategy !== ErrorStrategy.CONTINUE_ON_ERROR,
    signal: options.signal ?? undefined,
    appKeySecretName: options.appKeySecretName,
  };
}

/** @param rounds How many invocations follow one another. */
function timeoutOf(
  timeout: number | undefined,
  deadlineMs: number,
  rounds: number,
  logger: Pick<Logger, 'warn'>,
): number {
  const share = Math.max(1, Math.floor(deadlineMs / Math.max(1, rounds)));
  if (timeout === undefined) return share;
  if (timeout * rounds <= deadlineMs) return timeout;
  logger.warn(
    `OrchestratorClient: the timeout of an invocation is lowered to ${share} ms, to fit into the deadline.`,
  );
  return share;
}

function check<Options>(owner: string, value: unknown, table: OptionTable<Options>, prefix: string): void {
  const problem = optionProblem(owner, value, table);
  if (problem !== undefined) throw refusal(prefix + problem.name, problem.message);
}

function refusal(name: string, message: string): ParameterError {
  return new ParameterError(name, `${message}. Nothing was sent.`);
}
