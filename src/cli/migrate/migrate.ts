import { createTwoFilesPatch } from 'diff';
import { ConfigError } from '../../errors/config-error.js';
import type { Report } from '../../migrate/rules.js';
import { type ExitCode, ExitCodes } from '../terminal/exit-codes.js';
import { type TextOutput, writeJson, writeLine } from '../terminal/text-output.js';
import { type FileOutcome, migrateFolder, packageWithout } from './project.js';

export interface MigrateRun {
  readonly output: TextOutput;
  readonly folder: string;
  /** Whether a diff is written, and no file. */
  readonly dryRun?: boolean | undefined;
  readonly json?: boolean | undefined;
}

const GUIDE = 'docs/migration.md';

/** @returns 1 when something is left to the author. */
export async function runMigrate({ output, folder, dryRun = false, json }: MigrateRun): Promise<ExitCode> {
  const files = await migrateFolder(folder, !dryRun);
  if (files.length === 0) {
    const what = 'no function, that is no file that imports a toolbelt or declares lambda';
    throw new ConfigError('dir', `${folder} has ${what}. Nothing was changed.`);
  }
  const install = await packageWithout(folder);
  const isLeft = files.some(({ reports }) => reports.length > 0);
  if (json)
    writeJson(output, {
      dryRun,
      files: files.map((file) => documentOf(file, dryRun)),
      install: install ?? null,
    });
  else writeText(output, files, dryRun, install);
  return isLeft ? ExitCodes.failed : ExitCodes.good;
}

function documentOf({ path, changes, reports, before, after }: FileOutcome, dryRun: boolean): unknown {
  const told = reports.map((report) => {
    const { rule, what, advice } = report;
    return { rule, line: lineOf(report, dryRun), what, advice, guide: linkOf(rule) };
  });
  return { path, changed: before !== after, changes, reports: told };
}

function writeText(
  output: TextOutput,
  files: readonly FileOutcome[],
  dryRun: boolean,
  install: string | undefined,
): void {
  if (dryRun) for (const file of files) writeDiff(output, file);
  for (const { path, changes, reports } of files) {
    if (changes.length === 0 && reports.length === 0) continue;
    writeLine(output, `${path}: ${changes.length} changed, ${reports.length} left to you`);
    if (!dryRun) for (const { line, what } of changes) writeLine(output, `  line ${line} ${what}`);
    for (const report of reports) {
      const { what, advice, rule } = report;
      writeLine(output, `  ${path}:${lineOf(report, dryRun)} ${what}. ${advice} ${linkOf(rule)}`);
    }
  }
  const changed = files.filter(({ before, after }) => before !== after).length;
  const left = files.flatMap(({ reports }) => reports).length;
  const would = dryRun ? 'would be ' : '';
  writeLine(output, `${changed} of ${files.length} files ${would}changed; ${left} places left to you`);
  if (install !== undefined) writeLine(output, `In ${install}: npm install lp-functions-toolbelt`);
}

/** As it is, tabs and all, so that other programs can apply it. */
function writeDiff(output: TextOutput, { path, before, after }: FileOutcome): void {
  if (before === after) return;
  output.write(
    createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 }),
  );
}

/** In the file as it is then. */
function lineOf({ line, lineBefore }: Report, dryRun: boolean): number {
  return dryRun ? lineBefore : line;
}

function linkOf(rule: string): string {
  return `${GUIDE}#${rule}`;
}
