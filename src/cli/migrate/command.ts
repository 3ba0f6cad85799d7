import type { Command } from 'commander';
import type { CommandContext } from '../terminal/command-context.js';
import { EXIT_CODES_HELP } from '../terminal/exit-codes.js';

interface MigrateFlags {
  dryRun?: true;
  json?: true;
}

const HELP = `
Turns functions of V1 (lp-faas-toolbelt), and those with the official toolbelt of V2 (core-functions-toolbelt), into
functions with this library, where that is certain; what is left is told with its line and an advice. Looks at .js, .mjs and
.cjs files, and passes over node_modules, dist, bundle, coverage and what begins with a dot. It ends with 1 when something
is left to do, and may be run again. docs/migration.md explains each change.

  lp-toolbelt migrate functions --dry-run
${EXIT_CODES_HELP}`;

export function addMigrate(program: Command, { done }: CommandContext): void {
  program
    .command('migrate')
    .description('turn functions of V1, or with the official toolbelt, into ones with this library')
    .argument('[dir]', 'folder of the project, or of its functions', '.')
    .option('--dry-run', 'print what would be changed as a diff; write nothing')
    .option('--json', 'print one JSON document instead of lines')
    .addHelpText('after', HELP)
    .action(async (folder: string, flags: MigrateFlags) => {
      const { runMigrate } = await import('./migrate.js');
      done(await runMigrate({ output: process.stdout, folder, ...flags }));
    });
}
