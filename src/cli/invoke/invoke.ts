import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { unknownNameProblem } from '../../config/unknown-name.js';
import { LpServices } from '../../csds/services.js';
import { ConfigError } from '../../errors/config-error.js';
import { isJsonObject } from '../../http/json.js';
import { FUNCTION_LIST_PATH, type ListedFunction } from '../../testing/sandbox/services/faas-gw.js';
import { createToolbelt } from '../../toolbelt/toolbelt.js';
import { type RunningDev, runningDevFolder, runningDevs } from '../dev/running-dev.js';
import { type TextOutput, writeJson } from '../terminal/text-output.js';
import { readPayload } from './payload.js';

/** What the invoke command needs. */
export interface InvokeOptions {
  readonly output: TextOutput;
  /** Standard input, for the payload `-`. */
  readonly input: Readable;
  readonly stop: AbortSignal;
  readonly name: string;
  readonly payload?: string | undefined;
  /** Host of CSDS, where several run. */
  readonly host?: string | undefined;
  /** @default in the person's data folder */
  readonly announcedIn?: string | undefined;
}

/** Milliseconds that somebody may look at a function in a debugger. */
const DEBUGGER_DEADLINE_MS = 24 * 3_600_000;

/**
 * Invokes a function of a running `lp-toolbelt dev` and prints what it returns.
 *
 * @throws {ConfigError} when none runs, there is no such function, or the payload is no JSON.
 * @throws {FunctionError} when the function failed.
 */
export async function runInvoke(options: InvokeOptions): Promise<void> {
  const { output, stop, name } = options;
  const dev = chooseDev(runningDevs(options.announcedIn ?? runningDevFolder()), options.host);
  const given = await readPayload(options.payload, options.input, stop);
  await using toolbelt = createToolbelt({
    accountId: dev.accountId,
    csdsDomain: dev.host,
    allowLoopback: true,
    ca: readFileSync(dev.caFile, 'utf8'),
    secretStore: dev.secretStore,
    ...(dev.hasDebugger && { timeoutMs: DEBUGGER_DEADLINE_MS, deadlineMs: DEBUGGER_DEADLINE_MS }),
  });
  const lp = toolbelt.LPClient();
  const path = FUNCTION_LIST_PATH.replace('{accountId}', dev.accountId);
  const list = listIn(await lp(LpServices.FAAS_GW, path, { signal: stop }).then((answer) => answer.json()));
  const found = list.find((one) => one.name === name);
  if (found === undefined) throw noFunction(name, list);
  const { headers, payload } = inputOf(found);
  const invocation = { functionUuid: found.uuid, headers, payload: given === undefined ? payload : given };
  writeJson(output, await lp.functions.invoke(invocation, { signal: stop }));
}

/** @throws {ConfigError} what is wrong with the folder, as the gateway tells it instead of a list. */
function listIn(answer: unknown): readonly ListedFunction[] {
  if (Array.isArray(answer)) return answer;
  const why = isJsonObject(answer) && typeof answer.message === 'string' ? answer.message : 'it gave no list';
  throw new ConfigError('functions', `"lp-toolbelt dev" cannot tell its functions: ${why}`);
}

function chooseDev(running: readonly RunningDev[], host: string | undefined): RunningDev {
  const matching = running.filter((dev) => host === undefined || dev.host === host);
  const [dev] = matching;
  if (dev !== undefined && matching.length === 1) return dev;
  if (dev === undefined) {
    const where = host === undefined ? '' : ` at ${host}`;
    throw new ConfigError('host', `No "lp-toolbelt dev" runs${where}: start one in another terminal`);
  }
  const choices = matching.map((one) => `--host ${one.host} (${one.folder})`).join(', ');
  throw new ConfigError('host', `Several "lp-toolbelt dev" run; say which one: ${choices}`);
}

/** What `config.json` says that a function is invoked with. */
function inputOf({ input }: ListedFunction): { headers: { key: string; value: string }[]; payload: unknown } {
  const { headers, payload = {} } = isJsonObject(input) ? input : {};
  return { headers: Array.isArray(headers) ? headers : [], payload };
}

function noFunction(name: string, list: readonly ListedFunction[]): ConfigError {
  const known = list.map((one) => one.name);
  return new ConfigError('name', unknownNameProblem('The account', 'function', name, known).message);
}
