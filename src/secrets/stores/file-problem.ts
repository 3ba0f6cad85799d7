import { ErrorCodes } from '../../errors/error-codes.js';
import { SecretError } from '../../errors/secret-error.js';
import { ToolBeltError } from '../../errors/toolbelt-error.js';
import { codeOf } from './system-error.js';

/** Why a file of a store cannot be used, in words that quote nothing of it; becomes a SecretError. */
export class FileProblem extends Error {
  readonly code: typeof ErrorCodes.Secret.Failure | typeof ErrorCodes.Secret.AuthFailure;

  constructor(reason: string, code: FileProblem['code'] = ErrorCodes.Secret.Failure) {
    super(reason);
    this.code = code;
  }
}

/** None of the keys at hand opens the file. */
export class KeyProblem extends FileProblem {
  constructor(reason: string) {
    super(reason, ErrorCodes.Secret.AuthFailure);
  }
}

/** The file was replaced, but may not be on the disk yet. */
export class UnconfirmedWrite extends FileProblem {}

/**
 * A failure with a file as an error of its store; errors of the store as they are. The cause is not kept: it
 * may hold the content of the file.
 *
 * @param file What the file is, with its path: `the settings file /srv/settings.json`.
 */
export function fileError(
  key: string,
  action: 'read' | 'write',
  file: string,
  error: unknown,
): ToolBeltError {
  if (error instanceof ToolBeltError) return error;
  if (error instanceof UnconfirmedWrite) {
    const message = `T${file.slice(1)} was written, but ${error.message}. Read it before you write again`;
    return new SecretError(error.code, key, message);
  }
  const problem = error instanceof FileProblem ? error : undefined;
  const reason = problem?.message ?? codeOf(error) ?? 'unknown reason';
  return new SecretError(
    problem?.code ?? ErrorCodes.Secret.Failure,
    key,
    `Cannot ${action} ${file}: ${reason}. It was left as it is`,
  );
}
