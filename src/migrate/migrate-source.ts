import { Changes } from './changes.js';
import { migrateEnvironment } from './environment.js';
import { migrateFactories } from './factories.js';
import { handlerOf, migrateHandler } from './handler.js';
import { migrateLeftovers, reportConsole, reportErrors } from './leftovers.js';
import { migrateModules } from './modules.js';
import { migrateRequests } from './requests.js';
import { type Change, type Report, rules } from './rules.js';
import { SourceFile } from './source-file.js';
import { ToolbeltNames } from './toolbelt-names.js';

/** What became of one file. */
export interface Migrated {
  /** Equal to the old code where nothing is to be done. */
  readonly code: string;
  readonly changes: readonly Change[];
  readonly reports: readonly Report[];
}

const MENTIONS = /core-functions-toolbelt|lp-faas-toolbelt|lp-functions-toolbelt|\blambda\b/;

/**
 * Turns the code of a function of V1, or of one with the official toolbelt of V2, into one with this library, as far as that
 * is certain; reports the rest. All else stays byte for byte.
 *
 * @returns undefined for what is no code of a function.
 */
export function migrateSource(code: string): Migrated | undefined {
  if (!MENTIONS.test(code)) return undefined;
  let file: SourceFile;
  try {
    file = new SourceFile(code);
  } catch (error) {
    return untouched(code, error);
  }
  const names = new ToolbeltNames(file);
  const handler = handlerOf(file);
  if (!names.isNamed && handler === undefined) return undefined;
  const isOfV1 = names.isOfV1 || isCommonJs(file);
  const changes = new Changes(file);
  migrateModules(changes);
  migrateRequests(changes, names);
  // Before what is taken out whole: magic-string brings back what is written to later.
  if (isOfV1 || (handler?.params.length ?? 0) > 1) migrateEnvironment(changes);
  migrateFactories(changes, names);
  migrateHandler(changes, names, isOfV1);
  migrateLeftovers(changes);
  if (isOfV1) reportErrors(changes);
  reportConsole(changes);
  return changes.finish();
}

function isCommonJs(file: SourceFile): boolean {
  const isModule = file.tree.body.some(({ type }) => /^(?:Import|Export)/.test(type));
  const words = file.globals.map(({ identifier }) => identifier.name);
  return !isModule && ['require', 'module', 'exports'].some((word) => words.includes(word));
}

function untouched(code: string, error: unknown): Migrated {
  const { loc } = error as { loc?: { line: number } };
  const line = loc?.line ?? 1;
  const what = `cannot be read as an ES module: ${error instanceof Error ? error.message : String(error)}`;
  const report = { rule: 'unreadable', lineBefore: line, line, what, advice: rules.unreadable } as const;
  return { code, changes: [], reports: [report] };
}
