// Counts rows, and looks at the memory that the process has: its peak, and what is held at two like places.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { tell } from '../support/report.mjs';

const MIB = 1024 * 1024;
const EVERY = 500;
/** Within a page and in the middle of a file of Data Access: the same is on its way at both looks. */
const WITHIN_PAGE = 50;
const FILE_ROWS = Number(process.env.BENCH_FILE_ROWS);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

export async function consume(rows, expected) {
  const idle = process.memoryUsage.rss();
  const secondAt = expected - FILE_ROWS / 2 + WITHIN_PAGE;
  const firstAt = secondAt - expected / 2;
  let [count, peak, first, second] = [0, 0, 0, 0];
  for await (const row of rows) {
    if (row === undefined) throw new Error('no row');
    count += 1;
    if (count % EVERY === 0) peak = Math.max(peak, process.memoryUsage.rss());
    if (count === firstAt) first = held();
    if (count === secondAt) second = held();
  }
  if (count !== expected) throw new Error(`got ${count} rows, not ${expected}`);
  if (first === 0 || second === 0) throw new Error(`no look at row ${firstAt} or ${secondAt}`);
  tell({ growthKb: (second - first) / 1000, aboveIdleMiB: (peak - idle) / MIB });
}

function held() {
  // Buffers are not counted: what they hold is given back some time after a collection.
  collect();
  return process.memoryUsage().heapUsed;
}
