import { cpus, loadavg } from 'node:os';

/** Where a figure was measured, and how busy the machine was: one whose cores are all taken gives other ratios. */
export function machine() {
  const [{ model }, ...others] = cpus();
  const load = loadavg()[0].toFixed(1);
  return `${model.trim()}, ${others.length + 1} cores, load ${load}, Node ${process.version}`;
}
