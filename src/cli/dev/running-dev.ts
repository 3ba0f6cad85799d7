import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${JSON.stringify(dev, null, 2)}\n`, { mode: 0o600 });
    return { problem: undefined, [Symbol.dispose]: () => rmSync(file, { force: true }) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { problem, [Symbol.dispose]: () => undefined };
  }
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
  const dev = parseJson(readFileSync(file, 'utf8'));
  return isJsonObject(dev) && typeof dev.pid === 'number' && typeof dev.host === 'string'
    ? (dev as unknown as RunningDev)
    : undefined;
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
