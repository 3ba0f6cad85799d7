// What each of many accounts in one process holds.
import { ask, start, stop } from '../support/child.mjs';
import { acrossRounds, roundsText, rowOf, takeTurns } from '../support/rounds.mjs';
import { withScene } from '../support/scene.mjs';

export const id = 'accounts';
export const title = 'Accounts in one process';
export const takes = ['rounds'];

const SIZES = [1, 100, 1000];
const how = [
  'Toolbelts in one process, an account, a credential and a token each, on one shared transport of `createTransport`: one list of ' +
    '20 users each, one after another. Heap and external memory after garbage collection, less those before the first of ' +
    'them; twenty toolbelts came and went before that, so that code does not count. Sockets are counted in `/proc`, so on Linux.',
  'What is left: the same when all toolbelts and the transport are closed and forgotten.',
];
const contestants = SIZES.map((accounts) => ({
  name: `${accounts.toLocaleString('en')} toolbelts`,
  accounts,
}));
const v1 = { name: 'V1 toolbelt', peer: true, why: 'it has one account a process, by its environment' };

/** @param options `rounds` fresh processes of each; `library` is a URL. */
export async function measure({ library, rounds, tell = () => {} }) {
  tell(`${rounds} rounds of ${contestants.length} processes`);
  return withScene(20, async ({ origin, caFile }) => {
    const samples = await takeTurns(contestants, { rounds }, async ({ accounts }) => {
      const env = { NODE_EXTRA_CA_CERTS: caFile, NODE_OPTIONS: '--expose-gc' };
      const client = start(new URL('../accounts/client.mjs', import.meta.url), [], env);
      try {
        return await ask(client, { library, origin, accounts });
      } finally {
        stop(client);
      }
    });
    return result(samples, rounds);
  });
}

function result(samples, rounds) {
  const rows = contestants.map((one) =>
    rowOf(one, samples, (own) => ({
      each: acrossRounds(own, ({ each }) => each / 1000),
      left: acrossRounds(own, ({ left }) => left / 1000),
      socketsOpen: acrossRounds(own, ({ socketsOpen }) => socketsOpen),
      socketsLeft: acrossRounds(own, ({ socketsLeft }) => socketsLeft),
    })),
  );
  const thousand = rows.at(-1);
  return {
    id,
    title,
    how: [...how, `${roundsText(rounds)}.`],
    tables: [{ caption: 'Memory of accounts', columns, rows: [...rows, v1] }],
    budgets: [
      {
        what: 'memory of each of 1,000 accounts, in kB',
        limit: 80,
        measured: thousand.each.median,
        format: 'kb',
      },
      {
        what: 'sockets left when all are closed',
        limit: 0,
        measured: thousand.socketsLeft.median,
        format: 'count',
      },
    ],
  };
}

const columns = [
  { key: 'each', label: 'memory of each', format: 'kb' },
  { key: 'left', label: 'left when closed, of all', format: 'kb' },
  { key: 'socketsOpen', label: 'sockets open', format: 'count' },
  { key: 'socketsLeft', label: 'sockets left', format: 'count' },
];
