import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleCampaign, runInWorker } from './campaign-in-worker.js';
import { MUTANTS } from './mutants.js';

/** CAMPAIGN_SEED: another one than usual, to see after how many schedules it finds each. */
const SEED = Number(process.env.CAMPAIGN_SEED ?? 1);
const SCHEDULES = 30_000;

/** Whether the campaign would notice is part of what is tested: it has to find each rule that is broken. */
describe('a campaign with a broken rule finds a violation', () => {
  let folder = '';
  const found: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lp-mutants-'));
  });
  afterAll(async () => {
    console.log(`Found after so many schedules, with the seed ${SEED}:\n${found.join('\n')}`);
    await rm(folder, { recursive: true, force: true });
  });

  it.concurrent.each([...MUTANTS.entries()].map(([number, mutant]) => ({ number, ...mutant })))(
    '$rule',
    { timeout: 600_000 },
    async ({ number, rule, ...mutation }) => {
      const path = await bundleCampaign(folder, `mutant-${number}`, mutation);
      const { failure } = await runInWorker(path, { seed: SEED, schedules: SCHEDULES, isUnshrunk: true });
      expect(failure?.text).toMatch(/^Violation: /);
      found.push(`${String(failure?.afterSchedules).padStart(7)}  ${rule}`);
    },
  );
});
