// The sandboxes, in a process of their own. A sandbox has one account: there are several, since calls name one. One request in a hundred meets a fault, chosen by the seed; each second it tells what it has served.
import { isDeepStrictEqual } from 'node:util';
import { FaultList } from '../../src/testing/sandbox/control/faults.js';
import { type Fault, type Sandbox, startSandbox } from '../../src/testing.js';
import { Random } from '../support/random.js';
import { type Served, type ServedAccount, type ServerTask, TOKEN_LIFE_S } from './settings.js';

const FAULTY = 0.01;
const FAULTS = {
  'status 500': { status: 500, body: { message: 'made to fail' } },
  'status 503': { status: 503, body: { message: 'made to fail' } },
  '429, Retry-After 1': { retryAfter: 1 },
  reset: { reset: true },
  truncated: { truncate: true },
} as const satisfies Record<string, Fault>;
const EVERY_MS = 200;

type FaultName = keyof typeof FAULTS;

process.once('message', async ({ sandboxes, seed }: ServerTask) => {
  const started: Sandbox[] = [];
  for (let index = 0; index < sandboxes; index += 1) {
    const sandbox = await startSandbox({ accountId: String(12345678 + index), seed: seed + index });
    sandbox.switches.tokenLifetimeSeconds = TOKEN_LIFE_S;
    started.push(sandbox);
  }
  process.send?.(await Promise.all(started.map(accountOf)));
  const faults: Record<string, number> = {};
  countTaken(faults);
  const added = new Set<FaultName>();
  const totals = { requests: 0, tokens: 0, faults } satisfies Served;
  const random = new Random(seed);
  setInterval(() => {
    for (const sandbox of started) {
      const requests = sandbox.requests.count();
      totals.requests += requests;
      totals.tokens += sandbox.requests.count({ service: 'sentinel' });
      // Else the log of a sandbox grows for as long as it runs.
      sandbox.requests.clear();
      addFaults(sandbox, requests * FAULTY, random, added);
    }
  }, EVERY_MS);
  setInterval(() => process.send?.(totals), 1_000);
});
process.on('disconnect', () => process.exit());

/** By kind, and when a request meets one: what was added and is never taken spoils nothing, and no sandbox tells. */
function countTaken(taken: Record<string, number>): void {
  const { take } = FaultList.prototype;
  FaultList.prototype.take = function (request) {
    const fault = take.call(this, request);
    const name = Object.entries(FAULTS).find(([, known]) => isDeepStrictEqual(known, fault))?.[0];
    if (name !== undefined) taken[name] = (taken[name] ?? 0) + 1;
    return fault;
  };
}

/** As many as fall due; what is left of one falls due as often as it is large. */
function addFaults(sandbox: Sandbox, due: number, random: Random, added: Set<FaultName>): void {
  const count = Math.floor(due) + (random.next() < due % 1 ? 1 : 0);
  const names = Object.keys(FAULTS) as FaultName[];
  for (let index = 0; index < count; index += 1) {
    // One of each kind first, so that a short run on a busy machine meets all.
    const name =
      names.find((kind) => !added.has(kind)) ?? names[Math.floor(random.next() * names.length)] ?? 'reset';
    sandbox.faults.add(FAULTS[name]);
    added.add(name);
  }
}

async function accountOf(sandbox: Sandbox): Promise<ServedAccount> {
  const { accountId, host, ca, fixtures } = sandbox;
  const secret = await sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
  return { accountId, host, ca, secret: secret?.value, userId: fixtures.users[0]?.id ?? 0 };
}
