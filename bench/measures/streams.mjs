// What a row costs of lists that have no end, and whether memory grows with them. Whole processes: see `timedCalls`.
import { acrossRounds, roundsText, rowOf, takeTurns } from '../support/rounds.mjs';
import { withServer } from '../support/scene.mjs';
import { plainEnvironment, timed, timedCalls } from '../support/timed.mjs';

export const id = 'streams';
export const title = 'Streams of rows';
export const takes = ['rounds'];

const KINDS = [
  { kind: 'dataAccess', name: 'dataAccess.rows()' },
  { kind: 'engagementHistory', name: 'engagementHistory.search()' },
  { kind: 'messagingInteractions', name: 'messagingInteractions.search()' },
];
const contestants = KINDS.flatMap(({ kind, name }) => [
  { name, kind, file: 'library.mjs' },
  { name: byHand(name), kind, file: 'by-hand.mjs', peer: true, base: true },
]);
/** What two looks at the same heap may differ by. */
const SAME_KB = 400;

function byHand(name) {
  return `${name}, a loop by hand`;
}

/**
 * 200,000 rows of each kind, 40,000 if `quick`.
 *
 * @param options `rounds` of three fresh processes of each; `library` is a URL.
 */
export async function measure({ library, rounds, quick = false, tell = () => {} }) {
  const calls = quick ? 40_000 : 200_000;
  tell(`${rounds} rounds of ${contestants.length} times ${calls.toLocaleString('en')} rows`);
  const task = { testing: new URL('testing.js', library).href };
  return withServer(
    new URL('../streams/server.mjs', import.meta.url),
    task,
    async ({ fileRows, ...scene }) => {
      const samples = await takeTurns(contestants, { rounds }, async ({ kind, file }) => {
        const url = new URL(`../streams/${file}`, import.meta.url);
        const env = {
          ...plainEnvironment(scene.caFile),
          BENCH_KIND: kind,
          BENCH_LIBRARY: library,
          BENCH_ORIGIN: scene.origin,
        };
        const spent = await timedCalls(url, env, { calls, few: fileRows });
        // A collection that nobody needs changes how V8 collects from then on, and so what all rows cost.
        const { growthKb } = await timed(url, { ...env, BENCH_CALLS: calls, BENCH_FILE_ROWS: fileRows });
        return { ...spent, growthKb };
      });
      return result(samples, rounds, { calls, fileRows });
    },
  );
}

function result(samples, rounds, { calls, fileRows }) {
  const rows = contestants.map((one) => rowOf(one, samples, (own) => figures(one, own, samples)));
  const rowOfKind = (kind) => rows.find(({ name }) => name === kind);
  return {
    id,
    title,
    how: [
      `${calls.toLocaleString('en')} rows of each kind, answers of the sandbox repeated: files of Data Access in gzip of ` +
        `${fileRows.toLocaleString('en')} rows each, chats and conversations in pages of 100. CPU of the whole process less one ` +
        `of ${fileRows.toLocaleString('en')} rows, by row.`,
      'By hand: `node:https`, gunzip, `split` and `JSON.parse` over the same answers, one page after another. It checks ' +
        'nothing, and leaves the names of types in rows of Data Access, which the library takes out.',
      'Growth, in a process of its own: the heap near the end less that half of all rows before, each after a collection, ' +
        `and each in the middle of a page or file. ${SAME_KB} kB count as none.`,
      `${roundsText(rounds)}.`,
    ],
    tables: [{ caption: 'Rows', columns, rows }],
    budgets: [
      ...KINDS.map(({ name }) => ({
        what: `a row of ${name}, of a loop by hand`,
        limit: 1.2,
        measured: rowOfKind(name).ofByHand.median,
        format: 'times',
      })),
      ...KINDS.map(({ name }) => ({
        what: `growth of the heap over half of the rows of ${name}`,
        limit: SAME_KB,
        measured: rowOfKind(name).growth.median,
        format: 'kb',
      })),
    ],
  };
}

function figures({ kind, file }, own, samples) {
  const { name } = KINDS.find((one) => one.kind === kind);
  const other = samples.get(byHand(name));
  const isCompared = file === 'library.mjs';
  return {
    ...(isCompared && { ofByHand: acrossRounds(own, (a, b) => a.cpuMicros / b.cpuMicros, other) }),
    cpu: acrossRounds(own, ({ cpuMicros }) => cpuMicros),
    growth: acrossRounds(own, ({ growthKb }) => growthKb),
    aboveIdle: acrossRounds(own, ({ aboveIdleMiB }) => aboveIdleMiB),
  };
}

const columns = [
  { key: 'ofByHand', label: 'of a loop by hand', format: 'times' },
  { key: 'growth', label: 'growth of the heap', format: 'kb' },
  { key: 'cpu', label: 'CPU a row', format: 'us' },
  { key: 'aboveIdle', label: 'peak RSS above idle', format: 'mib' },
];
