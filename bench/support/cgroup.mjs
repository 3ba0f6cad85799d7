// Holds processes to a share of a core and to so much memory, by control groups of Linux, version 1 or 2. A group is made
// only below one that this process is in and that is the root of its hierarchy: others are managed by somebody.
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';
const PERIOD_US = 100_000;
const NAME = /^lp-bench-(\d+)$/;

const CONTROLLERS = {
  cpu: {
    v1: (share) => [
      ['cpu.cfs_period_us', PERIOD_US],
      ['cpu.cfs_quota_us', Math.round(PERIOD_US * share)],
    ],
    v2: (share) => [['cpu.max', `${Math.round(PERIOD_US * share)} ${PERIOD_US}`]],
  },
  memory: {
    v1: (bytes) => [['memory.limit_in_bytes', bytes]],
    v2: (bytes) => [['memory.max', bytes]],
  },
};

/** Folders of the groups by controller, for those that the machine lets make; `close` removes them. */
export function openGroups(limits) {
  const groups = {};
  for (const [controller, limit] of Object.entries(limits)) {
    const group = openGroup(controller, limit);
    if (group !== undefined) groups[controller] = group;
  }
  const close = () => {
    for (const folder of Object.values(groups)) remove(folder);
    process.off('exit', close);
  };
  // After an error that nobody catches, too. What a killed run left behind, the next one removes.
  process.once('exit', close);
  return { groups, close };
}

function openGroup(controller, limit) {
  const found = parentOf(controller);
  if (found === undefined) return undefined;
  const { parent, version } = found;
  removeLeftOver(parent);
  const folder = join(parent, `lp-bench-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    const settings = CONTROLLERS[controller][version](limit);
    for (const [file, value] of settings) writeFileSync(join(folder, file), String(value));
    return folder;
  } catch {
    remove(folder);
    return undefined;
  }
}

/** Where a group may be made; undefined where somebody manages the group that this process is in. */
function parentOf(controller) {
  try {
    const lines = readFileSync('/proc/self/cgroup', 'utf8').trim().split('\n');
    const own = lines
      .map((line) => line.split(':'))
      .find(([, names]) => names.split(',').includes(controller));
    if (own !== undefined) return own[2] === '/' ? { parent: join(ROOT, own[1]), version: 'v1' } : undefined;
    const controllers = readFileSync(join(ROOT, 'cgroup.subtree_control'), 'utf8').trim().split(' ');
    const isRoot = lines.includes('0::/') && controllers.includes(controller);
    return isRoot ? { parent: ROOT, version: 'v2' } : undefined;
  } catch {
    return undefined;
  }
}

function removeLeftOver(parent) {
  for (const name of readdirSync(parent)) {
    const [, pid] = NAME.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) remove(join(parent, name));
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function remove(folder) {
  try {
    rmdirSync(folder);
  } catch {
    // It is not there, or a process in it is still ending: the next run removes it.
  }
}
