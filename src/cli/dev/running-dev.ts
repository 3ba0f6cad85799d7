import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, parseJson } from '../../http/json.js';
import { dataFolder } from '../terminal/data-folder.js';

/** What `lp-toolbelt invoke` has to know of an `lp-toolbelt dev` that runs. No secret: those are in the store. */
export interface RunningDev {
  readonly pid: number;
  /** Host of CSDS. */
  readonly host: string;
  readonly accountId: string;
  readonly folder: string;
  readonly caFile: string;
  /** `settings:PATH`. */
  readonly secretStore: string;
  /** Whether a person may hold an invocation for as long as it takes. */
  readonly hasDebugger: boolean;
}

/** An entry that is there until it is disposed of. */
export interface AnnouncedDev extends Disposable {
  /** Why it could not be made. */
  readonly problem: string | undefined;
}

/** Where all that run are found. @throws {ConfigError} where the person has no home. */
export function runningDevFolder(): string {
  return join(dataFolder(), 'dev');
}

/** Lets `invoke` find it. Functions run without that, too. */
export function announceDev(folder: string, dev: RunningDev): AnnouncedDev {
  const file = join(folder, `${dev.pid}.json`);
  const draft = join(folder, `.${dev.pid}.draft`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Whoever reads it meanwhile finds all of it, or nothing: they remove what they cannot read.
    writeFileSync(draft, `${JSON.stringify(dev, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, file);
    return { problem: undefined, [Symbol.dispose]: () => rmSync(file, { force: true }) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    removeDraft(draft);
    return { problem, [Symbol.dispose]: () => undefined };
  }
}

/** Where even that fails, there was none to remove. */
function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {}
}

/** All that run. Entries of processes that were killed are removed. */
export function runningDevs(folder: string): RunningDev[] {
  return filesIn(folder).flatMap((name) => {
    const file = join(folder, name);
    const dev = readDev(file);
    // The second counts where another process has got the number of one that was killed.
    if (dev !== undefined && isAlive(dev.pid) && existsSync(dev.caFile)) return [dev];
    rmSync(file, { force: true });
    return [];
  });
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+\.json$/.test(name));
  } catch {
    // None has run yet.
    return [];
  }
}

function readDev(file: string): RunningDev | undefined {
  const dev = parseJson(textOf(file) ?? '');
  return isJsonObject(dev) && typeof dev.pid === 'number' && typeof dev.host === 'string'
    ? (dev as unknown as RunningDev)
    : undefined;
}

/** Undefined when it is gone: the one that it told of has ended since the folder was read. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It may be of another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
