import type { Command } from 'commander';
import type { CommandContext } from '../terminal/command-context.js';
import { EXIT_CODES_HELP, ExitCodes } from '../terminal/exit-codes.js';

interface DoctorFlags {
  json?: true;
  report?: string;
}

export function addDoctor(program: Command, { stop, done }: CommandContext): void {
  program
    .command('doctor')
    .description('check the account and secret of the environment, and read each row of the privilege table')
    .option('--json', 'print one JSON document instead of lines')
    .option(
      '--report <file>',
      'write what answers differ in from what this version knows, as paths and types, to attach to an issue',
    )
    .addHelpText('after', EXIT_CODES_HELP)
    .action(async ({ json, report }: DoctorFlags) => {
      const { runDoctor } = await import('./doctor.js');
      const good = await runDoctor({ output: process.stdout, json, report, signal: stop });
      done(good ? ExitCodes.good : ExitCodes.failed);
    });
}
