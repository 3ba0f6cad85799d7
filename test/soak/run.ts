// `npm run soak`: calls at full speed with faults, for 15 minutes or `--minutes N`; fails when an invariant breaks.
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { getEventListeners, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createTransport } from '../../src/index.js';
import { heapAfterCollection, type Open, openNow, percentile, rssMiB, type Sample } from './gauges.js';
import { judge, type Run } from './judge.js';
import {
  type Calls,
  callEach,
  DEADLINE_MS,
  firstCalls,
  type NextCall,
  noCalls,
  openToolbelts,
  randomCalls,
} from './load.js';
import { readOptions } from './options.js';
import { soakResult } from './result.js';
import { type Served, type ServedAccount, TOKEN_LIFE_S } from './settings.js';

const SANDBOXES = 5;
/** csds, sentinel, accountConfigReadOnly and engHistDomain of each. */
const HOSTS = 4 * SANDBOXES;
const CONNECTIONS = 16;
/** A quarter of a short run. Code is compiled and caches are filled until then. */
const MOST_WARM_UP_MS = 60_000;
/** Of each kind, for each account: all that is prepared for it, but for the last checks of answers. */
const FIRST_CALLS = 2;
const COLLECT_EVERY_S = 3;
/** Without one call that settles; what is open is closed within a few seconds. */
const SETTLE_MS = DEADLINE_MS + 10_000;
const CLOSE_MS = 15_000;

const options = readOptions(process.argv.slice(2), process.env);
const { inFlight, accounts, seed } = options;
const unhandled: string[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(String(reason)));
process.on('warning', (warning) => unhandled.push(String(warning)));

const server = fork(fileURLToPath(new URL('server.ts', import.meta.url)), [], {
  execArgv: ['--import', import.meta.resolve('tsx')],
});
try {
  const run = await soak(server);
  const verdicts = judge(run);
  for (const { what, limit, measured, holds } of verdicts) {
    console.log(`${holds ? 'holds ' : 'BROKEN'}  ${what}: ${measured} (${limit})`);
  }
  for (const text of [...run.calls.said, ...unhandled.slice(0, 10)]) console.log(`        ${text}`);
  if (options.write) await write(run);
  if (verdicts.some(({ holds }) => !holds)) process.exitCode = 1;
} finally {
  server.disconnect();
}

async function soak(child: ChildProcess): Promise<Run> {
  child.send({ sandboxes: SANDBOXES, seed });
  const [served] = (await once(child, 'message')) as [ServedAccount[]];
  let serverSays: Served = { requests: 0, tokens: 0, faults: {} };
  child.on('message', (said) => {
    serverSays = said as Served;
  });
  const before = openNow();
  const transport = createTransport('https', { ca: served.map(({ ca }) => ca), connections: CONNECTIONS });
  const toolbelts = openToolbelts(served, accounts, transport);
  const calls = noCalls();
  const ending = new AbortController();
  const samples: Sample[] = [];
  const startedAt = performance.now();
  const sampler = setInterval(() => samples.push(sampleOf()), 1_000);
  console.log(`${options.minutes} minutes, ${inFlight} calls in flight, ${accounts} toolbelts, seed ${seed}`);
  const endsAt = startedAt + options.minutes * 60_000;
  const warmUntil = startedAt + Math.min(MOST_WARM_UP_MS, (endsAt - startedAt) / 4);
  await callSideBySide(firstCalls(toolbelts, FIRST_CALLS));
  await callSideBySide(randomCalls(toolbelts, seed, () => performance.now() >= warmUntil));
  // A slow machine warms up for longer, and is judged by half the run all the same.
  const mainEndsAt = Math.max(endsAt, performance.now() + (endsAt - startedAt) / 2);
  const quietHeap = { afterWarmUpMiB: heapAfterCollection(), calls: calls.settled, atTheEndMiB: 0 };
  await callSideBySide(randomCalls(toolbelts, seed + 1, () => performance.now() >= mainEndsAt));
  quietHeap.atTheEndMiB = heapAfterCollection();
  clearInterval(sampler);
  for (const { toolbelt } of toolbelts) await toolbelt.close();
  await transport.close();
  // Until then it has not told what the last calls met.
  await once(child, 'message');
  const leftOpen = () => difference(openNow(), before);
  await until(() => Object.values(leftOpen()).every((count) => count === 0), CLOSE_MS);
  return {
    accounts,
    inFlight,
    mostSockets: HOSTS * CONNECTIONS,
    tokenLifeS: TOKEN_LIFE_S,
    samples,
    quietHeap,
    calls,
    served: serverSays,
    unhandled,
    listeners: getEventListeners(ending.signal, 'abort').length,
    leftOpen: leftOpen(),
  };

  /** All calls that it begins have settled at its end, or never will. */
  async function callSideBySide(next: NextCall): Promise<void> {
    let ended = 0;
    let lastSettledAt = performance.now();
    const workers = Array.from({ length: inFlight }, async () => {
      await callEach(next, calls, ending.signal);
      ended += 1;
    });
    void Promise.all(workers);
    let settled = calls.settled;
    while (ended < inFlight && performance.now() - lastSettledAt < SETTLE_MS) {
      await pause();
      if (calls.settled !== settled) lastSettledAt = performance.now();
      settled = calls.settled;
    }
  }

  function sampleOf(): Sample {
    const second = Math.round((performance.now() - startedAt) / 1_000);
    const last = samples.at(-1);
    const sample = {
      second,
      ...latencies(calls),
      callsPerSecond: (calls.settled - (last?.calls ?? 0)) / Math.max(1, second - (last?.second ?? 0)),
      heapMiB: samples.length % COLLECT_EVERY_S === 0 ? heapAfterCollection() : undefined,
      rssMiB: rssMiB(),
      ...difference(openNow(), before),
      tokens: serverSays.tokens,
      calls: calls.settled,
    };
    if (samples.length % 15 === 0) console.log(line(sample));
    return sample;
  }
}

function latencies(calls: Calls) {
  const sorted = calls.latencies.sort((a, b) => a - b);
  calls.latencies = [];
  return { p50Ms: percentile(sorted, 0.5), p99Ms: percentile(sorted, 0.99) };
}

function line({ second, callsPerSecond, p50Ms = 0, p99Ms = 0, heapMiB = 0, rssMiB: rss, ...open }: Sample) {
  const times = `p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms`;
  const memory = `heap ${heapMiB.toFixed(1)} MiB, RSS ${rss.toFixed(0)} MiB`;
  const { sockets, timers, handles, tokens } = open;
  return `${second} s: ${callsPerSecond.toFixed(0)}/s, ${times}, ${memory}, ${sockets} sockets, ${timers} timers, ${handles} handles, ${tokens} tokens`;
}

function difference(now: Open, before: Open): Open {
  return {
    sockets: now.sockets - before.sockets,
    timers: now.timers - before.timers,
    handles: now.handles - before.handles,
  };
}

async function until(holds: () => boolean, withinMs: number): Promise<void> {
  const startedAt = performance.now();
  while (!holds() && performance.now() - startedAt < withinMs) {
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

/** The library that draws plots is installed in bench/ alone. */
async function write(run: Run): Promise<void> {
  const script = fileURLToPath(new URL('../../scripts/ensure-install.mjs', import.meta.url));
  spawnSync(process.execPath, [script, 'bench'], { stdio: 'inherit' });
  const bench = (file: string) => import(new URL(`../../bench/${file}`, import.meta.url).href);
  const { measures } = await bench('measures/index.mjs');
  const { machine } = await bench('support/machine.mjs');
  const { writeResults } = await bench('support/results.mjs');
  const command = ['npm run soak --', ...process.argv.slice(2)].join(' ');
  writeResults([soakResult(run)], machine(command), measures);
  console.log('Wrote docs/performance.md and its plots');
}
