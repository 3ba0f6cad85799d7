import { setImmediate as turn } from 'node:timers/promises';

/** Waits until a number has not changed for many turns of the event loop; tells it. */
export async function settled(count: () => number): Promise<number> {
  let before = -1;
  while (before !== count()) {
    before = count();
    for (let times = 0; times < 300; times += 1) await turn();
  }
  return before;
}
