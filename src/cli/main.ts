#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { VERSION } from '../config.js';
import { ConfigError } from '../errors/config-error.js';
import { EXIT_CODES_HELP, type ExitCode, ExitCodes, PROVISION_EXIT_CODES_HELP } from './exit-codes.js';
import { errorLine, expectedError } from './expected-error.js';
import { PLATFORM_KINDS, type ProvisionFlags } from './provision-flags.js';
import { stopSignal } from './stop-signal.js';
import { writeLine } from './text-output.js';

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
}

interface SecretsFlags {
  store?: string;
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
      const { runProvision } = await import('./provision.js');
      const { describeTerminal } = await import('./terminal.js');
      const { stdout: output, stderr: errors } = process;
      done(await runProvision({ flags, output, errors, stop, terminal: describeTerminal(process) }));
    });
  program
    .command('secrets')
    .description('list the secrets of a store: name, owner and version, never a value')
    .option('--store <text>', STORE_HELP)
    .option('--json', 'print one JSON document instead of a table')
    .addHelpText('after', EXIT_CODES_HELP)
    .action(async ({ store, json }: SecretsFlags) => {
      const { listSecrets } = await import('./secrets.js');
      await listSecrets({ output: process.stdout, store, json });
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
