// One contestant in a process of its own: it makes as many calls as it is told over the IPC channel, and
// answers how long they took and how much CPU time this process used.
import { contestants } from './contestants.mjs';

const USERS = 20;
const [name] = process.argv.slice(2);

process.once('message', async ({ scene }) => {
  const call = await contestants[name](scene);
  process.on('message', async ({ calls, inFlight }) => process.send(await measure(call, calls, inFlight)));
  process.send({ ready: true });
});
process.on('disconnect', () => process.exit());

async function measure(call, calls, inFlight) {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  let left = calls;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const users = await call();
      if (users.length !== USERS) throw new Error(`${name} got ${users.length} users, not ${USERS}`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { callsPerSecond: calls / seconds, cpuMicros: (user + system) / calls };
}
