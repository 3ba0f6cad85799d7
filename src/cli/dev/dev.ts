import { resolve } from 'node:path';
import { type Clock, systemClock } from '../../config/clock.js';
import { ConfigError } from '../../errors/config-error.js';
import type { FixtureFunction } from '../../testing/fixtures/fixtures.js';
import { openSandbox } from '../../testing/sandbox/open-sandbox.js';
import { checkSandboxOptions } from '../../testing/sandbox/sandbox-options.js';
import { errorLine } from '../terminal/expected-error.js';
import { formatTable } from '../terminal/table.js';
import { type TextOutput, writeLine } from '../terminal/text-output.js';
import { eventLines } from './event-lines.js';
import { announceDev, runningDevFolder } from './running-dev.js';

/** What the dev command needs. */
export interface DevOptions {
  readonly output: TextOutput;
  readonly errors: TextOutput;
  /** The functions run until this is aborted. */
  readonly stop: AbortSignal;
  readonly folder: string;
  readonly accountId?: string | undefined;
  readonly v1?: boolean | undefined;
  /** Port for the debugger of the first function. */
  readonly debuggerPort?: number | undefined;
  /** Times the looks at the folder. @default the clock of this machine */
  readonly clock?: Clock | undefined;
  /** Where `lp-toolbelt invoke` finds what runs. @default in the person's data folder */
  readonly announceIn?: string | undefined;
}

/** Milliseconds between two looks at the folder. They only tell: each invocation looks itself. */
const LOOK_MS = 500;

/**
 * Runs the functions of a folder in a sandbox until it is stopped.
 *
 * @throws {ConfigError} what is wrong with the folder or an option.
 */
export async function runDev(options: DevOptions): Promise<void> {
  const { output, errors, folder, accountId, v1, debuggerPort } = options;
  const checked = checkSandboxOptions({ accountId, functions: folder, functionsV1: v1 });
  await using sandbox = await openSandbox(checked, {
    onEvent: (event) => {
      for (const line of eventLines(event)) writeLine(output, line);
    },
    debuggerPort,
  });
  const env = sandbox.env();
  using announced = announceDev(options.announceIn ?? runningDevFolder(), {
    pid: process.pid,
    host: sandbox.host,
    gateway: sandbox.hosts.faasGW,
    accountId: sandbox.accountId,
    folder: resolve(folder),
    caFile: sandbox.caFile,
    secretStore: env.LP_SECRET_STORE ?? '',
    hasDebugger: debuggerPort !== undefined,
  });
  const functions = await sandbox.lookAtFunctions();
  writeLine(output, `The functions of ${folder} run in the sandbox of account ${sandbox.accountId}:`);
  for (const line of listLines(functions)) writeLine(output, line);
  if (announced.problem === undefined) {
    writeLine(output, 'Call one from another terminal, for example:');
    writeLine(output, `  lp-toolbelt invoke ${functions[0]?.name ?? 'NAME'} '{"id": 1}'`);
  } else writeLine(errors, `"lp-toolbelt invoke" will not find them: ${announced.problem}`);
  writeLine(output, `The gateway is https://${sandbox.hosts.faasGW}. Press Ctrl-C to stop.`);
  await tellChanges(options, functions, () => sandbox.lookAtFunctions());
}

/** Looks at the folder time and again. Looking finds a file whichever way an editor writes it, on every file system. */
async function tellChanges(
  { output, errors, stop, clock = systemClock }: DevOptions,
  first: readonly FixtureFunction[],
  look: () => Promise<readonly FixtureFunction[]>,
): Promise<void> {
  let known = first;
  let told = '';
  while (!stop.aborted) {
    await clock.sleep(LOOK_MS, stop).catch(() => undefined);
    if (stop.aborted) return;
    try {
      const now = await look();
      if (isChanged(known, now) || told !== '') writeLine(output, `Changed. Functions: ${names(now)}`);
      known = now;
      told = '';
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      if (error.message !== told) writeLine(errors, errorLine(error));
      told = error.message;
    }
  }
}

/** A look at files that are as they were gives what the look before gave. */
function isChanged(before: readonly FixtureFunction[], now: readonly FixtureFunction[]): boolean {
  return before.length !== now.length || before.some((one, index) => one !== now[index]);
}

function names(functions: readonly FixtureFunction[]): string {
  return functions.map(({ name }) => name).join(', ');
}

function listLines(functions: readonly FixtureFunction[]): string[] {
  const columns = [{ title: 'Function' }, { title: 'UUID' }, { title: 'Event' }];
  return formatTable(
    columns,
    functions.map(({ name, uuid, eventId }) => [name, uuid, eventId]),
  );
}
