import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../../config/clock.js';
import { ProvisioningError, type ProvisioningTask } from '../../errors/provisioning-error.js';
import { ToolBeltError } from '../../errors/toolbelt-error.js';
import { Redactor } from '../../http/redact.js';
import { DEFAULT_SECRET_NAME } from '../manifest.js';
import { activateFeature, configureInfrastructure, requireAdministrator } from './account-tasks.js';
import { converge } from './converge.js';
import { DEFAULT_TIMEOUT_MS, type ProvisionOptions, provisionProblem } from './options.js';
import { Progress, type ProvisioningEvent, type ProvisioningOutcome } from './progress.js';
import { RunLimits } from './run-limits.js';
import { SteadyCalls } from './steady-calls.js';

/** Bytes. */
const LONGEST_REASON = 1_000;

/** An application that a run left, though provisioning made it. */
export interface LeftApplication {
  readonly clientName: string;
  /** When it was installed: milliseconds since the epoch; absent where the platform does not tell. */
  readonly since?: number | undefined;
  /** Why it was left, in words. */
  readonly why: string;
}

/** What a run achieved. Holds no credential. */
export interface ProvisioningResult {
  readonly accountId: string;
  /** Name of the secret that holds the credential. */
  readonly secretName: 'LIVEPERSON_DEFAULT_APP_KEY';
  /** Whether any task had something to do. */
  readonly changed: boolean;
  /** How each task ended; `skipped` when there was nothing to do. */
  readonly tasks: Readonly<Record<ProvisioningTask, ProvisioningOutcome>>;
  /** Milliseconds that the run took. */
  readonly elapsedMs: number;
  /** Tells this run from others, for logs. */
  readonly runId: string;
  /** Client names of the applications that this run made, deleted and left. */
  readonly applications: {
    readonly made: readonly string[];
    readonly deleted: readonly string[];
    readonly left: readonly LeftApplication[];
  };
  /** What the person should know or do, in sentences. */
  readonly warnings: readonly string[];
}

/**
 * A run under way: a promise of its result that can also be iterated for its events. Each iteration gets
 * every event from the first on, however late it begins, and ends by throwing the run's error, if there is
 * one. Leaving the loop does not stop the run. Once iterated, a rejection counts as handled.
 */
export interface ProvisioningRun extends Promise<ProvisioningResult>, AsyncIterable<ProvisioningEvent> {}

/**
 * Provisions an account, once: activates the Functions feature, configures the infrastructure (up to ten
 * minutes), creates the default credential and stores it as the system secret `LIVEPERSON_DEFAULT_APP_KEY`.
 *
 * Running it again is always safe. It carries on from what is there, does nothing when all is there, replaces
 * a stored secret that is malformed or no longer works, and removes what earlier runs left behind. Applications
 * that it did not install are not touched.
 *
 * Each call of the platform or the store may take 30 seconds. One that fails in passing, or does not answer, is
 * made up to five times within about 15 seconds of waiting, or as an HttpError's `Retry-After` asks.
 *
 * @example
 * const run = provisionAccount({ accountId, platform, secretStore });
 * for await (const event of run) console.log(event.task, event.state, event.fraction);
 * const { changed } = await run;
 *
 * @throws {ConfigError} (the run rejects) an option is missing or malformed; nothing was asked or changed.
 * @throws {NotAdminError} the person is no administrator of the account; nothing was changed.
 * @throws {ManualStepRequired} a step has to be done by hand; `instructions` say which.
 * @throws {ProvisioningError} anything else: `task` failed, `done` are behind it, and it is safe to run again.
 */
export function provisionAccount(options: ProvisionOptions): ProvisioningRun {
  const settings: ProvisionOptions = { ...options };
  const problem = provisionProblem(settings);
  const clock = problem ? systemClock : (settings.clock ?? systemClock);
  const redactor = new Redactor();
  const progress = new Progress(clock, redactor, problem ? undefined : settings.onProgress);

  // A microtask later, so that `onProgress` may refer to the run.
  const result = Promise.resolve().then(() => {
    if (problem === undefined) return execute(settings, clock, redactor, progress);
    progress.failed(problem.message);
    throw problem;
  });
  return Object.assign(result, {
    [Symbol.asyncIterator]: () => {
      result.catch(() => undefined);
      return eventsThenOutcome(progress, result);
    },
  });
}

async function* eventsThenOutcome(progress: Progress, result: Promise<unknown>) {
  yield* progress.events();
  await result;
}

async function execute(
  { accountId, platform, secretStore: store, signal, timeoutMs = DEFAULT_TIMEOUT_MS }: ProvisionOptions,
  clock: Clock,
  redactor: Redactor,
  progress: Progress,
): Promise<ProvisioningResult> {
  const limits = new RunLimits(clock, timeoutMs, signal);
  const scene = { platform, store, progress, redactor, calls: new SteadyCalls(clock, limits.signal) };
  try {
    await requireAdministrator(scene);
    await activateFeature(scene);
    await configureInfrastructure(scene);
    await converge(scene);
  } catch (error) {
    const failure = runError(error, limits, progress, redactor);
    progress.failed(failure.message);
    throw failure;
  } finally {
    limits.release();
  }
  progress.completed();
  const tasks = Object.freeze(progress.outcomes());
  const changed = Object.values(tasks).includes('done');
  return {
    accountId,
    secretName: DEFAULT_SECRET_NAME,
    changed,
    tasks,
    elapsedMs: progress.elapsedMs,
    runId: randomUUID(),
    applications: { made: [], deleted: [], left: [] },
    warnings: [],
  };
}

function runError(
  error: unknown,
  limits: RunLimits,
  progress: Progress,
  redactor: Redactor,
): ProvisioningError {
  if (error instanceof ProvisioningError && error !== limits.signal.reason) return error;
  const { state, lastDetail } = progress;
  const place = state.task === null ? 'before the first task' : `in the task ${state.task}`;
  const waited = lastDetail === undefined ? '' : ` (${lastDetail})`;
  const rest = `Done so far: ${state.done.join(', ') || 'nothing'}. It is safe to run again.`;
  if (limits.stopped !== undefined) {
    const cause = limits.signal.reason;
    return new ProvisioningError(`Provisioning ${limits.stopped} ${place}${waited}. ${rest}`, state, {
      cause,
    });
  }
  const reason = redactor
    .words(error instanceof Error ? error.message : String(error), LONGEST_REASON)
    .replace(/\.$/, '');
  // Errors of our own hold no secret; any other is copied without its fields.
  const cause = error instanceof ToolBeltError ? error : redactor.cause(error);
  return new ProvisioningError(`Provisioning failed ${place}: ${reason}. ${rest}`, state, { cause });
}
