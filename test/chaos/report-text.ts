import type { Violation } from './messages.js';
import { CALLS_OF_A_WORLD } from './plan.js';
import type { Finished } from './run.js';

/** A run in words: what happened how often, and each violation with how it is repeated. */
export function textOf(finished: Finished, seed: number, transport: string): string {
  const { calls, seconds, counts, heap, longestLagMs, violations } = finished;
  const happened = Object.entries(counts).map(([name, count]) => `${String(count).padStart(8)}  ${name}`);
  return [
    ...happened,
    `heap after each batch, MiB: ${heap.join(' ')}; the longest hold-up: ${longestLagMs} ms`,
    `seed ${seed}, ${transport}: ${calls} calls in ${seconds} s, violations: ${violations.length}`,
    ...violations.map((violation) => violationText(violation, seed, transport)),
  ].join('\n');
}

export function violationText(violation: Violation, seed: number, transport: string): string {
  const { invariant, world, call, text } = violation;
  const place = call ?? (world === undefined ? undefined : world * CALLS_OF_A_WORLD);
  const only = place === undefined ? '' : ` --only ${place}`;
  return `VIOLATED: ${invariant}; seed ${seed}, call ${call ?? 'none'}: ${text}
  again: npm run chaos -- --seed ${seed}${only} --transport ${transport}`;
}
