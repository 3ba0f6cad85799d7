import type { Command } from 'commander';
import type { CommandContext } from '../terminal/command-context.js';
import { EXIT_CODES_HELP } from '../terminal/exit-codes.js';

interface InvokeFlags {
  host?: string;
}

const HELP = `
The payload is JSON: as an argument, of a file (@payload.json), or of standard input (-). Without one, what config.json
of the function has as "input" is sent. What the function returns is printed as JSON. When the function fails, code and
message go to standard error, and the command ends with 1.

  lp-toolbelt invoke my-function '{"id": 1}'
  lp-toolbelt invoke my-function @payload.json
${EXIT_CODES_HELP}`;

export function addInvoke(program: Command, { stop }: CommandContext): void {
  program
    .command('invoke')
    .description('invoke a function that "lp-toolbelt dev" runs, and print what it returns')
    .argument('<name>', 'name of the function')
    .argument('[payload]', 'JSON, @FILE, or - for standard input')
    .option('--host <host>', 'host of the gateway that "dev" told, where several run: localhost:PORT')
    .addHelpText('after', HELP)
    .action(async (name: string, payload: string | undefined, { host }: InvokeFlags) => {
      const { runInvoke } = await import('./invoke.js');
      await runInvoke({ output: process.stdout, input: process.stdin, stop, name, payload, host });
    });
}
