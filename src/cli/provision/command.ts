import { type Command, Option } from 'commander';
import { type CommandContext, STORE_HELP } from '../terminal/command-context.js';
import { PROVISION_EXIT_CODES_HELP } from '../terminal/exit-codes.js';
import { PLATFORM_KINDS, type ProvisionFlags } from './flags.js';

const HELP = `
You need a session of an administrator of the account. It is read from the environment, and asked for in a
terminal; there is no option for it, since other processes could see that:
  LP_ADMIN_BEARER             bearer of the session
  LP_ADMIN_USER_ID            id of the user whose session it is
  LP_ADMIN_ID_TOKEN           ID token of that user (not needed)
  LP_ADMIN_ID_TOKEN_AUDIENCE  client id that the ID token was issued to

It may be run again at any time, also after it was stopped or killed: it carries on from what is there.

An application that provisioning made for another store is left, since the secret of that store may name it. Once
nothing uses it any more, --take-over lets a run delete it: --dry-run shows the names.
${PROVISION_EXIT_CODES_HELP}`;

export function addProvision(program: Command, { stop, done }: CommandContext): void {
  program
    .command('provision')
    .description('set an account up, once: feature, infrastructure, default credential, system secret')
    .option('--account <id>', 'account to provision (default: X_LIVEPERSON_BRAND_ID)')
    .addOption(
      new Option('--platform <kind>', 'where the account lives')
        .choices(PLATFORM_KINDS)
        .default('liveperson'),
    )
    .option('--store <text>', STORE_HELP)
    .option(
      '--take-over <name>',
      'delete this application of another store, too; may be given several times',
      (name: string, names: readonly string[]) => [...names, name],
      [],
    )
    .option('--feature-id <id>', 'id of the Functions feature, if LivePerson told you (experimental)')
    .option('--timeout <duration>', 'how long it may take: 15m, 90s, or milliseconds', '15m')
    .option('--dry-run', 'print the plan, and how things are now; write nothing')
    .option('-y, --yes', 'do not ask before it begins; --take-over needs it where nobody can be asked')
    .option('--json', 'print JSON, one document per line: plan, events, result')
    .addHelpText('after', HELP)
    .action(async (flags: ProvisionFlags) => {
      const { runProvision } = await import('./provision.js');
      const { describeTerminal } = await import('../terminal/terminal.js');
      const { stdout: output, stderr: errors } = process;
      done(await runProvision({ flags, output, errors, stop, terminal: describeTerminal(process) }));
    });
}
