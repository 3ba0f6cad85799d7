import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { execute } from './execute.js';
import { filledOnce } from './user-cache.js';

/** The packages of the tests need 3.11. */
const IS_ENOUGH = 'import ssl, sys, venv; sys.exit(sys.version_info < (3, 11))';

/** A Python that can run what the tests install. */
export function findPython(): string | undefined {
  const names = ['python3', 'python'];
  return names.find((name) => spawnSync(name, ['-c', IS_ENOUGH], { stdio: 'ignore' }).status === 0);
}

/**
 * Installs requirements into an environment of their own in the user's cache, unless they are there.
 * @param options Further options of `pip install`.
 * @returns Folder of its programs.
 */
export async function pythonPrograms(
  python: string,
  requirements: string,
  options: readonly string[] = [],
): Promise<string> {
  const version = await execute(python, ['-c', 'import sys; print(sys.executable, sys.version)'], {
    cwd: process.cwd(),
  });
  const ingredients = [await readFile(requirements, 'utf8'), options.join(' '), version];
  const folder = await filledOnce('python', ingredients, async (cwd) => {
    await execute(python, ['-m', 'venv', '--clear', cwd], { cwd });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    await execute(`${cwd}/bin/python`, [...pip, ...options, '-r', requirements], { cwd });
  });
  return `${folder}/bin`;
}
