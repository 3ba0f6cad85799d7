// One contestant in a fresh process: all its calls at once, and one to another host every 20 ms meanwhile.
import { setTimeout as pause } from 'node:timers/promises';
import { contestants } from './contestants.mjs';

process.once('message', async ({ form, calls, ...task }) => {
  const { call, other } = await contestants[form](task);
  await other();
  await other();
  const startedAt = performance.now();
  let isOver = false;
  let failed = 0;
  const all = Promise.all(Array.from({ length: calls }, () => call().catch(() => (failed += 1)))).then(() => {
    isOver = true;
  });
  const waits = [];
  while (!isOver) {
    const askedAt = performance.now();
    await other();
    waits.push(performance.now() - askedAt);
    await pause(20);
  }
  await all;
  const seconds = (performance.now() - startedAt) / 1000;
  waits.sort((a, b) => a - b);
  process.send({ seconds, failed, otherMs: waits[Math.floor(waits.length * 0.99)] });
});
process.on('disconnect', () => process.exit());
