import { credentialIn } from '../../../src/provisioning/manifest.js';
import type { Installation } from '../../../src/provisioning/platform.js';
import type { PutCondition } from '../../../src/secrets/secret-store.js';
import type { MemoryAccount } from '../memory-account.js';
import type { Copy, ModelStore } from './model-store.js';
import { isOurs } from './people.js';
import { Violation } from './violation.js';

/** Sees everything that runs do to the account and to the store, and says when it may not be. */
export class Witness {
  readonly #account: MemoryAccount;
  readonly #store: ModelStore;
  readonly #proven = new Set<string>();
  readonly #deletedByRuns = new Set<string>();
  /**
   * Credentials stored by a run that had found no record, after a record was deleted in the meantime. Nothing
   * tells such a run that others were at work, so these are outside the invariant, and nothing else is.
   */
  readonly #unguarded = new Set<string>();

  constructor(account: MemoryAccount, store: ModelStore) {
    this.#account = account;
    this.#store = store;
  }

  /** A run was told that a credential works. */
  works(clientId: string): void {
    this.#proven.add(clientId);
  }

  /** A run changed something. @param isUndecided Whether it had been told `unknown` last. */
  changes(isUndecided: boolean): void {
    if (!isUndecided) return;
    throw new Violation('A run changed something although it could not tell whether a credential works');
  }

  /** A write of a run was carried out. @param seen What the run had read before it. */
  stored(value: unknown, condition: PutCondition | undefined, seen: Copy | undefined): void {
    const { client_id: clientId } = credentialIn(value) ?? {};
    if (clientId === undefined || !this.#proven.has(clientId)) {
      throw new Violation('A run stored a credential that never worked');
    }
    const wantsNone = condition !== undefined && 'ifAbsent' in condition;
    if (wantsNone && seen?.erasures !== this.#store.now.erasures) this.#unguarded.add(clientId);
    this.#checkSecret();
  }

  /** A deletion of a run was carried out. */
  deleted(installation: Installation): void {
    if (!isOurs(installation)) throw new Violation('A run deleted an installation that is not ours');
    this.#deletedByRuns.add(installation.clientId);
    this.#checkSecret();
  }

  /** After a run without faults, when nobody else is at work: exactly one of each. */
  checkSettled(): void {
    const ours = this.#account.installations.filter(isOurs);
    if (ours.length !== 1) throw new Violation(`${ours.length} installations of ours are left`);
    const credential = credentialIn(this.#store.now.secret?.value);
    if (credential === undefined) throw new Violation('No secret is stored');
    if (credential.client_id !== ours[0]?.clientId || this.#account.check(credential) !== 'works') {
      throw new Violation('The stored secret does not match the installation');
    }
  }

  #checkSecret(): void {
    const { client_id: clientId } = credentialIn(this.#store.now.secret?.value) ?? {};
    if (clientId === undefined || this.#unguarded.has(clientId)) return;
    if (this.#deletedByRuns.has(clientId)) {
      throw new Violation('A run deleted the installation that the stored secret names');
    }
  }
}
