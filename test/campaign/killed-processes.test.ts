import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox } from '../../src/testing/sandbox/sandbox.js';
import { bundleProvisioning } from '../support/provision-in-process.js';
import { type Figures, figuresText } from '../support/schedules/figures.js';
import { KillEpisode, MOMENTS } from './kill-episode.js';

const KILLS = 300;
const LANES = 3;

let folder = '';
let script = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lp-kills-'));
  script = await bundleProvisioning(folder);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const killsIn = (figures: Figures) =>
  MOMENTS.reduce((total, moment) => total + (figures[`kills: ${moment}`] ?? 0), 0);

/** One account after the other, each with an empty store, on one sandbox that keeps what was left behind. */
async function runLane(lane: number, figures: Figures): Promise<void> {
  await using sandbox = await startSandbox({ provisioned: false, infrastructureMs: 1 });
  for (let number = lane; killsIn(figures) < KILLS; number += 1) {
    const moment = MOMENTS[number % MOMENTS.length] ?? 'at any time';
    const parts = { script, folder, sandbox, figures };
    await new KillEpisode(parts, `${lane}-${number}`, moment).run();
  }
}

it(`processes killed ${KILLS} times leave no broken secret, and the next one ends well`, async () => {
  const figures: Figures = {};
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: LANES }, (_, lane) => runLane(lane, figures)));
  console.log(`${figuresText(figures)}\n${Math.round((performance.now() - startedAt) / 1_000)} s`);
  expect(killsIn(figures)).toBeGreaterThanOrEqual(KILLS);
  for (const moment of MOMENTS) expect(figures[`kills: ${moment}`]).toBeGreaterThan(KILLS / 20);
}, 1_200_000);
