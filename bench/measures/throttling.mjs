// Many more calls than a host takes: how many of them it has to refuse, how long that takes, and who else waits for it.
import { ask, start, stop } from '../support/child.mjs';
import { acrossRounds, roundsText, rowOf, takeTurns } from '../support/rounds.mjs';
import { withServer } from '../support/scene.mjs';

export const id = 'throttling';
export const title = 'Throttling';
export const takes = ['rounds'];

const OURS = 'lp.users.list()';
const contestants = [
  { name: OURS, form: 'library' },
  { name: 'plain retries: p-retry, `node:https`', form: 'pRetry', peer: true },
  { name: "plain retries: got's own, with `Retry-After`", form: 'got', peer: true },
  { name: 'bottleneck, 64 at once', form: 'bottleneck', peer: true },
  { name: 'bottleneck, told what the host takes', form: 'bottleneckTold', peer: true },
  { name: '`@octokit/plugin-throttling`', form: 'octokit', peer: true },
];
/** At the best 249 s each, scaled 4 s. bottleneck starts about 325 calls a second: against more, it is never refused. */
const FULL = { calls: 50_000, perSecond: 200 };
const SCALED = { calls: 500, perSecond: 100 };
const QUICK = { calls: 300, perSecond: 100 };
/** Who retries without a plan may not end. */
const LONGEST_OF_BEST = 6;

/**
 * @param options `rounds` fresh processes of each; `full` makes 50,000 calls against 200 a second, in one round, which
 *   takes half an hour at least; `library` is a URL.
 */
export async function measure({ library, rounds, quick = false, full = false, tell = () => {} }) {
  const settled = full ? 1 : rounds;
  const load = full ? FULL : quick ? QUICK : SCALED;
  const { calls, perSecond } = load;
  if (full) tell('one round, whatever --rounds says');
  tell(`${settled} rounds of ${contestants.length} times ${calls} calls against ${perSecond} a second`);
  return withServer(new URL('../throttling/server.mjs', import.meta.url), {}, async (scene) => {
    const samples = await takeTurns(contestants, { rounds: settled }, async (one) => {
      const taken = await run(one, scene, library, load);
      tell(`${one.name}: ${taken.seconds.toFixed(1)} s, ${taken.refused} refused, ${taken.failed} failed`);
      return taken;
    });
    return result(samples, load, settled);
  });
}

async function run({ form }, { child: server, origin, freeOrigin, caFile }, library, { calls, perSecond }) {
  await ask(server, { perSecond });
  const client = start(new URL('../throttling/client.mjs', import.meta.url), [], {
    NODE_EXTRA_CA_CERTS: caFile,
  });
  const longestMs = (calls / perSecond) * LONGEST_OF_BEST * 1000;
  const timer = setTimeout(() => client.kill(), longestMs);
  try {
    const told = await ask(client, { form, calls, perSecond, library, origin, freeOrigin });
    return { ...told, ...(await ask(server, {})) };
  } catch (error) {
    if (!client.killed) throw error;
    const { answered, refused } = await ask(server, {});
    throw new Error(`given up after ${longestMs / 1000} s: ${answered} answered, ${refused} refused`);
  } finally {
    clearTimeout(timer);
    stop(client);
  }
}

function result(samples, { calls, perSecond }, rounds) {
  const best = (calls - perSecond) / perSecond;
  const rows = contestants.map((one) =>
    rowOf(one, samples, (own) => ({
      ofBest: acrossRounds(own, ({ seconds }) => seconds / best),
      refused: acrossRounds(own, ({ refused }) => (refused * 1000) / calls),
      other: acrossRounds(own, ({ otherMs }) => otherMs),
      time: acrossRounds(own, ({ seconds }) => seconds * 1000),
      failed: acrossRounds(own, ({ failed }) => failed),
    })),
  );
  return {
    id,
    title,
    how: how(calls, perSecond, rounds, best),
    tables: [{ caption: 'More calls than a host takes', columns, rows }],
    budgets: [
      {
        what: 'calls that fail at a host that refuses',
        limit: 0,
        measured: rows[0].failed.median,
        format: 'count',
      },
    ],
  };
}

function how(calls, perSecond, rounds, best) {
  const isFull = perSecond === FULL.perSecond;
  return [
    `${calls.toLocaleString('en')} calls at once against a host that takes ${perSecond.toLocaleString('en')} a second and ` +
      'refuses the others with 429 and `Retry-After: 1`. It has saved up for one second at the beginning, so ' +
      `${best.toFixed(1)} s is the best. ${isFull ? '' : 'This is scaled: `--full` makes 50,000 calls against 200 a second. '}` +
      'Another host of the same account, which refuses nobody, is called every 20 ms meanwhile; p99 is of these calls.',
    'The library has a deadline of half an hour in place of 25 s, and is told nothing else. p-retry waits 1 s and doubles it, at ' +
      'random up to twice as long, 60 s at the most; it does not know `Retry-After`. got waits as it says. Both send all calls at ' +
      'once over 64 connections. bottleneck sends 64 at once and those that failed again after 1 s, at first without and ' +
      'then with knowledge of what the host takes (a quarter of it each 250 ms), which the others have to find out. The plugin ' +
      'of octokit, which is made of bottleneck, is set up as its documentation says, and its server speaks of a ' +
      'secondary rate limit: ten requests at once through `fetch`, to all hosts together.',
    `${roundsText(rounds)}. Who takes ${LONGEST_OF_BEST} times as long as the ` +
      'host would need is stopped.',
  ];
}

const columns = [
  { key: 'ofBest', label: 'time, of the best', format: 'times' },
  { key: 'refused', label: 'refused per 1,000 calls', format: 'count' },
  { key: 'other', label: 'p99 of another host', format: 'ms' },
  { key: 'time', label: 'time', format: 'ms' },
  { key: 'failed', label: 'calls failed', format: 'count' },
];
