import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem, type } from 'node:os';

/** What the bench itself needs. */
const TOOLS = ['echarts', 'selfsigned'];

/** Where and when figures are measured, and how busy the machine is: one whose cores are all taken gives other ratios. */
export function machine(command = 'npm run bench') {
  const [{ model }, ...others] = cpus();
  return {
    cpu: model.trim(),
    cores: others.length + 1,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    system: type(),
    load: Number(loadavg()[0].toFixed(1)),
    node: process.version,
    peers: peers(),
    commit: commit(),
    date: new Date().toISOString().slice(0, 10),
    command,
  };
}

export function machineLine({ cpu, cores, memoryGiB, load, node }) {
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB, load ${load}, Node ${node}`;
}

/** Versions of what is measured beside the library. */
function peers() {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  const all = Object.entries({ ...dependencies, ...devDependencies });
  return Object.fromEntries(all.filter(([name]) => !TOOLS.includes(name)));
}

/** A plus says that the tree was not that of the commit. */
function commit() {
  const git = (...args) =>
    execFileSync('git', args, { cwd: new URL('.', import.meta.url), encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', '--', ':/', ':!/docs/performance*');
    return git('rev-parse', '--short=7', 'HEAD') + (changed === '' ? '' : '+');
  } catch {
    return 'unknown';
  }
}
