// Counts rows, and looks at the memory that the process has: its peak, and what is still held half-way and at the end.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { tell } from '../support/report.mjs';

const MIB = 1024 * 1024;
const EVERY = 500;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

export async function consume(rows, expected) {
  const idle = process.memoryUsage.rss();
  let [count, peak, half] = [0, 0, 0];
  for await (const row of rows) {
    if (row === undefined) throw new Error('no row');
    count += 1;
    if (count % EVERY === 0) peak = Math.max(peak, process.memoryUsage.rss());
    if (count === expected / 2) half = held();
  }
  if (count !== expected) throw new Error(`got ${count} rows, not ${expected}`);
  tell({ growthKb: (held() - half) / 1000, aboveIdleMiB: (peak - idle) / MIB });
}

function held() {
  // Buffers are not counted: what they hold is given back some time after a collection.
  collect();
  return process.memoryUsage().heapUsed;
}
