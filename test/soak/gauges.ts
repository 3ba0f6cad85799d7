import { readdirSync, readlinkSync } from 'node:fs';

const MIB = 1024 ** 2;

/** One second of the run. */
export interface Sample {
  readonly second: number;
  readonly callsPerSecond: number;
  readonly p50Ms: number | undefined;
  readonly p99Ms: number | undefined;
  /** After a collection of garbage; undefined in seconds without one. */
  readonly heapMiB: number | undefined;
  readonly rssMiB: number;
  readonly sockets: number;
  readonly timers: number;
  /** All that keeps the process alive, timers too. */
  readonly handles: number;
  /** Since the start. */
  readonly tokens: number;
  readonly calls: number;
}

/** What this process has open now. */
export interface Open {
  readonly sockets: number;
  readonly timers: number;
  readonly handles: number;
}

export function openNow(): Open {
  const resources = process.getActiveResourcesInfo();
  return {
    sockets: socketCount(resources),
    timers: resources.filter((name) => name === 'Timeout').length,
    handles: resources.length,
  };
}

export function heapAfterCollection(): number {
  if (globalThis.gc === undefined) throw new Error('The soak needs node --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed / MIB;
}

export function rssMiB(): number {
  return process.memoryUsage.rss() / MIB;
}

export function percentile(sorted: readonly number[], part: number): number | undefined {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

/** By the operating system's account, which idle sockets are in, too; Node tells of those alone that keep it alive. */
function socketCount(resources: readonly string[]): number {
  if (process.platform !== 'linux') return resources.filter((name) => name === 'TLSWrap').length;
  return readdirSync('/proc/self/fd').filter(isSocket).length;
}

function isSocket(descriptor: string): boolean {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`).startsWith('socket:');
  } catch {
    // The one of the folder itself, which is closed again.
    return false;
  }
}
