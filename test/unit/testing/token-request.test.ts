import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AnswerError } from '../../../src/testing/sandbox/exchange.js';
import { readCredential } from '../../../src/testing/sandbox/services/token-request.js';
import { sandboxRequest } from '../../support/sandbox-request.js';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });

function requestWith(authorization: string) {
  return sandboxRequest('/', { service: 'sentinel', method: 'POST', headers: { authorization } });
}

it('takes any id and secret out of Basic authentication as RFC 6749 puts them in', () => {
  fc.assert(
    fc.property(text, text, fc.constantFrom('Basic', 'basic', 'BASIC'), (clientId, clientSecret, scheme) => {
      const [id, secret] = [clientId, clientSecret].map((one) =>
        `${new URLSearchParams({ a: one })}`.slice(2),
      );
      const request = requestWith(`${scheme} ${Buffer.from(`${id}:${secret}`).toString('base64')}`);
      expect(readCredential(request, {}, 'accepted')).toEqual({ clientId, clientSecret });
      expect(() => readCredential(request, {}, 'refused')).toThrow(AnswerError);
    }),
  );
});

it('makes of any other text a credential or a refusal, and nothing else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (rest) => {
      try {
        const { clientId, clientSecret } = readCredential(requestWith(`Basic ${rest}`), {}, 'accepted');
        expect([clientId, clientSecret]).not.toContain('');
      } catch (error) {
        expect(error).toBeInstanceOf(AnswerError);
      }
    }),
  );
});
