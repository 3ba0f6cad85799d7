import { existsSync } from 'node:fs';
import { mkdir, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { bundleFunction } from '../../bundle/bundle-function.js';
import {
  type BundleReport,
  isTight,
  MOST_CHARACTERS,
  tooLarge,
  weights,
} from '../../bundle/bundle-report.js';
import { ConfigError } from '../../errors/config-error.js';
import { type ExitCode, ExitCodes } from '../terminal/exit-codes.js';
import { formatTable } from '../terminal/table.js';
import { type TextOutput, writeLine } from '../terminal/text-output.js';

export interface BundleRun {
  readonly output: TextOutput;
  readonly errors: TextOutput;
  /** The function: its file, or its folder with `index.js`. */
  readonly path: string;
  /** @default `bundle/index.js` beside the function */
  readonly out?: string | undefined;
  /** Whether the function may be given a key of OAuth 1.0a. */
  readonly oauth1?: boolean | undefined;
  /** Modules that the platform has beside those that it was seen to have. */
  readonly external?: readonly string[] | undefined;
  readonly sourcemap?: boolean | undefined;
  /** Whether the table of what weighs what is written even when there is no need. */
  readonly weights?: boolean | undefined;
}

/** Writes the bundle; one that the platform would refuse is not written, and ends with 1. @throws {ConfigError} */
export async function runBundle(run: BundleRun): Promise<ExitCode> {
  const { output, errors } = run;
  const file = await fileOf(run.path);
  const out = await outOf(run.out ?? join(dirname(file), 'bundle', 'index.js'));
  const { oauth1, external, sourcemap } = run;
  const report = await bundleFunction(file, { oauth1, external, sourcemap, outfile: out });
  await refuseInput(out, [file, ...report.inputs.map(({ path }) => path)]);
  const { length } = report.code;
  const isTooLarge = length > MOST_CHARACTERS;
  if (isTooLarge) writeLine(errors, tooLarge(report.code));
  else {
    await write(out, report);
    writeLine(output, `${out}: ${length} of ${MOST_CHARACTERS} characters`);
  }
  for (const warning of report.warnings) writeLine(errors, warning);
  if (run.weights || isTight(report.code)) for (const line of tableOf(report)) writeLine(output, line);
  return isTooLarge ? ExitCodes.failed : ExitCodes.good;
}

async function write(out: string, { code, map }: BundleReport): Promise<void> {
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, code);
  if (map !== undefined) await writeFile(`${out}.map`, map);
}

/** In a folder `index.js`, else `index.ts`. */
async function fileOf(path: string): Promise<string> {
  if (!(await isFolder(path))) return path;
  const [script, typed] = [join(path, 'index.js'), join(path, 'index.ts')];
  return !existsSync(script) && existsSync(typed) ? typed : script;
}

async function outOf(path: string): Promise<string> {
  return (await isFolder(path)) ? join(path, 'index.js') : path;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}

async function refuseInput(out: string, inputs: readonly string[]): Promise<void> {
  const paths = await Promise.all([out, ...inputs].map((path) => realpath(path).catch(() => resolve(path))));
  const [written = '', ...read] = paths;
  if (!read.includes(written)) return;
  throw new ConfigError('out', `The bundle would overwrite ${out}, of which it is made: give another file.`);
}

function tableOf({ inputs, code }: BundleReport): string[] {
  const rows = weights(inputs).map(({ group, characters }) => [
    group,
    String(characters),
    `${((100 * characters) / code.length).toFixed(1)} %`,
  ]);
  return formatTable(
    [{ title: 'Part' }, { title: 'Characters', align: 'right' }, { title: 'Share', align: 'right' }],
    rows,
  );
}
