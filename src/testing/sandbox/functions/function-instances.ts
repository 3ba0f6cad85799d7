import type { FolderFunction } from './function-folder.js';
import { FunctionInstance, type InstanceObserver, type InstanceOptions } from './function-instance.js';
import type { LambdaInput } from './lambda.js';
import type { Failure } from './process/failures.js';
import type { RunOutcome } from './runnable.js';
import type { TimeLimit } from './time-limit.js';

/** What functions tell while they run. */
export type FunctionEvent = { readonly name: string } & (
  | { readonly type: 'log'; readonly level: string; readonly text: string }
  | { readonly type: 'debugger'; readonly url: string | undefined; readonly port: number }
  | { readonly type: 'returned'; readonly elapsedMs: number }
  | { readonly type: 'failed'; readonly failure: Failure }
);

/** What the instances of all functions share. */
export interface InstancesOptions {
  readonly timeLimit: TimeLimit;
  /** Folder that they run in. */
  readonly folder: string;
  /** What the environment of a process is made of, beside its own variables. */
  environment(): Readonly<Record<string, string>>;
  onEvent(event: FunctionEvent): void;
  /**
   * Port for the debugger of the first function; the next ones get the ports behind it. Then each function has one
   * instance, and may run for as long as a person looks at it.
   */
  readonly debuggerPort?: number | undefined;
}

/** Instances of one function at a time; beyond that the gateway is busy, as the platform is. Chosen by the sandbox. */
const MOST_INSTANCES = 10;

/** Of an invocation that waited for its turn, and now has nobody who would end its process. */
const STOPPED: RunOutcome = Object.freeze({
  failure: Object.freeze({ kind: 'runtime-error', message: 'The function was stopped before it ran' }),
});

/** The instances of one function as its files are now. */
export class FunctionInstances {
  readonly #function: FolderFunction;
  readonly #options: InstancesOptions;
  readonly #port: number | undefined;
  readonly #all = new Set<FunctionInstance>();
  #idle: FunctionInstance | undefined;
  /** With a debugger: the invocation before. */
  #before: Promise<unknown> = Promise.resolve();
  #retired = false;
  #closed = false;

  /** @param position Of the function among all, for its port. */
  constructor(one: FolderFunction, position: number, options: InstancesOptions) {
    this.#function = one;
    this.#options = options;
    this.#port = portOf(options.debuggerPort, position);
    // A debugger has to find it before the first invocation.
    if (this.#port !== undefined) this.#idle = this.#start();
  }

  /** Whether no process of it is left. */
  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  async invoke(input: LambdaInput): Promise<RunOutcome> {
    if (this.#port === undefined) return this.#run(input);
    const run = this.#before.then(() => this.#run(input));
    // The next one waits for its end, however that comes.
    this.#before = run.catch(() => undefined);
    return run;
  }

  /** Ends what is idle now, and the others after their invocation. */
  async retire(): Promise<void> {
    this.#retired = true;
    const idle = this.#idle;
    if (idle === undefined) return;
    this.#idle = undefined;
    this.#all.delete(idle);
    await idle.stop();
  }

  /** Ends all at once. */
  async close(): Promise<void> {
    this.#retired = true;
    this.#closed = true;
    await Promise.all([...this.#all].map((instance) => instance.stop()));
    this.#all.clear();
  }

  async #run(input: LambdaInput): Promise<RunOutcome> {
    const instance = await this.#take();
    if (this.#closed) return STOPPED;
    if (instance === undefined) return 'busy';
    const { timeLimit, onEvent } = this.#options;
    const { name } = this.#function;
    const start = performance.now();
    const running = instance.invoke(input);
    const outcome = await (this.#port === undefined ? timeLimit.of(running) : running);
    if ('failure' in outcome) {
      const { failure } = outcome;
      await this.#release(instance, failure.kind === 'time-exceeded');
      onEvent({ type: 'failed', name, failure });
      return { failure };
    }
    await this.#release(instance, false);
    onEvent({ type: 'returned', name, elapsedMs: performance.now() - start });
    return { result: JSON.parse(outcome.json) };
  }

  /** The idle instance, or a new one; undefined when there are too many, or all were ended. */
  async #take(): Promise<FunctionInstance | undefined> {
    const idle = this.#idle;
    this.#idle = undefined;
    if (idle !== undefined && !idle.spent) return idle;
    if (idle !== undefined) {
      // A debugger's port is free for the next one then.
      await idle.stop();
      this.#all.delete(idle);
    }
    // Nobody would end a process that starts now.
    if (this.#closed) return undefined;
    return this.#all.size < MOST_INSTANCES ? this.#start() : undefined;
  }

  /** One instance is kept for the next invocation, as the platform does, unless it cannot be used again. */
  async #release(instance: FunctionInstance, isOver: boolean): Promise<void> {
    if (!isOver && !instance.spent && !this.#retired && this.#idle === undefined) {
      this.#idle = instance;
      return;
    }
    this.#all.delete(instance);
    await instance.stop();
  }

  #start(): FunctionInstance {
    const { name, uuid, index, v1, environment } = this.#function;
    const { folder, onEvent } = this.#options;
    const port = this.#port;
    const options: InstanceOptions = {
      index,
      v1,
      folder,
      debuggerPort: port,
      // What the sandbox says stands, whatever a function says of its own.
      environment: { ...environment, ...this.#options.environment(), X_LIVEPERSON_FUNCTION_UUID: uuid },
    };
    const observer: InstanceObserver = {
      log: (level, text) => onEvent({ type: 'log', name, level, text }),
      debugger: (url) => {
        if (port !== undefined) onEvent({ type: 'debugger', name, url, port });
      },
    };
    const instance = new FunctionInstance(options, observer);
    this.#all.add(instance);
    return instance;
  }
}

/** 0 is any free port, for each. */
function portOf(first: number | undefined, position: number): number | undefined {
  return first === undefined || first === 0 ? first : first + position;
}
