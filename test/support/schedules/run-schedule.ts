import { type ProvisioningEvent, provisionAccount } from '../../../src/provisioning.js';
import { MemoryAccount } from '../memory-account.js';
import { Caller, SimulatedProcess } from './caller.js';
import { count, type Figures } from './figures.js';
import { Line } from './line.js';
import { ModelStore } from './model-store.js';
import { begin, disturb } from './people.js';
import type { RunPlan, Schedule } from './schedule.js';
import { RemotePlatform, remoteStore, type Servers } from './servers.js';
import { Violation } from './violation.js';
import { Witness } from './witness.js';
import { World } from './world.js';

/**
 * Carries a schedule out: runs that disturb each other, on lines that fail, in processes that are killed,
 * while people change things. Then, when nothing is on its way any more, one more run without any fault.
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

/** Of a run that meets no fault. */
const CLEAN: RunPlan = { process: 0, startMs: 0, timeoutMs: 0, outageMs: 0, outage: 'unknown', requests: [] };

class Execution {
  readonly #schedule: Schedule;
  readonly #figures: Figures;
  readonly #world = new World();
  readonly #servers: Servers;
  readonly #note: ((line: string) => void) | undefined;
  readonly #disturbances: Schedule['disturbances'];
  readonly #violations: Violation[] = [];
  #isLast = false;
  #endedWell = 0;
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
    const account = new MemoryAccount({
      now: () => world.now,
      elapsed: () => world.now,
      sleep: () => Promise.resolve(),
    });
    account.propagationMs = schedule.propagationMs;
    account.wantsUniqueNames = schedule.wantsUniqueNames;
    const store = new ModelStore();
    begin(schedule, account, store);
    const names = new Map<string, string>();
    const alias = (clientId: string) => {
      if (!names.has(clientId)) names.set(clientId, `app ${names.size + 1}`);
      return names.get(clientId) ?? clientId;
    };
    const onCarriedOut = () => this.#disturb();
    const line = new Line({ world, figures, onCarriedOut, note: this.#note });
    const { storeHasCopies } = schedule;
    const witness = new Witness(account, store);
    this.#servers = { account, store, witness, line, figures, storeHasCopies, elapsedMs, alias };
  }

  async run(): Promise<void> {
    const { runs, kills } = this.#schedule;
    count(this.#figures, 'schedules');
    const processes = [0, 1, 2].map(
      (number) => new SimulatedProcess(kills.filter((kill) => kill.process === number)),
    );
    for (const [index, plan] of runs.entries()) {
      const process = processes[plan.process] as SimulatedProcess;
      const caller = new Caller(`run ${index + 1} of process ${plan.process}`, process, plan);
      this.#world.after(plan.startMs, () => this.#start(caller));
    }
    await this.#world.run();
    await this.#finish();
  }

  /** The last run, alone in the world. */
  async #finish(): Promise<void> {
    this.#isLast = true;
    const caller = new Caller('the last run', new SimulatedProcess([]), CLEAN);
    this.#start(caller);
    const before = this.#endedWell;
    await this.#world.run();
    if (this.#endedWell === before) this.#violations.push(new Violation('The last run did not end well'));
    const [violation] = this.#violations;
    if (violation !== undefined) throw violation;
    this.#servers.witness.checkSettled();
  }

  #start(caller: Caller): void {
    if (!caller.process.isAlive) return;
    const { timeoutMs } = caller.plan;
    count(this.#figures, 'runs');
    let fraction = 0;
    const onProgress = (event: ProvisioningEvent) => {
      if (event.fraction < fraction) this.#violations.push(new Violation('The fraction went back'));
      fraction = event.fraction;
    };
    const run = provisionAccount({
      accountId: '12345678',
      platform: new RemotePlatform(this.#servers, caller),
      secretStore: remoteStore(this.#servers, caller),
      clock: this.#world.clockFor(caller.process),
      onProgress,
      ...(timeoutMs > 0 && { timeoutMs }),
    });
    run.then(
      () => {
        this.#endedWell += 1;
        this.#ended(caller, 'ends well');
      },
      (error: Error) => {
        this.#ended(caller, `fails: ${error.message}`);
        // A run that met no fault and had all the time it wants has no reason to fail, whatever others do.
        if (caller.faults > 0 || timeoutMs > 0) return;
        this.#violations.push(new Violation(`A run that met no fault failed: ${error.message}`));
      },
    );
  }

  #ended(caller: Caller, how: string): void {
    count(this.#figures, `ends: ${how === 'ends well' ? 'well' : 'with an error'}`);
    this.#note?.(`${caller.name} ${how}`);
  }

  #disturb(): void {
    if (this.#isLast) return;
    this.#carriedOut += 1;
    for (;;) {
      const next = this.#disturbances[this.#disturbed];
      if (next === undefined || next.after > this.#carriedOut) return;
      this.#disturbed += 1;
      const { account, store } = this.#servers;
      if (!disturb(next, account, store)) continue;
      count(this.#figures, `foreign changes: ${next.what}`);
      this.#note?.(`somebody ${next.what}`);
    }
  }
}
