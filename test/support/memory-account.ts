import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/config/clock.js';
import {
  type CredentialVerdict,
  type InfrastructureStatus,
  type Installation,
  type InstallationCredential,
  type InstallationList,
  type InstallationManifest,
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
  hidesSecrets = false;
  /** Whether a second installation of the same name is refused. */
  wantsUniqueNames = false;
  installations: Installation[] = [];
  protected readonly clock: Clock;
  readonly #installedAt = new Map<string, number>();
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
      items: this.installations.map((item) => ({
        ...item,
        clientSecret: this.hidesSecrets ? null : item.clientSecret,
      })),
      revision: String(this.#revision),
    };
  }

  addFrom({ client_name: clientName, description, enabled, scope }: InstallationManifest): Installation {
    if (this.wantsUniqueNames && this.installations.some((item) => item.clientName === clientName)) {
      throw new Error('409: the name is taken');
    }
    return this.add({ clientName, description, enabled, scope });
  }

  /** @throws {StaleRevisionError} */
  dropAt(id: string, revision: string): void {
    if (!this.installations.some((item) => item.id === id)) return;
    if (revision !== String(this.#revision)) throw new StaleRevisionError('another revision is current');
    this.drop(id);
  }

  /** Whether the token server would take it now. */
  check({ client_id, client_secret }: InstallationCredential): CredentialVerdict {
    const installation = this.installations.find((item) => item.clientId === client_id);
    if (!installation?.enabled || installation.clientSecret !== client_secret) return 'refused';
    const age = this.clock.now() - (this.#installedAt.get(installation.id) ?? 0);
    return age < this.propagationMs ? 'refused' : 'works';
  }

  infrastructureStatus(): InfrastructureStatus {
    if (this.#startedAt === undefined) return { state: 'absent' };
    if (this.clock.now() - this.#startedAt < Math.abs(this.buildMs)) return { state: 'building' };
    return this.buildMs < 0 ? { state: 'failed', detail: this.failureDetail } : { state: 'ready' };
  }

  build(): void {
    this.#startedAt ??= this.clock.now();
  }
}
