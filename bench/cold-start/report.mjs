// Each contestant imports this, the bare node too, and so it cancels out. At the very end it tells the peak RSS
// in KiB; `process.stdout` would load a good part of Node for it.
import { writeSync } from 'node:fs';

process.once('exit', () => writeSync(1, String(process.resourceUsage().maxRSS)));

export function check(users) {
  if (users.length !== 20) throw new Error(`got ${users.length} users, not 20`);
}
