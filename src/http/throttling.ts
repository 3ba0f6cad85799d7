import type { Clock } from '../config/clock.js';
import type { Cancellation } from './cancellation.js';

/** As many as a transport keeps connections: others would wait inside it, where no refusal could hold them back. */
const MOST_AT_ONCE = 64;
/** LivePerson asks to wait at least a second after a 429 (documented). */
const PAUSE_MS = 1_000;
/** What is added to it, doubled for each wave that was refused whole. */
const FIRST_EXTRA_MS = 250;
const LONGEST_EXTRA_MS = 8_000;
/** However long a host asks to wait, it is asked again after this: it may have meant something else. */
const LONGEST_PAUSE_MS = 60_000;
/** How far back at least the answers count that a pace is made of. */
const WINDOW_MS = 1_000;
/** A host that refused nobody for so long is one like any other again. */
const CALM_MS = 10_000;
/** Calls in a millisecond, after the one that found out that there are any. */
const FIRST_PACE = 0.01;
/** A few answers are no evidence of less than so many calls in a millisecond. */
const SLOWEST_PACE = 0.005;
/** By how much it grows in a second while nothing is known: it doubles four times. */
const FIRST_GROWTH = 16;
/** Calls that are due while a timer is late set out at once, but no more than those of this time. */
const LARGEST_BACKLOG_MS = 50;

/**
 * Calls to hosts that answer "too many requests". Those to one host wait together as long as it asks, and then set out
 * spread, at the pace at which it has answered before; not as a wave, most of which it would refuse again. Calls to
 * other hosts are not held up. It belongs to one account.
 */
export class Throttling {
  readonly #clock: Clock;
  readonly #hosts = new Map<string, HostThrottle>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  at(host: string): HostThrottle {
    const known = this.#hosts.get(host);
    if (known !== undefined) return known;
    const made = new HostThrottle(this.#clock);
    this.#hosts.set(host, made);
    return made;
  }
}

/** The calls that set out between two refusals. Each of them remembers which wave it was. */
export type Wave = number;

type Waiter = (wave: Wave) => void;

/** What a host that has refused a call will bear. */
interface Pace {
  readonly opensAt: number;
  /** Calls in a millisecond when it opens; 0 while a single call finds out whether there are any. */
  readonly perMs: number;
  /** By how much they grow in a second. The more is known, the less. */
  readonly growth: number;
}

export class HostThrottle {
  readonly #clock: Clock;
  readonly #answers = new RecentAnswers();
  /** Those that were refused go first: they are the oldest. */
  readonly #refused = new Set<Waiter>();
  readonly #waiting = new Set<Waiter>();
  #onTheirWay = 0;
  #wave: Wave = 0;
  #pace: Pace | undefined;
  #nextAt = 0;
  #wavesRefusedWhole = 0;
  #sleep: AbortController | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds until the host is asked again; 0 when it is. */
  get waitMs(): number {
    return this.#pace === undefined ? 0 : Math.max(0, this.#pace.opensAt - this.#clock.elapsed());
  }

  /** Lets a call set out at once, if nobody waits and nothing holds it up. */
  tryEnter(): Wave | undefined {
    const mayGo = this.#refused.size + this.#waiting.size === 0 && this.#delayMs() === 0;
    return mayGo ? this.#setOut() : undefined;
  }

  /** Lets a call set out whatever holds others up: one that is never repeated does not wait either. */
  enterAnyway(): Wave {
    this.#onTheirWay += 1;
    return this.#wave;
  }

  /** Waits for the call's turn. One that was refused goes before those that have not been sent yet. */
  enter(wasRefused: boolean, cancellation: Cancellation): Promise<Wave> {
    const queue = wasRefused ? this.#refused : this.#waiting;
    return new Promise((resolve, reject) => {
      const leave = () => {
        queue.delete(go);
        if (this.#refused.size + this.#waiting.size === 0) this.#sleep?.abort();
        reject(cancellation.reason);
      };
      const go = (wave: Wave) => {
        cancellation.removeEventListener('abort', leave);
        resolve(wave);
      };
      if (cancellation.aborted) return reject(cancellation.reason);
      cancellation.addEventListener('abort', leave);
      queue.add(go);
      this.#letGo();
    });
  }

  /** The call has its answer, or none will come. */
  left(wave: Wave, isAnswered: boolean): void {
    this.#onTheirWay -= 1;
    if (isAnswered && wave === this.#wave) this.#countAnswer();
    if (this.#refused.size + this.#waiting.size > 0) this.#letGo();
  }

  /**
   * The host answered "too many requests".
   *
   * @param askedFor What it asks to wait, in milliseconds; undefined when it does not say.
   */
  refused(wave: Wave, askedFor: number | undefined): void {
    const askedMs = askedFor === undefined ? undefined : Math.min(askedFor, LONGEST_PAUSE_MS);
    this.#onTheirWay -= 1;
    if (wave === this.#wave) this.#close(askedMs);
    else if (this.waitMs > 0) this.#closeLonger(askedMs ?? 0);
    this.#sleep?.abort();
  }

  #close(askedMs: number | undefined): void {
    const now = this.#clock.elapsed();
    const { count, since } = this.#answers.recent(now);
    this.#wavesRefusedWhole = count === 0 ? this.#wavesRefusedWhole + 1 : 0;
    const opensAt = now + this.#pauseMs(askedMs);
    const growth = count === 0 ? FIRST_GROWTH : 1 + 1 / (1 + count / 20);
    this.#open({
      opensAt,
      perMs: count === 0 ? 0 : Math.max(count / Math.max(WINDOW_MS, opensAt - since), SLOWEST_PACE),
      growth,
    });
    this.#wave += 1;
  }

  /** Another call of the wave that was refused: it may ask for more. */
  #closeLonger(askedMs: number): void {
    const opensAt = this.#clock.elapsed() + askedMs;
    if (this.#pace !== undefined && opensAt > this.#pace.opensAt) this.#open({ ...this.#pace, opensAt });
  }

  #open(pace: Pace): void {
    this.#pace = pace;
    this.#nextAt = pace.opensAt;
    this.#answers.restart(pace.opensAt);
  }

  #pauseMs(askedMs: number | undefined): number {
    const extra = Math.min(FIRST_EXTRA_MS * 2 ** Math.max(0, this.#wavesRefusedWhole - 1), LONGEST_EXTRA_MS);
    const jittered = extra * (0.5 + Math.random() / 2);
    if (askedMs === undefined) return PAUSE_MS + jittered;
    // A host that asks to come back at once, and refuses again, would be asked without end.
    const isTrusted = askedMs >= PAUSE_MS || this.#wavesRefusedWhole <= 1;
    return isTrusted ? askedMs : Math.max(askedMs, jittered);
  }

  #countAnswer(): void {
    const now = this.#clock.elapsed();
    this.#answers.add(now);
    if (this.#pace === undefined) return;
    if (this.#pace.perMs === 0) this.#open({ opensAt: now, perMs: FIRST_PACE, growth: FIRST_GROWTH });
    else if (now - this.#pace.opensAt > CALM_MS && this.#waiting.size === 0) this.#pace = undefined;
  }

  /** Milliseconds until the next call may set out; infinite where the way of another one has to end first. */
  #delayMs(): number {
    const mostAtOnce = this.#pace?.perMs === 0 ? 1 : MOST_AT_ONCE;
    if (this.#onTheirWay >= mostAtOnce) return Number.POSITIVE_INFINITY;
    return this.#pace === undefined ? 0 : Math.max(0, this.#nextAt - this.#clock.elapsed());
  }

  #setOut(): Wave {
    this.#onTheirWay += 1;
    if (this.#pace !== undefined && this.#pace.perMs > 0) {
      const now = this.#clock.elapsed();
      const { opensAt, perMs, growth } = this.#pace;
      const intervalMs = 1 / (perMs * growth ** ((now - opensAt) / 1_000));
      this.#nextAt = Math.max(this.#nextAt, now - LARGEST_BACKLOG_MS) + intervalMs;
    }
    return this.#wave;
  }

  /** Lets those go whose turn it is, and comes back when it is the next one's. */
  #letGo(): void {
    for (const queue of [this.#refused, this.#waiting]) {
      for (const go of queue) {
        const delayMs = this.#delayMs();
        if (delayMs > 0) {
          this.#comeBackIn(delayMs);
          return;
        }
        queue.delete(go);
        go(this.#setOut());
      }
    }
  }

  #comeBackIn(delayMs: number): void {
    // The end of another call's way brings us back.
    if (delayMs === Number.POSITIVE_INFINITY || this.#sleep !== undefined) return;
    const sleep = new AbortController();
    this.#sleep = sleep;
    const wake = () => {
      this.#sleep = undefined;
      this.#letGo();
    };
    this.#clock.sleep(delayMs, sleep.signal).then(wake, wake);
  }
}

/** Counts the answers of the last one to two seconds. */
class RecentAnswers {
  #count = 0;
  #since = Number.NEGATIVE_INFINITY;
  #countBefore = 0;
  #sinceBefore = Number.NEGATIVE_INFINITY;

  add(now: number): void {
    const age = now - this.#since;
    if (age >= WINDOW_MS) {
      [this.#countBefore, this.#sinceBefore] = age < 2 * WINDOW_MS ? [this.#count, this.#since] : [0, now];
      [this.#count, this.#since] = [0, now];
    }
    this.#count += 1;
  }

  recent(now: number): { count: number; since: number } {
    if (now - this.#since >= 2 * WINDOW_MS) return { count: 0, since: now };
    return { count: this.#countBefore + this.#count, since: this.#sinceBefore };
  }

  restart(now: number): void {
    [this.#count, this.#countBefore] = [0, 0];
    [this.#since, this.#sinceBefore] = [now, now];
  }
}
