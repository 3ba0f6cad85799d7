import fc from 'fast-check';
import { LATER_MS, PLANS } from './plan.js';

/** What is there before the first run. */
export const BEGINNINGS = [
  'an active account without a secret',
  'a provisioned account',
  'an account on which nothing was done yet',
  'a secret that does not match its installation',
  'a secret of another shape',
  'a secret whose installation is disabled',
  'a secret whose installation is gone',
  'a secret of an installation that is not ours',
] as const;

/** What other people do. */
export const DISTURBANCES = [
  'deletes one of ours',
  'disables one of ours',
  'takes one of ours over',
  'edits one that is not ours',
  'deletes one that is not ours',
  'deletes the secret',
] as const;

/** What the token server says of every credential while it is down. */
export const OUTAGES = ['unknown', 'refused'] as const;

/** What becomes of the request that is under way when its process is killed. */
export const KILLED_REQUESTS = ['lost', 'carried out', 'carried out later'] as const;

export interface RunPlan {
  /** Runs of one process share their end when it is killed. */
  readonly process: number;
  readonly startMs: number;
  /** 0 for the default. */
  readonly timeoutMs: number;
  /** How long the token server that this run reaches is down, and how it answers then. */
  readonly outageMs: number;
  readonly outage: (typeof OUTAGES)[number];
  /** A number for each request, see `planOf`; requests beyond are answered at once. */
  readonly requests: readonly number[];
}

export interface Kill {
  readonly process: number;
  /** The request of this process at which it is killed, counted from 0. */
  readonly at: number;
  readonly request: (typeof KILLED_REQUESTS)[number];
  readonly laterMs: number;
}

export interface Disturbance {
  /** Follows this many requests that were carried out. */
  readonly after: number;
  readonly what: (typeof DISTURBANCES)[number];
  /** Picks among those there are. */
  readonly which: number;
}

/** All that decides how runs, servers, the line between them and other people act. */
export interface Schedule {
  readonly beginning: (typeof BEGINNINGS)[number];
  readonly orphans: number;
  readonly propagationMs: number;
  readonly wantsUniqueNames: boolean;
  /**
   * Whether reads of the store may be answered from an old copy. Then nothing on the way repeats its writes: a
   * write that is refused because it was carried out already, and a read that hides it, nobody could tell from
   * a write that another run was faster than.
   */
  readonly storeHasCopies: boolean;
  readonly runs: readonly RunPlan[];
  readonly kills: readonly Kill[];
  readonly disturbances: readonly Disturbance[];
}

const run: fc.Arbitrary<RunPlan> = fc.record({
  process: fc.nat(2),
  // A run takes 22 seconds to find that a credential is refused for good: others come just then.
  startMs: fc.constantFrom(0, 0, 10, 50, 300, 2_000, 23_000, 26_000),
  timeoutMs: fc.constantFrom(0, 0, 0, 0, 3_000, 20_000, 90_000),
  outageMs: fc.constantFrom(0, 0, 0, 0, 5_000, 25_000, 30_000),
  outage: fc.constantFrom(...OUTAGES),
  requests: fc.array(fc.nat(PLANS - 1), { maxLength: 24, size: 'max' }),
});

const kill: fc.Arbitrary<Kill> = fc.record({
  process: fc.nat(2),
  at: fc.nat(30),
  request: fc.constantFrom(...KILLED_REQUESTS),
  laterMs: fc.constantFrom(...LATER_MS),
});

const disturbance: fc.Arbitrary<Disturbance> = fc.record({
  after: fc.nat(70),
  what: fc.constantFrom(...DISTURBANCES),
  which: fc.nat(5),
});

/** Two to four runs, each request with a fate of its own. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  beginning: fc.constantFrom(...BEGINNINGS),
  orphans: fc.nat(2),
  propagationMs: fc.constantFrom(0, 0, 0, 2_000, 12_000),
  wantsUniqueNames: fc.boolean(),
  storeHasCopies: fc.boolean(),
  runs: fc.array(run, { minLength: 2, maxLength: 4, size: 'max' }),
  kills: fc.array(kill, { maxLength: 2, size: 'max' }),
  disturbances: fc.array(disturbance, { maxLength: 3, size: 'max' }),
});
