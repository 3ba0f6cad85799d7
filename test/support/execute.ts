import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where a program runs, and what its environment holds beyond ours; `undefined` takes a name out of it. */
export interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * Runs a program, and gives what it wrote to stdout.
 * @throws {Error} with all that it wrote, when it fails.
 */
export async function execute(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: Surroundings,
): Promise<string> {
  try {
    const { stdout } = await run(program, args, {
      cwd,
      env: { ...process.env, ...env },
      maxBuffer: 10_000_000,
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
