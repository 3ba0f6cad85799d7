import { randomUUID } from 'node:crypto';
import type { ProvisioningRun } from 'lp-functions-toolbelt/provisioning';
import { explainFailure } from './explain-failure.js';
import type { PageMessage, RunMessage } from './page-messages.js';

/** What {@link RunKeeper} needs. */
export interface RunKeeperOptions {
  readonly accountId: string;
  /** Begins a run. Called only while no other run of this keeper is under way. */
  provision(): ProvisioningRun;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Told of the error that ends a run. */
  onError(error: unknown): void;
}

/** Takes a message and the id that a listener names to be told only what comes after it. */
export type PageListener = (message: PageMessage, id: string) => void;

interface KeptRun {
  readonly id: string;
  readonly startedAt: number;
  readonly messages: RunMessage[];
  ended: boolean;
}

/** Keeps the run of one account and all that it told, so that whoever comes later finds it. */
export class RunKeeper {
  readonly #options: RunKeeperOptions;
  readonly #listeners = new Set<PageListener>();
  #run: KeptRun | undefined;

  constructor(options: RunKeeperOptions) {
    this.#options = options;
  }

  /**
   * Begins a run, unless one is under way or has ended that the caller does not know of. So two clicks, or two
   * tabs that both offer to try again, begin one run.
   *
   * @param after The last run that the caller knows to have ended.
   * @returns The id of the run to watch.
   */
  start(after?: string): string {
    const last = this.#run;
    if (last !== undefined && !(last.ended && last.id === after)) return last.id;
    const run: KeptRun = { id: randomUUID(), startedAt: this.#options.now(), messages: [], ended: false };
    this.#run = run;
    this.#tell(run, { type: 'run', runId: run.id });
    void this.#follow(run);
    return run.id;
  }

  /**
   * Tells a listener what happened after `lastId`, or all of it when that is of another run; then how things
   * stand; then each message as it comes, until the returned function is called.
   */
  listen(listener: PageListener, lastId = ''): () => void {
    const run = this.#run;
    const known = run === undefined ? 0 : knownMessages(run, lastId);
    for (const [index, message] of (run?.messages ?? []).entries()) {
      if (run !== undefined && index >= known) listener(message, messageId(run, index));
    }
    const { accountId, now } = this.#options;
    const elapsedMs = run === undefined ? 0 : now() - run.startedAt;
    const id = run === undefined ? '' : messageId(run, run.messages.length - 1);
    listener({ type: 'now', accountId, runId: run?.id ?? null, elapsedMs }, id);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #follow(run: KeptRun): Promise<void> {
    try {
      const provisioning = this.#options.provision();
      for await (const event of provisioning) {
        if (event.task !== null) this.#tell(run, { type: 'progress', ...event });
      }
      const { changed, secretName, elapsedMs } = await provisioning;
      run.ended = true;
      this.#tell(run, { type: 'succeeded', changed, secretName, elapsedMs });
    } catch (error) {
      run.ended = true;
      const elapsedMs = this.#options.now() - run.startedAt;
      this.#tell(run, { type: 'failed', problem: explainFailure(error), elapsedMs });
      this.#options.onError(error);
    }
  }

  #tell(run: KeptRun, message: RunMessage): void {
    run.messages.push(message);
    for (const listener of this.#listeners) listener(message, messageId(run, run.messages.length - 1));
  }
}

function messageId(run: KeptRun, index: number): string {
  return `${run.id}:${index}`;
}

/** How many messages of the run a listener has had that names `lastId`. */
function knownMessages(run: KeptRun, lastId: string): number {
  const [runId, index] = lastId.split(':');
  return runId === run.id && /^\d+$/.test(index ?? '') ? Number(index) + 1 : 0;
}
