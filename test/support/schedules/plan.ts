/** What becomes of one request. */
export type Fate =
  /** Carried out and answered. */
  | 'answered'
  /** Fails before it is carried out. */
  | 'refused'
  /** 429 with Retry-After; not carried out. */
  | 'throttled'
  /** 412 or 409: another revision is current, says the platform, whether it is so or not. */
  | 'stale revision'
  /** Carried out, but its answer is lost. */
  | 'answer lost'
  /** Fails now and is carried out later all the same. */
  | 'late after failure'
  /** Carried out and answered later, often when nobody waits for it any more. */
  | 'late'
  /** Neither carried out nor answered. */
  | 'lost'
  /** Carried out, never answered. */
  | 'silent'
  /** Carried out twice; the second answer is the one that comes. */
  | 'twice'
  /** Carried out, answered, and carried out once more later. */
  | 'again later'
  /** Lists: answered from an old copy, or with some of the applications left out. */
  | 'old copy'
  | 'partial list'
  /** Trials: not decided, or refused in passing. */
  | 'undecided'
  | 'refused in passing'
  /** Deletions: 403, this time. */
  | 'forbidden';

/** Fates that only some requests can have; for others they are `answered`. */
export const SPECIAL: readonly Fate[] = [
  'stale revision',
  'old copy',
  'partial list',
  'undecided',
  'refused in passing',
  'forbidden',
];

export interface Plan {
  readonly fate: Fate;
  /** Milliseconds until the request arrives. */
  readonly thereMs: number;
  /** Milliseconds from there until its answer arrives. */
  readonly backMs: number;
  /** Milliseconds until a late request arrives. */
  readonly laterMs: number;
}

const WAYS_MS: readonly number[] = [5, 20, 100, 700, 3_000];
export const LATER_MS: readonly number[] = [500, 4_000, 20_000, 40_000, 120_000, 600_000];

/** How often each fate comes, in thousandths; the first for the smallest numbers, so that shrinking finds it. */
const SHARES: readonly (readonly [Fate, number])[] = [
  ['answered', 575],
  ['refused', 50],
  ['answer lost', 70],
  ['late after failure', 60],
  ['late', 40],
  ['lost', 20],
  ['silent', 20],
  ['twice', 40],
  ['again later', 20],
  ['throttled', 20],
  ['stale revision', 30],
  ['old copy', 10],
  ['partial list', 15],
  ['undecided', 10],
  ['refused in passing', 20],
  ['forbidden', 10],
];
const FATES: readonly Fate[] = SHARES.flatMap(([fate, share]) => Array.from({ length: share }, () => fate));

/** One more than the largest number that stands for a plan. */
export const PLANS = FATES.length * WAYS_MS.length ** 2 * LATER_MS.length;

/** The plan that a number stands for: 0 is answered at once. */
export function planOf(number: number): Plan {
  const ways = WAYS_MS.length;
  const there = number % ways;
  const back = Math.floor(number / ways) % ways;
  const later = Math.floor(number / ways ** 2) % LATER_MS.length;
  return {
    fate: FATES[Math.floor(number / (ways ** 2 * LATER_MS.length))] ?? 'answered',
    thereMs: WAYS_MS[there] ?? 5,
    backMs: WAYS_MS[back] ?? 5,
    laterMs: LATER_MS[later] ?? 500,
  };
}
