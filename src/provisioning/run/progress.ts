import type { Clock } from '../../config/clock.js';
import type { ProvisioningProgressState, ProvisioningTask } from '../../errors/provisioning-error.js';
import type { Redactor } from '../../http/redact.js';

/** What is told of one task. */
export interface ProvisioningTaskEvent {
  readonly task: ProvisioningTask;
  /**
   * `started` comes first and `done`, `skipped` (there was nothing to do) or `failed` last. A task is
   * started once more when another run was faster and the credential has to be looked at again. `repeated` says
   * that a call of the platform or the store is made once more, and why; those of the checks before the first task
   * are told of that task.
   */
  readonly state: 'started' | 'waiting' | 'repeated' | 'done' | 'skipped' | 'failed';
  /** Milliseconds since the run began. */
  readonly elapsedMs: number;
  /** Share of the whole run that is done, 0 to 1. Never goes back. */
  readonly fraction: number;
  /** One line for people. */
  readonly detail?: string | undefined;
}

/** The last event of a run. */
export interface ProvisioningEndEvent {
  readonly task: null;
  readonly state: 'completed' | 'failed';
  /** Milliseconds since the run began. */
  readonly elapsedMs: number;
  /** 1 when completed. */
  readonly fraction: number;
}

/** How provisioning goes on. Holds no credential. */
export type ProvisioningEvent = ProvisioningTaskEvent | ProvisioningEndEvent;

/** How a task of a successful run ended. */
export type ProvisioningOutcome = 'done' | 'skipped';

const FIRST_TASK = 'activate-feature';

/** The fraction that each task ends at: in practice nearly all the time goes into the infrastructure. */
const FRACTION_AFTER: Readonly<Record<ProvisioningTask, number>> = Object.freeze({
  'activate-feature': 0.05,
  'configure-infrastructure': 0.8,
  'create-default-secrets': 0.95,
  'store-default-secret': 1,
});

/** Bytes. */
const LONGEST_REASON = 1_000;
/** The four tasks in their order. */
const TASKS = Object.keys(FRACTION_AFTER) as readonly ProvisioningTask[];

/** The record of one run: where it is, what it told, and who listens. */
export class Progress {
  readonly #clock: Clock;
  readonly #redactor: Redactor;
  readonly #onProgress: ((event: ProvisioningEvent) => void) | undefined;
  readonly #startedAt: number;
  readonly #events: ProvisioningEvent[] = [];
  readonly #outcomes = new Map<ProvisioningTask, ProvisioningOutcome>();
  #task: ProvisioningTask | null = null;
  #fraction = 0;
  #lastDetail: string | undefined;
  #ended = false;
  #listenerFailed = false;
  #wake: (() => void)[] = [];

  constructor(
    clock: Clock,
    redactor: Redactor,
    onProgress: ((event: ProvisioningEvent) => void) | undefined,
  ) {
    this.#clock = clock;
    this.#redactor = redactor;
    this.#onProgress = onProgress;
    this.#startedAt = clock.elapsed();
  }

  /** Milliseconds since the run began. */
  get elapsedMs(): number {
    return Math.round(this.#clock.elapsed() - this.#startedAt);
  }

  /** What the task at hand waited for last. */
  get lastDetail(): string | undefined {
    return this.#lastDetail;
  }

  /** For errors: the task at hand, and those behind it. A skipped task is one that is done already. */
  get state(): ProvisioningProgressState {
    return { task: this.#task, done: TASKS.filter((task) => this.#outcomes.has(task)) };
  }

  /** How each task ended; one that was never reached counts as skipped. */
  outcomes(): Record<ProvisioningTask, ProvisioningOutcome> {
    const of = (task: ProvisioningTask) => this.#outcomes.get(task) ?? 'skipped';
    return {
      'activate-feature': of('activate-feature'),
      'configure-infrastructure': of('configure-infrastructure'),
      'create-default-secrets': of('create-default-secrets'),
      'store-default-secret': of('store-default-secret'),
    };
  }

  /** Says that the run is in `task` from now on; nothing new when it is there already. */
  enter(task: ProvisioningTask): void {
    if (this.#task === task) return;
    this.#task = task;
    this.#outcomes.delete(task);
    this.#lastDetail = undefined;
    this.#tell(task, 'started');
  }

  /** @param share How far the task is, 0 to 1. */
  waiting(task: ProvisioningTask, detail: string, share = 0): void {
    this.#lastDetail = this.#redactor.words(detail, LONGEST_REASON);
    const before = TASKS[TASKS.indexOf(task) - 1];
    const from = before === undefined ? 0 : FRACTION_AFTER[before];
    this.#advanceTo(from + (FRACTION_AFTER[task] - from) * share);
    this.#tell(task, 'waiting', this.#lastDetail);
  }

  /** Says that a call of the task at hand is made once more. */
  repeated(detail: string): void {
    this.#tell(this.#task ?? FIRST_TASK, 'repeated', this.#redactor.words(detail, LONGEST_REASON));
  }

  leave(task: ProvisioningTask, outcome: ProvisioningOutcome, detail?: string): void {
    this.#outcomes.set(task, outcome);
    this.#advanceTo(FRACTION_AFTER[task]);
    this.#tell(task, outcome, detail && this.#redactor.words(detail, LONGEST_REASON));
  }

  completed(): void {
    this.#ended = true;
    this.#advanceTo(1);
    this.#tellEnd('completed');
  }

  failed(reason: string): void {
    this.#ended = true;
    if (this.#task !== null) this.#tell(this.#task, 'failed', this.#redactor.words(reason, LONGEST_REASON));
    this.#tellEnd('failed');
  }

  /** Every event from the first on, whenever the listener comes; ends with the run. */
  async *events(): AsyncGenerator<ProvisioningEvent, void, undefined> {
    for (let next = 0; ; next += 1) {
      let event = this.#events[next];
      while (event === undefined) {
        if (this.#ended) return;
        await new Promise<void>((resolve) => this.#wake.push(resolve));
        event = this.#events[next];
      }
      yield event;
    }
  }

  #advanceTo(fraction: number): void {
    this.#fraction = Math.max(this.#fraction, fraction);
  }

  #tell(task: ProvisioningTask, state: ProvisioningTaskEvent['state'], detail?: string): void {
    const event = { task, state, elapsedMs: this.elapsedMs, fraction: this.#fraction };
    this.#publish(detail === undefined ? event : { ...event, detail });
  }

  #tellEnd(state: ProvisioningEndEvent['state']): void {
    this.#publish({ task: null, state, elapsedMs: this.elapsedMs, fraction: this.#fraction });
  }

  #publish(event: ProvisioningEvent): void {
    this.#events.push(Object.freeze(event));
    for (const wake of this.#wake.splice(0)) wake();
    // Async, so that a rejection of an async listener is caught like an exception.
    const call = async () => this.#onProgress?.(event);
    call().catch((error: unknown) => this.#reportListener(error));
  }

  /** A listener only watches: its failure is told once and does not touch the account's provisioning. */
  #reportListener(error: unknown): void {
    if (this.#listenerFailed) return;
    this.#listenerFailed = true;
    const reason = this.#redactor.words(
      error instanceof Error ? error.message : String(error),
      LONGEST_REASON,
    );
    process.emitWarning(`onProgress of provisionAccount() failed; the run goes on: ${reason}`, {
      code: 'LP_PROGRESS_LISTENER',
    });
  }
}
