import { HttpError } from '../../../src/errors/http-error.js';
import { InstallationRefusedError, StaleRevisionError } from '../../../src/provisioning/platform.js';
import type { Caller } from './caller.js';
import { count, type Figures } from './figures.js';
import { type Fate, type Plan, SPECIAL } from './plan.js';
import type { Kill, Pause } from './schedule.js';
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
  /** What it is refused with once the person of the run is no administrator any more. */
  readonly refusal?: (() => Error) | undefined;
  carryOut(plan: Plan): T;
}

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
    const { kill, pause, jump } = caller.process.request();
    if (jump !== undefined) this.#befalls(caller, `clock jumps: ${jump.byMs / 60_000} min`);
    if (kill !== undefined) return this.#die(caller, request, kill);
    if (pause !== undefined) this.#befalls(caller, pauseName(pause));
    const plan = this.#planFor(caller, request);
    const heldMs = pause?.isSent ? 0 : caller.process.pausedMs;
    this.#note(caller, request, plan.fate === 'answered' ? 'sends' : `sends (${plan.fate})`);
    return new Promise((resolve, reject) => {
      const late = { ...plan, thereMs: plan.thereMs + heldMs, laterMs: plan.laterMs + heldMs };
      this.#schedule(caller, request, late, { resolve, reject });
    });
  }

  #planFor(caller: Caller, request: LineRequest<unknown>): Plan {
    const { figures } = this.#options;
    const plan = fitting(caller.nextPlan(), request);
    if (plan.fate !== 'answered') {
      caller.meets(plan.fate);
      count(figures, `faults: ${plan.fate}`);
    }
    if (caller.isRevoked && request.refusal !== undefined)
      count(figures, 'faults: no administrator any more');
    return plan;
  }

  #befalls(caller: Caller, what: string): void {
    count(this.#options.figures, what);
    this.#options.note?.(`${caller.name}: ${what}`);
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
      world.after(ms, () => caller.process.inside(() => answer.reject(error)));
    const reply = (ms: number, outcome: Outcome<T>) =>
      world.after(ms, () =>
        caller.process.inside(() => {
          if ('error' in outcome) answer.reject(outcome.error);
          else answer.resolve(outcome.value as T);
        }),
      );
    switch (fate) {
      case 'refused':
        return void fail(thereMs + backMs, new Error('503'));
      case 'throttled':
        return void fail(thereMs + backMs, throttled(Math.round(laterMs / 4_000)));
      case 'stale revision':
        return void fail(thereMs + backMs, new StaleRevisionError('412'));
      case 'forbidden':
        return void fail(thereMs + backMs, new InstallationRefusedError('403'));
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
        if (caller.isRevoked && request.refusal !== undefined) throw request.refusal();
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

function fitting(plan: Plan, { special = [] }: LineRequest<unknown>): Plan {
  const isImpossible = SPECIAL.includes(plan.fate) && !special.includes(plan.fate);
  return isImpossible ? { ...plan, fate: 'answered' } : plan;
}

function pauseName({ ms, isSent, isSuspended }: Pause): string {
  const where = isSent ? 'after' : 'before';
  return `pauses: ${isSuspended ? 'asleep' : 'stopped'} for ${ms / 1_000} s ${where} a request`;
}

function throttled(seconds: number): HttpError {
  const headers = { 'retry-after': String(seconds) };
  const details = { status: 429, headers, requestId: '', service: '', operation: '', bodyExcerpt: '' };
  return new HttpError('429', details);
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
