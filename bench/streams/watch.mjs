// Counts rows, and looks at the memory that the process has: its peak in each half.
import { tell } from '../support/report.mjs';

const MIB = 1024 * 1024;
const EVERY = 500;

export async function consume(rows, expected) {
  const peaks = [0, 0];
  const idle = process.memoryUsage.rss();
  let count = 0;
  for await (const row of rows) {
    if (row === undefined) throw new Error('no row');
    count += 1;
    if (count % EVERY === 0) {
      const half = count * 2 > expected ? 1 : 0;
      peaks[half] = Math.max(peaks[half], process.memoryUsage.rss());
    }
  }
  if (count !== expected) throw new Error(`got ${count} rows, not ${expected}`);
  const [first, second] = peaks;
  tell({ growthMiB: Math.max(0, second - first) / MIB, aboveIdleMiB: (Math.max(...peaks) - idle) / MIB });
}
