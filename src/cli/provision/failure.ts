import { AuthError } from '../../errors/auth-error.js';
import { ConfigError } from '../../errors/config-error.js';
import { HttpError } from '../../errors/http-error.js';
import { ManualStepRequired } from '../../errors/manual-step-required.js';
import { NotAdminError } from '../../errors/not-admin-error.js';
import { ProvisioningError, type ProvisioningTask } from '../../errors/provisioning-error.js';
import { SecretError } from '../../errors/secret-error.js';
import { TimeoutError } from '../../errors/timeout-error.js';
import { ToolBeltError } from '../../errors/toolbelt-error.js';
import { adviceFor } from '../doctor/advice.js';
import { type ExitCode, ExitCodes, ProvisionExitCodes } from '../terminal/exit-codes.js';
import { type ExpectedError, errorLine, expectedError } from '../terminal/expected-error.js';

/** Why a run did not succeed. */
export interface ProvisionFailure extends ExpectedError {
  /** The task that failed; null when the run failed before its first task. */
  readonly task: ProvisioningTask | null;
  readonly done: readonly ProvisioningTask[];
  /** What a person does by hand before the next run; null when there is nothing. */
  readonly instructions: string | null;
  /** What may help; null when `message` says it. */
  readonly advice: string | null;
}

/** What may stop a run. */
export interface StopConditions {
  readonly stop: AbortSignal;
  readonly timeoutMs: number;
}

/** Why a run did not succeed. A fault of the program is thrown on. */
export function failureOf(error: unknown, limits: StopConditions): ProvisionFailure {
  const { task = null, done = [] } = error instanceof ProvisioningError ? error : {};
  const instructions = error instanceof ManualStepRequired ? error.instructions : null;
  const advice = wasStopped(error, limits) ? null : adviceAbout(error);
  return { ...expectedError(error), task, done, instructions, advice };
}

export function exitCodeOf(error: unknown, limits: StopConditions): ExitCode {
  if (error instanceof NotAdminError) return ProvisionExitCodes.notAdministrator;
  if (error instanceof ManualStepRequired) return ProvisionExitCodes.manualStep;
  if (wasStopped(error, limits)) return ProvisionExitCodes.stopped;
  // Some stores tell only when they are used that a setting is missing.
  return causeOf(error) instanceof ConfigError ? ExitCodes.wrongUsage : ExitCodes.failed;
}

/** For people. Instructions stand by themselves, to be followed and copied. */
export function failureLines({ instructions, advice, ...error }: ProvisionFailure): string[] {
  if (instructions === null) return [errorLine(error), ...(advice === null ? [] : [advice])];
  return [
    errorLine({ ...error, message: 'A step has to be done by hand:' }),
    '',
    ...asText(instructions).split('\n'),
    '',
    'Then run the same command again: it carries on from there.',
  ];
}

/** The time limit of a run is told from that of a call by its length. */
function wasStopped(error: unknown, { stop, timeoutMs }: StopConditions): boolean {
  const cause = causeOf(error);
  if (cause instanceof TimeoutError && cause.phase === 'deadline') return cause.limitMs === timeoutMs;
  return stop.aborted && cause === stop.reason;
}

function causeOf(error: unknown): unknown {
  return error instanceof ProvisioningError ? error.cause : error;
}

function adviceAbout(error: unknown): string | null {
  const cause = error instanceof ProvisioningError ? error.cause : undefined;
  if (!(cause instanceof ToolBeltError)) return null;
  if (cause instanceof AuthError || (cause instanceof HttpError && cause.status === 401)) {
    return 'Sign in as an administrator of this account, set LP_ADMIN_BEARER to the bearer of the new session, and run again.';
  }
  if (cause instanceof HttpError) {
    return cause.status >= 500 || cause.status === 429
      ? 'LivePerson is out of order here, or busy: run again later.'
      : 'LivePerson did not take this request: look at the account, and at what this person may do there.';
  }
  return cause instanceof SecretError ? 'Look at the secret store, and run again.' : adviceFor(cause);
}

/** Instructions are made to go on from a colon; here they stand alone, as sentences or a list. */
function asText(instructions: string): string {
  const text = instructions.trim();
  const end = /\w$/.test(text) ? '.' : '';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${end}`;
}
