import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleClient, carryOut } from './campaign.js';
import { textOf, violationText } from './report-text.js';

/** CHAOS_SEED: another one than usual. */
const SECOND_SEED = Number(process.env.CHAOS_SEED ?? 2);
/** Of each seed. One batch: what takes time are the waits, not how many wait. */
const CALLS = 750;
/** Longer than connections are kept on either side. */
const FREEZE_MS = 5_500;

describe('whatever servers do, what is promised of calls holds', () => {
  let folder = '';
  let clientPath = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lp-chaos-'));
    clientPath = await bundleClient(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.concurrent.each([
    { seed: 1, transport: 'https' as const },
    { seed: SECOND_SEED, transport: 'got' as const },
  ])('$transport, seed $seed', async ({ seed, transport }) => {
    const finished = await carryOut(clientPath, { seed, transport, calls: CALLS, freezeMs: FREEZE_MS });
    console.log(textOf({ ...finished, violations: [] }, seed, transport));
    expect(finished.violations.map((violation) => violationText(violation, seed, transport))).toEqual([]);
    expect(finished.calls).toBe(CALLS);
  });
});
