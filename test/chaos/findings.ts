import { Canaries } from './canaries.js';
import type { Invariant, Report, Violation } from './messages.js';

/** More would not be read. */
const MOST = 50;

/** What a run has shown. */
export class Findings {
  readonly canaries = new Canaries();
  readonly #violations: Violation[] = [];
  readonly #counts = new Map<string, number>();
  calls = 0;

  count(name: string, times = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + times);
  }

  violation(
    invariant: Invariant,
    text: string,
    { world, call }: { world?: number; call?: number } = {},
  ): void {
    this.count(`violated: ${invariant}`);
    if (this.#violations.length < MOST) this.#violations.push({ invariant, world, call, text });
  }

  /** Looks for canaries in what somebody could see. */
  seen(where: string, text: string, place: { world?: number; call?: number } = {}): void {
    this.count('texts scanned');
    const names = this.canaries.in(text);
    if (names.length > 0) this.violation('no canary', `${where} shows ${names.join(', ')}`, place);
  }

  report({ heap, longestLagMs }: Pick<Report, 'heap' | 'longestLagMs'>): Report {
    const counts = Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
    return { calls: this.calls, violations: this.#violations, counts, heap, longestLagMs };
  }
}
