import type { Open, Sample } from './gauges.js';
import type { Calls } from './load.js';
import type { Served } from './settings.js';

/** All that a run came to. */
export interface Run {
  readonly accounts: number;
  readonly inFlight: number;
  /** Of the transport, over all hosts. */
  readonly mostSockets: number;
  readonly tokenLifeS: number;
  readonly samples: readonly Sample[];
  /** After a collection, with no call in flight; and how many had been made after warm-up. */
  readonly quietHeap: {
    readonly afterWarmUpMiB: number;
    readonly atTheEndMiB: number;
    readonly calls: number;
  };
  readonly calls: Calls;
  readonly served: Served;
  readonly unhandled: readonly string[];
  /** Abort listeners on the signal that all calls shared. */
  readonly listeners: number;
  /** Beyond what was there before. */
  readonly leftOpen: Open;
}

export interface Verdict {
  readonly what: string;
  readonly limit: string;
  readonly measured: string;
  readonly holds: boolean;
}

/** No part of the slope: code is compiled and caches are filled until then. */
const WARM_UP = 0.3;
/** What a heap may grow by, whatever the run: with calls in flight, and with none. */
const BUSY_NOISE_MIB = 6;
const QUIET_NOISE_MIB = 3;
/** A leak exceeds it many times. */
const BYTES_PER_CALL = 2;
const BYTES_PER_MIB = 1024 ** 2;

/** The invariants. None is of speed, so that a busy machine breaks none. */
export function judge(run: Run): Verdict[] {
  const { calls, served, samples, leftOpen } = run;
  const heap = heapGrowth(samples);
  const most = (key: 'sockets' | 'timers' | 'handles') =>
    Math.max(0, ...samples.map((sample) => sample[key]));
  const seconds = samples.at(-1)?.second ?? 0;
  // A lease is renewed when nine tenths of it are over; faults, and answers that were cut, cost a request more.
  const mostTokens = Math.ceil(run.accounts * (seconds / (run.tokenLifeS * 0.9) + 2) * 1.25);
  return [
    atMost('calls that did not settle', calls.started - calls.settled, 0),
    atMost('failed calls that no fault explains', calls.failures, 0),
    atMost('bodies cut for raw calls', calls.cutBodies, served.faults.truncated ?? 0),
    atMost('rejections that nobody handled, and warnings', run.unhandled.length, 0),
    atMost('growth of the heap after warm-up, by its slope, MiB', heap.grownMiB, heap.limitMiB),
    quietVerdict(run),
    atMost('open sockets at the most', most('sockets'), run.mostSockets),
    atMost('timers at the most', most('timers'), 4 * run.inFlight + 2 * run.accounts),
    atMost('handles at the most', most('handles'), 8 * run.inFlight + 2 * run.accounts + run.mostSockets),
    atMost('token requests', served.tokens, mostTokens),
    atMost('abort listeners left on a shared signal', run.listeners, 0),
    atMost('sockets open after close', leftOpen.sockets, 0),
    atMost('timers left after close', leftOpen.timers, 0),
    atMost('handles left after close', leftOpen.handles, 0),
    {
      what: 'faults met',
      limit: '>= 1 of each kind',
      measured: Object.entries(served.faults)
        .map(([name, count]) => `${name}: ${count}`)
        .join('; '),
      holds: Object.keys(served.faults).length === 5,
    },
  ];
}

/** Between two moments without a call in flight: of those a busy heap holds more or fewer. */
function quietVerdict({ quietHeap, calls }: Run): Verdict {
  const { afterWarmUpMiB, atTheEndMiB } = quietHeap;
  const limit = QUIET_NOISE_MIB + mibOf(calls.settled - quietHeap.calls);
  return atMost('growth of the heap without a call in flight, MiB', atTheEndMiB - afterWarmUpMiB, limit);
}

function mibOf(calls: number): number {
  return (calls * BYTES_PER_CALL) / BYTES_PER_MIB;
}

/** By the median of all slopes (Theil and Sen), which a few odd values do not move. */
export function heapGrowth(samples: readonly Sample[]): { grownMiB: number; limitMiB: number } {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP));
  const points = warm.flatMap(({ second, heapMiB }) =>
    heapMiB === undefined ? [] : [[second, heapMiB] as const],
  );
  const slopes = points.flatMap(([x, y], index) =>
    points.slice(index + 1).map(([x2, y2]) => (y2 - y) / (x2 - x)),
  );
  slopes.sort((a, b) => a - b);
  const perSecond = slopes[slopes.length >> 1] ?? 0;
  const [first, last] = [warm[0], warm.at(-1)];
  if (first === undefined || last === undefined) return { grownMiB: 0, limitMiB: BUSY_NOISE_MIB };
  const limitMiB = BUSY_NOISE_MIB + mibOf(last.calls - first.calls);
  return { grownMiB: perSecond * (last.second - first.second), limitMiB };
}

function atMost(what: string, measured: number, limit: number): Verdict {
  const text = (value: number) => (Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(2));
  return { what, limit: `<= ${text(limit)}`, measured: text(measured), holds: measured <= limit };
}
