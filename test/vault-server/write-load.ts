import { SecretConflictError } from '../../src/errors/secret-conflict-error.js';
import type { SecretStore } from '../../src/secrets/secret-store.js';

/** A write that the store said had happened. */
export interface Acknowledged {
  readonly key: string;
  readonly value: unknown;
  readonly version: string;
}

export const COUNTER_KEY = 'COUNTER';

/**
 * Writers that count up one secret, each from the value it read, and create secrets that others want to
 * create too, until they are stopped. Whatever fails otherwise than by a conflict is of unknown outcome.
 */
export class WriteLoad {
  readonly acknowledged: Acknowledged[] = [];
  /** Increments of the counter that may or may not have happened. */
  unknownIncrements = 0;
  #stopped = false;
  readonly #writers: Promise<void>[];

  constructor(stores: readonly SecretStore[]) {
    this.#writers = stores.map((store, index) => this.#write(store, index));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#writers);
  }

  /** Waits until so many more writes were acknowledged. */
  async more(count: number): Promise<void> {
    const goal = this.acknowledged.length + count;
    while (this.acknowledged.length < goal) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  async #write(store: SecretStore, writer: number): Promise<void> {
    for (let round = 0; !this.#stopped; round += 1) {
      await this.#create(store, `CREATED_${round}`, `writer ${writer}`);
      await this.#increment(store);
    }
  }

  async #create(store: SecretStore, key: string, value: string): Promise<void> {
    try {
      const { version } = await store.put({ key, value }, { ifAbsent: true });
      this.acknowledged.push({ key, value, version });
    } catch {
      // A conflict, or unknown: others may have created it, and the looking afterwards finds out.
    }
  }

  async #increment(store: SecretStore): Promise<void> {
    let isSent = false;
    try {
      const present = await store.get(COUNTER_KEY);
      const value = Number(present?.value ?? 0) + 1;
      isSent = true;
      const condition = present === undefined ? { ifAbsent: true as const } : { ifVersion: present.version };
      const { version } = await store.put({ key: COUNTER_KEY, value }, condition);
      this.acknowledged.push({ key: COUNTER_KEY, value, version });
    } catch (error) {
      if (isSent && !(error instanceof SecretConflictError)) this.unknownIncrements += 1;
    }
  }
}

/** What was acknowledged of one key, by version; fails when two writes were told the same version. */
export function byVersion(acknowledged: readonly Acknowledged[], key: string): Map<string, unknown> {
  const versions = new Map<string, unknown>();
  for (const write of acknowledged.filter((one) => one.key === key)) {
    if (versions.has(write.version)) throw new Error(`version ${write.version} of ${key} was given twice`);
    versions.set(write.version, write.value);
  }
  return versions;
}
