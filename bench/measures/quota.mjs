// How long a function waits for its answers at what the platform gives it: a twelfth of a core, and 256 MiB.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bundled } from '../cold-start/bundled.mjs';
import { openGroups } from '../support/cgroup.mjs';
import { acrossRounds, roundsText, rowOf, takeTurns } from '../support/rounds.mjs';
import { withScene } from '../support/scene.mjs';
import { plainEnvironment } from '../support/timed.mjs';

export const id = 'quota';
export const title = 'The quota of a function';
export const takes = ['rounds'];

const SHARE = 0.083;
const LIMITS = { cpu: SHARE, memory: 256 * 1024 * 1024 };
const FLOOR = '`node:https` by hand';
/** Joins each group that is named before `--`, and becomes the process that is named after it. */
const JOIN = 'while [ "$1" != -- ]; do echo $$ > "$1/cgroup.procs" || exit 1; shift; done; shift; exec "$@"';

const contestants = [
  { name: FLOOR, form: 'byHand', client: 'https', peer: true, base: true },
  { name: 'lp.users.list(), the package', form: 'library' },
  { name: 'a bundled function of one list', form: 'bundle' },
  { name: 'global `fetch` by hand', form: 'byHand', client: 'fetch', peer: true },
  { name: 'got by hand', form: 'byHand', client: 'got', peer: true },
  { name: 'axios by hand', form: 'byHand', client: 'axios', peer: true },
];

/** @param options `rounds` fresh processes of each; `library` is a URL. */
export async function measure({ library, rounds, tell = () => {} }) {
  const { groups, close } = openGroups(LIMITS);
  tell(
    `${rounds} rounds of ${contestants.length} processes; control groups: ${Object.keys(groups).join(', ') || 'none'}`,
  );
  try {
    return await withScene(20, (scene) =>
      bundled(library, async ([{ path }]) => {
        const samples = await takeTurns(contestants, { rounds, unmeasured: 1 }, (one) =>
          run(one, scene, { library, bundle: path.href, groups }),
        );
        return result(samples, groups, rounds);
      }),
    );
  } finally {
    close();
  }
}

async function run({ form, client }, { origin, caFile }, { library, bundle, groups }) {
  const file = fileURLToPath(new URL('../quota/client.mjs', import.meta.url));
  const node = [process.execPath, '--use-openssl-ca', file];
  const startedAt = Date.now();
  const child = spawn('sh', ['-c', JOIN, 'sh', ...Object.values(groups), '--', ...node], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...plainEnvironment(caFile),
      BENCH_FORM: form,
      BENCH_LIBRARY: library,
      BENCH_BUNDLE: bundle,
      BENCH_PAYLOAD: '{}',
      X_LIVEPERSON_BRAND_ID: '12345678',
      X_LIVEPERSON_CSDS_DOMAIN: new URL(origin).host,
      LP_ALLOW_LOOPBACK: '1',
      ...(client !== undefined && {
        BENCH_CLIENT: new URL(`../by-hand/${client}.mjs`, import.meta.url).href,
      }),
    },
  });
  const [[code, signal], told, words] = await Promise.all([
    once(child, 'close'),
    child.stdout.toArray(),
    child.stderr.toArray(),
  ]);
  if (code !== 0) throw new Error(`it ended with ${code ?? signal}: ${Buffer.concat(words)}`);
  const { firstAt, firstCpuMs, allAt, allCpuMs, peakMiB } = JSON.parse(Buffer.concat(told));
  const isHeld = groups.cpu !== undefined;
  return {
    firstMs: isHeld ? firstAt - startedAt : firstCpuMs / SHARE,
    allMs: isHeld ? allAt - startedAt : allCpuMs / SHARE,
    firstCpuMs,
    allCpuMs,
    peakMiB,
  };
}

function result(samples, groups, rounds) {
  const floor = samples.get(FLOOR);
  const rows = contestants.map((one) =>
    rowOf(one, samples, (own) => ({
      ofFloor: acrossRounds(own, (a, b) => a.firstMs / b.firstMs, floor),
      allOfFloor: acrossRounds(own, (a, b) => a.allMs / b.allMs, floor),
      first: acrossRounds(own, ({ firstMs }) => firstMs),
      all: acrossRounds(own, ({ allMs }) => allMs),
      cpu: acrossRounds(own, ({ allCpuMs }) => allCpuMs),
      peak: acrossRounds(own, ({ peakMiB }) => peakMiB),
    })),
  );
  const bars = rows
    .filter(({ first }) => first !== undefined)
    .map(({ name, peer = false, first: { median, q1, q3 } }) => ({
      name,
      value: median,
      low: q1,
      high: q3,
      peer,
    }));
  const caption = `From the start of the process; ${wayOf(groups)}`;
  return {
    id,
    title,
    how: [
      'Import, secret, CSDS, token and one list of 20 users, and then 20 more lists, one after another. The server has the ' +
        'rest of the machine. The first round fills the file cache and is not counted.',
      `${groups.cpu ? 'A control group holds each process to 8.3 % of a core' : 'No control group could be made: times are CPU time at 8.3 % of a core'}; ` +
        `${groups.memory ? 'another holds it to 256 MiB' : 'none holds its memory, as this machine manages it: the peak RSS is told, to be compared with 256 MiB'}.`,
      `${roundsText(rounds)}.`,
    ],
    tables: [{ caption, columns, rows }],
    plots: [
      { id, kind: 'bars', caption: 'Time until the first answer, at 8.3 % of a core', unit: 'ms', bars },
    ],
    budgets: [{ what: 'peak RSS at the quota', limit: 256, measured: rows[1].peak.median, format: 'mib' }],
  };
}

function wayOf({ cpu, memory }) {
  const held = [cpu && 'CPU', memory && 'memory'].filter(Boolean);
  return held.length > 0 ? `${held.join(' and ')} held by control group` : 'by CPU time, no control group';
}

const columns = [
  { key: 'ofFloor', label: 'first answer, of `node:https`', format: 'times' },
  { key: 'allOfFloor', label: 'all 21 answers, of `node:https`', format: 'times' },
  { key: 'first', label: 'first answer', format: 'ms' },
  { key: 'all', label: 'all 21 answers', format: 'ms' },
  { key: 'cpu', label: 'CPU until then', format: 'ms' },
  { key: 'peak', label: 'peak RSS', format: 'mib' },
];
