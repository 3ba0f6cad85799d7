import { createToolbelt, type LPClient } from '../../src/index.js';

// Run as a process of its own: reads answers that decode to far more than they are, and tells as JSON what came of
// each, how long it took, and how much memory the process took at its peak.

const { BOMBS_HOST = '', BOMBS_TRANSPORT = '', BOMBS_CASES = '', BOMBS_DEADLINE_MS = '' } = process.env;
const groups: { name: string; how: string }[][] = JSON.parse(BOMBS_CASES);
const credential = { consumerKey: 'key', consumerSecret: 'text', token: 'token', tokenSecret: 'text' };

await using toolbelt = createToolbelt({
  accountId: '12345678',
  csdsDomain: BOMBS_HOST,
  allowLoopback: true,
  transport: BOMBS_TRANSPORT as 'https' | 'got',
  retry: false,
  deadlineMs: Number(BOMBS_DEADLINE_MS),
  bodyIdleMs: Number(BOMBS_DEADLINE_MS),
  secretStore: { get: async (key) => ({ key, value: credential }) },
  logger: { debug() {}, info() {}, warn() {}, error() {} },
});
const lp = toolbelt.LPClient();

/** Reads an answer in one of the ways that there are. */
async function read(name: string, how: string): Promise<unknown> {
  if (how === 'typed') return lp.users.list({ ifRevision: name });
  const controller = new AbortController();
  const response = await lp('msgHist', `/${name}`, { signal: controller.signal });
  if (how === 'clone') return response.clone().text();
  if (how === 'json') return response.json();
  if (how === 'bytes') return response.bytes();
  if (how === 'touched') return response.body && response.text();
  if (how !== 'stream') return response.text();
  let bytes = 0;
  setTimeout(() => controller.abort(new Error('enough')), Number(BOMBS_DEADLINE_MS));
  for await (const chunk of response.body ?? []) bytes += (chunk as Uint8Array).length;
  return bytes;
}

async function outcomeOf({ name, how }: { name: string; how: string }) {
  const startedAt = performance.now();
  const error = await read(name, how).then(
    () => undefined,
    (reason: unknown) => reason as Error,
  );
  const tookMs = Math.round(performance.now() - startedAt);
  const isOurs = error !== undefined && 'component' in error;
  return { name, how, tookMs, error: error?.name, message: error?.message.slice(0, 120), isOurs };
}

/** Reads all of a group at once. */
async function outcomesOf(client: LPClient, group: (typeof groups)[number]) {
  // Everything is loaded and connected by then.
  await client('msgHist', '/plain').then((response) => response.text());
  const before = process.memoryUsage.rss();
  let peak = before;
  const sample = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const sampler = setInterval(sample, 5);
  const outcomes = await Promise.all(group.map(outcomeOf));
  clearInterval(sampler);
  sample();
  const cpu = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { user, system } = process.cpuUsage(cpu);
  return {
    outcomes,
    growthMiB: Math.round((peak - before) / 1_048_576),
    // Of what goes on after the end of the calls.
    cpuAfterwardsMs: Math.round((user + system) / 1_000),
  };
}

const results = [];
for (const group of groups) results.push(await outcomesOf(lp, group));
console.log(JSON.stringify(results));
