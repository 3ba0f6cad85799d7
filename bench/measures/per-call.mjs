// CPU time per call of a warm process. Each contestant lives in a process of its own, so that neither compiled code nor
// garbage of one is charged to another.
import { ask, start, stop } from '../support/child.mjs';
import { median } from '../support/median.mjs';
import { withScene } from '../support/scene.mjs';
import { table, times } from '../support/table.mjs';

const LABELS = {
  typed: 'lp.users.list()',
  strict: 'lp.users.list(), strict',
  before: 'lp.users.list(), earlier build',
  raw: 'lp(service, path) + json()',
  undici: 'undici.request by hand',
  https: 'node:https by hand',
  fetch: 'global fetch',
};
/** One after another, for each contestant: two processes of the same code may differ by a tenth. */
const PROCESSES = 3;
const LARGE = { users: 2330, inFlight: 32, names: ['typed', 'before', 'undici'] };

/** One result for each number of calls in flight, and one for answers of 200 kB. */
export async function measurePerCall({
  library,
  before,
  rounds = 15,
  calls = 1500,
  inFlight = [1, 32, 256],
}) {
  const settings = { library, before, rounds };
  const small = inFlight.map((count) => ({ inFlight: count, calls }));
  // A large answer takes some fifty times as long.
  const large = [{ inFlight: LARGE.inFlight, calls: Math.ceil(calls / 10) }];
  return [
    ...(await measureScene({ ...settings, users: 20, names: Object.keys(LABELS), loads: small })),
    ...(await measureScene({ ...settings, users: LARGE.users, names: LARGE.names, loads: large })),
  ];
}

export function perCallTable({ bytes, inFlight, rounds, calls, rows }) {
  const cells = rows.map(({ name, cpuMicros, ofUndici, ofHttps, callsPerSecond }) => [
    LABELS[name],
    cpuMicros.toFixed(1),
    times(ofUndici),
    ofHttps === undefined ? '-' : times(ofHttps),
    Math.round(callsPerSecond).toLocaleString('en'),
  ]);
  return [
    `${inFlight} in flight, answers of ${(bytes / 1000).toFixed(1)} kB: ` +
      `medians of ${rounds} rounds of ${calls} calls\n`,
    table(['contestant', 'CPU µs/call', 'of undici.request', 'of node:https', 'calls/s'], cells),
  ].join('\n');
}

function measureScene({ library, before, rounds, users, names, loads }) {
  const present = names.filter((name) => name !== 'before' || before !== undefined);
  return withScene(users, async ({ origin, token, caFile, bytes }) => {
    const task = { library, before, scene: { origin, token, users } };
    const samples = loads.map(() => new Map(present.map((name) => [name, []])));
    for (let generation = 0; generation < PROCESSES; generation += 1) {
      await withClients(present, task, caFile, async (clients) => {
        for (const [index, load] of loads.entries()) await takeTurns(clients, load, rounds, samples[index]);
      });
    }
    return loads.map((load, index) => ({
      bytes,
      rounds: rounds * PROCESSES,
      ...load,
      rows: summary(samples[index]),
    }));
  });
}

async function withClients(names, task, caFile, use) {
  const clients = new Map();
  try {
    for (const name of names) {
      const client = start(new URL('../per-call/client.mjs', import.meta.url), [name], {
        NODE_EXTRA_CA_CERTS: caFile,
      });
      clients.set(name, client);
      await ask(client, task);
    }
    await use(clients);
  } finally {
    for (const client of clients.values()) stop(client);
  }
}

/** They take turns, so that a slow minute of the machine meets all of them. */
async function takeTurns(clients, { calls, inFlight }, rounds, samples) {
  const names = [...clients.keys()];
  for (const name of names) await ask(clients.get(name), { calls: 2 * calls, inFlight });
  for (let round = 0; round < rounds; round += 1) {
    // Another one begins each round, so that no one always follows the same neighbour.
    const order = names.map((_, index) => names[(index + round) % names.length]);
    for (const name of order) samples.get(name).push(await ask(clients.get(name), { calls, inFlight }));
  }
}

function summary(samples) {
  const all = (name, key) => samples.get(name).map((sample) => sample[key]);
  // Round by round: neighbours in time met the same load of the machine.
  const ratio = (name, other) =>
    samples.has(other)
      ? median(all(name, 'cpuMicros').map((cpu, i) => cpu / all(other, 'cpuMicros')[i]))
      : undefined;
  return [...samples.keys()].map((name) => ({
    name,
    cpuMicros: median(all(name, 'cpuMicros')),
    ofUndici: ratio(name, 'undici'),
    ofHttps: ratio(name, 'https'),
    callsPerSecond: median(all(name, 'callsPerSecond')),
  }));
}
