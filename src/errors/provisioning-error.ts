import { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

/** The four tasks of provisioning, in their order. */
export type ProvisioningTask =
  | 'activate-feature'
  | 'configure-infrastructure'
  | 'create-default-secrets'
  | 'store-default-secret';

/** How far a run came. */
export interface ProvisioningProgressState {
  /** The task that failed; null when the run failed before its first task. */
  readonly task: ProvisioningTask | null;
  /** Tasks that are done, in order. */
  readonly done: readonly ProvisioningTask[];
}

/** A provisioning run ended without success. It is safe to run again: a later run carries on from what is there. */
export class ProvisioningError extends ToolBeltError {
  static {
    this.prototype.name = 'ProvisioningError';
  }

  readonly task: ProvisioningTask | null;
  readonly done: readonly ProvisioningTask[];
  /** Always true: no run leaves anything that a later run cannot carry on from. */
  readonly safeToRunAgain = true;

  constructor(
    message: string,
    state: ProvisioningProgressState,
    options?: { cause?: unknown; code?: string },
  ) {
    super('Provisioning', options?.code ?? ErrorCodes.Provisioning.Failed, message, options);
    this.task = state.task;
    this.done = state.done;
  }
}
