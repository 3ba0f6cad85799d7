import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { shellQuote } from '../../../src/cli/terminal/shell-quote.js';

/** Lets Node run TypeScript, from any folder. */
export const TSX = import.meta.resolve('tsx');

export const MAIN = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

/** No folder can be made below it. */
const NO_HOME = '/dev/null';

export interface Finished {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the command is run with; nothing of the environment of the tests gets to it, nor of the home of who runs them. */
export function environment(variables: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: NO_HOME, ...variables };
}

/** Runs a program to its end. */
export function run(
  file: string,
  args: readonly string[],
  env = environment(),
  cwd = process.cwd(),
): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(file, args, { env, cwd }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? null), stdout, stderr });
    });
  });
}

/** Runs `lp-toolbelt` to its end, in a process of its own. */
export function runCli(args: readonly string[], env = environment(), cwd?: string): Promise<Finished> {
  return run(process.execPath, [inject('cli'), ...args], env, cwd);
}

/** A run of `lp-toolbelt` under way, which ends with the test at the latest. */
export class RunningCli implements AsyncDisposable {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<number | null>;
  #stdout = '';
  #stderr = '';

  /** @param wrap What to start instead of the command, to run it in. */
  constructor(args: readonly string[], env = environment(), wrap: (command: string[]) => string[] = itself) {
    const [file = '', ...rest] = wrap([process.execPath, inject('cli'), ...args]);
    this.#child = spawn(file, rest, { env });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.#ended = once(this.#child, 'close').then(([code]) => code);
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Waits until `text` was written to stdout. */
  async printed(text: string): Promise<void> {
    const ended = this.#ended.then((code) => {
      throw new Error(`It ended with ${code} before it printed "${text}": ${this.#stderr}`);
    });
    ended.catch(() => undefined);
    while (!this.#stdout.includes(text)) await Promise.race([once(this.#child.stdout, 'data'), ended]);
  }

  /** Writes to standard input. */
  type(text: string): void {
    this.#child.stdin.write(text);
  }

  /** Waits for the end. */
  get ended(): Promise<number | null> {
    return this.#ended;
  }

  /** Sends a signal and waits for the end; null when the signal itself ended it. */
  stop(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('SIGKILL');
  }
}

/**
 * Lets a command run in a terminal of 100 columns, which shows both of its outputs: they are all `stdout`. Needs
 * `script` of util-linux, and TERM.
 */
export function inTerminal(command: readonly string[]): string[] {
  const line = `stty cols 100 rows 40; exec ${command.map(shellQuote).join(' ')}`;
  return ['script', '--quiet', '--return', '--command', line, '/dev/null'];
}

function itself(command: string[]): string[] {
  return command;
}
