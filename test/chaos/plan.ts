import { Random } from '../support/random.js';

/** Limits of the calls, in milliseconds: shorter than the defaults, so that a fault costs less of a run. */
export const TIMEOUT_MS = 3_000;
export const BODY_IDLE_MS = 3_000;
const DEADLINE_MS = 15_000;
const LONG_DEADLINE_MS = 25_000;
/** Bytes that an answer may decode to. */
export const MAX_ANSWER_BYTES = 200_000;
/** Attempts of a call, the default of the library. */
const ATTEMPTS = 4;
/** What a busy machine may cost a call that is expected to succeed. */
const SPARE_MS = 4_000;

export const CALLS_OF_A_WORLD = 50;

/** After these a server may do better next time; the number is the time that one costs at most. */
const PASSING = {
  'reset before': 0,
  'reset after': 0,
  'reset in the head': 0,
  'truncated body': 0,
  'truncated chunks': 0,
  'broken gzip': 0,
  'no HTTP': 0,
  'huge head': 0,
  'malformed header': 0,
  'switching protocols': 0,
  silent: TIMEOUT_MS,
  'stalled body': BODY_IDLE_MS,
  'status 500': 0,
  'status 502': 0,
  'status 503': 0,
  'status 504': 0,
  '503, back at once': 0,
  '503, back in a second': 1_000,
  '503, back in the past': 0,
  '503, back at no time': 0,
} as const;

/** The answer is good, however odd. */
const HARMLESS = {
  good: 0,
  'slow body': 4_200,
  'informational heads': 0,
  'odd headers': 0,
  gzip: 0,
  brotli: 0,
  'two codings': 0,
  'chunks and trailers': 0,
  'closes after': 0,
} as const;

/** What a call ends with. Only a raw call takes most of these for an answer. */
const FINAL = {
  html: 0,
  'not JSON': 0,
  'status 302': 0,
  'status 404': 0,
  'status 403': 0,
  'status 901': 0,
  'oversized body': 0,
  bomb: 0,
  'endless body': 0,
  'unknown coding': 0,
  '503, back tomorrow': 0,
} as const;

/** Too many requests: what `Retry-After` says, and what that asks to wait. */
export const RETRY_AFTERS = {
  '429, 0': 0,
  '429, 1': 1_000,
  '429, 2': 2_000,
  '429, date': 2_000,
  '429, past date': 0,
  '429, garbage': 1_000,
  '429, nothing': 1_000,
} as const;

const LONG_RETRY_AFTERS = { '429, 3600': 1, '429, huge': 1, '429, tomorrow': 1 } as const;

export type Fault =
  | keyof typeof PASSING
  | keyof typeof HARMLESS
  | keyof typeof FINAL
  | keyof typeof RETRY_AFTERS
  | keyof typeof LONG_RETRY_AFTERS;

/** Those that come after the head: a raw call has its answer by then. */
const OF_BODY: ReadonlySet<Fault> = new Set<Fault>([
  'truncated body',
  'truncated chunks',
  'broken gzip',
  'stalled body',
  'oversized body',
  'bomb',
  'endless body',
  'unknown coding',
]);

export type Kind = 'typed read' | 'raw read' | 'list' | 'stream' | 'post' | 'invocation';

const KINDS: Readonly<Record<Kind, number>> = {
  'typed read': 30,
  'raw read': 15,
  list: 10,
  stream: 10,
  post: 15,
  invocation: 20,
};

/** What is wrong with a world, beside the faults of its calls. */
const TROUBLES = {
  none: 20,
  connections: 14,
  dns: 6,
  proxy: 10,
  move: 8,
  csds: 6,
  'spoilt csds': 6,
  sentinel: 8,
  revoked: 10,
  replaced: 8,
  clock: 8,
  throttled: 8,
  'throttled long': 2,
  closing: 6,
} as const;

export type Trouble = keyof typeof TROUBLES;

export interface CallPlan {
  /** The number of the call in its run, which identifies it. */
  readonly number: number;
  readonly kind: Kind;
  /** What the server does to its requests, one after the other; those that come after are answered well. */
  readonly faults: readonly Fault[];
  readonly deadlineMs: number;
  /** When the caller aborts; -1 before the call. */
  readonly abortAfterMs: number | undefined;
  /** A pause before it, so that calls meet connections in all states. */
  readonly pauseMs: number;
}

export type ConnectionFault = 'reset' | 'hang' | 'handshake cut' | 'no TLS' | 'wrong certificate' | 'late';
export type ProxyFault = 'refuses 503' | 'asks 407' | 'hangs' | 'cuts' | 'no HTTP' | 'cuts the tunnel';
export type DnsFault = 'ENOTFOUND' | 'EAI_AGAIN' | 'slow';
export type SmallFault = 'down' | 'reset' | 'empty' | 'malformed' | 'html' | 'lost' | 'throttled' | 'silent';

export interface WorldPlan {
  readonly index: number;
  readonly trouble: Trouble;
  readonly calls: readonly CallPlan[];
  readonly atOnce: number;
  /** How long after the others of its batch it begins: handshakes are dear. */
  readonly beginsAfterMs: number;
  /** By the index of the connection. */
  readonly connections: Readonly<Record<number, ConnectionFault>>;
  readonly tunnels: Readonly<Record<number, ProxyFault>>;
  readonly lookUps: readonly DnsFault[];
  /** By the index of the request. */
  readonly csds: Readonly<Record<number, SmallFault>>;
  readonly sentinel: Readonly<Record<number, SmallFault>>;
  /** After so many requests to the API the move, the loss of the tokens or the new secret comes. */
  readonly turnsAt: number;
  /** How wrong the clock is at first, and after half of the calls. */
  readonly clockMs: readonly [first: number, then: number];
  /** Whether the transport is made by `createTransport`. */
  readonly ownTransport: boolean;
  readonly observed: boolean;
}

const HOUR_MS = 3_600_000;

/** Attempts that the trouble of a world may cost a call. */
const COSTS: Readonly<Partial<Record<Trouble, number>>> = {
  connections: 2,
  dns: 2,
  proxy: 2,
  move: 2,
  closing: 2,
};

export function planWorld(seed: number, index: number): WorldPlan {
  const random = new Random(seed, index);
  const trouble = random.weighted(TROUBLES);
  const first = index * CALLS_OF_A_WORLD;
  const numbers = Array.from({ length: CALLS_OF_A_WORLD }, (_, place) => first + place);
  const throttled = new Set(Array.from({ length: 3 }, () => random.pick([...numbers] as [number])));
  const calls = numbers.map((number) => planCall(seed, number, trouble, throttled.has(number)));
  return {
    index,
    trouble,
    calls,
    beginsAfterMs: random.between(0, 3_000),
    // A token that is revoked is to be refused to several calls: to some when there is a new one.
    atOnce: Math.max(random.pick([1, 3, 6, 10]), trouble === 'revoked' ? 10 : 1),
    connections: trouble === 'connections' ? twoOf(random, 10, CONNECTION_FAULTS) : {},
    tunnels: trouble === 'proxy' ? twoOf(random, 10, PROXY_FAULTS) : {},
    lookUps: trouble === 'dns' ? [random.pick(DNS_FAULTS), random.pick(DNS_FAULTS)] : [],
    csds: csdsFaults(random, trouble),
    sentinel:
      trouble === 'sentinel' ? firstOnes(random, ['down', 'reset', 'lost', 'throttled', 'silent']) : {},
    turnsAt: random.between(5, 30),
    clockMs: clockOf(random, trouble),
    ownTransport: random.chance(0.2),
    observed: random.chance(0.3),
  };
}

const CONNECTION_FAULTS: readonly [ConnectionFault, ...ConnectionFault[]] = [
  'reset',
  'hang',
  'handshake cut',
  'no TLS',
  'wrong certificate',
  'late',
];
const PROXY_FAULTS: readonly [ProxyFault, ...ProxyFault[]] = [
  'refuses 503',
  'asks 407',
  'hangs',
  'cuts',
  'no HTTP',
  'cuts the tunnel',
];
const DNS_FAULTS: readonly [DnsFault, ...DnsFault[]] = ['ENOTFOUND', 'EAI_AGAIN', 'slow'];

function twoOf<T>(random: Random, among: number, faults: readonly [T, ...T[]]): Record<number, T> {
  const chosen: Record<number, T> = {};
  for (let times = 0; times < 2; times += 1) chosen[random.between(0, among)] = random.pick(faults);
  return chosen;
}

function firstOnes<T>(random: Random, faults: readonly [T, ...T[]], from = 0): Record<number, T> {
  const chosen: Record<number, T> = {};
  for (let at = 0; at < random.between(1, 2); at += 1) chosen[from + at] = random.pick(faults);
  return chosen;
}

function csdsFaults(random: Random, trouble: Trouble): Record<number, SmallFault> {
  if (trouble === 'csds') return firstOnes(random, ['down', 'reset', 'throttled', 'silent']);
  if (trouble === 'spoilt csds') return firstOnes(random, ['empty', 'malformed', 'html']);
  // When the list has ended, the old one serves.
  if (trouble === 'clock') return firstOnes(random, ['empty', 'malformed', 'html', 'down'], 1);
  return {};
}

function clockOf(random: Random, trouble: Trouble): [number, number] {
  if (trouble !== 'clock') return [0, 0];
  return random.pick<[number, number]>([
    [HOUR_MS, HOUR_MS],
    [-HOUR_MS, -HOUR_MS],
    [0, HOUR_MS],
    [0, -HOUR_MS],
    [HOUR_MS, 0],
    [-HOUR_MS, 0],
  ]);
}

function planCall(seed: number, number: number, trouble: Trouble, isThrottled: boolean): CallPlan {
  const random = new Random(seed, number, 77);
  const kind = random.weighted(KINDS);
  const isLong = trouble === 'throttled long';
  const isShort = isLong || random.chance(0.06);
  const longest = trouble === 'throttled' ? LONG_DEADLINE_MS : DEADLINE_MS;
  const throttling = isLong ? number % CALLS_OF_A_WORLD === 20 : trouble === 'throttled' && isThrottled;
  const first = isLong ? random.weighted(LONG_RETRY_AFTERS) : random.weighted(equally(RETRY_AFTERS));
  const isAborted = random.chance(0.08);
  // Or most would be over by then.
  const isSilent = isAborted && trouble !== 'move' && random.chance(0.5);
  // They would settle long before their deadline.
  const isOutlasted = isShort && !isLong && trouble !== 'move' && random.chance(0.5);
  const silent = Array.from({ length: 3 }, () => 'silent' as const);
  const faults = isOutlasted ? silent : isSilent ? (['silent'] as const) : planFaults(random, kind, trouble);
  return {
    number,
    kind,
    faults: [...(throttling ? [first] : []), ...faults],
    deadlineMs: isShort ? random.between(2_000, 4_000) : longest,
    abortAfterMs: isAborted ? random.between(-1, 800) : undefined,
    pauseMs: random.chance(0.2) ? random.between(0, 200) : 0,
  };
}

function planFaults(random: Random, kind: Kind, trouble: Trouble): Fault[] {
  if (random.chance(0.5)) return trouble === 'closing' ? ['closes after'] : [];
  const passing = isUnsafe(kind)
    ? random.between(0, 1)
    : random.weighted({ 0: 30, 1: 25, 2: 15, 3: 25, 4: 5 });
  const faults: Fault[] = [];
  for (let times = 0; times < Number(passing); times += 1) faults.push(random.weighted(equally(PASSING)));
  if (trouble === 'throttled') return faults.filter((fault) => !PASSING_SLOWLY.has(fault));
  // A silence has CSDS asked, and then it is not asked again for five seconds, whatever moves.
  const kept = trouble === 'move' ? faults.filter((fault) => !PASSING_SLOWLY.has(fault)) : faults;
  const isFinal = random.chance(0.3);
  return [
    ...kept,
    isFinal ? random.weighted(equally(FINAL)) : random.weighted({ ...equally(HARMLESS), 'slow body': 3 }),
  ];
}

const PASSING_SLOWLY: ReadonlySet<Fault> = new Set<Fault>(['silent', 'stalled body']);

function equally<Name extends string>(table: Readonly<Record<Name, number>>): Record<Name, number> {
  return Object.fromEntries(Object.keys(table).map((name) => [name, 1])) as Record<Name, number>;
}

export function isUnsafe(kind: Kind): boolean {
  return kind === 'post' || kind === 'invocation';
}

/** Whether the head of the answer is what the caller waits for. */
export function isRaw(kind: Kind): boolean {
  return kind === 'raw read' || kind === 'stream' || kind === 'post';
}

export const isPassing = (fault: Fault): fault is keyof typeof PASSING => fault in PASSING;
export const isHarmless = (fault: Fault): boolean => fault in HARMLESS;
export const isOfBody = (fault: Fault): boolean => OF_BODY.has(fault);

/** Whether a read has to succeed: it meets few enough faults that pass, and has the time for all of them. */
export function mustSucceed(world: WorldPlan, call: CallPlan): boolean {
  const { kind, faults, deadlineMs, abortAfterMs } = call;
  const { trouble } = world;
  if (isUnsafe(kind) || abortAfterMs !== undefined || trouble === 'throttled long') return false;
  let attempts = 1 + (COSTS[trouble] ?? 0);
  let costMs = WORLD_COSTS_MS[trouble] ?? 0;
  for (const fault of faults) {
    // With the head a raw call has ended.
    if (isRaw(kind) && isOfBody(fault)) break;
    if (isPassing(fault)) {
      costMs += PASSING[fault] + 250 * 2 ** (attempts - 1);
      attempts += 1;
    } else if (fault in RETRY_AFTERS) continue;
    else if (isHarmless(fault)) costMs += HARMLESS[fault as keyof typeof HARMLESS];
    else if (!isRaw(kind)) return false;
  }
  return attempts <= ATTEMPTS && costMs + SPARE_MS <= deadlineMs;
}

/** Whether what ran has to be told to have run: no fault came between, and there was time enough. */
export function mustBeTold(
  { trouble }: WorldPlan,
  { kind, faults, deadlineMs, abortAfterMs }: CallPlan,
): boolean {
  if (!isUnsafe(kind) || abortAfterMs !== undefined || trouble === 'move') return false;
  const costMs = faults.reduce((sum, fault) => sum + (HARMLESS[fault as keyof typeof HARMLESS] ?? 0), 0);
  const isWell = faults.every((fault) => isHarmless(fault) || fault in RETRY_AFTERS);
  return isWell && costMs + (WORLD_COSTS_MS[trouble] ?? 0) + SPARE_MS <= deadlineMs;
}

const WORLD_COSTS_MS: Readonly<Partial<Record<Trouble, number>>> = {
  connections: 2 * TIMEOUT_MS,
  proxy: 2 * TIMEOUT_MS,
  dns: 1_000,
  csds: 2 * TIMEOUT_MS + 1_000,
  sentinel: 2 * TIMEOUT_MS + 3_000,
  clock: 2_000,
  throttled: 12_000,
  move: 1_000,
};
