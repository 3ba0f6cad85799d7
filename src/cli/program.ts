import { Command, CommanderError } from 'commander';
import { VERSION } from '../config/version.js';
import { ConfigError } from '../errors/config-error.js';
import { addBundle } from './bundle/command.js';
import { addDemo } from './demo/command.js';
import { addDev } from './dev/command.js';
import { addDoctor } from './doctor/command.js';
import { addInvoke } from './invoke/command.js';
import { addMigrate } from './migrate/command.js';
import { addProvision } from './provision/command.js';
import { addSandbox } from './sandbox/command.js';
import { addSecrets } from './secrets/command.js';
import type { CommandContext } from './terminal/command-context.js';
import { EXIT_CODES_HELP, type ExitCode, ExitCodes } from './terminal/exit-codes.js';
import { errorLine, expectedError } from './terminal/expected-error.js';
import { stopSignal } from './terminal/stop-signal.js';
import { writeLine } from './terminal/text-output.js';

/** In the order of the help. Each loads what it runs when it is called. */
const COMMANDS = Object.freeze([
  addDemo,
  addDoctor,
  addProvision,
  addSecrets,
  addSandbox,
  addDev,
  addInvoke,
  addBundle,
  addMigrate,
]);

function createProgram(context: CommandContext): Command {
  const program = new Command('lp-toolbelt')
    .description('The toolbelt of LivePerson Functions on your machine.')
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', EXIT_CODES_HELP)
    // Before the commands: they inherit it.
    .exitOverride();
  for (const add of COMMANDS) add(program, context);
  return program;
}

/** Runs the command line of this process. */
export async function runProgram(): Promise<ExitCode> {
  // The reader of a pipe may leave early; what was begun is still to be cleaned up.
  process.stdout.on('error', ignoreClosedPipe);
  const stop = stopSignal();
  let exitCode: ExitCode = ExitCodes.good;
  const done = (code: ExitCode) => {
    exitCode = code;
  };
  const program = createProgram({ stop, done });
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
