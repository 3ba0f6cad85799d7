// One contestant in a process of its own: it makes as many calls as it is told over the IPC channel, and
// answers how long they took and how much CPU time this process used.
import { contestants } from './contestants.mjs';

const [name] = process.argv.slice(2);

process.once('message', async (task) => {
  const call = await contestants[name](task);
  process.on('message', async ({ calls, inFlight }) => {
    // Connections closed while the others had their turns are opened again before the measure begins.
    await make(call, 2 * inFlight, inFlight, task.scene.users);
    process.send(await measure(() => make(call, calls, inFlight, task.scene.users), calls));
  });
  process.send({ ready: true });
});
process.on('disconnect', () => process.exit());

async function measure(work, calls) {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { callsPerSecond: calls / seconds, cpuMicros: (user + system) / calls };
}

async function make(call, calls, inFlight, expected) {
  let left = calls;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const users = await call();
      if (users.length !== expected) throw new Error(`${name} got ${users.length} users, not ${expected}`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}
