import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { isJsonObject, parseJson } from '../../http/json.js';
import { migrateSource } from '../../migrate/migrate-source.js';
import { type Change, type Report, type Rule, rules } from '../../migrate/rules.js';
import { OUR_TOOLBELT } from '../../migrate/toolbelt-names.js';
import { type CodeFile, codeFiles, codeOf, isReadOnly, readText, replaceText } from './files.js';

/** What became of a file. */
export interface FileOutcome {
  /** Within the folder. */
  readonly path: string;
  readonly changes: readonly Change[];
  readonly reports: readonly Report[];
  readonly before: string;
  readonly after: string;
}

const NAMES_TOOLBELT = /(?:from|require\()\s*['"](?:core-functions-toolbelt|lp-faas-toolbelt)['"]/;
const MAY_BE_FUNCTION =
  /core-functions-toolbelt|lp-faas-toolbelt|lp-functions-toolbelt|\bfunction\s+lambda\b/;

/** Migrates the files of a folder, each whole or not at all. Files that have nothing to do with functions are left out. */
export async function migrateFolder(folder: string, write: boolean): Promise<FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  for (const file of await codeFiles(folder)) {
    const outcome = await migrateFile(folder, file, write);
    if (outcome !== undefined) outcomes.push(outcome);
  }
  return outcomes;
}

async function migrateFile(folder: string, file: CodeFile, write: boolean): Promise<FileOutcome | undefined> {
  const path = relative(folder, file.path);
  const left = (what: string, before = ''): FileOutcome => {
    return { path, changes: [], reports: [reportOf('unreadable', what)], before, after: before };
  };
  let code: string | undefined;
  try {
    code = await readText(file.path);
  } catch (error) {
    return left(`cannot be read (${codeOf(error)})`);
  }
  if (code === undefined) return left('is no text in UTF-8');
  if (/\.[mc]?ts$/.test(file.path)) {
    return NAMES_TOOLBELT.test(code)
      ? left('is TypeScript, which this command does not read', code)
      : undefined;
  }
  const migrated = migrateSource(code);
  if (migrated === undefined) return undefined;
  const { changes } = migrated;
  const outcome = { path, changes, reports: [...migrated.reports], before: code, after: migrated.code };
  if (migrated.code !== code) {
    if (file.isLink) return left('is a link: run the command where it leads to', code);
    if (file.path.endsWith('.cjs'))
      return left('is named .cjs, which no ES module may be: name it .js', code);
    if (isReadOnly(file)) return left('is read-only', code);
    if (write) {
      try {
        await replaceText(file, migrated.code);
      } catch (error) {
        return left(`cannot be written (${codeOf(error)})`, code);
      }
    }
  }
  const reports = [...outcome.reports, ...(await configReports(file.path))];
  return reports.length > 0 || changes.length > 0 || MAY_BE_FUNCTION.test(code)
    ? { ...outcome, reports }
    : undefined;
}

/** A function that is marked as one of V1 would be run as such. */
async function configReports(path: string): Promise<Report[]> {
  const config = join(dirname(path), 'config.json');
  if (!path.endsWith('index.js') || !existsSync(config)) return [];
  const content = parseJson(await readFile(config, 'utf8'));
  const isMarked = isJsonObject(content) && content.isCompV1 === true;
  return isMarked ? [reportOf('form-of-the-handler', 'config.json beside it says "isCompV1": true')] : [];
}

function reportOf(rule: Rule, what: string): Report {
  return { rule, lineBefore: 1, line: 1, what, advice: rules[rule] };
}

/** The folder, at or above the given one, whose package.json lacks this library; undefined where it is there. */
export async function packageWithout(folder: string): Promise<string | undefined> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = join(at, 'package.json');
    if (existsSync(file)) return (await namesUs(file)) ? undefined : at;
    if (dirname(at) === at) return resolve(folder);
  }
}

async function namesUs(file: string): Promise<boolean> {
  const content = parseJson(await readFile(file, 'utf8'));
  if (!isJsonObject(content)) return false;
  const fields = [content.dependencies, content.devDependencies, content.optionalDependencies];
  return (
    content.name === OUR_TOOLBELT || fields.some((field) => isJsonObject(field) && OUR_TOOLBELT in field)
  );
}
