import { HttpError } from '../../../src/errors/http-error.js';
import { StaleRevisionError } from '../../../src/provisioning/platform.js';
import type { Caller } from './caller.js';
import { count, type Figures } from './figures.js';
import type { Fate, Plan } from './plan.js';
import type { Kill } from './schedule.js';
import { Violation } from './violation.js';
import type { World } from './world.js';

export interface LineOptions {
  readonly world: World;
  readonly figures: Figures;
  /** Told after each request that was carried out. */
  readonly onCarriedOut: () => void;
  /** Takes a line of history. */
  readonly note?: ((line: string) => void) | undefined;
}

/** A request on its way. */
export interface LineRequest<T> {
  /** What it is, for the history. */
  readonly name: string;
  /** Fates that it can have beside those of every request. */
  readonly special?: readonly Fate[] | undefined;
  /** Fates that it cannot have. */
  readonly never?: readonly Fate[] | undefined;
  carryOut(plan: Plan): T;
}

const SPECIAL: readonly Fate[] = ['stale revision', 'old copy', 'undecided', 'refused in passing'];

/** What is between runs and servers: everything that can go wrong there. */
export class Line {
  readonly #options: LineOptions;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  send<T>(caller: Caller, request: LineRequest<T>): Promise<T> {
    const { figures } = this.#options;
    // What a killed process would do next does not happen.
    if (!caller.process.isAlive) return never();
    count(figures, 'requests');
    const kill = caller.process.request();
    if (kill !== undefined) return this.#die(caller, request, kill);
    const plan = fitting(caller.nextPlan(), request);
    if (plan.fate !== 'answered') {
      caller.faults += 1;
      count(figures, `faults: ${plan.fate}`);
    }
    this.#note(caller, request, plan.fate === 'answered' ? 'sends' : `sends (${plan.fate})`);
    return new Promise((resolve, reject) => this.#schedule(caller, request, plan, { resolve, reject }));
  }

  #die<T>(caller: Caller, request: LineRequest<T>, kill: Kill): Promise<T> {
    count(this.#options.figures, `kills: request ${kill.request}`);
    this.#note(caller, request, `is killed at (${kill.request})`);
    const laterMs = kill.request === 'carried out later' ? kill.laterMs : 5;
    const plan: Plan = { fate: 'silent', thereMs: laterMs, backMs: 0, laterMs };
    if (kill.request !== 'lost') {
      this.#arrive(caller, request, plan, laterMs, kill.request === 'carried out later');
    }
    return never();
  }

  #schedule<T>(caller: Caller, request: LineRequest<T>, plan: Plan, answer: Answer<T>): void {
    const { world } = this.#options;
    const { fate, thereMs, backMs, laterMs } = plan;
    const arrive = (ms: number, isLate = false) => this.#arrive(caller, request, plan, ms, isLate);
    const fail = (ms: number, error: Error) =>
      world.after(ms, () => caller.process.isAlive && answer.reject(error));
    const reply = (ms: number, outcome: Outcome<T>) =>
      world.after(ms, () => {
        if (!caller.process.isAlive) return;
        if ('error' in outcome) answer.reject(outcome.error);
        else answer.resolve(outcome.value as T);
      });
    switch (fate) {
      case 'refused':
        return void fail(thereMs + backMs, new Error('503'));
      case 'throttled':
        return void fail(thereMs + backMs, throttled(Math.round(laterMs / 4_000)));
      case 'stale revision':
        return void fail(thereMs + backMs, new StaleRevisionError('412'));
      case 'lost':
        return;
      case 'answer lost':
        arrive(thereMs);
        return void fail(thereMs + backMs, new Error('socket hang up'));
      case 'late after failure':
        arrive(laterMs, true);
        return void fail(thereMs + backMs, new Error('502'));
      case 'late':
        return void reply(laterMs + backMs, arrive(laterMs, true));
      case 'silent':
        return void arrive(thereMs);
      case 'twice':
        arrive(thereMs);
        return void reply(thereMs + 2 * backMs, arrive(thereMs + backMs));
      case 'again later':
        void reply(thereMs + backMs, arrive(thereMs));
        return void arrive(laterMs, true);
      default:
        return void reply(thereMs + backMs, arrive(thereMs));
    }
  }

  /** Carries the request out when it arrives; what came of it is in the outcome from then on. */
  #arrive<T>(caller: Caller, request: LineRequest<T>, plan: Plan, ms: number, isLate: boolean): Outcome<T> {
    const { world, figures, onCarriedOut } = this.#options;
    const outcome: Outcome<T> = {};
    world.after(ms, () => {
      if (isLate) count(figures, 'late landings');
      try {
        outcome.value = request.carryOut(plan);
      } catch (error) {
        if (error instanceof Violation) throw this.#noted(caller, request, error);
        outcome.error = error;
      }
      this.#note(caller, request, 'error' in outcome ? 'is refused' : 'has carried out', outcome.error);
      onCarriedOut();
    });
    return outcome;
  }

  #noted(caller: Caller, request: LineRequest<unknown>, violation: Violation): Violation {
    this.#note(caller, request, 'VIOLATES by');
    return violation;
  }

  #note(caller: Caller, { name }: LineRequest<unknown>, verb: string, error?: unknown): void {
    const why = error instanceof Error ? `: ${error.message}` : '';
    this.#options.note?.(`${caller.name} ${verb} ${name}${why}`);
  }
}

interface Outcome<T> {
  value?: T;
  error?: unknown;
}

interface Answer<T> {
  resolve(value: T): void;
  reject(error: unknown): void;
}

function fitting(plan: Plan, { special = [], never: impossible = [] }: LineRequest<unknown>): Plan {
  const isSpecial = SPECIAL.includes(plan.fate) && !special.includes(plan.fate);
  return isSpecial || impossible.includes(plan.fate) ? { ...plan, fate: 'answered' } : plan;
}

function throttled(seconds: number): HttpError {
  const headers = { 'retry-after': String(seconds) };
  const details = { status: 429, headers, requestId: '', service: '', operation: '', bodyExcerpt: '' };
  return new HttpError('429', details);
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
