import type {
  AdministratorAnswer,
  CredentialVerdict,
  InfrastructureStatus,
  Installation,
  InstallationCredential,
  InstallationList,
  InstallationManifest,
  PlatformOptions,
  ProvisioningPlatform,
} from '../../src/provisioning/platform.js';
import { MemoryAccount } from './memory-account.js';

export type PlatformMethod = Exclude<keyof ProvisioningPlatform, 'accountId'>;

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

/** The platform of one account in memory, with faults on demand. */
export class MemoryPlatform extends MemoryAccount implements ProvisioningPlatform {
  readonly calls: PlatformMethod[] = [];
  administratorAnswer: AdministratorAnswer = { isAdministrator: true, reason: 'isAdmin is true' };
  /** Whether activating the feature helps. */
  activates = true;
  /** Overrules the trial of a credential. */
  verdict: ((credential: InstallationCredential) => CredentialVerdict | undefined) | undefined;
  /** Whether a call that is under way ends with its signal. */
  listens = false;
  /** How long a request is on its way, and its answer; not at all by default. */
  latencyMs: (() => number) | undefined;
  readonly #faults = new Map<PlatformMethod, PlatformFault[]>();

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
    return this.#call('infrastructure', options, () => this.infrastructureStatus());
  }

  startInfrastructure(options?: PlatformOptions): Promise<void> {
    return this.#call('startInfrastructure', options, () => this.build());
  }

  listInstallations(options?: PlatformOptions): Promise<InstallationList> {
    return this.#call('listInstallations', options, () => this.listing());
  }

  install(manifest: InstallationManifest, options?: PlatformOptions): Promise<void> {
    return this.#call('install', options, () => {
      this.addFrom(manifest);
    });
  }

  deleteInstallation(id: string, revision: string, options?: PlatformOptions): Promise<void> {
    return this.#call('deleteInstallation', options, () => this.dropAt(id, revision));
  }

  getInstallation(id: string, options?: PlatformOptions): Promise<Installation | undefined> {
    return this.#call('getInstallation', options, () => this.one(id));
  }

  tryCredential(credential: InstallationCredential, options?: PlatformOptions): Promise<CredentialVerdict> {
    return this.#call('tryCredential', options, () => this.verdict?.(credential) ?? this.check(credential));
  }

  async #call<T>(method: PlatformMethod, options: PlatformOptions | undefined, effect: () => T): Promise<T> {
    options?.signal?.throwIfAborted();
    this.calls.push(method);
    const fault = this.#faults.get(method)?.shift();
    await fault?.before?.();
    await this.#travel();
    if (fault?.takesEffect || fault?.twice) effect();
    if (fault?.hangs) await this.#silence(options?.signal);
    if (fault && 'error' in fault) throw fault.error;
    const answer = effect();
    await this.#travel();
    return answer;
  }

  #silence(signal: AbortSignal | undefined): Promise<never> {
    return new Promise((_, reject) => {
      if (this.listens) signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }

  async #travel(): Promise<void> {
    if (this.latencyMs) await this.clock.sleep(this.latencyMs());
  }
}
