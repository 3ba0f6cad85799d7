import { describe, expect, it } from 'vitest';
import type { Sample } from '../../soak/gauges.js';
import { heapGrowth, judge, type Run } from '../../soak/judge.js';
import { soakResult } from '../../soak/result.js';

const MIB = 1024 ** 2;

function samplesWith(heapMiB: (second: number) => number): Sample[] {
  return Array.from({ length: 60 }, (_, second) => ({
    second,
    callsPerSecond: 1_000,
    p50Ms: 20,
    p99Ms: 90,
    heapMiB: second % 3 === 0 ? heapMiB(second) : undefined,
    rssMiB: 120,
    sockets: 60,
    timers: 70,
    handles: 140,
    tokens: 3 * second,
    calls: 1_000 * second,
  }));
}

const GOOD: Run = {
  accounts: 50,
  inFlight: 64,
  mostSockets: 320,
  tokenLifeS: 20,
  samples: samplesWith((second) => 30 + (second % 2)),
  quietHeap: { afterWarmUpMiB: 24, atTheEndMiB: 24.4, calls: 15_000 },
  calls: { started: 60_000, settled: 60_000, cutBodies: 9, failures: 0, said: [], latencies: [] },
  served: {
    requests: 61_000,
    tokens: 180,
    faults: { reset: 100, truncated: 90, 'status 500': 95, 'status 503': 98, '429, Retry-After 1': 99 },
  },
  unhandled: [],
  listeners: 0,
  leftOpen: { sockets: 0, timers: 0, handles: 0 },
};

const broken = (run: Partial<Run>) =>
  judge({ ...GOOD, ...run })
    .filter(({ holds }) => !holds)
    .map(({ what }) => what);

describe('the judgement of a soak', () => {
  it('finds nothing wrong with a good run', () => {
    expect(broken({})).toEqual([]);
  });

  it.each<[string, Partial<Run>]>([
    ['calls that did not settle', { calls: { ...GOOD.calls, settled: 59_999 } }],
    ['failed calls that no fault explains', { calls: { ...GOOD.calls, failures: 1 } }],
    ['bodies cut for raw calls', { calls: { ...GOOD.calls, cutBodies: 91 } }],
    ['rejections that nobody handled, and warnings', { unhandled: ['Error: lost'] }],
    ['abort listeners left on a shared signal', { listeners: 1 }],
    ['sockets open after close', { leftOpen: { ...GOOD.leftOpen, sockets: 1 } }],
    ['token requests', { served: { ...GOOD.served, tokens: 400 } }],
    ['open sockets at the most', { mostSockets: 59 }],
    ['faults met', { served: { ...GOOD.served, faults: { truncated: 90 } } }],
  ])('tells %s', (what, run) => {
    expect(broken(run)).toEqual([what]);
  });

  it('tells a leak of 150 bytes a call, with calls in flight and without', () => {
    const perSecond = (1_000 * 150) / MIB;
    expect(broken({ samples: samplesWith((second) => 30 + second * perSecond * 2) })).toEqual([
      'growth of the heap after warm-up, by its slope, MiB',
    ]);
    const quietHeap = { afterWarmUpMiB: 24, atTheEndMiB: 24 + 45 * perSecond, calls: 15_000 };
    expect(broken({ quietHeap })).toEqual(['growth of the heap without a call in flight, MiB']);
  });

  it('is not moved by a few odd seconds', () => {
    const samples = samplesWith((second) => (second > 54 ? 90 : 30));
    expect(heapGrowth(samples).grownMiB).toBeCloseTo(0);
  });
});

describe('the result of a soak', () => {
  it('has a row for each verdict, and at most 300 points a line', () => {
    const samples = samplesWith(() => 30).flatMap((sample) => Array.from({ length: 20 }, () => sample));
    const { tables, plots } = soakResult({ ...GOOD, samples });
    expect(tables[0]?.rows).toHaveLength(judge(GOOD).length);
    for (const { series } of plots) {
      for (const { points } of series) expect(points.length).toBeLessThanOrEqual(300);
    }
  });
});
