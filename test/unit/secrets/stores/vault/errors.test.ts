import { describe, expect, it } from 'vitest';
import { ErrorCodes } from '../../../../../src/errors/error-codes.js';
import { SecretError } from '../../../../../src/errors/secret-error.js';
import { unknownOutcome } from '../../../../../src/secrets/stores/vault/errors.js';

const outcomeAfter = (code: string) =>
  unknownOutcome('KEY', 'secret/data/x', new SecretError(code, 'KEY', 'why'));

describe('a write of which nobody knows whether it took effect', () => {
  it('is told so, with what to do, and never as a refusal, which says that nothing was written', () => {
    const { message, code } = outcomeAfter(ErrorCodes.Secret.AuthFailure);
    expect(code).toBe(ErrorCodes.Secret.Failure);
    expect(message).toMatch(
      /Whether secret\/data\/x was written is unknown: .*why.*Read it, or write it again/,
    );
  });

  it('keeps the code of a timeout', () => {
    expect(outcomeAfter(ErrorCodes.Secret.Timeout).code).toBe(ErrorCodes.Secret.Timeout);
  });
});
