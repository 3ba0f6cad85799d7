import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execute, HERE } from './generate.js';

const ENVIRONMENT = `${HERE}.venv`;
const REQUIREMENTS = `${HERE}requirements.txt`;

/** The generated client needs 3.11. */
const IS_ENOUGH = 'import ssl, sys, venv; sys.exit(sys.version_info < (3, 11))';

/** A Python that can run the generated client. */
export function findPython(): string | undefined {
  const names = ['python3', 'python'];
  return names.find((name) => spawnSync(name, ['-c', IS_ENOUGH], { stdio: 'ignore' }).status === 0);
}

/** Installs the generator and what its clients need into an environment of this folder, unless it is there. */
export async function prepareTools(python: string): Promise<string> {
  const bin = `${ENVIRONMENT}/bin`;
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  const installed = `${ENVIRONMENT}/installed-requirements.txt`;
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return bin;
  mkdirSync(ENVIRONMENT, { recursive: true });
  await execute(python, ['-m', 'venv', '--clear', ENVIRONMENT]);
  await execute(`${bin}/python`, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '-r',
    REQUIREMENTS,
  ]);
  writeFileSync(installed, wanted);
  return bin;
}
