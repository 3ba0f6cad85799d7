// What an OAuth 1 signature costs. Whole processes: see `timedCalls`.
import { acrossRounds, roundsText, rowOf, takeTurns } from '../support/rounds.mjs';
import { plainEnvironment, timedCalls } from '../support/timed.mjs';

export const id = 'signature';
export const title = 'OAuth 1 signature';
export const takes = ['rounds'];

const SIGNER = new URL('../signature/signer.mjs', import.meta.url);
const OURS = 'a signed call above one with a token';
const HMAC = 'bare HMAC-SHA1';
const OAUTH1A = 'oauth-1.0a, authorize and toHeader';
/** As many calls as keep a process busy for about half a second. */
const contestants = [
  { name: OURS, work: 'signed', calls: 40_000 },
  { name: 'bearer', work: 'bearer', calls: 40_000 },
  { name: HMAC, work: 'hmac', calls: 200_000, peer: true, base: true },
  { name: OAUTH1A, work: 'oauth-1.0a', calls: 40_000, peer: true },
];

const how = [
  'A signed `lp.users.list()` less one with a token, both over a transport that answers from memory: whatever else the ' +
    'library does for a signed call is in it, so it is the most that a signature can cost. `oauth-1.0a` signs the same ' +
    'call with the same HMAC, up to the text of the header. The bare HMAC-SHA1 signs a text of the same length with the ' +
    'same `createHmac`.',
  'CPU of a process that makes all calls (40,000; 200,000 bare ones) less that of one that makes a thousand, by the ' +
    'account of the operating system.',
];

const columns = [
  { key: 'ofHmac', label: 'of a bare HMAC', format: 'times' },
  { key: 'cpu', label: 'CPU', format: 'us' },
];

/** @param options `library` is the URL of a build; `quick` makes fewer calls. A small difference: twice as many rounds. */
export async function measure({ library, rounds, quick, tell }) {
  const turns = 2 * rounds;
  tell(`${turns} rounds of ${contestants.length} works`);
  const samples = await takeTurns(contestants, { rounds: turns }, ({ work, calls }) => {
    const env = { ...plainEnvironment(), BENCH_LIBRARY: library, BENCH_WORK: work };
    return timedCalls(SIGNER, env, { calls: quick ? calls / 4 : calls, few: 1000 });
  });
  const rows = told(samples);
  const [{ ofHmac }] = rows;
  return {
    id,
    title,
    how: [...how, `${roundsText(turns)}, each in processes of its own.`],
    tables: [{ caption: 'One signature', columns, rows }],
    budgets: [
      {
        what: 'OAuth 1 signature, at the most, of a bare HMAC',
        limit: 2.6,
        measured: ofHmac.median,
        format: 'times',
      },
    ],
  };
}

function told(samples) {
  const bearer = samples.get('bearer');
  const hmac = samples.get(HMAC);
  const above = samples
    .get(OURS)
    .map(({ cpuMicros }, round) => ({ cpuMicros: cpuMicros - bearer[round].cpuMicros }));
  const settled = new Map(samples).set(OURS, above);
  return contestants
    .filter(({ name }) => name !== 'bearer')
    .map((contestant) => rowOf(contestant, settled, (own) => figures(own, hmac)));
}

function figures(own, hmac) {
  return {
    ofHmac: acrossRounds(own, (one, other) => one.cpuMicros / other.cpuMicros, hmac),
    cpu: acrossRounds(own, ({ cpuMicros }) => cpuMicros),
  };
}
