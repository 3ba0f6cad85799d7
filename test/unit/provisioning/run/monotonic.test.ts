import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/config/clock.js';
import { ProvisioningScene, watch } from '../../../support/provisioning-scene.js';

const HOUR = 3_600_000;

describe('the time of a run', () => {
  it.each([-HOUR, HOUR])(
    'is that of the monotonic clock, when the wall clock is set by %d ms',
    async (stepMs) => {
      const scene = new ProvisioningScene();
      const { clock, platform } = scene;
      platform.buildMs = 600_000;
      let skewMs = 0;
      void clock.sleep(300_000).then(() => {
        skewMs = stepMs;
      });
      const skewed: Clock = {
        now: () => clock.now() + skewMs,
        elapsed: () => clock.elapsed(),
        sleep: (ms, signal) => clock.sleep(ms, signal),
      };
      const run = scene.provision({ clock: skewed });
      const { events } = await watch(run);
      const times = events.map(({ elapsedMs }) => elapsedMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      const waits = events.filter(({ state }) => state === 'waiting').map(({ fraction }) => fraction);
      expect(new Set(waits).size).toBe(waits.length);
      const { elapsedMs } = await run;
      expect(elapsedMs).toBeGreaterThanOrEqual(600_000);
      expect(elapsedMs).toBeLessThan(620_000);
    },
  );

  it('never goes back with a clock of a caller in JavaScript that has no monotonic one', async () => {
    const scene = new ProvisioningScene();
    const { clock, platform } = scene;
    platform.buildMs = 600_000;
    let skewMs = 0;
    void clock.sleep(300_000).then(() => {
      skewMs = -HOUR;
    });
    const now = () => clock.now() + skewMs;
    const sleep = (ms: number, signal?: AbortSignal) => clock.sleep(ms, signal);
    const run = scene.provision({ clock: { now, sleep } as Clock });
    const times = (await watch(run)).events.map(({ elapsedMs }) => elapsedMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect((await run).elapsedMs).toBeGreaterThan(580_000);
  });
});
