import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../../config/clock.js';
import { ConfigError } from '../../errors/config-error.js';
import { ProvisioningError, type ProvisioningTask } from '../../errors/provisioning-error.js';
import { ToolBeltError } from '../../errors/toolbelt-error.js';
import { Redactor } from '../../http/redact.js';
import { DEFAULT_SECRET_NAME } from '../manifest.js';
import { activateFeature, configureInfrastructure, requireAdministrator } from './account-tasks.js';
import { converge } from './converge.js';
import { monotonic } from './monotonic.js';
import { DEFAULT_TIMEOUT_MS, type ProvisionOptions, provisionProblem } from './options.js';
import { checkStore } from './preflight.js';
import { Progress, type ProvisioningEvent, type ProvisioningOutcome } from './progress.js';
import { RunRecord } from './record.js';
import { type ApplicationsReport, applicationsReport, changedText } from './report.js';
import { RunLimits } from './run-limits.js';
import type { Scene, StoreScene } from './scene.js';
import { type OnRepeated, SteadyCalls } from './steady-calls.js';
import { leave } from './way-out.js';

/** Milliseconds that a run which fails has for what it still does. */
const WAY_OUT_MS = 5_000;
/** Bytes. */
const LONGEST_REASON = 1_000;

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
  readonly applications: ApplicationsReport;
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
 * a stored secret that no longer works, and removes what earlier runs for this store left behind. Applications
 * of another store (another folder, another laptop) are named and left, unless `takeOver` names them; all others are
 * not touched. A stored credential that works is kept, whoever made it.
 *
 * Each call of the platform or the store may take 30 seconds. One that fails in passing, or does not answer, is
 * made up to five times within about 15 seconds of waiting, or as an HttpError's `Retry-After` asks.
 *
 * @example
 * const run = provisionAccount({ accountId, platform, secretStore });
 * for await (const event of run) console.log(event.task, event.state, event.fraction);
 * const { changed } = await run;
 *
 * @throws {ConfigError} (the run rejects) an option is missing or malformed, or the platform is of another account: nothing
 *   was asked or changed. Or `takeOver` names an application that provisioning did not make: no application was changed.
 * @throws {NotAdminError} the person is no administrator of the account; nothing was changed.
 * @throws {ManualStepRequired} a step has to be done by hand; `instructions` say which.
 * @throws {ProvisioningError} anything else: `task` failed, `done` are behind it, and it is safe to run again.
 */
export function provisionAccount(options: ProvisionOptions): ProvisioningRun {
  const settings: ProvisionOptions = { ...options };
  const problem = provisionProblem(settings);
  const clock = problem ? systemClock : monotonic(settings.clock ?? systemClock);
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
  options: ProvisionOptions,
  clock: Clock,
  redactor: Redactor,
  progress: Progress,
): Promise<ProvisioningResult> {
  const { accountId, platform, secretStore: store, takeOver = [], signal } = options;
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const runId = randomUUID();
  const record = new RunRecord();
  const limits = new RunLimits(clock, timeoutMs, signal);
  const converging = new RunLimits(clock, timeoutMs, signal, { reserveMs: reserveOf(timeoutMs) });
  const onRepeated: OnRepeated = (call, reason, waitMs) =>
    progress.repeated(repeatedText(call, reason, waitMs));
  const calls = new SteadyCalls(clock, limits.signal, onRepeated);
  const scene: Scene = { accountId, platform, store, clock, calls, progress, record, redactor };
  const convergingCalls = new SteadyCalls(clock, converging.signal, onRepeated);
  let storeScene: StoreScene = { ...scene, calls: convergingCalls, identity: undefined, takeOver };
  try {
    await requireAdministrator(scene);
    storeScene = { ...storeScene, identity: await checkStore(scene) };
    await activateFeature(scene);
    await configureInfrastructure(scene);
    await converge(storeScene);
  } catch (error) {
    const stop = limits.stopped === undefined ? converging : limits;
    const failure = runError(error, stop, progress, redactor);
    const forMs = signal?.aborted ? WAY_OUT_MS : Math.min(WAY_OUT_MS, timeoutMs - progress.elapsedMs);
    const left = await leave(storeScene, error, forMs, onRepeated);
    const told = naming(left, changedText(record), failure);
    progress.failed(told.message);
    throw told;
  } finally {
    limits.release();
    converging.release();
  }
  progress.completed();
  const tasks = Object.freeze(progress.outcomes());
  return {
    accountId,
    secretName: DEFAULT_SECRET_NAME,
    changed: Object.values(tasks).includes('done'),
    tasks,
    elapsedMs: progress.elapsedMs,
    runId,
    applications: applicationsReport(storeScene),
    warnings: [...record.warnings],
  };
}

/** What a run keeps of its time for the way out. A short run keeps half of it for the work. */
function reserveOf(timeoutMs: number): number {
  return Math.min(WAY_OUT_MS, timeoutMs / 2);
}

function repeatedText(call: string, reason: unknown, waitMs: number): string {
  const again = waitMs === 0 ? 'called again' : `called again in ${waitMs / 1_000} s`;
  return `${call} failed (${messageOf(reason)}); ${again}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** The same failure, which names what the run made and had to leave, and what it had changed. */
function naming(
  left: string | undefined,
  changed: string | undefined,
  failure: ToolBeltError,
): ToolBeltError {
  // Those of other classes name it themselves, or are of the platform.
  if (!(failure instanceof ProvisioningError) || failure.name !== 'ProvisioningError') return failure;
  const told = [
    failure.message,
    changed && `Until then it ${changed}.`,
    left &&
      `The application "${left}", which this run made, was left; a later run for this store removes it unless it is stored.`,
  ].filter((sentence) => sentence !== undefined);
  if (told.length === 1) return failure;
  return new ProvisioningError(told.join(' '), failure, { cause: failure.cause });
}

function runError(error: unknown, limits: RunLimits, progress: Progress, redactor: Redactor): ToolBeltError {
  if (error instanceof ProvisioningError && error !== limits.signal.reason) return error;
  // Only the first list tells that the option is wrong.
  if (error instanceof ConfigError && error.field === 'takeOver') return error;
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
  const reason = redactor.words(messageOf(error), LONGEST_REASON).replace(/\.$/, '');
  // Errors of our own hold no secret; any other is copied without its fields.
  const cause = error instanceof ToolBeltError ? error : redactor.cause(error);
  return new ProvisioningError(`Provisioning failed ${place}: ${reason}. ${rest}`, state, { cause });
}
