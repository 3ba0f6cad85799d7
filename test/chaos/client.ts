import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ask } from './client-link.js';
import { ClientWorld } from './client-world.js';
import { Findings } from './findings.js';
import { spoilLookUps } from './look-ups.js';
import type { Orders, Report } from './messages.js';
import { planWorld } from './plan.js';
import { Process } from './process-watch.js';

/** Carries out all worlds that were ordered, in batches that begin and end together. */
export async function runOrders(orders: Orders, ask: Ask): Promise<Report> {
  const findings = new Findings();
  const names = new AsyncLocalStorage<string>();
  // What the platform offers, and the library makes the request id of.
  Object.assign(console, { getTraceId: () => names.getStore() });
  const lookUps = spoilLookUps();
  const watch = new Process(findings);
  ClientWorld.listen(findings);
  const { seed, worlds, worldsAtOnce, transport, freezes } = orders;
  for (let at = 0, batch = 0; at < worlds.length; at += worldsAtOnce, batch += 1) {
    const plans = worlds.slice(at, at + worldsAtOnce).map((index) => planWorld(seed, index));
    let running = plans.map(
      (plan) => new ClientWorld(plan, { ask, findings, names, lookUps, watch, transport }),
    );
    await Promise.all(running.map((world) => world.begin()));
    const freezeMs = freezes[batch];
    const halves = running.map((world) => world.firstHalf());
    if (freezeMs !== undefined) {
      await Promise.all(halves);
      findings.count('frozen, in seconds', freezeMs / 1_000);
      await ask('freeze', { ms: freezeMs });
    }
    await Promise.all(
      running.map(async (world, place) => {
        await halves[place];
        await world.secondHalf();
        await world.close();
        await world.judge();
      }),
    );
    // Deadlines are far: whatever still waits for one was forgotten.
    await watch.isClean(batch);
    watch.hold(running.flatMap((world) => world.toolbelts));
    running = [];
    await watch.collected(batch);
  }
  await delay(50);
  watch.compareHeap();
  return findings.report(watch);
}
