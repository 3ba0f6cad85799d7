import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleClient, carryOut } from './campaign.js';
import { MUTANTS } from './mutants.js';

/** CHAOS_SEED: another one than usual. */
const SEED = Number(process.env.CHAOS_SEED ?? 1);
const CALLS = 1_600;
/** Of which the worlds of one trouble are a few in a hundred. */
const MANY_CALLS = 16_000;
const FREEZE_MS = 5_500;

/** Whether the campaign would notice is part of what is tested: it has to find each rule that is broken. */
describe('calls with a broken rule show a violation', () => {
  let folder = '';
  const found: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lp-chaos-mutants-'));
  });
  afterAll(async () => {
    console.log(`Found, with the seed ${SEED}:\n${found.join('\n')}`);
    await rm(folder, { recursive: true, force: true });
  });

  it.each([...MUTANTS.entries()].map(([number, mutant]) => ({ number, ...mutant })))(
    '$violates: $rule',
    async ({ number, rule, violates, trouble, ...mutation }) => {
      const clientPath = await bundleClient(folder, `mutant-${number}`, mutation);
      const calls = trouble === undefined ? CALLS : MANY_CALLS;
      const campaign = { seed: SEED, transport: 'https', calls, trouble, freezeMs: FREEZE_MS } as const;
      const { counts, seconds } = await carryOut(clientPath, campaign);
      const times = counts[`violated: ${violates}`] ?? 0;
      found.push(`${String(times).padStart(6)} times in ${seconds} s  ${violates}: ${rule}`);
      expect(times).toBeGreaterThan(0);
    },
  );
});
