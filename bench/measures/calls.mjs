// What a call costs, with many in flight and with large answers. Whole processes: see `timedCalls`.
import { acrossRounds, roundsText, rowOf, takeTurns } from '../support/rounds.mjs';
import { withScene } from '../support/scene.mjs';
import { plainEnvironment, timedCalls } from '../support/timed.mjs';

export const id = 'calls';
export const title = 'Calls';
export const takes = ['rounds', 'before'];

const TYPED = 'lp.users.list()';
const UNDICI = 'undici.request by hand';
const ours = [
  { name: TYPED, form: 'typed' },
  { name: 'lp.users.list(), strict', form: 'strict' },
  { name: 'lp(service, path), raw', form: 'raw' },
];
const before = { name: `${TYPED}, earlier build`, form: 'typed', earlier: true };
const byHand = [
  { name: UNDICI, client: 'undici', peer: true, base: true },
  { name: 'node:https by hand', client: 'https', peer: true },
  { name: 'global fetch by hand', client: 'fetch', peer: true },
  { name: 'got by hand', client: 'got', peer: true },
  { name: 'axios by hand', client: 'axios', peer: true },
];

const SMALL = { users: 20, answers: '2 kB' };
const LARGE = { users: 2330, answers: '200 kB' };
/** As many calls as keep a process busy for a second; `limit` is the budget, as a multiple of `undici.request`. */
const LOADS = [
  { ...SMALL, inFlight: 1, calls: 4000, limit: 1.2 },
  { ...SMALL, inFlight: 32, calls: 8000, limit: 1.4 },
  { ...SMALL, inFlight: 256, calls: 8000, limit: 1.4 },
  { ...LARGE, inFlight: 32, calls: 480, limit: 1.1 },
];

const how = [
  '`CPU` is that of a process that makes all calls (4,000 with one in flight, 8,000 with 32 and 256, 480 of 200 kB), less ' +
    'that of one that makes a few, by the account of the operating system: what V8 compiles meanwhile counts, start and ' +
    'first connections do not. `warm` is what the process used itself in the second half of its calls, when most is ' +
    'compiled; latencies and calls per second are of that half, too. Ratios are of the same round.',
  'All get the same list from one server on loopback over TLS, check the status and parse the JSON. By hand means that a ' +
    'token is there, and that a URL, `authorization` and `accept` are given. The library has its default settings: it ' +
    'checks hosts, times, size and status, refreshes the token, retries, and looks at the first five answers; `strict` ' +
    'checks each against its schema. The library, undici, `node:https`, got and axios keep 64 connections; the global ' +
    '`fetch` has no limit, and so 256 with 256 in flight. got retries and checks the status by default, and so does axios ' +
    'the status; nothing else is switched on.',
  'Client and server share the machine, so calls per second are told for comparison within one table alone.',
];

const QUICK = 'Made with `--quick`: a quarter as many calls.';

const columns = [
  { key: 'ofUndici', label: 'CPU, of undici.request', format: 'times' },
  { key: 'warmOfUndici', label: 'warm, of undici.request', format: 'times' },
  { key: 'cpu', label: 'CPU a call', format: 'us' },
  { key: 'warm', label: 'warm, a call', format: 'us' },
  { key: 'p50', label: 'p50', format: 'ms' },
  { key: 'p99', label: 'p99', format: 'ms' },
  { key: 'callsPerSecond', label: 'calls a second', format: 'count' },
];

/** @param options `library` and `before` are URLs of builds; `quick` makes fewer calls. */
export async function measure({ library, before: earlier, rounds, quick, tell }) {
  const contestants = [...byHand, ...ours, ...(earlier === undefined ? [] : [before])];
  const results = [];
  for (const load of LOADS) {
    tell(`${caption(load)}: ${rounds} rounds of ${contestants.length} contestants`);
    const calls = quick ? load.calls / 4 : load.calls;
    results.push(await withScene(load.users, (scene) => measureLoad({ ...load, calls }, scene)));
  }
  return {
    id,
    title,
    how: [...how, ...(quick ? [QUICK] : []), `${roundsText(rounds)}, each in processes of its own.`],
    tables: results.map((rows, index) => ({ caption: caption(LOADS[index]), columns, rows })),
    plots: results.map((rows, index) => plot(LOADS[index], rows)),
    budgets: [...results.flatMap((rows, index) => budgets(LOADS[index], rows)), OFFICIAL],
  };

  async function measureLoad(load, scene) {
    const samples = await takeTurns(contestants, { rounds }, (contestant) =>
      run(contestant, load, scene, { library, earlier }),
    );
    const undici = samples.get(UNDICI);
    return contestants.map((contestant) => rowOf(contestant, samples, (own) => figures(own, undici)));
  }
}

function run({ form, client, earlier: isEarlier }, { inFlight, calls, users }, scene, builds) {
  const url = (path) => new URL(path, import.meta.url).href;
  const env = {
    ...plainEnvironment(scene.caFile),
    BENCH_ORIGIN: scene.origin,
    BENCH_TOKEN: scene.token,
    BENCH_USERS: users,
    BENCH_IN_FLIGHT: inFlight,
    BENCH_CONTESTANT: url(client === undefined ? '../calls/library.mjs' : '../calls/by-hand.mjs'),
    ...(client !== undefined && { BENCH_CLIENT: url(`../by-hand/${client}.mjs`) }),
    ...(form !== undefined && {
      BENCH_FORM: form,
      BENCH_LIBRARY: isEarlier ? builds.earlier : builds.library,
    }),
  };
  // Each connection of the long process is opened in the short one.
  return timedCalls(new URL(url('../calls/client.mjs')), env, { calls, few: Math.max(16, inFlight) });
}

function figures(own, undici) {
  const each = (key) => acrossRounds(own, (one) => one[key]);
  const ratio = (key) => acrossRounds(own, (one, other) => one[key] / other[key], undici);
  return {
    ofUndici: ratio('cpuMicros'),
    warmOfUndici: ratio('warmMicros'),
    cpu: each('cpuMicros'),
    warm: each('warmMicros'),
    p50: each('p50'),
    p99: each('p99'),
    callsPerSecond: each('callsPerSecond'),
  };
}

function caption({ inFlight, answers }) {
  return `${inFlight} in flight, answers of ${answers}`;
}

function plot(load, rows) {
  const bars = rows
    .filter(({ cpu }) => cpu !== undefined)
    .map(({ name, peer, cpu: { median, q1, q3 } }) => ({
      name,
      value: median,
      low: q1,
      high: q3,
      peer,
    }));
  const answers = load.answers.replace(' ', '').toLowerCase();
  return {
    id: `calls-${load.inFlight}-${answers}`,
    kind: 'bars',
    caption: `CPU of a call: ${caption(load)}`,
    unit: 'µs',
    bars,
  };
}

/** Said, since it is a budget. */
const OFFICIAL = {
  what: 'official V2 toolbelt, 32 and 256 in flight, of a typed call',
  limit: 3,
  format: 'times',
  atLeast: true,
  why: 'it could not be had',
};

/** Both ways to count: undici compiles more in the background than `node:https`, and so is dearer as a whole process. */
function budgets(load, rows) {
  const { ofUndici, warmOfUndici } = rows.find(({ name }) => name === TYPED);
  const what = `typed call, ${caption(load)}, of undici.request`;
  return [
    { what, limit: load.limit, measured: ofUndici.median, format: 'times' },
    { what: `${what}, warm`, limit: load.limit, measured: warmOfUndici.median, format: 'times' },
  ];
}
