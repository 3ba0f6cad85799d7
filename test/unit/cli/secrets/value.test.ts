import { describe, expect, it } from 'vitest';
import { parseSecretText, typedTextProblem } from '../../../../src/cli/secrets/value.js';

const CREDENTIAL = { client_id: 'planted-id', client_secret: 'planted-secret' };
const OAUTH1 = { consumerKey: 'a', consumerSecret: 'b', token: 'c', tokenSecret: 'd' };

describe('parseSecretText', () => {
  it.each([
    ['null', null],
    ['0', 0],
    [' -1.5 ', -1.5],
    ['""', ''],
    ['[{"a":[]}]\r\n', [{ a: [] }]],
    ['{"__proto__":1}', JSON.parse('{"__proto__":1}')],
    ['007', '007'],
    ['plain', 'plain'],
    [' kept \n', ' kept '],
    ['one end only\n\n', 'one end only\n'],
    ['of Windows\r\n', 'of Windows'],
    ["{'a':1}", "{'a':1}"],
  ])('makes %j the value %j', (text, value) => {
    expect(parseSecretText('MY_KEY', text)).toStrictEqual(value);
  });

  it.each(['12345678901234567890', '1.0', '1e400', '1e5', '-0'])(
    'refuses %s, which JSON would keep as other digits',
    (text) => {
      expect(() => parseSecretText('MY_KEY', text)).toThrow(/"MY_KEY" is a number .* double quotes/);
    },
  );

  it.each([16_382, 16_383])('counts the quotes of a text of %i characters', (length) => {
    const parse = () => parseSecretText('MY_KEY', 'x'.repeat(length));
    if (length === 16_382) expect(parse()).toHaveLength(length);
    else expect(parse).toThrow('has 16385 characters as JSON; the limit is 16384. Nothing was written');
  });

  it.each(['LIVEPERSON_DEFAULT_APP_KEY', 'lp-faas-default-app-key', 'lp-faas-orchestrator-app-key'])(
    'takes nothing but a credential for %s',
    (key) => {
      for (const value of [CREDENTIAL, OAUTH1, { ...CREDENTIAL, note: 1 }]) {
        expect(parseSecretText(key, JSON.stringify(value))).toEqual(value);
      }
      for (const value of [
        { client_id: 'planted' },
        [CREDENTIAL],
        JSON.stringify(CREDENTIAL),
        'planted',
        null,
        7,
      ]) {
        expect(() => parseSecretText(key, JSON.stringify(value))).toThrow(
          expect.objectContaining({
            name: 'SecretError',
            key,
            message: expect.stringMatching(/^Secret (?!.*planted).*"client_secret".*\. Nothing was written$/),
          }),
        );
      }
    },
  );

  it('takes anything for the other names, of the system or not', () => {
    for (const key of ['LIVEPERSON_DEFAULT_OTHER', 'MY_APP_KEY']) {
      expect(parseSecretText(key, 'text')).toBe('text');
    }
  });
});

describe('typedTextProblem', () => {
  it.each(['{', '{"a":', '[1,', '{"a":1}}'])('does not take %s for a text: more may come', (text) => {
    expect(typedTextProblem('MY_KEY', text)).toMatch(/not the whole of the JSON.*standard input/);
  });

  it.each(['{"a":1}', '[]', 'text {', '7'])('finds nothing wrong with %s', (text) => {
    expect(typedTextProblem('MY_KEY', text)).toBeUndefined();
  });

  it('says what is wrong with a value, without it', () => {
    expect(typedTextProblem('MY_KEY', '')).toContain('is empty');
    expect(typedTextProblem('lp-faas-default-app-key', '{"token":"planted"}')).toMatch(
      /^(?!.*planted).*lacks "consumerKey", "consumerSecret", "tokenSecret"/,
    );
  });
});
