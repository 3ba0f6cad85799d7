import { describe, expect, it } from 'vitest';
import { ErrorCodes } from '../../../../../src/errors/error-codes.js';
import { SecretError } from '../../../../../src/errors/secret-error.js';
import { unknownOutcome } from '../../../../../src/secrets/stores/vault/errors.js';

const { AuthFailure, Failure, Timeout } = ErrorCodes.Secret;

const outcomeAfter = (code: typeof AuthFailure | typeof Timeout) =>
  unknownOutcome('KEY', 'secret/data/x', new SecretError(code, 'KEY', 'why'));

describe('a write of which nobody knows whether it took effect', () => {
  it('is told so, with what to do, and never as a refusal, which says that nothing was written', () => {
    const { message, code } = outcomeAfter(AuthFailure);
    expect(code).toBe(Failure);
    expect(message).toMatch(
      /Whether secret\/data\/x was written is unknown: .*why.*Read it, or write it again/,
    );
  });

  it('keeps the code of a timeout', () => {
    expect(outcomeAfter(Timeout).code).toBe(Timeout);
  });
});
