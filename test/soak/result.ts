import type { Sample } from './gauges.js';
import { judge, type Run, type Verdict } from './judge.js';

/** More points than that a plot does not show. */
const MOST_POINTS = 300;

/** The run as a result of `bench/`, which makes a section of docs/performance.md of it. */
export function soakResult(run: Run, verdicts: readonly Verdict[] = judge(run)) {
  const { samples, calls, served, accounts, inFlight, tokenLifeS } = run;
  const seconds = samples.at(-1)?.second ?? 0;
  return {
    id: 'soak',
    title: 'Soak',
    how: [
      `${calls.settled.toLocaleString('en')} calls in ${(seconds / 60).toFixed(1)} minutes, ${inFlight} in flight, of
${accounts} toolbelts on one shared transport, against five sandboxes in another process, on the same machine. One request in a
hundred met a fault: status 500 or 503, 429 with \`Retry-After: 1\`, a reset, or an answer that was cut. Tokens lived ${tokenLifeS} s;
${served.tokens.toLocaleString('en')} were asked for. Typed calls (80 %), raw ones (18 %) and streams of conversations (2 %) were mixed. The heap
was read after a collection of garbage. The server takes more of the machine than the client: the throughput is no measure
of the library.`,
    ],
    tables: [
      {
        caption: 'What has to hold',
        columns: [
          { key: 'limit', label: 'limit', format: 'text' },
          { key: 'measured', label: 'measured', format: 'text' },
          { key: 'verdict', label: 'verdict', format: 'text' },
        ],
        rows: verdicts.map(({ what, limit, measured, holds }) => ({
          name: what,
          peer: true,
          limit,
          measured,
          verdict: holds ? 'holds' : 'BROKEN',
        })),
      },
    ],
    plots: [
      plot('throughput', 'Soak: throughput', 'calls per second', samples, {
        'calls per second': 'callsPerSecond',
      }),
      plot('latency', 'Soak: latency with faults; a 429 waits 1 s', 'ms', samples, {
        p99: 'p99Ms',
        p50: 'p50Ms',
      }),
      plot('memory', 'Soak: memory', 'MiB', samples, { 'heap after collection': 'heapMiB', RSS: 'rssMiB' }),
      plot('open', 'Soak: what is open', 'count', samples, {
        sockets: 'sockets',
        timers: 'timers',
        handles: 'handles',
      }),
      plot('tokens', 'Soak: tokens asked for since the start', 'tokens', samples, { tokens: 'tokens' }),
    ],
  };
}

function plot(
  id: string,
  caption: string,
  y: string,
  samples: readonly Sample[],
  lines: Readonly<Record<string, keyof Sample>>,
) {
  const series = Object.entries(lines).map(([name, key]) => ({ name, points: pointsOf(samples, key) }));
  return { id: `soak-${id}`, kind: 'lines', caption, x: 'seconds', y, series };
}

/** Means of neighbours, where there are too many. */
function pointsOf(samples: readonly Sample[], key: keyof Sample): [number, number][] {
  const all = samples.flatMap(({ second, [key]: value }): [number, number][] =>
    value === undefined ? [] : [[second, value]],
  );
  const size = Math.ceil(all.length / MOST_POINTS);
  const mean = (group: [number, number][], at: 0 | 1) =>
    group.reduce((sum, point) => sum + point[at], 0) / group.length;
  return Array.from({ length: Math.ceil(all.length / (size || 1)) }, (_, index) => {
    const group = all.slice(index * size, (index + 1) * size);
    return [Math.round(mean(group, 0)), mean(group, 1)];
  });
}
