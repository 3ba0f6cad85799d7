// What the check of answers costs, over a transport that answers from memory. Whole processes: see `timedCalls`.
import { acrossRounds, roundsText, rowOf, takeTurns } from '../support/rounds.mjs';
import { plainEnvironment, timedCalls } from '../support/timed.mjs';

export const id = 'validation';
export const title = 'Validation of answers';
export const takes = ['rounds'];

const CLIENT = new URL('../validation/client.mjs', import.meta.url);
const MODES = ['off', 'warn', 'strict'].map((name) => ({ name }));
const LOADS = [
  { users: 20, caption: '20 users (2 kB)', calls: 16_000 },
  { users: 2330, caption: '2,330 users (200 kB)', calls: 400 },
];
const BUDGET_MICROS = 2;

const how = [
  '`lp.users.list()` with `responseValidation` `off`, `warn` (the default, which looks at the first five answers of an ' +
    'operation) and `strict`, one call after another, over a transport that answers from memory: the parsing of JSON is in ' +
    'each, the network in none. CPU of a process that makes all calls (16,000 of 20 users, 400 of 2,330) less that of one that makes ' +
    'ten, by the account of the operating system, so what V8 compiles counts. `above off` is of the same round.',
];

const columns = [
  { key: 'ofOff', label: 'of off', format: 'times' },
  { key: 'above', label: 'above off, a user', format: 'us' },
  { key: 'perUser', label: 'CPU a user', format: 'us' },
  { key: 'perCall', label: 'CPU a call', format: 'us' },
];

/** @param options `library` is the URL of a build; `quick` makes fewer calls. */
export async function measure({ library, rounds, quick, tell }) {
  const tables = [];
  for (const load of LOADS) {
    tell(`${load.caption}: ${rounds} rounds of ${MODES.length} modes`);
    const calls = quick ? load.calls / 4 : load.calls;
    const samples = await takeTurns(MODES, { rounds }, ({ name }) => run(name, { ...load, calls }, library));
    const off = samples.get('off');
    const rows = MODES.map((mode) => rowOf(mode, samples, (own) => figures(own, off, load.users)));
    tables.push({ caption: load.caption, columns, rows });
  }
  return {
    id,
    title,
    how: [...how, `${roundsText(rounds)}, each in processes of its own.`],
    tables,
    budgets: tables.map(({ caption, rows }) => ({
      what: `strict validation of a user, ${caption}`,
      limit: BUDGET_MICROS,
      measured: rows.find(({ name }) => name === 'strict').above.median,
      format: 'us',
    })),
  };
}

function run(mode, { users, calls }, library) {
  const env = {
    ...plainEnvironment(),
    BENCH_LIBRARY: library,
    BENCH_VALIDATION: mode,
    BENCH_USERS: users,
  };
  return timedCalls(CLIENT, env, { calls, few: 10 });
}

function figures(own, off, users) {
  return {
    ofOff: acrossRounds(own, (one, other) => one.cpuMicros / other.cpuMicros, off),
    above: acrossRounds(own, (one, other) => (one.cpuMicros - other.cpuMicros) / users, off),
    perUser: acrossRounds(own, ({ cpuMicros }) => cpuMicros / users),
    perCall: acrossRounds(own, ({ cpuMicros }) => cpuMicros),
  };
}
