import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LPClient } from '../../src/client/lp-client.js';
import { TSX } from '../integration/cli/run-cli.js';
import { TRANSPORTS } from '../integration/client/harness.js';
import { startPlatform } from '../support/hostile-account.js';

const SERVER = fileURLToPath(new URL('../support/rate-server.ts', import.meta.url));
const CALLS = 2_000;
const PER_SECOND = 200;
/** What the call to a host that refuses nobody may wait, beside the others. */
const SLOWER_AT_MOST = 3;
const MOST_REFUSED = 0.12;

interface Counts {
  readonly answered: number;
  readonly refused: number;
}

async function startRateServers(retryAfter: string | undefined) {
  const env = {
    PATH: process.env.PATH,
    RATE_PER_SECOND: String(PER_SECOND),
    ...(retryAfter !== undefined && { RATE_RETRY_AFTER: retryAfter }),
  };
  const child: ChildProcess = fork(SERVER, [], { execArgv: ['--import', TSX], env });
  onTestFinished(() => void child.disconnect());
  const [hosts] = await once(child, 'message');
  const ask = async (given: { perSecond?: number }): Promise<Counts[]> => {
    child.send(given);
    const [counts] = await once(child, 'message');
    return counts;
  };
  return { hosts: hosts as Record<'first' | 'second' | 'free' | 'ca', string>, ask };
}

/** Calls a host that refuses nobody, every 20 ms; gives the slowest of a hundred, in milliseconds. */
async function pinging(lp: LPClient, until: Promise<unknown>): Promise<number> {
  const times: number[] = [];
  let isOver = false;
  void until.then(() => {
    isOver = true;
  });
  while (!isOver) {
    const startedAt = performance.now();
    await (await lp('smt', '/ping')).text();
    times.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.99)] ?? 0;
}

describe.each(TRANSPORTS)('2,000 calls at once against 200 a second, through %s', (transport) => {
  async function setUp(retryAfter: string | undefined) {
    const { hosts, ask } = await startRateServers(retryAfter);
    const platform = await startPlatform({
      hostOf: (service) =>
        ({ accountConfigReadOnly: hosts.first, msgHist: hosts.second, smt: hosts.free })[service],
    });
    const toolbelt = platform.toolbelt({ transport }, hosts.ca);
    const lp = toolbelt.LPClient();
    await (await lp('smt', '/ping')).text();
    const quietMs = await pinging(lp, new Promise((resolve) => setTimeout(resolve, 3_000)));
    return { lp, ask, quietMs };
  }

  it.each(['1', undefined, '0', '2'])(
    'with Retry-After %s all succeed',
    async (retryAfter) => {
      const { lp, ask, quietMs } = await setUp(retryAfter);
      const startedAt = performance.now();
      const all = Promise.allSettled(Array.from({ length: CALLS }, () => lp.users.list()));
      const busyMs = await pinging(lp, all);
      const good = (await all).filter(({ status }) => status === 'fulfilled').length;
      const [counts] = await ask({});
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
      console.log(
        `${transport}, Retry-After ${retryAfter}: ${good} of ${CALLS} in ${seconds} s, ${counts?.refused} refused; ` +
          `p99 of another host ${quietMs.toFixed(1)} ms quiet, ${busyMs.toFixed(1)} ms beside it`,
      );
      expect(good).toBe(CALLS);
      expect(counts?.refused).toBeLessThanOrEqual(CALLS * MOST_REFUSED);
      expect(busyMs).toBeLessThan(Math.max(quietMs, 10) * SLOWER_AT_MOST);
    },
    60_000,
  );

  it('on two hosts, with aborts in the queue, while the limit changes', async () => {
    const { lp, ask } = await setUp('1');
    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    const calls = Array.from({ length: CALLS }, (_, index) => {
      const options = index % 10 === 0 ? { signal: controller.signal } : {};
      if (index % 2 === 0) return lp.users.list({}, options);
      return lp('msgHist', '/x', options).then((response) => response.text());
    });
    setTimeout(() => controller.abort(reason), 1_500);
    setTimeout(() => void ask({ perSecond: PER_SECOND / 2 }), 2_000);
    setTimeout(() => void ask({ perSecond: PER_SECOND * 2 }), 6_000);
    const outcomes = await Promise.allSettled(calls);
    const failed = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const counts = await ask({});
    console.log(`${transport}: ${failed.length} aborted; ${JSON.stringify(counts)}`);
    expect(new Set(failed)).toEqual(new Set([reason]));
    for (const { refused } of counts) expect(refused).toBeLessThanOrEqual((CALLS / 2) * 2 * MOST_REFUSED);
  }, 60_000);
});
