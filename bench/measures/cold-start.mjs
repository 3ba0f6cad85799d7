// Whole processes, from their start to their end. What a process measures of itself misses what V8 still does in the
// background, so the kernel's figure is read when it has ended.
import { ALL, bundled, ONE_LIST, README, THREE_ROWS } from '../cold-start/bundled.mjs';
import { acrossRounds, roundsText, rowOf, takeTurns } from '../support/rounds.mjs';
import { withScene } from '../support/scene.mjs';
import { plainEnvironment, timed } from '../support/timed.mjs';

export const id = 'cold-start';
export const title = 'Cold start';
export const takes = ['rounds', 'before'];

const BARE = 'bare node';
const FLOOR = 'node:https by hand';
const TYPED = 'lp.users.list()';

const ours = [
  { name: TYPED, file: 'library.mjs', form: 'typed' },
  { name: 'lp(service, path), raw', file: 'library.mjs', form: 'raw' },
  { name: 'OrchestratorClient().invoke()', file: 'library.mjs', form: 'invocation' },
  { name: 'import alone', file: 'library.mjs', form: 'import' },
];
const before = [
  { name: `${TYPED}, earlier build`, file: 'library.mjs', form: 'typed', earlier: true },
  { name: 'import alone, earlier build', file: 'library.mjs', form: 'import', earlier: true },
];
const byHand = [
  { name: FLOOR, file: 'by-hand.mjs', client: 'https', peer: true, base: true },
  { name: 'undici.request by hand', file: 'by-hand.mjs', client: 'undici', peer: true },
  { name: 'global fetch by hand', file: 'by-hand.mjs', client: 'fetch', peer: true },
  { name: 'got by hand', file: 'by-hand.mjs', client: 'got', peer: true },
  { name: 'axios by hand', file: 'by-hand.mjs', client: 'axios', peer: true },
  { name: 'V1 toolbelt, a list', file: 'v1-toolbelt.mjs', peer: true },
  { name: 'liveperson-functions-client, an invocation', file: 'functions-client.mjs', peer: true },
];

const how = [
  'CPU (user and system) and peak RSS of whole processes, as the operating system accounts for them when they have ended: ' +
    'import, secret, CSDS, token, one list of 20 users or one invocation, and the end. An invocation takes as many ' +
    'requests as a list. `above bare node` is less an empty file in the same round. The first round fills the file cache ' +
    'and is not counted.',
  'By hand means that the secret is there, and three requests follow each other, each checked for its status and parsed: ' +
    '`node:https` is the floor. got, axios and undici have an agent that keeps 64 connections; `fetch` is the global one. ' +
    'All meet one server over TLS and trust its certificate alone (`--use-openssl-ca`), so nobody reads the roots of Node.',
  'The V1 toolbelt is the one that npm `liveperson-functions-cli` carries, with `request` as the HTTP client that its ' +
    'platform gave it; it signs by OAuth 1, so it makes two requests in place of three. `liveperson-functions-client` ' +
    'gets its token itself. Both run as they are, but for the URL of CSDS and the port of the server. The official V2 toolbelt could not ' +
    'be had, and so is not here.',
  'Bundled: what `lp-toolbelt bundle` makes of functions, run as the platform runs them, with a stand-in for its own ' +
    'module that gives secrets and nothing else. The floor is the same `node:https` by hand, with one list. What needs a ' +
    'gateway or conversations, and what a budget of sizes is about, is told by its size alone.',
];

/** @param options `library` and `before` are URLs of builds. They are short processes: three of each take turns in a round. */
export async function measure({ library, before: earlier, rounds, tell }) {
  const processes = 3 * rounds;
  return withScene(20, (scene) =>
    bundled(library, async (functions) => {
      const packed = [...byHand, ...ours, ...(earlier === undefined ? [] : before)];
      const running = functions.filter(({ runs }) => runs);
      const contestants = [{ name: BARE, file: 'bare.mjs' }, ...packed, ...running];
      tell(`${processes} times ${contestants.length} processes`);
      const samples = await takeTurns(contestants, { rounds: processes, unmeasured: 1 }, (contestant) =>
        run(contestant, scene, { library, earlier }),
      );
      return result(packed, functions, samples, processes);
    }),
  );
}

function run({ file, path, form, client, earlier: isEarlier, payload = {} }, scene, builds) {
  const host = new URL(scene.origin).host;
  return timed(path ?? new URL(`../cold-start/${file}`, import.meta.url), {
    ...plainEnvironment(scene.caFile),
    BENCH_HOST: host,
    BENCH_TOKEN: scene.token,
    BENCH_PAYLOAD: JSON.stringify(payload),
    X_LIVEPERSON_BRAND_ID: '12345678',
    BRAND_ID: '12345678',
    X_LIVEPERSON_CSDS_DOMAIN: host,
    LP_ALLOW_LOOPBACK: '1',
    ...(form !== undefined && {
      BENCH_FORM: form,
      BENCH_LIBRARY: isEarlier ? builds.earlier : builds.library,
    }),
    ...(client !== undefined && { BENCH_CLIENT: new URL(`../by-hand/${client}.mjs`, import.meta.url).href }),
  });
}

function result(packed, functions, samples, rounds) {
  const bare = samples.get(BARE);
  const floor = samples.get(FLOOR);
  const figures = (own) => ({
    ofFloor: acrossRounds(own, (one, b, f) => (one.cpuMs - b.cpuMs) / (f.cpuMs - b.cpuMs), bare, floor),
    cpu: acrossRounds(own, (one, b) => one.cpuMs - b.cpuMs, bare),
    peak: acrossRounds(own, ({ peakMiB }) => peakMiB),
  });
  const rows = packed.map((contestant) => rowOf(contestant, samples, figures));
  const bundledRows = functions.map((one) => {
    const { name, characters, gzip, runs } = one;
    return { ...(runs ? rowOf(one, samples, figures) : { name, peer: false }), characters, gzip };
  });
  return {
    id,
    title,
    how: [...how, `${roundsText(rounds, 'fresh processes each')}.`],
    tables: [
      { caption: 'Cold start of the package, and by hand', columns, rows: [bareRow(bare), ...rows] },
      { caption: 'Cold start of bundled functions', columns: [...columns, ...sizes], rows: bundledRows },
    ],
    plots: [plot([...rows, ...bundledRows.map((row) => ({ ...row, name: `bundled: ${row.name}` }))])],
    budgets: budgets(rows, bundledRows),
  };
}

const columns = [
  { key: 'ofFloor', label: 'of node:https', format: 'times' },
  { key: 'cpu', label: 'CPU above bare node', format: 'ms' },
  { key: 'peak', label: 'peak RSS', format: 'mib' },
];
const sizes = [
  { key: 'characters', label: 'characters', format: 'count' },
  { key: 'gzip', label: 'gzip, bytes', format: 'count' },
];

function bareRow(samples) {
  return {
    name: `${BARE}, all of it`,
    peer: true,
    cpu: acrossRounds(samples, ({ cpuMs }) => cpuMs),
    peak: acrossRounds(samples, ({ peakMiB }) => peakMiB),
  };
}

function plot(rows) {
  const bars = rows
    .filter(({ cpu }) => cpu !== undefined)
    .map(({ name, peer = false, cpu: { median, q1, q3 } }) => ({
      name,
      value: median,
      low: q1,
      high: q3,
      peer,
    }));
  return { id, kind: 'bars', caption: 'CPU of a cold start above bare node', unit: 'ms', bars };
}

function budgets(rows, bundledRows) {
  const typed = rows.find(({ name }) => name === TYPED);
  const oneList = bundledRows.find(({ name }) => name === ONE_LIST);
  return [
    {
      what: 'cold start, of node:https by hand',
      limit: 2.1,
      measured: typed.ofFloor.median,
      format: 'times',
    },
    {
      what: 'cold start of a bundled list, of node:https by hand',
      limit: 1.6,
      measured: oneList.ofFloor.median,
      format: 'times',
    },
    { what: 'peak RSS of a cold start', limit: 55, measured: typed.peak.median, format: 'mib' },
    ...SIZES.map(({ what, name, limit }) => ({
      what: `${what}, bundled, in characters`,
      limit,
      measured: bundledRows.find((row) => row.name === name).characters,
      format: 'count',
    })),
  ];
}

/** What bundles may have. */
const SIZES = [
  { what: "README's function", name: README, limit: 65_000 },
  { what: 'a function of three APIs', name: THREE_ROWS, limit: 75_000 },
  { what: 'any operation of any API', name: ALL, limit: 99_999 },
];
