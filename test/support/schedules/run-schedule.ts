import { ManualStepRequired } from '../../../src/errors/manual-step-required.js';
import {
  type ProvisioningEvent,
  type ProvisioningResult,
  type ProvisioningRun,
  provisionAccount,
} from '../../../src/provisioning.js';
import { Caller } from './caller.js';
import { count, type Figures } from './figures.js';
import { Line } from './line.js';
import { ModelAccount } from './model-account.js';
import { ModelStore } from './model-store.js';
import { begin, disturb, keep } from './people.js';
import type { RunPlan, Schedule } from './schedule.js';
import { RemotePlatform, remoteStore, type Servers } from './servers.js';
import { SimulatedProcess, UNHARMED } from './simulated-process.js';
import { Violation } from './violation.js';
import { Witness } from './witness.js';
import { World } from './world.js';

/**
 * Carries a schedule out: runs that disturb each other, on lines that fail, in processes that are killed and paused,
 * while people change things. Then, when nothing is on its way any more, runs without any fault.
 *
 * @param note Takes the history, line by line.
 * @throws {Violation} as soon as something happens that may not.
 */
export async function runSchedule(
  schedule: Schedule,
  figures: Figures,
  note?: (line: string) => void,
): Promise<void> {
  await new Execution(schedule, figures, note).run();
}

const DEFAULT_TIMEOUT_MS = 900_000;
/** How much longer than its limit a run may take: a call that is under way is not waited for. */
const GRACE_MS = 1_000;
const HOUR_MS = 3_600_000;
/** A person may have to make room, to erase a record and to store a credential by hand before a run ends well. */
const MOST_LAST_RUNS = 6;

/** Of a run that meets no fault. */
const CLEAN: Omit<RunPlan, 'account' | 'store'> = {
  process: 0,
  startMs: 0,
  timeoutMs: 0,
  outageMs: 0,
  outage: 'unknown',
  listLagMs: 0,
  revokedAfter: 0,
  takesOver: false,
  calmRequests: 0,
  requests: [],
};

/** How a run ended. */
type End = { readonly result: ProvisioningResult } | { readonly error: Error };

class Execution {
  readonly #schedule: Schedule;
  readonly #figures: Figures;
  readonly #world = new World();
  readonly #servers: Servers;
  readonly #note: ((line: string) => void) | undefined;
  readonly #disturbances: Schedule['disturbances'];
  readonly #edits: readonly number[];
  readonly #violations: Violation[] = [];
  readonly #ends = new Map<Caller, End | undefined>();
  readonly #takeOver: readonly string[];
  #isLast = false;
  #carriedOut = 0;
  #disturbed = 0;

  constructor(schedule: Schedule, figures: Figures, note: ((line: string) => void) | undefined) {
    this.#schedule = schedule;
    this.#figures = figures;
    const world = this.#world;
    const startedAt = world.now;
    const elapsedMs = () => world.now - startedAt;
    this.#note = note && ((line) => note(`${(elapsedMs() / 1_000).toFixed(3).padStart(9)} s  ${line}`));
    this.#disturbances = [...schedule.disturbances].sort((a, b) => a.after - b.after);
    this.#edits = schedule.unrelatedEdits;
    const now = () => world.now;
    const accounts = {
      A: new ModelAccount('12345678', now, schedule),
      B: new ModelAccount('87654321', now, schedule),
    };
    const stores = {
      X: new ModelStore('X', schedule.isXNamed ? 'store X' : undefined, elapsedMs),
      Y: new ModelStore('Y', 'store Y', elapsedMs),
    };
    const witness = new Witness({ accounts, stores, elapsedMs });
    this.#takeOver = begin(schedule, { accounts, stores, witness });
    for (const account of [accounts.A, accounts.B]) {
      account.limitTo(account.installations.length + schedule.room);
    }
    const names = new Map<string, string>();
    const alias = (clientId: string) => {
      if (!names.has(clientId)) names.set(clientId, `app ${names.size + 1}`);
      return names.get(clientId) ?? clientId;
    };
    const onCarriedOut = () => this.#disturb();
    const line = new Line({ world, figures, onCarriedOut, note: this.#note });
    this.#servers = { accounts, stores, witness, line, figures, elapsedMs, alias };
  }

  async run(): Promise<void> {
    const { runs, kills, pauses, jumps } = this.#schedule;
    count(this.#figures, 'schedules');
    const processes = [0, 1, 2].map((number) => {
      const isOfIt = ({ process }: { process: number }) => process === number;
      const blows = {
        kills: kills.filter(isOfIt),
        pauses: pauses.filter(isOfIt),
        jumps: jumps.filter(isOfIt),
      };
      return new SimulatedProcess(this.#world, blows);
    });
    for (const [index, plan] of runs.entries()) {
      const process = processes[plan.process] as SimulatedProcess;
      const name = `run ${index + 1} of process ${plan.process} for ${plan.account} into ${plan.store}`;
      this.#world.after(plan.startMs, () =>
        process.inside(() => this.#start(new Caller(name, process, plan))),
      );
    }
    await this.#goOn();
    this.#isLast = true;
    for (const { account, store } of this.#lastPlans()) await this.#finish({ ...CLEAN, account, store });
    for (const { account, store } of this.#lastPlans()) {
      this.#servers.witness.checkSettled(this.#cleanCaller({ ...CLEAN, account, store }));
    }
  }

  /** Each store that a run wrote to, with the account whose secret it holds. */
  #lastPlans(): readonly Pick<RunPlan, 'account' | 'store'>[] {
    const { accounts, stores } = this.#servers;
    return (['X', 'Y'] as const).flatMap((store) => {
      const first = this.#schedule.runs.find((plan) => plan.store === store);
      if (first === undefined) return [];
      const owner = stores[store].secret?.accountId;
      if (owner === undefined) return [{ store, account: first.account }];
      return [{ store, account: owner === accounts.A.accountId ? ('A' as const) : ('B' as const) }];
    });
  }

  /** Runs alone in the world, with a person who does what they ask for, until one ends well. One more changes nothing. */
  async #finish(plan: RunPlan): Promise<void> {
    for (let number = 1; ; number += 1) {
      const caller = await this.#runAlone(plan);
      const end = this.#ends.get(caller);
      if (end === undefined) throw new Violation('The last run did not end');
      if ('result' in end) {
        this.#checkResult(caller, end.result);
        return await this.#runOnceMore(plan);
      }
      if (number === MOST_LAST_RUNS || !this.#help(caller, end.error)) {
        throw new Violation(`The last run did not end well: ${end.error.message}`);
      }
    }
  }

  async #runOnceMore(plan: RunPlan): Promise<void> {
    const { witness, accounts, stores } = this.#servers;
    const before = witness.changesMade;
    const value = stores[plan.store].secret?.value;
    const caller = await this.#runAlone(plan);
    const end = this.#ends.get(caller);
    if (end === undefined || 'error' in end) throw new Violation('A further run did not end well');
    const account = accounts[plan.account];
    // What may not be deleted is tried each time, after a fence.
    const isProtected = witness.ours(account, plan.store).some((item) => account.isProtected(item.id));
    if (stores[plan.store].secret?.value !== value && !isProtected) {
      throw new Violation('A further run changed the secret');
    }
    if (isProtected) return;
    if (witness.changesMade > before || end.result.changed)
      throw new Violation('A further run changed something');
  }

  async #runAlone(plan: RunPlan): Promise<Caller> {
    let caller: Caller | undefined;
    this.#world.after(HOUR_MS, () => {
      caller = this.#cleanCaller(plan);
      this.#start(caller);
    });
    await this.#goOn();
    return caller as Caller;
  }

  #cleanCaller(plan: RunPlan): Caller {
    const name = `the last run for ${plan.account} into ${plan.store}`;
    return new Caller(name, new SimulatedProcess(this.#world, UNHARMED), plan);
  }

  async #goOn(): Promise<void> {
    await this.#world.run();
    for (const [caller, end] of this.#ends) {
      if (end === undefined && caller.process.isAlive) throw new Violation(`${caller.name} never ended`);
    }
    const [violation] = [...this.#servers.witness.violations, ...this.#violations];
    if (violation !== undefined) throw violation;
  }

  /** What a result of a run without faults says is what happened. */
  #checkResult(caller: Caller, { applications }: ProvisioningResult): void {
    const { witness } = this.#servers;
    const isSame = (told: readonly string[], items: readonly { clientName: string }[]) =>
      new Set([...told, ...items.map(({ clientName }) => clientName)]).size === new Set(told).size &&
      told.every((name) => items.some(({ clientName }) => clientName === name));
    if (!isSame(applications.made, witness.installedBy(caller))) {
      throw new Violation('A result names other applications than the run made');
    }
    if (!isSame(applications.deleted, witness.deletedBy(caller))) {
      throw new Violation('A result names other applications than the run deleted');
    }
  }

  /** Does what a person does who reads the error; returns whether there was something to do. */
  #help(caller: Caller, error: Error): boolean {
    const { accounts, stores, witness } = this.#servers;
    const account = accounts[caller.plan.account];
    const store = stores[caller.plan.store];
    const helped = (what: string) => {
      count(this.#figures, `helped: ${what}`);
      this.#note?.(`somebody ${what}`);
      return true;
    };
    if (error instanceof ManualStepRequired && this.#schedule.hidesSecrets === 'everywhere') {
      const [item] = [...witness.ours(account, caller.plan.store)].reverse();
      if (item === undefined) return false;
      account.edit(item.id, { enabled: true });
      keep(store, { ...item, enabled: true }, account.accountId);
      return helped('stores by hand what the platform hides');
    }
    if (account.isFull || caller.hasMetQuota) {
      account.limitTo(account.installations.length + 1);
      return helped('makes room for one more');
    }
    if (this.#isForeign(caller)) {
      store.erase();
      return helped('erases a record that is not for this account');
    }
    return false;
  }

  /** Whether the record that a run saw last is one that it may not replace. */
  #isForeign({ seen, plan }: Caller): boolean {
    const secret = seen?.secret;
    if (secret === undefined) return false;
    const account = this.#servers.accounts[plan.account];
    if (secret.accountId !== undefined && secret.accountId !== account.accountId) return true;
    const value = secret.value as { client_id?: string; token?: string };
    if (value.token !== undefined) return true;
    return secret.accountId === undefined && account.named(value.client_id) === undefined;
  }

  #start(caller: Caller): void {
    if (!caller.process.isAlive) return;
    const { timeoutMs, takesOver } = caller.plan;
    count(this.#figures, 'runs');
    this.#ends.set(caller, undefined);
    if (takesOver) caller.takeOver = this.#takeOver;
    let fraction = 0;
    let elapsedMs = 0;
    const onProgress = (event: ProvisioningEvent) => {
      if (event.fraction < fraction) this.#violations.push(new Violation('The fraction went back'));
      if (event.elapsedMs < elapsedMs) this.#violations.push(new Violation('The time of a run went back'));
      fraction = event.fraction;
      elapsedMs = event.elapsedMs;
    };
    const run = provisionAccount({
      accountId: this.#servers.accounts[caller.plan.account].accountId,
      platform: new RemotePlatform(this.#servers, caller),
      secretStore: remoteStore(this.#servers, caller),
      clock: caller.process.clock(),
      onProgress,
      ...(caller.takeOver.length > 0 && { takeOver: caller.takeOver }),
      ...(timeoutMs > 0 && { timeoutMs }),
    });
    this.#watch(caller, run);
  }

  #watch(caller: Caller, run: ProvisioningRun): void {
    const judged = (judge: () => void) => {
      try {
        judge();
      } catch (violation) {
        this.#violations.push(violation as Violation);
      }
    };
    run.then(
      (result) => {
        this.#ended(caller, { result }, 'ends well');
        judged(() => this.#servers.witness.resolved(caller, result));
      },
      (error: Error) => {
        this.#ended(caller, { error }, `fails: ${error.message}`);
        judged(() => this.#checkFailure(caller, error));
      },
    );
  }

  #ended(caller: Caller, end: End, how: string): void {
    this.#ends.set(caller, end);
    count(this.#figures, `ends: ${'result' in end ? 'well' : 'with an error'}`);
    this.#note?.(`${caller.name} ${how}`);
    const tookMs = caller.process.elapsed() - caller.startedElapsedMs;
    const limitMs = (caller.plan.timeoutMs || DEFAULT_TIMEOUT_MS) + GRACE_MS;
    if (tookMs > limitMs && !caller.process.isDisturbed) {
      this.#violations.push(new Violation(`A run took ${tookMs} ms`));
    }
  }

  /** A run that met next to no fault and had all the time it wants has no reason to fail, whatever other runs do. */
  #checkFailure(caller: Caller, error: Error): void {
    if (this.#isLast || caller.mayFail || caller.hasMetQuota || this.#isForeign(caller)) return;
    const { witness } = this.#servers;
    if (error instanceof ManualStepRequired && this.#schedule.hidesSecrets === 'everywhere') return;
    // A person changed what it was waiting for.
    if (witness.installedBy(caller).some((item) => witness.wasTouched(item))) return;
    const { propagationMs, runs, disturbances } = this.#schedule;
    // Each attempt may be in vain once, and takes a third of the time there is.
    if (propagationMs >= 180_000 && runs.length + disturbances.length > 1) return;
    throw new Violation(`A run that met hardly a fault failed: ${error.message}`);
  }

  #disturb(): void {
    if (this.#isLast) return;
    this.#carriedOut += 1;
    if (this.#edits.includes(this.#carriedOut)) this.#editUnrelated();
    for (;;) {
      const next = this.#disturbances[this.#disturbed];
      if (next === undefined || next.after > this.#carriedOut) return;
      this.#disturbed += 1;
      if (!disturb(next, this.#servers)) continue;
      count(this.#figures, `foreign changes: ${next.what}`);
      this.#note?.(`somebody ${next.what}`);
    }
  }

  #editUnrelated(): void {
    const { A } = this.#servers.accounts;
    A.edit('nothing of this id', {});
    count(this.#figures, 'foreign changes: moves the revision');
  }
}
