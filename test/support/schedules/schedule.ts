import fc from 'fast-check';
import type { Hiding } from './model-account.js';
import { LATER_MS, PLANS } from './plan.js';

export type AccountName = 'A' | 'B';
export type StoreName = 'X' | 'Y';

/** What store X and account A hold before the first run. */
export const BEGINNINGS = [
  'an active account without a secret',
  'a provisioned account',
  'an account on which nothing was done yet',
  'a secret that does not match its installation',
  'a secret of another shape',
  'a secret of OAuth 1.0a',
  'a secret whose installation is disabled',
  'a secret whose installation is gone',
  'a secret of an installation that is not ours',
  'a secret of the first edition',
  'a secret without an account',
  'a secret of the other account',
  'a working secret that a user manages',
] as const;

/** What store Y holds before the first run. */
export const SECOND_BEGINNINGS = [
  'nothing',
  'a secret of account A',
  'a secret of the first edition',
  'a secret of account B',
] as const;

/** What people do with account A and store X, or another store's run with account A. */
export const DISTURBANCES = [
  'deletes one of ours',
  'disables one of ours',
  'takes one of ours over',
  'rotates one of ours',
  'protects one of ours',
  'edits one that is not ours',
  'deletes one that is not ours',
  'deletes the secret',
  'puts a credential made by hand',
  'puts one of ours',
  'puts one of ours with a mistake',
  'puts a credential of the other account',
  'installs under a name to be taken over',
] as const;

/** What the token server says of every credential while it is down. */
export const OUTAGES = ['unknown', 'refused'] as const;

/** What becomes of the request that is under way when its process is killed. */
export const KILLED_REQUESTS = ['lost', 'carried out', 'carried out later'] as const;

export interface RunPlan {
  /** Runs of one process share their end when it is killed. */
  readonly process: number;
  readonly account: AccountName;
  readonly store: StoreName;
  readonly startMs: number;
  /** 0 for the default. */
  readonly timeoutMs: number;
  /** How long the token server that this run reaches is down, and how it answers then. */
  readonly outageMs: number;
  readonly outage: (typeof OUTAGES)[number];
  /** How far the lists that this run gets are behind. */
  readonly listLagMs: number;
  /** After so many requests the person of the run is no administrator any more; 0 for never. */
  readonly revokedAfter: number;
  /** Whether the person takes over what an abandoned store left. */
  readonly takesOver: boolean;
  /** The first so many requests, in which little happens, are answered at once. */
  readonly calmRequests: number;
  /** A number for each request after those, see `planOf`; requests beyond are answered at once. */
  readonly requests: readonly number[];
}

/** Something that befalls a process at a request of its, counted from 0. */
interface Blow {
  readonly process: number;
  readonly at: number;
}

export interface Kill extends Blow {
  readonly request: (typeof KILLED_REQUESTS)[number];
  readonly laterMs: number;
}

export interface Pause extends Blow {
  readonly ms: number;
  /** Whether the request goes out before the pause. */
  readonly isSent: boolean;
  /** Whether the machine is asleep: then its monotonic clock stands still. */
  readonly isSuspended: boolean;
}

export interface ClockJump extends Blow {
  readonly byMs: number;
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
  readonly secondBeginning: (typeof SECOND_BEGINNINGS)[number];
  /** Applications of store X that no secret names. */
  readonly orphans: number;
  readonly orphansAgeMs: number;
  /** Applications of an edition that wrote no identity, and of a store that is not there any more. */
  readonly strays: number;
  readonly isXNamed: boolean;
  readonly propagationMs: number;
  readonly wantsUniqueNames: boolean;
  readonly hidesSecrets: Hiding;
  readonly tellsIssuedAt: boolean;
  /** How many applications fit beside those that are there. */
  readonly room: number;
  readonly runs: readonly RunPlan[];
  readonly kills: readonly Kill[];
  readonly pauses: readonly Pause[];
  readonly jumps: readonly ClockJump[];
  readonly disturbances: readonly Disturbance[];
  /** After how many requests that were carried out the list of account A gets another revision. */
  readonly unrelatedEdits: readonly number[];
}

const run: fc.Arbitrary<RunPlan> = fc.record({
  process: fc.nat(2),
  account: fc.constantFrom<AccountName>('A', 'A', 'A', 'A', 'A', 'B'),
  store: fc.constantFrom<StoreName>('X', 'X', 'X', 'Y'),
  // Others come when a run is about to give up a credential, and when they are old enough for the quota.
  startMs: fc.constantFrom(0, 0, 10, 50, 300, 2_000, 26_000, 200_000, 1_000_000),
  timeoutMs: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 3_000, 20_000, 40_000, 90_000),
  outageMs: fc.constantFrom(0, 0, 0, 0, 0, 0, 5_000, 30_000),
  outage: fc.constantFrom(...OUTAGES),
  listLagMs: fc.constantFrom(0, 0, 0, 0, 2_000, 15_000, 60_000),
  revokedAfter: fc.oneof({ arbitrary: fc.constant(0), weight: 9 }, fc.nat(40)),
  takesOver: fc.boolean(),
  calmRequests: fc.constantFrom(0, 6, 7, 8, 12, 16),
  requests: fc.array(fc.nat(PLANS - 1), { maxLength: 24, size: 'max' }),
});

const blow = { process: fc.nat(2), at: fc.nat(40) };

const kill: fc.Arbitrary<Kill> = fc.record({
  ...blow,
  request: fc.constantFrom(...KILLED_REQUESTS),
  laterMs: fc.constantFrom(...LATER_MS),
});

const pause: fc.Arbitrary<Pause> = fc.record({
  ...blow,
  ms: fc.constantFrom(10_000, 60_000, 3_600_000),
  isSent: fc.boolean(),
  isSuspended: fc.boolean(),
});

const jump: fc.Arbitrary<ClockJump> = fc.record({
  ...blow,
  byMs: fc.constantFrom(60_000, -60_000, 3_600_000, -3_600_000),
});

const disturbance: fc.Arbitrary<Disturbance> = fc.record({
  after: fc.nat(90),
  what: fc.constantFrom(...DISTURBANCES),
  which: fc.nat(5),
});

const HIDING: readonly Hiding[] = ['nowhere', 'nowhere', 'nowhere', 'nowhere', 'in the list', 'everywhere'];

/** One to four runs, each request with a fate of its own. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  beginning: fc.constantFrom(...BEGINNINGS),
  secondBeginning: fc.constantFrom(...SECOND_BEGINNINGS),
  orphans: fc.nat(2),
  orphansAgeMs: fc.constantFrom(0, 3_600_000),
  strays: fc.nat(2),
  isXNamed: fc.oneof({ arbitrary: fc.constant(true), weight: 9 }, fc.constant(false)),
  propagationMs: fc.constantFrom(0, 0, 0, 0, 2_000, 12_000, 40_000, 180_000, 300_000),
  wantsUniqueNames: fc.boolean(),
  hidesSecrets: fc.constantFrom(...HIDING),
  tellsIssuedAt: fc.boolean(),
  room: fc.constantFrom(100, 100, 100, 100, 100, 0, 1, 2, 3),
  runs: fc.array(run, { minLength: 1, maxLength: 4, size: 'max' }),
  kills: fc.array(kill, { maxLength: 2, size: 'max' }),
  pauses: fc.oneof({ arbitrary: fc.constant([]), weight: 2 }, fc.array(pause, { maxLength: 1, size: 'max' })),
  jumps: fc.oneof({ arbitrary: fc.constant([]), weight: 2 }, fc.array(jump, { maxLength: 1, size: 'max' })),
  disturbances: fc.array(disturbance, { maxLength: 3, size: 'max' }),
  unrelatedEdits: fc.oneof(fc.constant([]), fc.array(fc.nat(120), { maxLength: 8, size: 'max' })),
});
