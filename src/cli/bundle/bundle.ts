import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleFunction } from '../../bundle/bundle-function.js';
import { type BundleReport, MOST_CHARACTERS, weights } from '../../bundle/bundle-report.js';
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

/** Writes the bundle; one that the platform would refuse is written, too, and ends with 1. */
export async function runBundle(run: BundleRun): Promise<ExitCode> {
  const { output, errors } = run;
  const file = await fileOf(run.path);
  const out = run.out ?? join(dirname(file), 'bundle', 'index.js');
  const { oauth1, external, sourcemap } = run;
  const report = await bundleFunction(file, { oauth1, external, sourcemap });
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, report.code);
  if (report.map !== undefined) await writeFile(`${out}.map`, report.map);
  const { length } = report.code;
  writeLine(output, `${out}: ${length} of ${MOST_CHARACTERS} characters`);
  for (const warning of report.warnings) writeLine(errors, warning);
  const isTight = report.warnings.some((warning) => warning.includes('What weighs most'));
  if (run.weights || isTight) for (const line of tableOf(report)) writeLine(output, line);
  return length > MOST_CHARACTERS ? ExitCodes.failed : ExitCodes.good;
}

async function fileOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ? join(path, 'index.js') : path;
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
