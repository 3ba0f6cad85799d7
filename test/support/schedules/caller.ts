import type { CredentialVerdict, Installation } from '../../../src/provisioning/platform.js';
import type { StoredSecret } from '../../../src/secrets/secret-store.js';
import { type Fate, type Plan, planOf } from './plan.js';
import type { RunPlan } from './schedule.js';
import type { SimulatedProcess } from './simulated-process.js';

/** Faults that a run gets over when it meets only a few. */
const PASSING: readonly (Fate | 'token server down')[] = [
  'refused',
  'throttled',
  'stale revision',
  'answer lost',
  'late after failure',
  'late',
  'lost',
  'silent',
  'twice',
  'again later',
];
/** A call is repeated four times. */
const MOST_PASSING = 2;

/** What a store told a run. */
export interface Look {
  readonly secret: StoredSecret | undefined;
  /** When the store was asked, by the clock of the process. */
  readonly askedAt: number;
  /** When the store answered, by the clock of the world. */
  readonly at: number;
  readonly erasures: number;
}

/** One run, as the servers and the witness see it. */
export class Caller {
  readonly name: string;
  readonly process: SimulatedProcess;
  readonly plan: RunPlan;
  readonly startedElapsedMs: number;
  /** What of its requests and answers was not as it should be, by kind. */
  readonly faults = new Map<string, number>();
  /** Whether it was told last that it is unknown whether the stored credential works. */
  isUndecided = false;
  /** The stored secret as it was told last. */
  seen: Look | undefined;
  /** When it last sent a write of the secret or a deletion, by the clock of its process. */
  lastWriteSentAt = Number.NEGATIVE_INFINITY;
  /** Ids on the first list that it got. */
  firstList: ReadonlySet<string> | undefined;
  latestList: readonly Installation[] = [];
  /** Client names that it installs under; ids on the first list that it got which shows the name. */
  readonly names = new Map<string, { listed: readonly string[] | undefined; hasLooked: boolean }>();
  /** When it was told last that a credential works, and when it was told last of an application: by client id. */
  readonly tried = new Map<string, number>();
  readonly verified = new Map<string, number>();
  /** Credentials of which it was told rightly that they work, or do not. */
  readonly proven = new Set<string>();
  readonly refused = new Set<string>();
  /** Client names that its person lets it take over. */
  takeOver: readonly string[] = [];
  isRevoked = false;
  hasMetQuota = false;
  #requests = 0;

  constructor(name: string, process: SimulatedProcess, plan: RunPlan) {
    this.name = name;
    this.process = process;
    this.plan = plan;
    this.startedElapsedMs = process.elapsed();
  }

  nextPlan(): Plan {
    const { revokedAfter, calmRequests, requests } = this.plan;
    const plan = planOf(requests[this.#requests - calmRequests] ?? 0);
    this.#requests += 1;
    if (revokedAfter > 0 && this.#requests > revokedAfter) this.isRevoked = true;
    return plan;
  }

  meets(fault: string): void {
    this.faults.set(fault, (this.faults.get(fault) ?? 0) + 1);
  }

  hasMet(...faults: readonly string[]): boolean {
    return faults.some((fault) => this.faults.has(fault));
  }

  /** Whether something befell it that may end a run. */
  get mayFail(): boolean {
    const all = [...this.faults];
    const passing = all.reduce((sum, [, times]) => sum + times, 0);
    return (
      this.plan.timeoutMs > 0 ||
      this.isRevoked ||
      this.process.isDisturbed ||
      passing > MOST_PASSING ||
      all.some(([fault]) => !PASSING.includes(fault as Fate))
    );
  }

  /** What the token server says of every credential at that time; undefined when it is not down. */
  outage(elapsedMs: number): CredentialVerdict | undefined {
    const { startMs, outageMs, outage } = this.plan;
    if (elapsedMs - startMs >= outageMs) return undefined;
    this.meets('token server down');
    return outage;
  }

  /** Learns what a list shows that came while it waited for it. */
  listed(items: readonly Installation[]): void {
    this.latestList = items;
    this.firstList ??= new Set(items.map(({ id }) => id));
    for (const [name, known] of this.names) {
      const listed = items.filter(({ clientName }) => clientName === name).map(({ id }) => id);
      known.hasLooked = true;
      if (listed.length > 0) known.listed ??= listed;
    }
  }
}
