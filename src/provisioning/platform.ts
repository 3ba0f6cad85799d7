/** Options of one platform call. */
export interface PlatformOptions {
  signal?: AbortSignal | undefined;
}

/** Whether the person who triggered provisioning may do so, and how that is known. */
export interface AdministratorAnswer {
  readonly isAdministrator: boolean;
  readonly reason: string;
}

/** State of the Functions infrastructure of an account. */
export interface InfrastructureStatus {
  readonly state: 'absent' | 'building' | 'ready' | 'failed';
  readonly detail?: string | undefined;
}

/** An installed application (an OAuth 2.0 client). */
export interface Installation {
  readonly id: string;
  readonly clientId: string;
  /** null where the platform does not show it. */
  readonly clientSecret: string | null;
  readonly clientName: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly scope: string;
  /** When it was installed: milliseconds since the epoch. */
  readonly issuedAt?: number | undefined;
}

/** Installations and the revision that a deletion has to name: both are of one moment. */
export interface InstallationList {
  readonly items: Installation[];
  readonly revision: string;
}

/** What is asked of the platform when an application is installed. */
export interface InstallationManifest {
  readonly client_name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly grant_types: readonly string[];
  readonly scope: string;
}

/** An OAuth 2.0 client credential. */
export interface InstallationCredential {
  readonly client_id: string;
  readonly client_secret: string;
}

/** Answer to a trial of a credential; `unknown` when the platform could not say. */
export type CredentialVerdict = 'works' | 'refused' | 'unknown';

/**
 * The deletion of an installation did not apply: another revision is current by now.
 * Implementations reject `deleteInstallation` with it for 409 and 412.
 */
export class StaleRevisionError extends Error {
  static {
    this.prototype.name = 'StaleRevisionError';
  }
}

/** No further application fits into the account. Implementations reject `install` with it. */
export class InstallationQuotaError extends Error {
  static {
    this.prototype.name = 'InstallationQuotaError';
  }
}

/** An application of that name may be there (409): the list tells. Implementations reject `install` with it. */
export class InstallationConflictError extends Error {
  static {
    this.prototype.name = 'InstallationConflictError';
  }
}

/**
 * The platform refuses, and will refuse again: `install` for good, which ends the run, or `deleteInstallation` of this
 * application (403), which leaves it.
 */
export class InstallationRefusedError extends Error {
  static {
    this.prototype.name = 'InstallationRefusedError';
  }
}

/**
 * The platform that an account is provisioned on. Each call may be repeated; each takes a `signal`.
 * A call that rejects may or may not have taken effect: provisioning never trusts a single answer.
 */
export interface ProvisioningPlatform {
  /** The account that it acts on; compared with the run's before anything else. */
  readonly accountId: string;
  administrator(options?: PlatformOptions): Promise<AdministratorAnswer>;
  feature(options?: PlatformOptions): Promise<'active' | 'inactive'>;
  activateFeature(options?: PlatformOptions): Promise<void>;
  infrastructure(options?: PlatformOptions): Promise<InfrastructureStatus>;
  /** Asynchronous: `infrastructure` tells when it is ready. */
  startInfrastructure(options?: PlatformOptions): Promise<void>;
  listInstallations(options?: PlatformOptions): Promise<InstallationList>;
  /**
   * The answer is not trusted: the list tells what is there.
   * @throws {InstallationQuotaError} | {InstallationConflictError} | {InstallationRefusedError}; any other rejection says
   *   nothing about what happened.
   */
  install(manifest: InstallationManifest, options?: PlatformOptions): Promise<void>;
  /**
   * Deleting what is not there succeeds.
   * @throws {StaleRevisionError} when `revision` is not the current one.
   * @throws {InstallationRefusedError} when this one may not be deleted.
   */
  deleteInstallation(id: string, revision: string, options?: PlatformOptions): Promise<void>;
  /** One application by its id; undefined when there is none. A secret that the list leaves out may be here. */
  getInstallation(id: string, options?: PlatformOptions): Promise<Installation | undefined>;
  tryCredential(credential: InstallationCredential, options?: PlatformOptions): Promise<CredentialVerdict>;
}
