export type { Clock } from './config/clock.js';
export { ManualStepRequired } from './errors/manual-step-required.js';
export { NotAdminError } from './errors/not-admin-error.js';
export {
  ProvisioningError,
  type ProvisioningProgressState,
  type ProvisioningTask,
} from './errors/provisioning-error.js';
export type { AdminLogin, AdminSession } from './provisioning/admin-session.js';
export { LivePersonPlatform } from './provisioning/liveperson-platform.js';
export type { LivePersonPlatformOptions } from './provisioning/liveperson-platform-options.js';
export {
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
} from './provisioning/platform.js';
export type { PlatformReply, PlatformRequest } from './provisioning/platform-http.js';
export type {
  ProvisioningEndEvent,
  ProvisioningEvent,
  ProvisioningOutcome,
  ProvisioningTaskEvent,
} from './provisioning/progress.js';
export {
  type ProvisioningResult,
  type ProvisioningRun,
  provisionAccount,
} from './provisioning/provision-account.js';
export type { ProvisionOptions } from './provisioning/provision-options.js';
