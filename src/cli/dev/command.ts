import { type Command, InvalidArgumentError } from 'commander';
import type { CommandContext } from '../terminal/command-context.js';
import { EXIT_CODES_HELP } from '../terminal/exit-codes.js';

interface DevFlags {
  account?: string;
  v1?: true;
  inspect?: number | true;
}

/** The port that debuggers look at first. */
const DEBUGGER_PORT = 9_229;

const HELP = `
A function is a folder with index.js and config.json, as the official command line makes them. Each runs in a process of
its own with the limits of the platform, imports this library as lp-functions-toolbelt or core-functions-toolbelt, and
calls LivePerson and other functions in the sandbox. Secrets come from settings.json in the folder.

  lp-toolbelt dev
  lp-toolbelt invoke my-function '{"id": 1}'     in another terminal
${EXIT_CODES_HELP}`;

export function addDev(program: Command, { stop }: CommandContext): void {
  program
    .command('dev')
    .description('run the functions of a folder in a sandbox until Ctrl-C; a changed file counts at once')
    .argument('[folder]', 'folder of the functions', './functions')
    .option('--account <id>', 'id of the account that the sandbox plays')
    .option('--v1', 'the functions have the form of V1: require, and a callback')
    .option(
      '--inspect [port]',
      `let a debugger attach: to the first function at this port (default: ${DEBUGGER_PORT}), to the others at the ` +
        'next ones; functions have no time limit then',
      readPort,
    )
    .addHelpText('after', HELP)
    .action(async (folder: string, { account, v1, inspect }: DevFlags) => {
      const { runDev } = await import('./dev.js');
      const debuggerPort = inspect === true ? DEBUGGER_PORT : inspect;
      const { stdout, stderr } = process;
      await runDev({ output: stdout, errors: stderr, stop, folder, accountId: account, v1, debuggerPort });
    });
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a port from 0 to 65535. The folder goes before --inspect.');
}
