import { SecretConflictError } from '../../../src/errors/secret-conflict-error.js';
import type { PutCondition, SecretToPut, StoredSecret } from '../../../src/secrets/secret-store.js';

/** What the store held at some time. */
export interface Copy {
  readonly secret: StoredSecret | undefined;
  /** How often the secret had been erased by then. */
  readonly erasures: number;
}

/** A store of one secret, which remembers what it held before. Everything happens at once. */
export class ModelStore {
  #copies: readonly Copy[] = [{ secret: undefined, erasures: 0 }];
  #lastVersion = 0;

  get now(): Copy {
    return this.#copies[0] as Copy;
  }

  /** What it held some writes ago. */
  before(writes: number): Copy {
    return this.#copies[Math.min(writes, this.#copies.length - 1)] ?? this.now;
  }

  /** @throws {SecretConflictError} */
  put({ key, value, managedBy = 'user' }: SecretToPut, condition?: PutCondition): StoredSecret {
    const { secret, erasures } = this.now;
    if (condition !== undefined && !holds(condition, secret)) {
      throw new SecretConflictError(key, 'another version is stored');
    }
    this.#lastVersion += 1;
    const stored = { key, value, managedBy, version: String(this.#lastVersion) };
    this.#keep({ secret: stored, erasures });
    return stored;
  }

  /** What a person does who deletes the record. */
  erase(): void {
    this.#keep({ secret: undefined, erasures: this.now.erasures + 1 });
  }

  #keep(copy: Copy): void {
    this.#copies = [copy, ...this.#copies.slice(0, 3)];
  }
}

function holds(condition: PutCondition, secret: StoredSecret | undefined): boolean {
  return 'ifAbsent' in condition ? secret === undefined : secret?.version === condition.ifVersion;
}
