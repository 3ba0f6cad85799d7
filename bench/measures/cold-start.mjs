// Whole processes, from their start to their end: import, secret, CSDS, token, one list. What a process measures of
// itself misses what V8 still does in the background, so the kernel's figure is read when it has ended.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median } from '../support/median.mjs';
import { withScene } from '../support/scene.mjs';
import { table, times } from '../support/table.mjs';

const LABELS = {
  bare: 'bare node',
  https: 'node:https by hand',
  library: 'lp.users.list()',
  import: 'import of the library alone',
  before: 'lp.users.list(), earlier build',
  importBefore: 'import of the earlier build alone',
  fetch: 'fetch by hand',
};
/** `time` of bash reads the usage of the ended child, in milliseconds. */
const TIMED = 'TIMEFORMAT=\'%3U %3S\'; time "$@" 2>&3';

/** Medians of each contestant: CPU, CPU above that of a bare node, that as a part of the floor's, peak RSS. */
export function measureColdStart({ library, before, rounds = 15 }) {
  const contestants = [
    ['bare', 'bare.mjs'],
    ['https', 'https.mjs'],
    ['library', 'library.mjs', library],
    ['import', 'import.mjs', library],
    ['fetch', 'fetch.mjs'],
  ];
  if (before !== undefined) {
    contestants.push(['before', 'library.mjs', before], ['importBefore', 'import.mjs', before]);
  }
  return withScene(20, async (scene) => {
    const samples = new Map(contestants.map(([name]) => [name, []]));
    // The first round fills the file cache, and is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      for (let turn = 0; turn < contestants.length; turn += 1) {
        // Another one begins each round, so that no one always follows the same neighbour.
        const [name, file, build] = contestants[(turn + round) % contestants.length];
        const sample = await run(file, environment(scene, build));
        if (round > 0) samples.get(name).push(sample);
      }
    }
    return { rounds, rows: summary(samples) };
  });
}

export function coldStartTable({ rounds, rows }) {
  const cells = rows.map(({ name, cpuMs, aboveBareMs, ofFloor, peakMiB }) => [
    LABELS[name],
    cpuMs.toFixed(1),
    aboveBareMs.toFixed(1),
    times(ofFloor),
    peakMiB.toFixed(1),
  ]);
  return [
    `Cold start: medians of ${rounds} fresh processes each\n`,
    table(['contestant', 'CPU ms', 'above bare node', 'of node:https', 'peak RSS MiB'], cells),
  ].join('\n');
}

function summary(samples) {
  const middle = (name, key) => median(samples.get(name).map((sample) => sample[key]));
  const above = (name) => middle(name, 'cpuMs') - middle('bare', 'cpuMs');
  return Object.keys(LABELS)
    .filter((name) => samples.has(name))
    .map((name) => ({
      name,
      cpuMs: middle(name, 'cpuMs'),
      aboveBareMs: above(name),
      ofFloor: above(name) / above('https'),
      peakMiB: middle(name, 'peakMiB'),
    }));
}

/** The certificate of the scene is the only root that each process trusts, in place of Node's 140. */
function environment({ origin, caFile }, build) {
  const { NODE_OPTIONS, NODE_EXTRA_CA_CERTS, NODE_COMPILE_CACHE, ...env } = process.env;
  return {
    ...env,
    LC_ALL: 'C',
    SSL_CERT_FILE: caFile,
    BENCH_HOST: new URL(origin).host,
    ...(build !== undefined && { BENCH_LIBRARY: build }),
  };
}

async function run(file, env) {
  const path = fileURLToPath(new URL(`../cold-start/${file}`, import.meta.url));
  const child = spawn('bash', ['-c', TIMED, 'bash', process.execPath, '--use-openssl-ca', path], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 2],
  });
  // fd 3 is the contestant's stderr: that of bash says the times alone.
  const [[code], peak, cpu] = await Promise.all([
    once(child, 'close'),
    textOf(child.stdout),
    textOf(child.stderr),
  ]);
  if (code !== 0) throw new Error(`${file} ended with code ${code}`);
  const [user, system] = cpu.trim().split(' ').map(Number);
  return { cpuMs: (user + system) * 1000, peakMiB: Number(peak) / 1024 };
}

async function textOf(stream) {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}
