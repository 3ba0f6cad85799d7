import { createToolbelt, type DataRow } from '../../src/index.js';

// Run as a process of its own: streams all rows of a server and tells what memory that took, as JSON.

const RANGE = { startTime: 0, endTime: 1 };
const SAMPLE_EVERY = 500;

const credential = { consumerKey: 'key', consumerSecret: 'text', token: 'token', tokenSecret: 'text' };
await using toolbelt = createToolbelt({
  accountId: '12345678',
  allowLoopback: true,
  secretStore: { get: async (key) => ({ key, value: credential }) },
});
const lp = toolbelt.LPClient();

// Everything is loaded and connected now; what comes on top is the streaming.
await lp.dataAccess.listAgentActivityFiles(RANGE);
const idle = process.memoryUsage.rss();

let peak = idle;
let rows = 0;
let entries = 0;
const begin = performance.now();
for await (const row of lp.dataAccess.rows({ dataType: 'agentActivity', ...RANGE })) {
  rows += 1;
  entries += countEntries(row);
  if (rows % SAMPLE_EVERY === 0) peak = Math.max(peak, process.memoryUsage.rss());
}
const seconds = (performance.now() - begin) / 1_000;
console.log(JSON.stringify({ rows, entries, idle, peak, seconds }));

function countEntries({
  recordCollection,
}: DataRow<string, { agentSessionsData?: unknown[] | null }>): number {
  return recordCollection.reduce((sum, { body }) => sum + (body.agentSessionsData?.length ?? 0), 0);
}
