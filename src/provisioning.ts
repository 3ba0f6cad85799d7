export type { Clock } from './config/clock.js';
export { ManualStepRequired } from './errors/manual-step-required.js';
export { NotAdminError } from './errors/not-admin-error.js';
export {
  ProvisioningError,
  type ProvisioningProgressState,
  type ProvisioningTask,
} from './errors/provisioning-error.js';
export type { Around, Exchange, ExchangeAnswer } from './http/around.js';
export type { AdminLogin, AdminSession } from './provisioning/liveperson/admin-session.js';
export type { LivePersonPlatformOptions } from './provisioning/liveperson/options.js';
export { LivePersonPlatform } from './provisioning/liveperson/platform.js';
export type { PlatformReply, PlatformRequest } from './provisioning/liveperson/request.js';
export {
  type AdministratorAnswer,
  type CredentialVerdict,
  type InfrastructureStatus,
  type Installation,
  InstallationConflictError,
  type InstallationCredential,
  type InstallationList,
  type InstallationManifest,
  InstallationQuotaError,
  InstallationRefusedError,
  type PlatformOptions,
  type ProvisioningPlatform,
  StaleRevisionError,
} from './provisioning/platform.js';
export type { ProvisionOptions } from './provisioning/run/options.js';
export type {
  ProvisioningEndEvent,
  ProvisioningEvent,
  ProvisioningOutcome,
  ProvisioningTaskEvent,
} from './provisioning/run/progress.js';
export {
  type ProvisioningResult,
  type ProvisioningRun,
  provisionAccount,
} from './provisioning/run/provision-account.js';
export type { LeftApplication } from './provisioning/run/record.js';
export type { ApplicationsReport } from './provisioning/run/report.js';
