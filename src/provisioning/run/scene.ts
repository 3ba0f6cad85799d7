import type { Redactor } from '../../http/redact.js';
import type { SecretStore } from '../../secrets/secret-store.js';
import type { ProvisioningPlatform } from '../platform.js';
import type { Progress } from './progress.js';
import type { SteadyCalls } from './steady-calls.js';

/** What the parts of one run share. */
export interface Scene {
  readonly platform: ProvisioningPlatform;
  readonly store: SecretStore;
  readonly calls: SteadyCalls;
  readonly progress: Progress;
  /** Learns each credential that the run sees. */
  readonly redactor: Redactor;
}
