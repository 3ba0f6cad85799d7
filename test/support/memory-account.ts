import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/config/clock.js';
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
} from '../../src/provisioning/platform.js';

/** What a platform knows of one account that is not provisioned yet. Everything happens at once. */
export class MemoryAccount {
  readonly accountId: string = '12345678';
  featureState: 'active' | 'inactive' = 'inactive';
  /** How long the infrastructure takes; negative: it fails in the end. */
  buildMs = 0;
  failureDetail: string | undefined = 'no capacity left';
  /** How long a new installation is unknown to the token server. */
  propagationMs = 0;
  /** Whether no answer shows a client secret, and whether the list alone does not. */
  hidesSecrets = false;
  listHidesSecrets = false;
  /** How long the list does not show a new installation. */
  listLagMs = 0;
  /** How many installations fit, those of others too. */
  quota = Number.POSITIVE_INFINITY;
  /** Ids of installations that this person may not delete. */
  readonly undeletable = new Set<string>();
  /** Whether a second installation of the same name is refused. */
  wantsUniqueNames = false;
  installations: Installation[] = [];
  protected readonly clock: Clock;
  readonly #installedAt = new Map<string, number>();
  /** Those that were installed by a request. */
  readonly #lags = new Set<string>();
  #startedAt: number | undefined;
  #revision = 1;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Puts an installation there, of ours or of somebody else. */
  add(installation: Partial<Installation>): Installation {
    const id = randomUUID();
    const made: Installation = {
      id,
      clientId: `client-${id}`,
      clientSecret: `planted-${id}`,
      clientName: 'an application of somebody else',
      description: '',
      enabled: true,
      scope: '',
      issuedAt: this.clock.now(),
      ...installation,
    };
    this.installations.push(made);
    this.#installedAt.set(made.id, this.clock.now());
    this.#revision += 1;
    return made;
  }

  /** What a person does in the user interface. */
  edit(id: string, change: Partial<Installation>): void {
    this.installations = this.installations.map((item) => (item.id === id ? { ...item, ...change } : item));
    this.#revision += 1;
  }

  /** Takes an installation away, whatever the revision. */
  drop(id: string): void {
    this.installations = this.installations.filter((item) => item.id !== id);
    this.#revision += 1;
  }

  listing(): InstallationList {
    return {
      items: this.installations
        .filter((item) => this.#ageOf(item) >= this.listLagMs || !this.#lags.has(item.id))
        .map((item) => ({
          ...item,
          clientSecret: this.hidesSecrets || this.listHidesSecrets ? null : item.clientSecret,
        })),
      revision: String(this.#revision),
    };
  }

  one(id: string): Installation | undefined {
    const found = this.installations.find((item) => item.id === id);
    return found && { ...found, clientSecret: this.hidesSecrets ? null : found.clientSecret };
  }

  /** @throws {InstallationConflictError} | {InstallationQuotaError} */
  addFrom({ client_name: clientName, description, enabled, scope }: InstallationManifest): Installation {
    if (this.wantsUniqueNames && this.installations.some((item) => item.clientName === clientName)) {
      throw new InstallationConflictError('409: the name is taken');
    }
    if (this.installations.length >= this.quota) throw new InstallationQuotaError('no more fit');
    const made = this.add({ clientName, description, enabled, scope });
    this.#lags.add(made.id);
    return made;
  }

  /** @throws {StaleRevisionError} | {InstallationRefusedError} */
  dropAt(id: string, revision: string): void {
    if (!this.installations.some((item) => item.id === id)) return;
    if (revision !== String(this.#revision)) throw new StaleRevisionError('another revision is current');
    if (this.undeletable.has(id)) throw new InstallationRefusedError('403');
    this.drop(id);
  }

  /** Whether the token server would take it now. */
  check({ client_id, client_secret }: InstallationCredential): CredentialVerdict {
    const installation = this.installations.find((item) => item.clientId === client_id);
    if (!installation?.enabled || installation.clientSecret !== client_secret) return 'refused';
    return this.#ageOf(installation) < this.propagationMs ? 'refused' : 'works';
  }

  infrastructureStatus(): InfrastructureStatus {
    if (this.#startedAt === undefined) return { state: 'absent' };
    if (this.clock.now() - this.#startedAt < Math.abs(this.buildMs)) return { state: 'building' };
    return this.buildMs < 0 ? { state: 'failed', detail: this.failureDetail } : { state: 'ready' };
  }

  build(): void {
    this.#startedAt ??= this.clock.now();
  }

  #ageOf({ id }: Installation): number {
    return this.clock.now() - (this.#installedAt.get(id) ?? 0);
  }
}
