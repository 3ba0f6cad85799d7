import { randomUUID } from 'node:crypto';
import {
  type CredentialVerdict,
  type InfrastructureStatus,
  type Installation,
  InstallationConflictError,
  type InstallationCredential,
  type InstallationList,
  type InstallationManifest,
  InstallationQuotaError,
  InstallationRefusedError,
  StaleRevisionError,
} from '../../../src/provisioning/platform.js';

/** Where a client secret is not shown. */
export type Hiding = 'nowhere' | 'in the list' | 'everywhere';

export interface AccountLimits {
  readonly propagationMs: number;
  readonly wantsUniqueNames: boolean;
  readonly hidesSecrets: Hiding;
  readonly tellsIssuedAt: boolean;
}

interface Snapshot {
  readonly at: number;
  readonly list: InstallationList;
}

/** How far back lists can be asked for, in milliseconds. */
const MEMORY_MS = 600_000;

/** What the platform knows of one account, now and some minutes ago. Everything happens at once. */
export class ModelAccount {
  readonly accountId: string;
  featureState: 'active' | 'inactive' = 'inactive';
  installations: readonly Installation[] = [];
  readonly #now: () => number;
  readonly #limits: AccountLimits;
  readonly #knownAt = new Map<string, number>();
  readonly #undeletable = new Set<string>();
  #quota = Number.POSITIVE_INFINITY;
  #history: Snapshot[] = [];
  #isBuilt = false;
  #revision = 1;

  constructor(accountId: string, now: () => number, limits: AccountLimits) {
    this.accountId = accountId;
    this.#now = now;
    this.#limits = limits;
    this.#changed([]);
  }

  get isFull(): boolean {
    return this.installations.length >= this.#quota;
  }

  get hidesAll(): boolean {
    return this.#limits.hidesSecrets === 'everywhere';
  }

  /** @param quota Applications that fit. */
  limitTo(quota: number): void {
    this.#quota = quota;
  }

  find(id: string): Installation | undefined {
    return this.installations.find((item) => item.id === id);
  }

  named(clientId: string | undefined): Installation | undefined {
    return this.installations.find((item) => item.clientId === clientId);
  }

  /** Puts an application there that every server knows already. @param ageMs How long it is there. */
  add(fields: Partial<Installation>, ageMs = 0): Installation {
    const id = randomUUID();
    const made: Installation = {
      id,
      clientId: `client-${id}`,
      clientSecret: `planted-${id}`,
      clientName: 'an application of somebody else',
      description: '',
      enabled: true,
      scope: '',
      ...(this.#limits.tellsIssuedAt && { issuedAt: this.#now() - ageMs }),
      ...fields,
    };
    this.#changed([...this.installations, made]);
    return made;
  }

  /** What a person does in the user interface. */
  edit(id: string, change: Partial<Installation>): void {
    this.#changed(this.installations.map((item) => (item.id === id ? { ...item, ...change } : item)));
  }

  drop(id: string): void {
    this.#changed(this.installations.filter((item) => item.id !== id));
  }

  /** From now on it may not be deleted. */
  protect(id: string): void {
    this.#undeletable.add(id);
  }

  isProtected(id: string): boolean {
    return this.#undeletable.has(id);
  }

  /** Items and revision as they were some time ago. */
  listing(agoMs = 0): InstallationList {
    const then = this.#now() - agoMs;
    const [latest] = this.#history;
    const { items, revision } = (this.#history.find(({ at }) => at <= then) ?? latest ?? this.#snapshot())
      .list;
    const isHidden = this.#limits.hidesSecrets !== 'nowhere';
    return { items: items.map((item) => (isHidden ? { ...item, clientSecret: null } : item)), revision };
  }

  /** One application as it is now. */
  shown(id: string): Installation | undefined {
    const item = this.find(id);
    return item && this.hidesAll ? { ...item, clientSecret: null } : item;
  }

  /** @throws {InstallationQuotaError} @throws {InstallationConflictError} */
  addFrom({ client_name: clientName, description, enabled, scope }: InstallationManifest): Installation {
    if (this.#limits.wantsUniqueNames && this.installations.some((item) => item.clientName === clientName)) {
      throw new InstallationConflictError('409: the name is taken');
    }
    if (this.isFull) throw new InstallationQuotaError('no more fit');
    const made = this.add({ clientName, description, enabled, scope });
    this.#knownAt.set(made.id, this.#now() + this.#limits.propagationMs);
    return made;
  }

  /** @throws {StaleRevisionError} @throws {InstallationRefusedError} */
  dropAt(id: string, revision: string): void {
    if (this.find(id) === undefined) return;
    if (revision !== String(this.#revision)) throw new StaleRevisionError('another revision is current');
    if (this.#undeletable.has(id)) throw new InstallationRefusedError('403');
    this.drop(id);
  }

  /** Whether the token server would take it now. */
  check({ client_id, client_secret }: InstallationCredential): CredentialVerdict {
    const item = this.named(client_id);
    if (!item?.enabled || item.clientSecret !== client_secret) return 'refused';
    return this.#now() < (this.#knownAt.get(item.id) ?? 0) ? 'refused' : 'works';
  }

  infrastructureStatus(): InfrastructureStatus {
    return { state: this.#isBuilt ? 'ready' : 'absent' };
  }

  build(): void {
    this.#isBuilt = true;
  }

  #changed(installations: readonly Installation[]): void {
    this.installations = installations;
    this.#revision += 1;
    const oldest = this.#now() - MEMORY_MS;
    const isWanted = ({ at }: Snapshot, index: number) => index === 0 || at > oldest;
    this.#history = [this.#snapshot(), ...this.#history.filter(isWanted)];
  }

  #snapshot(): Snapshot {
    return {
      at: this.#now(),
      list: { items: [...this.installations], revision: String(this.#revision) },
    };
  }
}
