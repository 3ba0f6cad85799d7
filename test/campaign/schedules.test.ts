import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Figures, figuresText, sum } from '../support/schedules/figures.js';
import { bundleCampaign, runInWorker } from './campaign-in-worker.js';

/**
 * CAMPAIGN_SCHEDULES: how many. CAMPAIGN_SEED: which ones; always the same by default, so that a failure is of
 * the change at hand, and others with any number. With CAMPAIGN_PATH, the replay that a failure prints, as
 * `CAMPAIGN_SEED=1 CAMPAIGN_PATH=2:3 CAMPAIGN_SCHEDULES=1 npm run test:long -- schedules`.
 */
const { CAMPAIGN_SCHEDULES = '40000', CAMPAIGN_SEED = '1', CAMPAIGN_PATH } = process.env;
const SCHEDULES = Number(CAMPAIGN_SCHEDULES);
const SEED = Number(CAMPAIGN_SEED);
const THREADS = CAMPAIGN_PATH === undefined ? availableParallelism() : 1;

/** What has to have happened at least once in so many schedules, or the campaign shows nothing. */
const EXPECTED: Readonly<Record<string, number>> = {
  runs: 1,
  requests: 1 / 40,
  'ends: well': 1,
  'ends: with an error': 2,
  'late landings': 2,
  'refusals: quota': 10,
  'faults: refused': 10,
  'faults: throttled': 10,
  'faults: stale revision': 500,
  'faults: answer lost': 10,
  'faults: late after failure': 10,
  'faults: late': 10,
  'faults: lost': 10,
  'faults: silent': 10,
  'faults: twice': 10,
  'faults: again later': 10,
  'faults: old copy': 100,
  'faults: partial list': 100,
  'faults: undecided': 100,
  'faults: refused in passing': 50,
  'faults: forbidden': 1_000,
  'faults: token server down': 10,
  'faults: no administrator any more': 50,
  'kills: request lost': 50,
  'kills: request carried out': 50,
  'kills: request carried out later': 50,
  'pauses: asleep for 3600 s before a request': 1_000,
  'pauses: asleep for 3600 s after a request': 1_000,
  'pauses: stopped for 3600 s before a request': 1_000,
  'pauses: stopped for 3600 s after a request': 1_000,
  'clock jumps: 60 min': 500,
  'clock jumps: -60 min': 500,
  'foreign changes: deletes one of ours': 50,
  'foreign changes: disables one of ours': 50,
  'foreign changes: takes one of ours over': 50,
  'foreign changes: rotates one of ours': 50,
  'foreign changes: protects one of ours': 50,
  'foreign changes: edits one that is not ours': 50,
  'foreign changes: deletes one that is not ours': 50,
  'foreign changes: moves the revision': 10,
  'foreign changes: deletes the secret': 50,
  'foreign changes: puts a credential made by hand': 50,
  'foreign changes: puts one of ours': 50,
  'foreign changes: puts one of ours with a mistake': 50,
  'foreign changes: puts a credential of the other account': 50,
  'foreign changes: installs under a name to be taken over': 50,
  'helped: makes room for one more': 100,
  'helped: erases a record that is not for this account': 20,
  'helped: stores by hand what the platform hides': 20,
};

/** What happened less often than expected. */
function missing(figures: Figures): string[] {
  return Object.entries(EXPECTED)
    .filter(([name, schedules]) => (figures[name] ?? 0) < Math.floor(SCHEDULES / schedules))
    .map(([name]) => `${name}: ${figures[name] ?? 0}`);
}

// A thousand take some seconds on one busy core.
it(`${SCHEDULES} schedules show no violation`, { timeout: Math.max(600_000, 20 * SCHEDULES) }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lp-campaign-'));
  try {
    const path = await bundleCampaign(folder);
    const startedAt = performance.now();
    const results = await Promise.all(
      Array.from({ length: THREADS }, (_, thread) =>
        runInWorker(path, {
          seed: SEED + thread,
          schedules: Math.ceil(SCHEDULES / THREADS),
          path: CAMPAIGN_PATH,
        }),
      ),
    );
    const figures = sum(results.map((result) => result.figures));
    const violations = results.flatMap(({ failure }) => failure?.text ?? []);
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    console.log(
      `${figuresText(figures)}\nseeds from ${SEED} on, ${THREADS} threads, ${seconds} s\nviolations: ${violations.length}`,
    );
    expect(violations.join('\n\n')).toBe('');
    expect(CAMPAIGN_PATH === undefined ? missing(figures) : []).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
