import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { LambdaInput } from './lambda.js';
import { processLocations } from './locations.js';
import type { Outcome } from './process/failures.js';
import type { FromProcess, LogLevel, ToProcess } from './process/messages.js';

/** Memory of a function (documented). */
const HEAP_MIB = 256;

/** What an instance runs, and in which surroundings. */
export interface InstanceOptions {
  /** URL of `index.js`. */
  readonly index: string;
  readonly v1: boolean;
  /** The whole environment of the process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Folder that it runs in. */
  readonly folder: string;
  /** Port for a debugger. */
  readonly debuggerPort?: number | undefined;
}

/** What an instance tells of itself. */
export interface InstanceObserver {
  /** `output` is what it wrote past the console. */
  log(level: LogLevel | 'output', text: string): void;
  /** The URL for a debugger; undefined when none can attach. */
  debugger(url: string | undefined): void;
}

/**
 * One instance of a function: a process of its own, so that one that spins can be ended, one that runs out of memory
 * takes nothing with it, the authority of the sandbox holds for all that it calls, and a debugger can attach.
 */
export class FunctionInstance {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  #pending: ((outcome: Outcome) => void) | undefined;
  #spent = false;
  #lastOutput = '';

  constructor(options: InstanceOptions, observer: InstanceObserver) {
    const { index, v1, environment, folder, debuggerPort } = options;
    const { worker, hooks, library, execArgv } = processLocations();
    const inspect = debuggerPort === undefined ? [] : [`--inspect=127.0.0.1:${debuggerPort}`];
    this.#child = fork(worker, [], {
      cwd: folder,
      env: environment,
      execArgv: [...execArgv, `--max-old-space-size=${HEAP_MIB}`, ...inspect],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.on('message', (message: FromProcess) => this.#receive(message, observer));
    for (const stream of [this.#child.stdout, this.#child.stderr]) this.#follow(stream, observer);
    this.#child.on('error', (error) => this.#end(error.message));
    // Its output is complete then, which may tell why.
    this.#child.on('close', (code, signal) => {
      this.#end(signal === null ? `exit code ${code}` : `signal ${signal}`);
    });
    this.#exited = once(this.#child, 'exit').catch(() => undefined);
    this.#send({ type: 'load', source: { index, library, hooks, v1 } });
  }

  /** Whether nothing more can be invoked in it. */
  get spent(): boolean {
    return this.#spent;
  }

  /** One at a time. */
  invoke(input: LambdaInput): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#pending = resolve;
      if (this.#spent) this.#end('it was stopped');
      else this.#send({ type: 'invoke', input });
    });
  }

  /** Ends the process, whatever it is at. */
  async stop(): Promise<void> {
    this.#spent = true;
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  #send(message: ToProcess): void {
    // A process that is gone tells so by its end.
    this.#child.send(message, () => undefined);
  }

  #receive(message: FromProcess, observer: InstanceObserver): void {
    if (message.type === 'log') observer.log(message.level, message.text);
    else if (message.type === 'debugger') observer.debugger(message.url ?? undefined);
    else {
      // Also when it was at no invocation: nobody else would end it then.
      if (message.spent) void this.stop();
      this.#settle(message.outcome);
    }
  }

  #follow(stream: Readable | null, observer: InstanceObserver): void {
    if (stream === null) return;
    createInterface({ input: stream }).on('line', (line) => {
      this.#lastOutput = `${this.#lastOutput}\n${line}`.slice(-LONGEST_OUTPUT);
      observer.log('output', line);
    });
  }

  #end(how: string): void {
    this.#spent = true;
    const message = this.#lastOutput.includes('heap out of memory')
      ? `The function used more than its ${HEAP_MIB} MiB of memory`
      : `The process of the function ended before it returned (${how})`;
    this.#settle({ failure: { kind: 'runtime-error', message } });
  }

  #settle(outcome: Outcome): void {
    const settle = this.#pending;
    this.#pending = undefined;
    settle?.(outcome);
  }
}

/** Of the output of a process, to find out why it ended. */
const LONGEST_OUTPUT = 4_096;
