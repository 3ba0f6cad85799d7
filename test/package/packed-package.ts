import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { run, runNode, tool } from './run.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the packed package. */
    tarball: string;
    /** Paths inside it, sorted. */
    packedFiles: string[];
    /** A folder in which nothing but the packed package was installed. */
    consumer: string;
  }
}

/** Builds (not with `PACKAGE_BUILD=reuse`), packs and installs the package once for all tests of this folder. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'lp-functions-toolbelt-'));
  if (process.env.PACKAGE_BUILD !== 'reuse') await runNode([tool('tsup/dist/cli-default.js'), '--silent']);
  const packed = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]);
  const { filename, files } = readPackReport(packed);
  const tarball = join(folder, filename);
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline'];
  await run('npm', ['install', ...quiet, tarball], folder);
  project.provide('tarball', tarball);
  project.provide('packedFiles', files);
  project.provide('consumer', folder);
  return () => rm(folder, { recursive: true, force: true });
}

interface PackReport {
  filename: string;
  files: { path: string }[];
}

/** npm 12 answers with an object by package name where older ones answer with a list. */
function readPackReport(json: string): { filename: string; files: string[] } {
  const report = JSON.parse(json) as PackReport[] | Record<string, PackReport>;
  const [packed] = Object.values(report);
  if (packed === undefined) throw new Error('npm pack reports no package');
  return { filename: packed.filename, files: packed.files.map(({ path }) => path).sort() };
}
