import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/config.js';
import {
  type AdministratorAnswer,
  type CredentialVerdict,
  type InfrastructureStatus,
  type Installation,
  type InstallationCredential,
  type InstallationList,
  type InstallationManifest,
  type PlatformOptions,
  type ProvisioningPlatform,
  StaleRevisionError,
} from '../../src/provisioning/platform.js';

export type PlatformMethod = keyof ProvisioningPlatform;

/** What goes wrong with one call. */
export interface PlatformFault {
  /** Rejects with it. */
  readonly error?: unknown;
  /** Carries the call out before it rejects or hangs: the answer is lost, the effect is not. */
  readonly takesEffect?: boolean;
  /** Never answers. */
  readonly hangs?: boolean;
  /** Carries the call out twice. */
  readonly twice?: boolean;
  /** Runs just before the call: what others do in the meantime. */
  readonly before?: () => unknown;
}

/** The methods that change the account. */
const WRITES: readonly PlatformMethod[] = [
  'activateFeature',
  'startInfrastructure',
  'install',
  'deleteInstallation',
];

/** A platform in memory, with an account that is not provisioned yet and faults on demand. */
export class MemoryPlatform implements ProvisioningPlatform {
  readonly calls: PlatformMethod[] = [];
  administratorAnswer: AdministratorAnswer = { isAdministrator: true, reason: 'isAdmin is true' };
  featureState: 'active' | 'inactive' = 'inactive';
  /** Whether activating the feature helps. */
  activates = true;
  /** How long the infrastructure takes; negative: it fails in the end. */
  buildMs = 0;
  failureDetail: string | undefined = 'no capacity left';
  /** How long a new installation is unknown to the token server. */
  propagationMs = 0;
  hidesSecrets = false;
  /** Overrules the trial of a credential. */
  verdict: ((credential: InstallationCredential) => CredentialVerdict | undefined) | undefined;
  installations: Installation[] = [];
  /** How long a request is on its way, and its answer; not at all by default. */
  latencyMs: (() => number) | undefined;
  readonly #clock: Clock;
  readonly #installedAt = new Map<string, number>();
  readonly #faults = new Map<PlatformMethod, PlatformFault[]>();
  #startedAt: number | undefined;
  #revision = 1;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls that changed something, or tried to. */
  get writes(): PlatformMethod[] {
    return this.calls.filter((method) => WRITES.includes(method));
  }

  count(method: PlatformMethod): number {
    return this.calls.filter((called) => called === method).length;
  }

  /** The next calls of `method` meet these faults, one each. */
  failNext(method: PlatformMethod, ...faults: PlatformFault[]): void {
    this.#faults.set(method, [...(this.#faults.get(method) ?? []), ...faults]);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** Puts an installation there, of ours or of somebody else. */
  add(installation: Partial<Installation>): Installation {
    const id = randomUUID();
    const made: Installation = {
      id,
      clientId: `client-${id}`,
      clientSecret: `planted-${randomUUID()}`,
      clientName: 'an application of somebody else',
      description: '',
      enabled: true,
      scope: '',
      ...installation,
    };
    this.installations.push(made);
    this.#installedAt.set(made.id, this.#clock.now());
    this.#revision += 1;
    return made;
  }

  administrator(options?: PlatformOptions): Promise<AdministratorAnswer> {
    return this.#call('administrator', options, () => this.administratorAnswer);
  }

  feature(options?: PlatformOptions): Promise<'active' | 'inactive'> {
    return this.#call('feature', options, () => this.featureState);
  }

  activateFeature(options?: PlatformOptions): Promise<void> {
    return this.#call('activateFeature', options, () => {
      if (this.activates) this.featureState = 'active';
    });
  }

  infrastructure(options?: PlatformOptions): Promise<InfrastructureStatus> {
    return this.#call('infrastructure', options, () => {
      if (this.#startedAt === undefined) return { state: 'absent' };
      if (this.#clock.now() - this.#startedAt < Math.abs(this.buildMs)) return { state: 'building' };
      return this.buildMs < 0 ? { state: 'failed', detail: this.failureDetail } : { state: 'ready' };
    });
  }

  startInfrastructure(options?: PlatformOptions): Promise<void> {
    return this.#call('startInfrastructure', options, () => {
      this.#startedAt ??= this.#clock.now();
    });
  }

  listInstallations(options?: PlatformOptions): Promise<InstallationList> {
    return this.#call('listInstallations', options, () => ({
      items: this.installations.map((item) => ({
        ...item,
        clientSecret: this.hidesSecrets ? null : item.clientSecret,
      })),
      revision: String(this.#revision),
    }));
  }

  install(manifest: InstallationManifest, options?: PlatformOptions): Promise<void> {
    return this.#call('install', options, () => {
      const { client_name: clientName, description, enabled, scope } = manifest;
      this.add({ clientName, description, enabled, scope });
    });
  }

  deleteInstallation(id: string, revision: string, options?: PlatformOptions): Promise<void> {
    return this.#call('deleteInstallation', options, () => {
      if (!this.installations.some((item) => item.id === id)) return;
      if (revision !== String(this.#revision)) throw new StaleRevisionError('another revision is current');
      this.installations = this.installations.filter((item) => item.id !== id);
      this.#revision += 1;
    });
  }

  tryCredential(credential: InstallationCredential, options?: PlatformOptions): Promise<CredentialVerdict> {
    return this.#call('tryCredential', options, () => this.verdict?.(credential) ?? this.#check(credential));
  }

  /** Whether the token server would take it now. */
  #check({ client_id, client_secret }: InstallationCredential): CredentialVerdict {
    const installation = this.installations.find((item) => item.clientId === client_id);
    if (!installation?.enabled || installation.clientSecret !== client_secret) return 'refused';
    const age = this.#clock.now() - (this.#installedAt.get(installation.id) ?? 0);
    return age < this.propagationMs ? 'refused' : 'works';
  }

  async #call<T>(method: PlatformMethod, options: PlatformOptions | undefined, effect: () => T): Promise<T> {
    options?.signal?.throwIfAborted();
    this.calls.push(method);
    const fault = this.#faults.get(method)?.shift();
    await fault?.before?.();
    await this.#travel();
    if (fault?.takesEffect || fault?.twice) effect();
    if (fault?.hangs) await new Promise<never>(() => undefined);
    if (fault && 'error' in fault) throw fault.error;
    const answer = effect();
    await this.#travel();
    return answer;
  }

  async #travel(): Promise<void> {
    if (this.latencyMs) await this.#clock.sleep(this.latencyMs());
  }
}
