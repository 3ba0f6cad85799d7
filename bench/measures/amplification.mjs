// How many requests calls become that are not the calls themselves.
import { ask, start, stop } from '../support/child.mjs';
import { acrossRounds, roundsText, rowOf, takeTurns } from '../support/rounds.mjs';
import { withServer } from '../support/scene.mjs';

export const id = 'amplification';
export const title = 'Amplification';
export const takes = ['rounds'];

const OURS = 'lp.users.list()';
const V1 = 'V1 toolbelt';
const SIZES = [1, 100, 1000];
const LOAD = { calls: 3000, inFlight: 256, answersPerToken: 2_000 };

const how = [
  'Calls of a fresh process, all at once: the server counts the requests for hosts (CSDS) and tokens, the store its reads.',
  `A token that ends: ${LOAD.calls.toLocaleString('en')} calls, ${LOAD.inFlight} in flight. When ` +
    `${LOAD.answersPerToken.toLocaleString('en')} were answered with a token, the server answers 401 until there is a new ` +
    'one, from a host of its own. ' +
    'One loss a process: of two within 5 s the library mends the first alone, so that a service that refuses whatever it ' +
    'gets costs no token for each call.',
  'The V1 toolbelt is the one that npm `liveperson-functions-cli` carries, with `request` as its HTTP client and the ' +
    "server's CSDS in place of the fixed one. It signs each call with OAuth 1, and so asks for no token.",
];

const contestants = [
  ...SIZES.map((calls) => contestant(OURS, 'library.mjs', { calls })),
  ...SIZES.map((calls) => contestant(V1, 'v1-toolbelt.mjs', { calls }, true)),
];
const underLoad = [contestant(OURS, 'library.mjs', LOAD)];

function contestant(who, file, load, peer = false) {
  return { name: `${who}, ${load.calls.toLocaleString('en')} calls`, file, load, peer };
}

/** @param options `rounds` fresh processes of each; `library` is a URL. */
export async function measure({ library, rounds, tell = () => {} }) {
  const all = [...contestants, ...underLoad];
  tell(`${rounds} rounds of ${all.length} processes`);
  const file = new URL('../amplification/server.mjs', import.meta.url);
  return withServer(file, {}, async (scene) => {
    const samples = await takeTurns(all, { rounds }, async (one) => {
      const taken = await run(one, scene, library);
      if (taken.failed > 0) tell(`${one.name}: ${taken.failed} failed, the first: ${taken.firstError}`);
      return taken;
    });
    return result(samples, rounds);
  });
}

async function run({ file, load }, { child: server, origin, caFile }, library) {
  await ask(server, { reset: true, answersPerToken: load.answersPerToken });
  const client = start(new URL('../amplification/client.mjs', import.meta.url), [], {
    NODE_EXTRA_CA_CERTS: caFile,
  });
  try {
    const path = new URL(`../amplification/${file}`, import.meta.url).href;
    const told = await ask(client, { ...load, file: path, library, origin });
    return { ...told, ...(await ask(server, {})) };
  } finally {
    stop(client);
  }
}

function result(samples, rounds) {
  const first = contestants.map((one) =>
    rowOf(one, samples, (own) => ({
      secret: acrossRounds(own, ({ secretReads }) => secretReads),
      csds: acrossRounds(own, ({ csds }) => csds),
      token: acrossRounds(own, ({ token }) => token),
      failed: acrossRounds(own, ({ failed }) => failed),
    })),
  );
  const lost = underLoad.map((one) =>
    rowOf(one, samples, (own) => ({
      perLoss: acrossRounds(own, ({ token, losses }) => (token - 1) / losses),
      losses: acrossRounds(own, ({ losses }) => losses),
      refused: acrossRounds(own, ({ refused, losses }) => refused / losses),
      failed: acrossRounds(own, ({ failed }) => failed),
    })),
  );
  const v1 = { name: V1, peer: true, why: 'it signs each call and has no token to lose' };
  return {
    id,
    title,
    how: [...how, `${roundsText(rounds)}.`],
    tables: [
      { caption: 'Requests that first calls at once make', columns: firstColumns, rows: first },
      { caption: 'A token that ends under load', columns: lossColumns, rows: [...lost, v1] },
    ],
    budgets: budgets(samples),
  };
}

const firstColumns = [
  { key: 'secret', label: 'reads of the secret', format: 'count' },
  { key: 'csds', label: 'CSDS requests', format: 'count' },
  { key: 'token', label: 'token requests', format: 'count' },
  { key: 'failed', label: 'calls failed', format: 'count' },
];
const lossColumns = [
  { key: 'perLoss', label: 'new tokens per loss', format: 'count' },
  { key: 'losses', label: 'losses', format: 'count' },
  { key: 'refused', label: 'calls refused per loss', format: 'count' },
  { key: 'failed', label: 'calls failed', format: 'count' },
];

/** The worst round counts: these are laws, not speeds. */
function budgets(samples) {
  const worst = (one, figure) => Math.max(...samples.get(one.name).map(figure));
  const thousand = contestants[SIZES.length - 1];
  const [loss] = underLoad;
  return [
    ['reads of the secret by 1,000 first calls', 1, worst(thousand, ({ secretReads }) => secretReads)],
    ['CSDS requests by 1,000 first calls', 1, worst(thousand, ({ csds }) => csds)],
    ['token requests by 1,000 first calls', 1, worst(thousand, ({ token }) => token)],
    ['new tokens for one that ended', 1, worst(loss, ({ token, losses }) => (token - 1) / losses)],
    ['calls that failed as a token ended', 0, worst(loss, ({ failed }) => failed)],
  ].map(([what, limit, measured]) => ({ what, limit, measured, format: 'count' }));
}
