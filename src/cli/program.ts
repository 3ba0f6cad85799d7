import { Command, CommanderError, Option } from 'commander';
import { VERSION } from '../config/version.js';
import { ConfigError } from '../errors/config-error.js';
import { EXIT_CODES_HELP, type ExitCode, ExitCodes, PROVISION_EXIT_CODES_HELP } from './exit-codes.js';
import { errorLine, expectedError } from './expected-error.js';
import { PLATFORM_KINDS, type ProvisionFlags } from './provision/flags.js';
import type { SecretsPutFlags } from './secrets/put.js';
import { stopSignal } from './terminal/stop-signal.js';
import { writeLine } from './terminal/text-output.js';

const STORE_HELP =
  'file:PATH, settings:PATH or vault:https://HOST/MOUNT/PREFIX (default: LP_SECRET_STORE, else the encrypted ' +
  'file .lp-toolbelt/secrets-ACCOUNT.json)';

const PROVISION_HELP = `
You need a session of an administrator of the account. It is read from the environment, and asked for in a
terminal; there is no option for it, since other processes could see that:
  LP_ADMIN_BEARER             bearer of the session
  LP_ADMIN_USER_ID            id of the user whose session it is
  LP_ADMIN_ID_TOKEN           ID token of that user (not needed)
  LP_ADMIN_ID_TOKEN_AUDIENCE  client id that the ID token was issued to

It may be run again at any time, also after it was stopped or killed: it carries on from what is there.
${PROVISION_EXIT_CODES_HELP}`;

interface DemoFlags {
  json?: true;
}

interface DoctorFlags {
  json?: true;
  report?: string;
}

interface SecretsFlags {
  store?: string;
  json?: true;
}

const SECRETS_PUT_HELP = `
The value is read from standard input. In a terminal it is asked for, and not shown: in one line, or for
LIVEPERSON_DEFAULT_APP_KEY as client id and client secret. It is never an argument, since others could see it there.

JSON is stored as what it holds, any other text as text, without the line break at its end. A default app key has
to be {"client_id": "...", "client_secret": "..."}, or the four fields of an OAuth 1.0a key.

  lp-toolbelt secrets put MY_KEY < my-key.json
  lp-toolbelt secrets put LIVEPERSON_DEFAULT_APP_KEY --system
${EXIT_CODES_HELP}`;

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
      const { runDemo } = await import('./demo/demo.js');
      const good = await runDemo({ output: process.stdout, json, signal: stop });
      done(good ? ExitCodes.good : ExitCodes.failed);
    });
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
      const { runDoctor } = await import('./doctor/doctor.js');
      const good = await runDoctor({ output: process.stdout, json, report, signal: stop });
      done(good ? ExitCodes.good : ExitCodes.failed);
    });
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
    .option('--feature-id <id>', 'id of the Functions feature, if LivePerson told you (experimental)')
    .option('--timeout <duration>', 'how long it may take: 15m, 90s, or milliseconds', '15m')
    .option('--dry-run', 'print the plan, and how things are now; write nothing')
    .option('-y, --yes', 'do not ask before it begins')
    .option('--json', 'print JSON, one document per line: plan, events, result')
    .addHelpText('after', PROVISION_HELP)
    .action(async (flags: ProvisionFlags) => {
      const { runProvision } = await import('./provision/provision.js');
      const { describeTerminal } = await import('./terminal/terminal.js');
      const { stdout: output, stderr: errors } = process;
      done(await runProvision({ flags, output, errors, stop, terminal: describeTerminal(process) }));
    });
  const secrets = program
    .command('secrets')
    .description('list the secrets of a store: name, owner and version, never a value; "put" writes one')
    .option('--store <text>', STORE_HELP)
    .option('--json', 'print one JSON document instead of a table')
    .addHelpText('after', EXIT_CODES_HELP)
    .action(async ({ store, json }: SecretsFlags) => {
      const { listSecrets } = await import('./secrets/secrets.js');
      await listSecrets({ output: process.stdout, store, json });
    });
  addSecretsPut(secrets, stop, done);
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

function addSecretsPut(secrets: Command, stop: AbortSignal, done: (code: ExitCode) => void): void {
  secrets
    .command('put')
    .description('write a secret: the value comes from standard input, or is asked for without showing it')
    .argument('<name>', 'name of the secret')
    .option('--system', 'as the system: what provisioning would write; functions cannot alter it')
    .option('--replace', 'overwrite the secret if there is one of that name')
    .option('--store <text>', STORE_HELP)
    .option('--json', 'print one JSON document instead of a line')
    .addHelpText('after', SECRETS_PUT_HELP)
    .configureOutput({ outputError: (text, write) => write(withoutArguments(text)) })
    // The list has options of the same name, which take those that stand behind "put" too.
    .action(async (name: string, _flags: unknown, command: Command) => {
      const { putSecret } = await import('./secrets/put.js');
      const { describeTerminal } = await import('./terminal/terminal.js');
      const { stdin: input, stdout: output, stderr: errors } = process;
      const flags = command.optsWithGlobals<SecretsPutFlags>();
      done(
        await putSecret({ name, flags, input, output, errors, stop, terminal: describeTerminal(process) }),
      );
    });
}

/** What was given as an argument by mistake could be the value. */
function withoutArguments(text: string): string {
  if (!/^error: (unknown option|too many arguments)/.test(text)) return text;
  return 'error: give one name, and options of --help. The value is read from standard input, or asked for\n';
}

/** Runs the command line of this process. */
export async function runProgram(): Promise<ExitCode> {
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
