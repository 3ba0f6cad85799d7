// Each measured process imports this, the bare one too, and so it cancels out. At the very end it tells its figures in
// JSON; `process.stdout` would load a good part of Node for it.
import { writeSync } from 'node:fs';

const figures = {};

process.once('exit', () => {
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  writeSync(1, JSON.stringify({ ...figures, peakMiB }));
});

/** Adds to what is told at the end. */
export function tell(more) {
  Object.assign(figures, more);
}
