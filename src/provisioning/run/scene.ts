import type { Clock } from '../../config/clock.js';
import type { Redactor } from '../../http/redact.js';
import type { SecretStore } from '../../secrets/secret-store.js';
import type { ProvisioningPlatform } from '../platform.js';
import type { Progress } from './progress.js';
import type { RunRecord } from './record.js';
import type { SteadyCalls } from './steady-calls.js';

/** What the parts of one run share. */
export interface Scene {
  readonly accountId: string;
  readonly platform: ProvisioningPlatform;
  readonly store: SecretStore;
  readonly clock: Clock;
  readonly calls: SteadyCalls;
  readonly progress: Progress;
  /** What the run did and saw. */
  readonly record: RunRecord;
  /** Learns each credential that the run sees. */
  readonly redactor: Redactor;
}

/** The same, once the store was asked for its name. */
export interface StoreScene extends Scene {
  /** Identity of the store; undefined where it has none. */
  readonly identity: string | undefined;
  /** Client names of another store's applications that may be deleted. */
  readonly takeOver: readonly string[];
}
