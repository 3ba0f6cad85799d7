import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a command to its end.
 *
 * @param env Beside that of this process.
 * @returns What it wrote to stdout.
 * @throws {Error} with all that it wrote when it fails.
 */
export function run(
  command: string,
  args: readonly string[],
  cwd: string = root,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const shell = process.platform === 'win32' && command === 'npm';
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { cwd, env: { ...process.env, ...env }, shell, maxBuffer: 2 ** 24 },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`${command} ${args.join(' ')} failed:\n${stdout}\n${stderr}`));
      },
    );
  });
}

/** Runs a script with this Node. */
export function runNode(
  args: readonly string[],
  cwd: string = root,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  return run(process.execPath, args, cwd, env);
}

/** Path of a file that a development tool brings. */
export const tool = (path: string): string => join(root, 'node_modules', path);
