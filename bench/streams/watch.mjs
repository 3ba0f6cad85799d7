// Counts rows, and tells the peak of the memory that the process has; or, with BENCH_FILE_ROWS, how much more it holds at
// the second of two like places.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { tell } from '../support/report.mjs';

const MIB = 1024 * 1024;
const EVERY = 500;
/** Within a page and in the middle of a file of Data Access: the same is on its way at both looks. */
const WITHIN_PAGE = 50;
const FILE_ROWS = Number(process.env.BENCH_FILE_ROWS);

export const consume = process.env.BENCH_FILE_ROWS === undefined ? watchPeak : watchGrowth;

async function watchPeak(rows, expected) {
  const idle = process.memoryUsage.rss();
  let peak = 0;
  await countRows(rows, expected, (count) => {
    if (count % EVERY === 0) peak = Math.max(peak, process.memoryUsage.rss());
  });
  tell({ aboveIdleMiB: (peak - idle) / MIB });
}

async function watchGrowth(rows, expected) {
  const secondAt = expected - FILE_ROWS / 2 + WITHIN_PAGE;
  const firstAt = secondAt - expected / 2;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const held = () => {
    // Buffers are not counted: what they hold is given back some time after a collection.
    collect();
    return process.memoryUsage().heapUsed;
  };
  let [first, second] = [0, 0];
  await countRows(rows, expected, (count) => {
    if (count === firstAt) first = held();
    if (count === secondAt) second = held();
  });
  if (first === 0 || second === 0) throw new Error(`no look at row ${firstAt} or ${secondAt}`);
  tell({ growthKb: (second - first) / 1000 });
}

async function countRows(rows, expected, look) {
  let count = 0;
  for await (const row of rows) {
    if (row === undefined) throw new Error('no row');
    count += 1;
    look(count);
  }
  if (count !== expected) throw new Error(`got ${count} rows, not ${expected}`);
}
