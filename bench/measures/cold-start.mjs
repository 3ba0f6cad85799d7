// Whole processes, from their start to their end: import, secret, CSDS, token, one list. What a process measures of
// itself misses what V8 still does in the background, so the kernel's figure is read when it has ended.
import { median } from '../support/median.mjs';
import { withScene } from '../support/scene.mjs';
import { table, times } from '../support/table.mjs';
import { plainEnvironment, timed } from '../support/timed.mjs';

const LABELS = {
  bare: 'bare node',
  https: 'node:https by hand',
  library: 'lp.users.list()',
  import: 'import of the library alone',
  before: 'lp.users.list(), earlier build',
  importBefore: 'import of the earlier build alone',
  fetch: 'fetch by hand',
};

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
        const sample = await timed(
          new URL(`../cold-start/${file}`, import.meta.url),
          environment(scene, build),
        );
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

function environment({ origin, caFile }, build) {
  return {
    ...plainEnvironment(caFile),
    BENCH_HOST: new URL(origin).host,
    ...(build !== undefined && { BENCH_LIBRARY: build }),
  };
}
