// Whether anything grows with the number of calls.
import { ask, start, stop } from '../support/child.mjs';
import { median } from '../support/median.mjs';
import { withScene } from '../support/scene.mjs';

export const id = 'many-calls';
export const title = 'Many calls';
export const takes = [];

const IN_FLIGHT = 32;
const MEMORY = 'from memory';
const TLS = 'over TLS';
const MIB = 1024 * 1024;
/** What two collections of the same heap may differ by. */
const SAME_KB = 100;

/**
 * 500,000 calls, or 100,000 if `quick`, answered from memory, and a fifth of them over TLS.
 *
 * @param options `library` is a URL.
 */
export async function measure({ library, quick = false, tell = () => {} }) {
  const calls = quick ? 100_000 : 500_000;
  const loads = [
    { name: MEMORY, calls, batch: calls / 50 },
    { name: TLS, calls: calls / 5, batch: calls / 100 },
  ];
  const heaps = await withScene(20, async ({ origin, caFile }) => {
    const taken = new Map();
    for (const { name, ...load } of loads) {
      tell(`${load.calls.toLocaleString('en')} calls ${name}`);
      const task = { library, ...load, inFlight: IN_FLIGHT, ...(name === TLS && { origin }) };
      taken.set(name, await heapOf(task, caFile));
    }
    return taken;
  });
  return result(loads, heaps);
}

async function heapOf(task, caFile) {
  const env = { NODE_EXTRA_CA_CERTS: caFile, NODE_OPTIONS: '--expose-gc' };
  const client = start(new URL('../many-calls/client.mjs', import.meta.url), [], env);
  try {
    return await ask(client, task);
  } finally {
    stop(client);
  }
}

function result(loads, heaps) {
  const rows = loads.map(({ name, calls }) => {
    const heap = heaps.get(name);
    return {
      name: `${calls.toLocaleString('en')} calls ${name}`,
      growth: growthOf(heap) / 1000,
      half: heap[heap.length / 2 - 1][1] / MIB,
      end: heap.at(-1)[1] / MIB,
    };
  });
  return {
    id,
    title,
    how: [
      `Calls of one toolbelt, ${IN_FLIGHT} in flight; the heap after garbage collection, at fifty and at twenty places. ` +
        'All are answered by a transport in memory, a fifth as many by the server over TLS: that takes a minute less.',
      'Growth over the last half: the median of its last five places less that of its first five. ' +
        `${SAME_KB} kB count as none: two collections of the same heap differ by that.`,
    ],
    tables: [{ caption: 'Heap', columns, rows }],
    plots: [plotOf(loads, heaps)],
    budgets: rows.map(({ name, growth }) => ({
      what: `growth of the heap over the last half of ${name}`,
      limit: SAME_KB,
      measured: growth,
      format: 'kb',
    })),
  };
}

function growthOf(heap) {
  const half = heap.slice(heap.length / 2).map(([, bytes]) => bytes);
  return median(half.slice(-5)) - median(half.slice(0, 5));
}

const columns = [
  { key: 'growth', label: 'growth over the last half', format: 'kb' },
  { key: 'half', label: 'heap at half', format: 'mib' },
  { key: 'end', label: 'heap at the end', format: 'mib' },
];

function plotOf(loads, heaps) {
  const series = loads.map(({ name }) => ({
    name,
    points: heaps.get(name).map(([calls, bytes]) => [calls, bytes / MIB]),
  }));
  const caption = 'Heap over the calls of one process';
  return { id, kind: 'lines', caption, x: 'calls', y: 'MiB', series };
}
