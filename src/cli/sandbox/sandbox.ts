import { once } from 'node:events';
import { startSandbox } from '../../testing/sandbox/sandbox.js';
import type { SandboxOptions } from '../../testing/sandbox/sandbox-options.js';
import { shellQuote } from '../terminal/shell-quote.js';
import { type TextOutput, writeJson, writeLine } from '../terminal/text-output.js';

/** What the sandbox command needs. */
export interface SandboxCommandOptions {
  readonly output: TextOutput;
  /** The sandbox runs until this is aborted. */
  readonly stop: AbortSignal;
  readonly sandbox?: SandboxOptions | undefined;
  /** The environment as JSON instead of lines for a shell. @default false */
  readonly json?: boolean | undefined;
}

/**
 * Runs a sandbox until it is stopped, after telling the environment that another process uses it with.
 *
 * @throws {ConfigError} for an option that cannot be right.
 */
export async function runSandbox({
  output,
  stop,
  sandbox: options,
  json,
}: SandboxCommandOptions): Promise<void> {
  await using sandbox = await startSandbox(options);
  const env = sandbox.env();
  if (json) writeJson(output, env);
  else for (const line of shellLines(env, options)) writeLine(output, line);
  if (!stop.aborted) await once(stop, 'abort');
}

/** Lines for a POSIX shell; what is no command is a comment, so that all of it may be pasted. */
function shellLines(env: Readonly<Record<string, string>>, options: SandboxOptions = {}): string[] {
  return [
    ...Object.entries(env).map(([name, value]) => `export ${name}=${shellQuote(value)}`),
    '# Paste these lines into another terminal: a function that you start there calls this sandbox.',
    ...(options.provisioned === false
      ? ['# The account is not provisioned yet; this does it: lp-toolbelt provision --platform sandbox']
      : []),
    '# Press Ctrl-C to stop.',
  ];
}
