import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheFolder } from '../support/user-cache.js';

const run = promisify(execFile);
const MODULE = fileURLToPath(new URL('.', import.meta.url));

/**
 * Path of a server to test with: `bao` or `vault` of the PATH, else OpenBao built from its published module.
 * The binary is kept in the user's cache folder, and built again when what it is made of changes.
 */
export async function serverBinary(say: (line: string) => void): Promise<string> {
  const installed = (await onPath('bao')) ?? (await onPath('vault'));
  if (installed !== undefined) {
    say(`Vault tests: the server is ${installed}`);
    return installed;
  }
  const binary = await cachePath();
  if (await isExecutable(binary)) {
    say(`Vault tests: the server is ${binary}, built earlier`);
    return binary;
  }
  const startedAt = performance.now();
  say(`Vault tests: building OpenBao from its Go module, once, into ${binary}; this takes some minutes`);
  await build(binary);
  say(`Vault tests: built in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  return binary;
}

async function cachePath(): Promise<string> {
  const files = ['go.mod', 'go.sum', 'main.go'].map((name) => readFile(join(MODULE, name), 'utf8'));
  return join(cacheFolder('vault-server', [...(await Promise.all(files)), await goVersion()]), 'bao');
}

async function goVersion(): Promise<string> {
  try {
    return (await run('go', ['env', 'GOVERSION', 'GOOS', 'GOARCH'], { cwd: MODULE })).stdout;
  } catch (error) {
    throw new Error(
      'No bao, vault or go on the PATH: install one of them, or set VAULT_ADDR and VAULT_TOKEN',
      {
        cause: error,
      },
    );
  }
}

/** Under another name until it is whole: an interrupted build, or two at once, leave no broken one. */
async function build(binary: string): Promise<void> {
  await mkdir(join(binary, '..'), { recursive: true });
  const temporary = `${binary}.${randomUUID()}`;
  try {
    // `-s -w` leaves out what only debuggers read, a third of the file.
    const flags = ['-mod=readonly', '-buildvcs=false', '-ldflags=-s -w'];
    await run('go', ['build', ...flags, '-o', temporary, '.'], { cwd: MODULE, maxBuffer: 2 ** 26 });
    await rename(temporary, binary);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function onPath(name: string): Promise<string | undefined> {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  for (const path of candidates) if (await isExecutable(path)) return path;
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
