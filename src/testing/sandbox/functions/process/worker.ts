// The process in which one function runs, one invocation after the other.
import inspector from 'node:inspector';
import { format } from 'node:util';
import { failureOf, type Outcome, outcomeOf, shortened } from './failures.js';
import { type Handler, loadHandler } from './load-handler.js';
import { LOG_CHARACTERS, LogBudget } from './log-budget.js';
import { type FromProcess, LOG_LEVELS, type LogLevel, type ToProcess } from './messages.js';

class FunctionProcess {
  readonly #send: (message: FromProcess) => void;
  #handler: Promise<Handler> | undefined;
  #budget = new LogBudget();

  constructor(send: (message: FromProcess) => void) {
    this.#send = send;
  }

  receive(message: ToProcess): void {
    if (message.type === 'load') {
      this.#handler = loadHandler(message.source);
      const tell = () => this.#send({ type: 'debugger', url: inspector.url() ?? null });
      // Loaded: a breakpoint finds its line.
      this.#handler.then(tell, tell);
    } else void this.#invoke(message.input);
  }

  /** The function did what ends a process: an error that nobody catches. */
  crashed(error: unknown): void {
    const failure = { ...failureOf(error), kind: 'runtime-error' } as const;
    this.#tell({ failure }, true);
  }

  log(level: LogLevel, text: string): void {
    this.#send({ type: 'log', level, text: shortened(text, LOG_CHARACTERS) });
    const failure = this.#budget.take(level, text);
    if (failure !== undefined) this.#tell({ failure }, true);
  }

  async #invoke(input: unknown): Promise<void> {
    let handler: Handler | undefined;
    try {
      handler = await this.#handler;
    } catch (error) {
      // Whatever it is: the function cannot be run.
      this.crashed(error);
      return;
    }
    try {
      this.#tell(outcomeOf(await handler?.(input)), false);
    } catch (error) {
      this.#tell({ failure: failureOf(error) }, false);
    }
  }

  #tell(outcome: Outcome, spent: boolean): void {
    this.#budget = new LogBudget();
    this.#send({ type: 'outcome', outcome, spent });
  }
}

function run(): void {
  const send = process.send?.bind(process);
  if (send === undefined) throw new Error('This is started by the sandbox');
  // The channel to the sandbox is none of the function's.
  Reflect.deleteProperty(process, 'send');
  const own = new FunctionProcess((message) => void send(message));
  process.on('message', (message: ToProcess) => own.receive(message));
  process.once('disconnect', () => process.exit());
  // Ctrl-C reaches every process of a terminal; the sandbox decides when this one ends.
  process.on('SIGINT', () => undefined);
  process.on('uncaughtException', (error) => own.crashed(error));
  const methods = LOG_LEVELS.map((level) => [
    level,
    (...parts: unknown[]) => own.log(level, format(...parts)),
  ]);
  Object.defineProperty(globalThis, 'console', {
    value: Object.freeze(Object.fromEntries(methods)),
    configurable: true,
    writable: true,
  });
}

run();
