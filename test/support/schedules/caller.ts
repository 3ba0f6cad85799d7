import type { CredentialVerdict } from '../../../src/provisioning/platform.js';
import { type Plan, planOf } from './plan.js';
import type { Kill, RunPlan } from './schedule.js';

/** A process, which can be killed at one of its requests. */
export class SimulatedProcess {
  isAlive = true;
  readonly #kills: readonly Kill[];
  #requests = 0;

  constructor(kills: readonly Kill[]) {
    this.#kills = kills;
  }

  /** Counts a request; dies when it is the one to die at. */
  request(): Kill | undefined {
    const kill = this.#kills.find(({ at }) => at === this.#requests);
    this.#requests += 1;
    if (kill !== undefined) this.isAlive = false;
    return kill;
  }
}

/** One run, as the servers see it. */
export class Caller {
  readonly name: string;
  readonly process: SimulatedProcess;
  readonly plan: RunPlan;
  /** What of its requests and answers was not as it should be. */
  faults = 0;
  /** Whether it was told last that it is unknown whether a credential works. */
  isUndecided = false;
  #requests = 0;

  constructor(name: string, process: SimulatedProcess, plan: RunPlan) {
    this.name = name;
    this.process = process;
    this.plan = plan;
  }

  nextPlan(): Plan {
    const plan = planOf(this.plan.requests[this.#requests] ?? 0);
    this.#requests += 1;
    return plan;
  }

  /** What the token server says of every credential at that time; undefined when it is not down. */
  outage(elapsedMs: number): CredentialVerdict | undefined {
    const { startMs, outageMs, outage } = this.plan;
    if (elapsedMs - startMs >= outageMs) return undefined;
    this.faults += 1;
    return outage;
  }
}
