import { spawnSync } from 'node:child_process';
import { copyFile, readFile, rm, symlink } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execute } from '../support/execute.js';
import { findPython, pythonPrograms } from '../support/python.js';
import { filledOnce } from '../support/user-cache.js';

/** This folder. */
export const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Languages of the clients. */
export type Language = 'Node.js' | 'Python' | 'Go' | 'Java';

/** The program and the first arguments of a client. */
export type Command = readonly [program: string, ...args: string[]];

/** A language that is on this machine. */
export interface Toolchain {
  /** Installs the clients, unless they are there. */
  prepare(): Promise<void>;
  /** How a program of this folder is run. */
  command(program: string): Command;
}

/** The languages that are here, or why one is not. */
export const languages: Readonly<Record<Language, Toolchain | string>> = {
  'Node.js': nodeToolchain(),
  Python: pythonToolchain(),
  Go: goToolchain(),
  Java: 'the JDK client 1.1.4 of LivePerson is not at Maven Central',
};

function nodeToolchain(): Toolchain {
  const manifests = ['package.json', 'package-lock.json'];
  return {
    async prepare() {
      const texts = await Promise.all(manifests.map((name) => readFile(`${HERE}${name}`, 'utf8')));
      const folder = await filledOnce('foreign-clients-node', [...texts, process.version], async (cwd) => {
        await Promise.all(manifests.map((name) => copyFile(`${HERE}${name}`, `${cwd}/${name}`)));
        const npm = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
        await execute('npm', npm, { cwd });
      });
      await rm(`${HERE}node_modules`, { recursive: true, force: true });
      await symlink(`${folder}/node_modules`, `${HERE}node_modules`);
    },
    command: (program) => [process.execPath, `${HERE}node/${program}`],
  };
}

function pythonToolchain(): Toolchain | string {
  const python = findPython();
  if (python === undefined) return 'there is no Python 3.11 or newer on the PATH';
  const requirements = `${HERE}requirements.txt`;
  let bin: string | undefined;
  return {
    async prepare() {
      bin = await pythonPrograms(python, requirements, ['--no-deps', '--require-hashes']);
    },
    command: (program) => [`${bin}/python`, `${HERE}python/${program}`],
  };
}

function goToolchain(): Toolchain | string {
  const isThere = spawnSync('go', ['version'], { stdio: 'ignore' }).status === 0;
  if (!isThere) return 'there is no go on the PATH';
  const cwd = `${HERE}go`;
  let binary: string | undefined;
  return {
    async prepare() {
      const names = ['go.mod', 'go.sum', 'main.go'];
      const texts = await Promise.all(names.map((name) => readFile(`${cwd}/${name}`, 'utf8')));
      const version = await execute('go', ['env', 'GOVERSION', 'GOOS', 'GOARCH'], { cwd });
      const folder = await filledOnce('foreign-clients-go', [...texts, version], async (target) => {
        await execute('go', ['build', '-trimpath', '-o', `${target}/client`, '.'], { cwd });
      });
      binary = `${folder}/client`;
    },
    command: () => [binary ?? ''],
  };
}
