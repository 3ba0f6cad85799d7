// Installs what package-lock.json asks for, in each folder given (default: this repository), unless it is
// there. It needs nothing but Node, so that `npm test` can be the first command after a clone.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folders = process.argv.length > 2 ? process.argv.slice(2) : ['.'];

for (const folder of folders) {
  const path = resolve(root, folder);
  if (!isInstalled(path)) install(path);
}

/** npm writes its own lock file into node_modules at the end of an install: is it the one we ask for? */
function isInstalled(path) {
  const wanted = readPackages(join(path, 'package-lock.json'));
  if (wanted === undefined) throw new Error(`${path} has no package-lock.json`);
  const present = readPackages(join(path, 'node_modules/.package-lock.json'));
  return (
    present !== undefined && Object.entries(wanted).every(([name, entry]) => isSame(entry, present[name]))
  );
}

/** Optional packages may be missing: most are made for another platform. */
function isSame(wanted, present) {
  if (present === undefined) return wanted.optional === true;
  return wanted.version === present.version && wanted.integrity === present.integrity;
}

function readPackages(file) {
  if (!existsSync(file)) return undefined;
  const { '': _root, ...packages } = JSON.parse(readFileSync(file, 'utf8')).packages;
  return packages;
}

function install(path) {
  console.error(`Installing the packages of ${path} ...`);
  // Development tools are wanted even where NODE_ENV says production. Run by npm, its own npm is used.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline'];
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const shell = command === 'npm' && process.platform === 'win32';
  // The progress of npm goes to stderr: stdout belongs to the command that was asked for.
  const { status, error } = spawnSync(command, [...first, ...args], {
    cwd: path,
    shell,
    stdio: ['ignore', 2, 2],
  });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
