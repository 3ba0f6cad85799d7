import { ErrorCodes } from '../../errors/error-codes.js';

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
