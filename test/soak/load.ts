import { createToolbelt, type LPClient, type ToolbeltInstance, type Transport } from '../../src/index.js';
import { Random } from '../support/random.js';
import type { ServedAccount } from './settings.js';

/** What became of the calls. */
export interface Calls {
  started: number;
  settled: number;
  /** Bodies that broke off while they were read by the caller of a raw call: nobody may repeat that. */
  cutBodies: number;
  /** Failures that no single fault explains, the first few by what was said. */
  failures: number;
  readonly said: string[];
  /** Milliseconds of those that have settled since the last look. */
  latencies: number[];
}

/** Of each call. */
export const DEADLINE_MS = 120_000;
/** A failure that is due to a fault. */
const CUT_BODY = Symbol('cut body');
const MOST_SAID = 10;
/** Conversations of the sandbox are of June 2026. */
const DAYS = { from: Date.UTC(2026, 5, 1), to: Date.UTC(2026, 5, 29) };

type Call = (lp: LPClient, account: ServedAccount, signal: AbortSignal) => Promise<void>;

/** Of ten calls each one, so many. */
const MIX: readonly (readonly [weight: number, call: Call])[] = [
  [4, async (lp) => void (await lp.users.list())],
  // One signal for the whole run, as a platform has one for its end.
  [2, async (lp, _, signal) => void (await lp.skills.list({}, { signal }))],
  [2, async (lp, { userId }) => void (await lp.users.get({ userId }))],
  [1.8, raw],
  [0.2, stream],
];

export interface OpenToolbelt {
  readonly toolbelt: ToolbeltInstance;
  readonly account: ServedAccount;
}

export function openToolbelts(
  accounts: readonly ServedAccount[],
  count: number,
  transport: Transport,
): OpenToolbelt[] {
  return Array.from({ length: count }, (_, index) => {
    const account = accounts[index % accounts.length];
    if (account === undefined) throw new Error('No account is served');
    const { accountId, host, secret } = account;
    const toolbelt = createToolbelt({
      accountId,
      csdsDomain: host,
      allowLoopback: true,
      transport,
      // A call that is slow, on a busy machine, has not failed.
      timeoutMs: 60_000,
      bodyIdleMs: 60_000,
      deadlineMs: DEADLINE_MS,
      secretStore: { get: async (key) => ({ key, value: secret }) },
    });
    return { toolbelt, account };
  });
}

export function noCalls(): Calls {
  return { started: 0, settled: 0, cutBodies: 0, failures: 0, said: [], latencies: [] };
}

/** The next call of a worker; undefined when it is to end. */
export type NextCall = () => { readonly opened: OpenToolbelt; readonly call: Call } | undefined;

/** Each kind of call for each account: what is made at the first of them is there afterwards. */
export function firstCalls(toolbelts: readonly OpenToolbelt[], times: number): NextCall {
  const all = toolbelts.flatMap((opened) => MIX.map(([, call]) => ({ opened, call })));
  const queue = Array.from({ length: times }, () => all).flat();
  return () => queue.pop();
}

/** Any kind for any account, by the seed. */
export function randomCalls(
  toolbelts: readonly OpenToolbelt[],
  seed: number,
  isOver: () => boolean,
): NextCall {
  const random = new Random(seed);
  return () => {
    const opened = toolbelts[Math.floor(random.next() * toolbelts.length)];
    return isOver() || opened === undefined ? undefined : { opened, call: pick(random.next()) };
  };
}

/** One call after another; many of these run side by side. */
export async function callEach(next: NextCall, calls: Calls, signal: AbortSignal): Promise<void> {
  for (let chosen = next(); chosen !== undefined; chosen = next()) {
    const { toolbelt, account } = chosen.opened;
    const startedAt = performance.now();
    calls.started += 1;
    try {
      await chosen.call(toolbelt.LPClient(), account, signal);
    } catch (error) {
      fail(calls, error);
    }
    calls.settled += 1;
    calls.latencies.push(performance.now() - startedAt);
  }
}

function pick(at: number): Call {
  let left = at * MIX.reduce((sum, [weight]) => sum + weight, 0);
  const found = MIX.find(([weight]) => {
    left -= weight;
    return left < 0;
  });
  return found?.[1] ?? raw;
}

async function raw(lp: LPClient, { accountId }: ServedAccount): Promise<void> {
  const path = `/api/account/${accountId}/configuration/le-users/users?v=6.0`;
  const response = await lp('accountConfigReadOnly', path);
  if (!response.ok) throw new Error(`a raw call came to status ${response.status}`);
  try {
    await response.json();
  } catch (error) {
    throw Object.assign(error as Error, { [CUT_BODY]: true });
  }
}

async function stream(lp: LPClient): Promise<void> {
  let count = 0;
  for await (const _ of lp.engagementHistory.search({ start: DAYS, source: 'soak' })) count += 1;
  if (count === 0) throw new Error('a stream of conversations had none');
}

function fail(calls: Calls, error: unknown): void {
  if (error instanceof Error && CUT_BODY in error) {
    calls.cutBodies += 1;
    return;
  }
  calls.failures += 1;
  if (calls.said.length < MOST_SAID) calls.said.push(String(error));
}
