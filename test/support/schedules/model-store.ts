import { SecretConflictError } from '../../../src/errors/secret-conflict-error.js';
import type { PutCondition, SecretToPut, StoredSecret } from '../../../src/secrets/secret-store.js';

export type Writer = 'a run' | 'a person';

/** A store of one secret. Everything happens at once. */
export class ModelStore {
  readonly name: string;
  readonly identity: string | undefined;
  secret: StoredSecret | undefined;
  /** How often the secret had been erased by now. */
  erasures = 0;
  /** When a person wrote or erased last. */
  touchedAt = Number.NEGATIVE_INFINITY;
  /** Who wrote the value that is there, and with which write: to write it once more changes neither. */
  writer: Writer = 'a person';
  valueSince = 0;
  readonly #now: () => number;
  #lastVersion = 0;

  constructor(name: string, identity: string | undefined, now: () => number) {
    this.name = name;
    this.identity = identity;
    this.#now = now;
  }

  /** @throws {SecretConflictError} */
  put(secret: SecretToPut, condition: PutCondition | undefined, writer: Writer): StoredSecret {
    const { key, value, managedBy = 'user', accountId } = secret;
    if (condition !== undefined && !holds(condition, this.secret)) {
      throw new SecretConflictError(key, 'another version is stored');
    }
    this.#lastVersion += 1;
    const version = String(this.#lastVersion);
    if (writer === 'a person' || JSON.stringify(this.secret?.value) !== JSON.stringify(value)) {
      this.writer = writer;
      this.valueSince = this.#lastVersion;
    }
    this.secret = { key, value, managedBy, version, ...(accountId !== undefined && { accountId }) };
    if (writer === 'a person') this.touchedAt = this.#now();
    return this.secret;
  }

  /** What a person does who deletes the record. */
  erase(): void {
    this.secret = undefined;
    this.erasures += 1;
    this.touchedAt = this.#now();
  }
}

function holds(condition: PutCondition, secret: StoredSecret | undefined): boolean {
  return 'ifAbsent' in condition ? secret === undefined : secret?.version === condition.ifVersion;
}
