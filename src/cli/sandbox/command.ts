import { type Command, Option } from 'commander';
import type { CommandContext } from '../terminal/command-context.js';
import { EXIT_CODES_HELP } from '../terminal/exit-codes.js';
import { SHELLS, type Shell } from '../terminal/shell-quote.js';

interface SandboxFlags {
  account?: string;
  unprovisioned?: true;
  oauth1?: true;
  proxy?: true;
  shell?: Shell;
  json?: true;
}

export function addSandbox(program: Command, { stop }: CommandContext): void {
  program
    .command('sandbox')
    .description('run the servers of a sandbox until Ctrl-C and print the variables to export')
    .option('--account <id>', 'id of the account that the sandbox plays')
    .option('--unprovisioned', 'start without feature, infrastructure and system secret')
    .addOption(
      new Option('--oauth1', 'let the system secret be an OAuth 1.0a app key').conflicts('unprovisioned'),
    )
    .addOption(
      // `provision --platform sandbox` wants to see that the sandbox is on this machine.
      new Option('--proxy', "let programs call LivePerson's own names, whatever their language").conflicts(
        'unprovisioned',
      ),
    )
    .addOption(
      new Option('--shell <name>', 'print the variables for this shell, or for a file')
        .choices(SHELLS)
        .default('sh'),
    )
    .addOption(new Option('--json', 'print the variables as JSON').conflicts('shell'))
    .addHelpText('after', EXIT_CODES_HELP)
    .action(async ({ account, unprovisioned, oauth1, proxy, shell, json }: SandboxFlags) => {
      const { runSandbox } = await import('./sandbox.js');
      const credentials = oauth1 ? 'oauth1' : 'oauth2';
      const sandbox = { accountId: account, provisioned: !unprovisioned, credentials } as const;
      await runSandbox({ output: process.stdout, stop, sandbox, proxy, shell, json });
    });
}
