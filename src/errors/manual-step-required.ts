import { ErrorCodes } from './error-codes.js';
import { ProvisioningError, type ProvisioningProgressState } from './provisioning-error.js';

/** A step has no interface for programs; `instructions` say what a person does before running again. */
export class ManualStepRequired extends ProvisioningError {
  static {
    this.prototype.name = 'ManualStepRequired';
  }

  /** What to do, in words: which screen, which fields. */
  readonly instructions: string;

  constructor(instructions: string, state: ProvisioningProgressState) {
    super(`A step has to be done by hand, then run again: ${instructions}`, state, {
      code: ErrorCodes.Provisioning.ManualStep,
    });
    this.instructions = instructions;
  }
}
