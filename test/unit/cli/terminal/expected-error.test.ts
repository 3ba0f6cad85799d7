import { describe, expect, it } from 'vitest';
import { errorLine, expectedError } from '../../../../src/cli/terminal/expected-error.js';
import { ConfigError } from '../../../../src/errors/config-error.js';

describe('errors on the command line', () => {
  it('are one line with name, code and message for an error of the library', () => {
    const error = new ConfigError('accountId', 'accountId is missing');
    expect(errorLine(expectedError(error))).toBe(
      'ConfigError com.liveperson.faas.config.invalid: accountId is missing',
    );
  });

  it('go on for anything else, which is a fault of the program', () => {
    const fault = new TypeError('x is not a function');
    expect(() => expectedError(fault)).toThrow(fault);
  });
});
