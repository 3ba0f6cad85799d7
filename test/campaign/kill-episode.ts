import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Installation } from '../../src/provisioning/platform.js';
import { ownerOf } from '../../src/provisioning/run/ownership.js';
import { EncryptedFileStore } from '../../src/stores.js';
import type { Sandbox } from '../../src/testing/sandbox/sandbox.js';
import { type ProcessEnd, provisionInProcess } from '../support/provision-in-process.js';
import { count, type Figures } from '../support/schedules/figures.js';

/** At which moment of its n-th request a process is killed. */
export const MOMENTS = ['before it is carried out', 'after it was carried out', 'at any time'] as const;
export type Moment = (typeof MOMENTS)[number];

export interface EpisodeParts {
  readonly script: string;
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly figures: Figures;
}

const KEY = 'LIVEPERSON_DEFAULT_APP_KEY';
/** Waits are shortened so; what is given up after 30 seconds is then given up after two. */
const SPEED = 15;
/** Longer than any run has requests: then something is wrong. */
const MOST_REQUESTS = 120;

/**
 * An account that is provisioned by processes which are killed at their first request, their second one, and
 * so on, until one comes through. Then one more runs undisturbed.
 */
export class KillEpisode {
  readonly #parts: EpisodeParts;
  readonly #moment: Moment;
  readonly #path: string;
  /** What the stores of earlier episodes have. */
  #others: readonly Installation[] = [];

  constructor(parts: EpisodeParts, name: string, moment: Moment) {
    this.#parts = parts;
    this.#moment = moment;
    this.#path = join(parts.folder, `${name}.json`);
  }

  async run(): Promise<void> {
    const { figures } = this.#parts;
    this.#others = await this.#listed();
    for (let at = 1; ; at += 1) {
      expect(at).toBeLessThan(MOST_REQUESTS);
      const end = await this.#runAndKill(at);
      await this.#expectUnbroken();
      if (end.status === 0) break;
      expect(end).toMatchObject({ status: 'SIGKILL' });
      count(figures, `kills: ${this.#moment}`);
    }
    expect(await this.#start().ended).toMatchObject({ status: 0, errors: '' });
    count(figures, 'episodes');
    await this.#expectSettled();
  }

  async #runAndKill(at: number): Promise<ProcessEnd> {
    if (this.#moment === 'after it was carried out') return await this.#start(at).ended;
    if (this.#moment === 'at any time') return await this.#killAfter(Math.random() * at * 20);
    return await this.#killWhileHeld(at);
  }

  /** The request waits in the server until its process is gone. */
  async #killWhileHeld(at: number): Promise<ProcessEnd> {
    const { faults, clock } = this.#parts.sandbox;
    if (at > 1) faults.add({ times: at - 1, headers: { 'x-passed': '1' } });
    faults.add({ delayMs: 3_600_000 });
    const run = this.#start();
    let isOver = false;
    const end = run.ended.finally(() => {
      isOver = true;
    });
    while (!isOver && clock.sleeping === 0) await sleep(2);
    run.kill();
    faults.clear();
    return await end;
  }

  /** Some time after its first request, however long the process takes to get there. */
  async #killAfter(ms: number): Promise<ProcessEnd> {
    const { requests } = this.#parts.sandbox;
    const before = requests.count();
    const run = this.#start();
    let isOver = false;
    const end = run.ended.finally(() => {
      isOver = true;
    });
    while (!isOver && requests.count() === before) await sleep(2);
    await Promise.race([sleep(ms), end]);
    run.kill();
    return await end;
  }

  #start(diesAfter?: number) {
    const { script, sandbox, figures } = this.#parts;
    count(figures, 'processes');
    return provisionInProcess(script, sandbox, { store: `file:${this.#path}`, speed: SPEED, diesAfter });
  }

  /** After each death: what is stored names an installation that is there, and nothing of others is gone. */
  async #expectUnbroken(): Promise<readonly Installation[]> {
    const items = await this.#listed();
    expect(items).toEqual(expect.arrayContaining([...this.#others]));
    const stored = await new EncryptedFileStore(this.#path).get(KEY);
    if (stored !== undefined) {
      const credentials = items.map(({ clientId, clientSecret }) => ({
        client_id: clientId,
        client_secret: clientSecret,
      }));
      expect(credentials).toContainEqual(stored.value);
    }
    return items;
  }

  async #expectSettled(): Promise<void> {
    const items = await this.#expectUnbroken();
    expect(items).toHaveLength(this.#others.length + 1);
    const store = new EncryptedFileStore(this.#path);
    const identity = await store.identity();
    expect(items.filter((item) => ownerOf(item, identity) === 'ours')).toHaveLength(1);
    expect(await store.list()).toMatchObject([{ key: KEY }]);
  }

  async #listed(): Promise<readonly Installation[]> {
    return (await this.#parts.sandbox.platform.listInstallations()).items;
  }
}
