// One contestant: it makes BENCH_CALLS calls, so many in flight, and ends. Of the second half, when it is warm, it tells
// the time of each call, the calls per second, and the CPU that it used itself.
import { tell } from '../support/report.mjs';

const calls = Number(process.env.BENCH_CALLS);
const inFlight = Number(process.env.BENCH_IN_FLIGHT);
const expected = Number(process.env.BENCH_USERS);
const warm = Math.floor(calls / 2);

const { open } = await import(process.env.BENCH_CONTESTANT);
const { call, close } = await open();

const latencies = new Float64Array(calls - warm);
let started = 0;
let warmAt;
let cpuWhenWarm;

await Promise.all(Array.from({ length: inFlight }, worker));
const seconds = (performance.now() - warmAt) / 1000;
const { user, system } = process.cpuUsage(cpuWhenWarm);
await close();
latencies.sort();
tell({
  warmMicros: (user + system) / latencies.length,
  callsPerSecond: latencies.length / seconds,
  p50: latencies[Math.floor(latencies.length * 0.5)],
  p99: latencies[Math.floor(latencies.length * 0.99)],
});

async function worker() {
  while (started < calls) {
    const index = started - warm;
    started += 1;
    if (index === 0) becomeWarm();
    const startedAt = performance.now();
    const users = await call();
    if (index >= 0) latencies[index] = performance.now() - startedAt;
    if (users.length !== expected) throw new Error(`got ${users.length} users, not ${expected}`);
  }
}

function becomeWarm() {
  warmAt = performance.now();
  cpuWhenWarm = process.cpuUsage();
}
