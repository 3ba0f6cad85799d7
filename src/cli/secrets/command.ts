import type { Command } from 'commander';
import { type CommandContext, STORE_HELP } from '../terminal/command-context.js';
import { EXIT_CODES_HELP } from '../terminal/exit-codes.js';
import type { SecretsDeleteFlags } from './delete.js';
import type { SecretsPutFlags } from './put.js';

interface SecretsFlags {
  store?: string;
  json?: true;
}

const PUT_HELP = `
The value is read from standard input. In a terminal it is asked for, and not shown: in one line, or for
LIVEPERSON_DEFAULT_APP_KEY as client id and client secret. It is never an argument, since others could see it there.

JSON is stored as what it holds, any other text as text, without the line break at its end. A default app key has
to be {"client_id": "...", "client_secret": "..."}, or the four fields of an OAuth 1.0a key. With --system the
account of X_LIVEPERSON_BRAND_ID is stored beside the value: no other account may use it then.

  lp-toolbelt secrets put MY_KEY < my-key.json
  lp-toolbelt secrets put LIVEPERSON_DEFAULT_APP_KEY --system
${EXIT_CODES_HELP}`;

const DELETE_HELP = `
It asks before it deletes, and needs --yes where nobody can be asked. A secret that somebody writes meanwhile is left.
Functions that use the secret fail from then on, within the five minutes that they may keep it.

  lp-toolbelt secrets delete MY_KEY
  lp-toolbelt secrets delete LIVEPERSON_DEFAULT_APP_KEY --system
${EXIT_CODES_HELP}`;

export function addSecrets(program: Command, context: CommandContext): void {
  const secrets = program
    .command('secrets')
    .description(
      'list the secrets of a store: name, owner, version and account, never a value; "put" writes one, ' +
        '"delete" deletes one',
    )
    .option('--store <text>', STORE_HELP)
    .option('--json', 'print one JSON document instead of a table')
    .addHelpText('after', EXIT_CODES_HELP)
    .action(async ({ store, json }: SecretsFlags) => {
      const { listSecrets } = await import('./secrets.js');
      await listSecrets({ output: process.stdout, errors: process.stderr, store, json });
    });
  addPut(secrets, context);
  addDelete(secrets, context);
}

function addPut(secrets: Command, { stop, done }: CommandContext): void {
  secrets
    .command('put')
    .description('write a secret: the value comes from standard input, or is asked for without showing it')
    .argument('<name>', 'name of the secret')
    .option('--system', 'as the system: what provisioning would write; functions cannot alter it')
    .option('--replace', 'overwrite the secret if there is one of that name')
    .option('--store <text>', STORE_HELP)
    .option('--json', 'print one JSON document instead of a line')
    .addHelpText('after', PUT_HELP)
    .configureOutput({ outputError: (text, write) => write(withoutArguments(text)) })
    // The list has options of the same name, which take those that stand behind "put" too.
    .action(async (name: string, _flags: unknown, command: Command) => {
      const { putSecret } = await import('./put.js');
      const { describeTerminal } = await import('../terminal/terminal.js');
      const { stdin: input, stdout: output, stderr: errors } = process;
      const flags = command.optsWithGlobals<SecretsPutFlags>();
      done(
        await putSecret({ name, flags, input, output, errors, stop, terminal: describeTerminal(process) }),
      );
    });
}

function addDelete(secrets: Command, { stop, done }: CommandContext): void {
  secrets
    .command('delete')
    .description('delete a secret')
    .argument('<name>', 'name of the secret')
    .option('--system', 'as the system: without it, no secret of the system is deleted')
    .option('-y, --yes', 'do not ask')
    .option('--store <text>', STORE_HELP)
    .option('--json', 'print one JSON document instead of a line')
    .addHelpText('after', DELETE_HELP)
    .action(async (name: string, _flags: unknown, command: Command) => {
      const { deleteSecret } = await import('./delete.js');
      const { describeTerminal } = await import('../terminal/terminal.js');
      const { stdout: output, stderr: errors } = process;
      const flags = command.optsWithGlobals<SecretsDeleteFlags>();
      const code = await deleteSecret({
        name,
        flags,
        output,
        errors,
        stop,
        terminal: describeTerminal(process),
      });
      done(code);
    });
}

/** What was given as an argument by mistake could be the value. */
function withoutArguments(text: string): string {
  if (!/^error: (unknown option|too many arguments)/.test(text)) return text;
  return 'error: give one name, and options of --help. The value is read from standard input, or asked for\n';
}
