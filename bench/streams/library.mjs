// All rows of one kind through the library, as BENCH_KIND and BENCH_CALLS (how many rows) say.
import { OAUTH2, toolbeltOf } from '../support/library.mjs';
import { consume } from './watch.mjs';

const { BENCH_KIND, BENCH_CALLS, BENCH_LIBRARY, BENCH_ORIGIN } = process.env;
const count = Number(BENCH_CALLS);
const from = Date.UTC(2026, 5, 1);
const start = { from, to: from + count };
const search = { start, source: 'bench', limit: 100 };
const toolbelt = await toolbeltOf(BENCH_LIBRARY, {
  origin: BENCH_ORIGIN,
  secret: OAUTH2,
  dataAccessHost: new URL(BENCH_ORIGIN).host,
});
const lp = toolbelt.LPClient();
const rows = {
  dataAccess: () =>
    lp.dataAccess.rows({ dataType: 'agentActivity', startTime: start.from, endTime: start.to }),
  engagementHistory: () => lp.engagementHistory.search(search),
  messagingInteractions: () => lp.messagingInteractions.search(search),
};
await consume(rows[BENCH_KIND](), count);
await toolbelt.close();
