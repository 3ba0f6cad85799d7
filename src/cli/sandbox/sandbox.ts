import { once } from 'node:events';
import { startSandbox } from '../../testing/sandbox/sandbox.js';
import type { SandboxOptions } from '../../testing/sandbox/sandbox-options.js';
import { type Shell, variableLine } from '../terminal/shell-quote.js';
import { type TextOutput, writeJson, writeLine } from '../terminal/text-output.js';

/** What the sandbox command needs. */
export interface SandboxCommandOptions {
  readonly output: TextOutput;
  /** The sandbox runs until this is aborted. */
  readonly stop: AbortSignal;
  readonly sandbox?: SandboxOptions | undefined;
  /** Whether the other process is to call LivePerson's own names. @default false */
  readonly proxy?: boolean | undefined;
  /** The form of the lines. @default 'sh' */
  readonly shell?: Shell | undefined;
  /** The environment as JSON instead of lines. @default false */
  readonly json?: boolean | undefined;
}

/**
 * Runs a sandbox until it is stopped, after telling the environment that another process uses it with.
 *
 * @throws {ConfigError} for an option that cannot be right.
 */
export async function runSandbox(options: SandboxCommandOptions): Promise<void> {
  const { output, stop, proxy, json } = options;
  await using sandbox = await startSandbox(options.sandbox);
  const env = sandbox.env({ proxy });
  if (json) writeJson(output, env);
  else for (const line of environmentLines(env, options)) writeLine(output, line);
  if (!stop.aborted) await once(stop, 'abort');
}

/** What is no variable is a comment, in all forms, so that all of it may be pasted or kept as a file. */
function environmentLines(
  env: Readonly<Record<string, string>>,
  { shell = 'sh', sandbox, proxy }: SandboxCommandOptions,
): string[] {
  return [
    ...Object.entries(env).map(([name, value]) => variableLine(shell, name, value)),
    shell === 'dotenv'
      ? '# With these variables, a function calls this sandbox.'
      : '# Paste these lines into another terminal: a function that you start there calls this sandbox.',
    ...(proxy
      ? ["# LivePerson's own names lead to it, in any language; NODE_OPTIONS refuses all other hosts."]
      : []),
    ...(sandbox?.provisioned === false
      ? ['# The account is not provisioned yet; this does it: lp-toolbelt provision --platform sandbox']
      : []),
    '# Press Ctrl-C to stop.',
  ];
}
