import type { Installation } from '../../../src/provisioning/platform.js';
import type { ProvisioningResult } from '../../../src/provisioning.js';
import type { PutCondition, StoredSecret } from '../../../src/secrets/secret-store.js';
import type { Caller, Look } from './caller.js';
import { hasMarks } from './marks.js';
import type { ModelAccount } from './model-account.js';
import type { ModelStore } from './model-store.js';
import type { AccountName, StoreName } from './schedule.js';
import { Violation } from './violation.js';

/** Whose an application is: of a store of the schedule, or of something that has no store there. */
export type Owner = StoreName | 'an abandoned store' | 'the first edition';

/** Milliseconds that a look holds. */
const LOOK_HOLDS_MS = 5_000;
/** One refusal in passing is not yet a reason to replace what works. */
const MOST_REFUSALS = 2;

/** What a client id and its secret are, in one text. */
export function credentialKey(value: unknown): string {
  const { client_id, client_secret } = (value ?? {}) as { client_id?: unknown; client_secret?: unknown };
  return `${client_id} ${client_secret}`;
}

function clientIdIn(secret: StoredSecret | undefined): string | undefined {
  const { client_id } = (secret?.value ?? {}) as { client_id?: unknown };
  return typeof client_id === 'string' ? client_id : undefined;
}

/** A write of a run that was carried out. */
export interface Write {
  readonly store: ModelStore;
  readonly previous: StoredSecret | undefined;
  readonly stored: StoredSecret;
  readonly condition: PutCondition | undefined;
  /** What the run had read before it. */
  readonly seen: Look | undefined;
  /** Whether the run had been told that this credential works. */
  readonly isProven: boolean;
}

export interface WitnessParts {
  readonly accounts: Readonly<Record<AccountName, ModelAccount>>;
  readonly stores: Readonly<Record<StoreName, ModelStore>>;
  readonly elapsedMs: () => number;
}

/** Sees everything that runs do to the accounts and to the stores, and says when it may not be. */
export class Witness {
  /** Of what runs ask for: thrown at them, they would take it for an answer. */
  readonly violations: Violation[] = [];
  /** Writes of runs that were carried out and changed something. */
  changesMade = 0;
  readonly #parts: WitnessParts;
  readonly #owners = new Map<string, Owner>();
  readonly #installers = new Map<string, Caller>();
  readonly #installed = new Map<Caller, Installation[]>();
  readonly #deletedBy = new Map<Caller, Installation[]>();
  readonly #deletedByRuns = new Set<string>();
  /** When a person changed an application last, by client id. */
  readonly #touched = new Map<string, number>();
  readonly #rotated = new Map<string, number>();
  /**
   * Client ids of what is outside the invariant: stored by a run that had found no record, after a record was erased in
   * the meantime (nothing tells such a run that others were at work), or put by a person after the last look of a run.
   */
  readonly #unguarded = new Set<string>();

  constructor(parts: WitnessParts) {
    this.#parts = parts;
  }

  /** Says whose an application is that was there before, or that somebody makes. */
  owns(owner: Owner, item: Installation): void {
    this.#owners.set(item.id, owner);
  }

  /** A person changed or deleted an application. */
  touches(item: Installation): void {
    this.#touched.set(item.clientId, this.#parts.elapsedMs());
  }

  /** A person gave an application another secret. */
  rotates(item: Installation): void {
    this.touches(item);
    this.#rotated.set(item.clientId, this.#parts.elapsedMs());
  }

  wasTouched({ clientId }: Installation): boolean {
    return this.#touched.has(clientId);
  }

  /** Applications that runs into a store installed and that still have our marks. */
  ours(account: ModelAccount, store: StoreName): Installation[] {
    return account.installations.filter((item) => hasMarks(item) && this.#owners.get(item.id) === store);
  }

  installedBy(caller: Caller): readonly Installation[] {
    return this.#installed.get(caller) ?? [];
  }

  deletedBy(caller: Caller): readonly Installation[] {
    return this.#deletedBy.get(caller) ?? [];
  }

  /** A run changes something. @param isUndecided Whether it had been told `unknown` last. */
  changes(isUndecided: boolean): void {
    this.changesMade += 1;
    if (!isUndecided) return;
    throw new Violation(
      'A run changed something although it could not tell whether the stored credential works',
    );
  }

  /** A run asks for an installation. */
  installs(caller: Caller, name: string, areSecretsHidden: boolean): void {
    const known = caller.names.get(name);
    if (known !== undefined && !known.hasLooked) {
      this.#report('A run installed again without a look at the list');
    }
    if (known?.listed !== undefined) this.#report('A run installed again what the list had shown');
    const account = this.#accountOf(caller);
    const ours = this.ours(account, caller.plan.store).filter((item) => !this.#touched.has(item.clientId));
    const hasOurs = caller.latestList.some(({ id }) => ours.some((item) => item.id === id));
    const isNamed = this.#storeOf(caller).identity !== undefined;
    if (areSecretsHidden && isNamed && known === undefined && hasOurs) {
      this.#report('A run installed beside an application of which nobody can be shown the secret');
    }
    caller.names.set(name, { listed: undefined, hasLooked: false });
  }

  installed(caller: Caller, item: Installation): void {
    this.#owners.set(item.id, caller.plan.store);
    this.#installers.set(item.id, caller);
    this.#installed.set(caller, [...this.installedBy(caller), item]);
    if (!hasMarks(item)) throw new Violation('A run installed an application without our marks');
  }

  /** A write of a run was carried out. */
  stored(caller: Caller, write: Write): void {
    const { store, previous, stored, condition, seen, isProven } = write;
    const { accountId } = this.#accountOf(caller);
    if (stored.managedBy !== 'system') throw new Violation('A run stored a secret that users own');
    if (stored.accountId !== accountId) throw new Violation('A run stored a secret without its account');
    this.#checkPrevious(caller, previous);
    const isSame = previous !== undefined && credentialKey(previous.value) === credentialKey(stored.value);
    if (isSame) return;
    if (!isProven) throw new Violation('A run stored a credential that never worked for it');
    const clientId = clientIdIn(stored) ?? '';
    const wantsNone = condition !== undefined && 'ifAbsent' in condition;
    if (wantsNone && seen?.erasures !== store.erasures) this.#unguarded.add(clientId);
    if (this.#deletedByRuns.has(clientId) && !this.#unguarded.has(clientId)) {
      throw new Violation('A run stored a credential of which a run had deleted the application');
    }
    this.#checkNeed(caller, previous);
  }

  /** A run asks for a deletion, which it may do within five seconds of a look. */
  deletes(caller: Caller): void {
    const { seen, lastWriteSentAt, process } = caller;
    const isFresh = seen !== undefined && process.elapsed() - seen.askedAt <= LOOK_HOLDS_MS;
    if (!isFresh || seen.askedAt < lastWriteSentAt) this.#report('A run deletes without a look before it');
    caller.lastWriteSentAt = process.elapsed();
  }

  /** A deletion of a run was carried out. @param seen What the run had read last before it. */
  deleted(caller: Caller, item: Installation, seen: Look | undefined): void {
    this.#deletedBy.set(caller, [...this.deletedBy(caller), item]);
    this.#checkOwner(caller, item);
    this.#deletedByRuns.add(item.clientId);
    for (const store of Object.values(this.#parts.stores)) {
      if (clientIdIn(store.secret) !== item.clientId) continue;
      const isUnseen = seen !== undefined && Number(seen.secret?.version ?? 0) < store.valueSince;
      const isLater = store.writer === 'a person' && isUnseen;
      if (isLater && store.name === caller.plan.store) this.#unguarded.add(item.clientId);
      if (this.#unguarded.has(item.clientId)) continue;
      throw new Violation('A run deleted the application that a stored secret names');
    }
  }

  /** A run resolved just now. */
  resolved(caller: Caller, result: ProvisioningResult): void {
    const { accountId } = this.#accountOf(caller);
    if ((caller.seen?.askedAt ?? 0) < caller.lastWriteSentAt) {
      throw new Violation('A run resolved without a look after its last write');
    }
    if (result.accountId !== accountId) throw new Violation('A result names another account');
    const { secret, touchedAt } = this.#storeOf(caller);
    // What a person does after the last look is theirs.
    if (touchedAt >= (caller.seen?.at ?? 0)) return;
    this.#checkLeft(caller);
    if (secret === undefined) throw new Violation('A run resolved though no secret is stored');
    if (secret.managedBy !== 'system') throw new Violation('A run resolved though users own the secret');
    if (secret.accountId !== accountId)
      throw new Violation('A run resolved though the secret lacks its account');
    const clientId = clientIdIn(secret) ?? '';
    if (this.#unguarded.has(clientId)) return;
    const isLater = (changes: ReadonlyMap<string, number>, looks: ReadonlyMap<string, number>) =>
      (changes.get(clientId) ?? -1) >= (looks.get(clientId) ?? 0);
    if (isLater(this.#touched, caller.verified) || isLater(this.#rotated, caller.tried)) return;
    if (this.works(caller)) return;
    throw new Violation('A run resolved though the stored credential does not work');
  }

  /** Whether what is stored works. */
  works(caller: Caller): boolean {
    const { secret } = this.#storeOf(caller);
    const { client_id, client_secret } = (secret?.value ?? {}) as {
      client_id: string;
      client_secret: string;
    };
    return this.#accountOf(caller).check({ client_id, client_secret }) === 'works';
  }

  /** After a run without faults, when nobody else is at work: exactly one of each. */
  checkSettled(caller: Caller): void {
    const store = this.#storeOf(caller);
    const account = this.#accountOf(caller);
    if (!this.works(caller)) throw new Violation('The stored secret does not work in the end');
    const { secret } = store;
    if (secret?.managedBy !== 'system') throw new Violation('In the end users own the secret');
    if (secret.accountId !== account.accountId)
      throw new Violation('In the end the secret lacks its account');
    if (store.identity === undefined) return;
    const ours = this.ours(account, caller.plan.store);
    const left = ours.filter((item) => item.clientId !== clientIdIn(secret) && !account.isProtected(item.id));
    if (left.length > 0) throw new Violation(`${left.length} applications of ours are left in the end`);
  }

  #checkOwner(caller: Caller, item: Installation): void {
    if (!hasMarks(item)) throw new Violation('A run deleted an application that is not ours');
    if (this.#installers.get(item.id) === caller) return;
    const owner = this.#owners.get(item.id);
    const { identity } = this.#storeOf(caller);
    if (owner === caller.plan.store && identity !== undefined) return;
    const isTaken = caller.takeOver.includes(item.clientName) && caller.firstList?.has(item.id) === true;
    if (!isTaken) throw new Violation(`A run deleted an application of ${owner ?? 'nobody knows whom'}`);
  }

  /** A secret that is not for this run is not written over. */
  #checkPrevious(caller: Caller, previous: StoredSecret | undefined): void {
    if (previous === undefined) return;
    const { accountId } = this.#accountOf(caller);
    if ((previous.accountId ?? accountId) !== accountId) {
      throw new Violation('A run wrote over the secret of another account');
    }
    if ('consumerKey' in (previous.value as object) && 'token' in (previous.value as object)) {
      throw new Violation('A run wrote over a secret of OAuth 1.0a');
    }
    const isOfOther = Object.values(this.#parts.accounts).some(
      (other) => other.accountId !== accountId && other.named(clientIdIn(previous)) !== undefined,
    );
    if (previous.accountId === undefined && isOfOther) {
      throw new Violation('A run wrote over the secret of another account, which does not name it');
    }
  }

  /** A working credential is replaced only by a run that was told that it does not work. */
  #checkNeed(caller: Caller, previous: StoredSecret | undefined): void {
    if (previous === undefined || caller.refused.has(credentialKey(previous.value))) return;
    const { client_id, client_secret } = previous.value as { client_id: string; client_secret: string };
    if (this.#accountOf(caller).check({ client_id, client_secret }) !== 'works') return;
    const isMisled =
      caller.hasMet('token server down', 'partial list', 'old copy') ||
      (caller.faults.get('refused in passing') ?? 0) > MOST_REFUSALS;
    if (isMisled || caller.plan.listLagMs > 0) return;
    throw new Violation('A run replaced a credential that works');
  }

  /** Of what a run saw under the names of its own when it saw them first, nothing stays but what is stored. */
  #checkLeft(caller: Caller): void {
    const isMisled = caller.hasMet('partial list', 'old copy', 'forbidden') || caller.isRevoked;
    if (isMisled || caller.plan.listLagMs > 0) return;
    const account = this.#accountOf(caller);
    const { secret } = this.#storeOf(caller);
    const listed = new Set([...caller.names.values()].flatMap((known) => known.listed ?? []));
    const left = account.installations.filter(
      (item) =>
        listed.has(item.id) &&
        hasMarks(item) &&
        item.clientId !== clientIdIn(secret) &&
        !this.#touched.has(item.clientId) &&
        !account.isProtected(item.id),
    );
    if (left.length === 0 || left.some((item) => this.#unguarded.has(item.clientId))) return;
    throw new Violation(
      `A run resolved and left ${left.length} applications that it had seen itself install`,
    );
  }

  #report(what: string): void {
    this.violations.push(new Violation(what));
  }

  #accountOf(caller: Caller): ModelAccount {
    return this.#parts.accounts[caller.plan.account];
  }

  #storeOf(caller: Caller): ModelStore {
    return this.#parts.stores[caller.plan.store];
  }
}
