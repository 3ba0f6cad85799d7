#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { VERSION } from '../config.js';
import { ConfigError } from '../errors/config-error.js';
import { EXIT_CODES_HELP, type ExitCode, ExitCodes } from './exit-codes.js';
import { errorLine, expectedError } from './expected-error.js';
import { stopSignal } from './stop-signal.js';
import { writeLine } from './text-output.js';

interface DemoFlags {
  json?: true;
}

interface DoctorFlags {
  json?: true;
}

interface SandboxFlags {
  account?: string;
  unprovisioned?: true;
  oauth1?: true;
  json?: true;
}

function createProgram(stop: AbortSignal, done: (code: ExitCode) => void): Command {
  const program = new Command('lp-toolbelt')
    .description('The toolbelt of LivePerson Functions on your machine.')
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', EXIT_CODES_HELP)
    // Before the commands: they inherit it.
    .exitOverride();
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
  program
    .command('doctor')
    .description('check the account and secret of the environment, and read each row of the privilege table')
    .option('--json', 'print one JSON document instead of lines')
    .addHelpText('after', EXIT_CODES_HELP)
    .action(async ({ json }: DoctorFlags) => {
      const { runDoctor } = await import('./doctor.js');
      const good = await runDoctor({ output: process.stdout, json, signal: stop });
      done(good ? ExitCodes.good : ExitCodes.failed);
    });
  program
    .command('sandbox')
    .description('run the servers of a sandbox until Ctrl-C and print the variables to export')
    .option('--account <id>', 'id of the account that the sandbox plays')
    .option('--unprovisioned', 'start without feature, infrastructure and system secret')
    .addOption(
      new Option('--oauth1', 'let the system secret be an OAuth 1.0a app key').conflicts('unprovisioned'),
    )
    .option('--json', 'print the variables as JSON')
    .addHelpText('after', EXIT_CODES_HELP)
    .action(async ({ account, unprovisioned, oauth1, json }: SandboxFlags) => {
      const { runSandbox } = await import('./sandbox.js');
      const credentials = oauth1 ? 'oauth1' : 'oauth2';
      const sandbox = { accountId: account, provisioned: !unprovisioned, credentials } as const;
      await runSandbox({ output: process.stdout, stop, sandbox, json });
    });
  return program;
}

async function main(): Promise<ExitCode> {
  // The reader of a pipe may leave early; what was begun is still to be cleaned up.
  process.stdout.on('error', ignoreClosedPipe);
  const stop = stopSignal();
  let exitCode: ExitCode = ExitCodes.good;
  const program = createProgram(stop, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync();
    return exitCode;
  } catch (error) {
    return codeOf(error, stop);
  }
}

function codeOf(error: unknown, stop: AbortSignal): ExitCode {
  // Commander has told what is wrong; it ends with 0 after --help and --version.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCodes.good : ExitCodes.wrongUsage;
  const isStop = stop.aborted && error === stop.reason;
  writeLine(process.stderr, isStop ? 'Stopped.' : errorLine(expectedError(error)));
  return error instanceof ConfigError ? ExitCodes.wrongUsage : ExitCodes.failed;
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

void main().then((code) => {
  process.exitCode = code;
});
