import { createToolbelt } from '../../src/index.js';

// Run as a process of its own: pages through all interactions of a server and tells what memory that took, as JSON.

const DAY_MS = 86_400_000;
const SAMPLE_EVERY = 500;

const host = process.env.LP_HISTORY_HOST ?? '';
const days = Number(process.env.LP_HISTORY_DAYS);
const from = Number(process.env.LP_HISTORY_FROM);
const credential = { consumerKey: 'key', consumerSecret: 'text', token: 'token', tokenSecret: 'text' };

await using toolbelt = createToolbelt({
  accountId: '12345678',
  csdsDomain: host,
  allowLoopback: true,
  secretStore: { get: async (key) => ({ key, value: credential }) },
});
const { engagementHistory } = toolbelt.LPClient();
const search = { source: 'memory-test', limit: 100 };

// Everything is loaded and connected now; what comes on top is the paging.
await engagementHistory.search({ ...search, start: { from, to: from } });
const idle = process.memoryUsage.rss();

let peak = idle;
let chats = 0;
let latest = -1;
let outOfOrder = 0;
const begin = performance.now();
for await (const { info } of engagementHistory.search({
  ...search,
  start: { from, to: from + days * DAY_MS },
})) {
  chats += 1;
  // The server numbers its chats: one that comes twice, or too late, does not raise the number.
  const number = Number(info.engagementId.slice(-9));
  if (number <= latest) outOfOrder += 1;
  latest = number;
  if (chats % SAMPLE_EVERY === 0) peak = Math.max(peak, process.memoryUsage.rss());
}
const seconds = (performance.now() - begin) / 1_000;
console.log(JSON.stringify({ chats, outOfOrder, latest, idle, peak, seconds }));
