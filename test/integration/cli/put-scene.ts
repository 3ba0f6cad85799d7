import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellQuote } from '../../../src/cli/terminal/shell-quote.js';
import { openSecretStore } from '../../../src/secrets/open-store.js';
import type { SecretStore } from '../../../src/secrets/secret-store.js';
import { environment, type Finished, inTerminal, RunningCli, runCli } from './run-cli.js';
import { TemporaryFolder } from './temporary-folder.js';

/** How standard input is fed; `value` is the path of a file. */
type Feed = (command: string, value: string) => string;

export const fromPipe: Feed = (command, value) => `cat ${value} | ${command}`;
export const fromFile: Feed = (command, value) => `${command} < ${value}`;

/** An encrypted file to put secrets into. */
export class PutScene implements Disposable {
  readonly #folder = new TemporaryFolder();

  get storeText(): string {
    return `file:${join(this.#folder.path, 'secrets.json')}`;
  }

  get store(): SecretStore {
    return openSecretStore(this.storeText);
  }

  /** Names of what was written, but for the value that was fed. */
  get written(): string[] {
    return this.#folder.left.filter((name) => name !== 'value');
  }

  environment(variables: Readonly<Record<string, string>> = {}): Record<string, string> {
    return environment({ TMPDIR: this.#folder.path, LP_SECRET_STORE: this.storeText, ...variables });
  }

  /** Runs `lp-toolbelt secrets put` to its end, with `value` as standard input. */
  async put(args: readonly string[], value: string | Uint8Array, feed = fromPipe): Promise<Finished> {
    return runFed(['secrets', 'put', ...args], value, this.environment(), this.#folder.path, feed);
  }

  /** Runs `lp-toolbelt secrets` to its end. */
  secrets(args: readonly string[]): Promise<Finished> {
    return runCli(['secrets', ...args], this.environment(), this.#folder.path);
  }

  /** Starts `lp-toolbelt secrets put`, or another one of them, in a terminal, where a person sits. */
  sit(
    args: readonly string[],
    variables: Readonly<Record<string, string>> = {},
    command: 'put' | 'delete' = 'put',
  ): RunningCli {
    const env = this.environment({ TERM: 'xterm-256color', ...variables });
    return new RunningCli(['secrets', command, ...args], env, inTerminal);
  }

  [Symbol.dispose](): void {
    this.#folder[Symbol.dispose]();
  }
}

/** Runs `lp-toolbelt` to its end, with `value` as standard input, by way of a file in `folder`. */
export async function runFed(
  args: readonly string[],
  value: string | Uint8Array,
  env: Record<string, string>,
  folder: string,
  feed = fromPipe,
): Promise<Finished> {
  const path = join(folder, 'value');
  writeFileSync(path, value);
  const wrap = (command: string[]) => ['sh', '-c', feed(command.map(shellQuote).join(' '), shellQuote(path))];
  await using running = new RunningCli(args, env, wrap);
  const code = await running.ended;
  return { code, stdout: running.stdout, stderr: running.stderr };
}
