import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { Findings } from './findings.js';

const STEP_MS = 50;
/** What a closed batch may take until all of it has gone. */
const SETTLING_MS = 1_500;
/** By how many MiB the heap may be larger at the end. */
const GROWTH_MIB = 6;

/** Watches the process for what it should not have any more. */
export class Process {
  readonly heap: number[] = [];
  longestLagMs = 0;
  readonly #findings: Findings;
  readonly #before = resources();
  #held: WeakRef<object>[] = [];
  #lagMs = 0;
  #beatAt = performance.now();

  constructor(findings: Findings) {
    this.#findings = findings;
    setInterval(() => this.#beat(), STEP_MS).unref();
    process.on('unhandledRejection', (reason) => this.#unhandled('a rejection', reason));
    process.on('uncaughtException', (error) => this.#unhandled('an exception', error));
    process.on('warning', (warning) => {
      findings.seen('a warning', inspect(warning, { depth: 10 }));
      if (warning.name.startsWith('MaxListeners'))
        findings.violation('nothing is left', String(warning.stack));
    });
  }

  /** Milliseconds that this process could not run in, all together. */
  get lagMs(): number {
    return this.#lagMs + Math.max(0, performance.now() - this.#beatAt - 2 * STEP_MS);
  }

  #beat(): void {
    const now = performance.now();
    const late = Math.max(0, now - this.#beatAt - STEP_MS - 5);
    this.#lagMs += late;
    this.longestLagMs = Math.max(this.longestLagMs, Math.round(late));
    this.#beatAt = now;
  }

  #unhandled(what: string, reason: unknown): void {
    this.#findings.violation('no unhandled rejection', `${what}: ${inspect(reason)}`);
  }

  /** Whether sockets and timers are as they were before the first world. */
  async isClean(batch: number): Promise<void> {
    const until = performance.now() + SETTLING_MS;
    let left = this.#left();
    while (left.length > 0 && performance.now() < until) {
      await delay(50);
      left = this.#left();
    }
    if (left.length > 0) {
      this.#findings.violation('nothing is left', `after batch ${batch} there are: ${left.join(', ')}`);
    }
  }

  #left(): string[] {
    return [...resources()].flatMap(([name, count]) => {
      const more = count - (this.#before.get(name) ?? 0);
      return more > 0 && /Socket|TCP|TLS|Timeout/.test(name) ? [`${more} ${name}`] : [];
    });
  }

  /** What is to be gone after the next batch. */
  hold(objects: readonly object[]): void {
    this.#held = objects.map((object) => new WeakRef(object));
  }

  async collected(batch: number): Promise<void> {
    for (let times = 0; times < 10; times += 1) {
      await delay(20);
      globalThis.gc?.();
    }
    const left = this.#held.filter((held) => held.deref() !== undefined).length;
    if (left > 0)
      this.#findings.violation(
        'nothing is left',
        `after batch ${batch} ${left} toolbelts are held in memory`,
      );
    this.heap.push(Math.round((process.memoryUsage().heapUsed / 1_048_576) * 10) / 10);
  }

  /** The least of the last third beside the least of the second: the first warms up. */
  compareHeap(): void {
    const third = Math.floor(this.heap.length / 3);
    if (third < 2) return;
    const [middle, last] = [this.heap.slice(third, 2 * third), this.heap.slice(2 * third)].map((part) =>
      Math.min(...part),
    );
    if (middle !== undefined && last !== undefined && last > middle + GROWTH_MIB) {
      this.#findings.violation('nothing is left', `the heap grew from ${middle} to ${last} MiB`);
    }
  }
}

function resources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
