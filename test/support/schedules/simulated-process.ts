import type { Clock } from '../../../src/config/clock.js';
import type { ClockJump, Kill, Pause } from './schedule.js';
import type { World } from './world.js';

export interface Blows {
  readonly kills: readonly Kill[];
  readonly pauses: readonly Pause[];
  readonly jumps: readonly ClockJump[];
}

export const UNHARMED: Blows = { kills: [], pauses: [], jumps: [] };

/** A process, which can be killed or paused at one of its requests, and whose clock can be set. */
export class SimulatedProcess {
  isAlive = true;
  /** Whether it was paused, or its clock was set, at least once. */
  isDisturbed = false;
  readonly #world: World;
  readonly #blows: Blows;
  #requests = 0;
  #awakeAt = 0;
  #suspendedMs = 0;
  #clockOffsetMs = 0;

  constructor(world: World, blows: Blows) {
    this.#world = world;
    this.#blows = blows;
  }

  /** Counts a request, and says what happens to the process just then. */
  request(): { kill: Kill | undefined; pause: Pause | undefined; jump: ClockJump | undefined } {
    const isNow = ({ at }: { at: number }) => at === this.#requests;
    const kill = this.#blows.kills.find(isNow);
    const pause = this.#blows.pauses.find(isNow);
    const jump = this.#blows.jumps.find(isNow);
    this.#requests += 1;
    if (kill !== undefined) this.isAlive = false;
    if (pause !== undefined) this.#pause(pause);
    if (jump !== undefined) this.#clockOffsetMs += jump.byMs;
    this.isDisturbed ||= pause !== undefined || jump !== undefined;
    return { kill, pause, jump };
  }

  /** Milliseconds until it goes on; 0 while it is not paused. */
  get pausedMs(): number {
    return Math.max(0, this.#awakeAt - this.#world.now);
  }

  /** Does something in the process: never when it is killed, and not before it goes on when it is paused. */
  inside(act: () => void): void {
    if (!this.isAlive) return;
    if (this.pausedMs === 0) act();
    else this.#world.after(this.pausedMs, () => this.inside(act));
  }

  /** Milliseconds that its monotonic clock shows: a machine that is asleep does not count them. */
  elapsed(): number {
    return this.#world.now - this.#suspendedMs;
  }

  clock(): Clock {
    return {
      now: () => this.#world.now + this.#clockOffsetMs,
      elapsed: () => this.elapsed(),
      sleep: (ms, signal) => this.#sleep(ms, signal),
    };
  }

  #pause({ ms, isSuspended }: Pause): void {
    this.#awakeAt = this.#world.now + this.pausedMs + ms;
    if (isSuspended) this.#suspendedMs += ms;
  }

  #sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const due = this.elapsed() + ms;
      let callOff = () => {};
      const abort = () => {
        callOff();
        reject(signal?.reason);
      };
      const wait = (waitMs: number) => {
        callOff = this.#world.after(waitMs, () => {
          if (!this.isAlive) return;
          const leftMs = Math.max(this.pausedMs, due - this.elapsed());
          if (leftMs > 0) return wait(leftMs);
          signal?.removeEventListener('abort', abort);
          resolve();
        });
      };
      wait(ms);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}
