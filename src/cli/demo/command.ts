import type { Command } from 'commander';
import type { CommandContext } from '../terminal/command-context.js';
import { EXIT_CODES_HELP, ExitCodes } from '../terminal/exit-codes.js';

interface DemoFlags {
  json?: true;
}

export function addDemo(program: Command, { stop, done }: CommandContext): void {
  program
    .command('demo')
    .description('provision an account of a sandbox, then call every operation of the privilege table')
    .option('--json', 'print one JSON document instead of lines')
    .addHelpText('after', EXIT_CODES_HELP)
    .action(async ({ json }: DemoFlags) => {
      // Loaded when needed: the servers of the sandbox would slow down --help.
      const { runDemo } = await import('./demo.js');
      const good = await runDemo({ output: process.stdout, json, signal: stop });
      done(good ? ExitCodes.good : ExitCodes.failed);
    });
}
