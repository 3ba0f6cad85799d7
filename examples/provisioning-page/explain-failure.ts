import { AuthError, HttpError, ToolBeltError } from 'lp-functions-toolbelt';
import { ManualStepRequired, NotAdminError, ProvisioningError } from 'lp-functions-toolbelt/provisioning';
import type { Problem } from './page-messages.js';

/** What a person is told of the error that ended a run. */
export function explainFailure(error: unknown): Problem {
  const task = error instanceof ProvisioningError ? error.task : null;
  if (error instanceof NotAdminError) return { kind: 'not-administrator', task, details: error.message };
  if (error instanceof ManualStepRequired) return { kind: 'manual-step', task, details: error.instructions };
  if (isSessionOver(error)) return { kind: 'session-over', task, details: error.message };
  // The library keeps credentials out of its messages; of any other error nothing is known.
  const details = error instanceof ToolBeltError ? error.message : 'The log of the server says why.';
  return { kind: 'failed', task, details };
}

/** The platform refuses a session that is over with 401. */
function isSessionOver(error: unknown): error is ProvisioningError {
  if (!(error instanceof ProvisioningError)) return false;
  const { cause } = error;
  return (cause instanceof AuthError || cause instanceof HttpError) && cause.status === 401;
}
