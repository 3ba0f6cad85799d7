import { type Migrated, migrateSource } from '../../../src/migrate/migrate-source.js';

/** The code of a function as the command leaves it; fails where it passes it over. */
export function migrate(code: string): Migrated {
  const migrated = migrateSource(code);
  if (migrated === undefined) throw new Error('It was passed over');
  return migrated;
}

/** A function of V1 with a statement in it. */
export function functionOfV1(statement: string): string {
  return [
    "const { Toolbelt, LpServices } = require('lp-faas-toolbelt');",
    'const http = Toolbelt.HTTPClient();',
    'const lp = Toolbelt.LpClient();',
    'async function lambda(input) {',
    `  ${statement}`,
    '}',
    '',
  ].join('\n');
}

/** What becomes of a statement, without what is around it and the helpers. */
export function turned(statement: string): string {
  const { code } = migrate(functionOfV1(statement));
  const [, inside = ''] = /async function lambda\(input\) \{\n {2}([\s\S]*?)\n\}\n/.exec(code) ?? [];
  return inside;
}

/** What is left to the author, as `RULE WHAT`. */
export function left(code: string): string[] {
  return migrate(code).reports.map(({ rule, what }) => `${rule} ${what}`);
}
