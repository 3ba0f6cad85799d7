import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseCredential } from '../../../src/auth/credentials.js';
import { AuthError } from '../../../src/errors/auth-error.js';
import { ErrorCodes } from '../../../src/errors/error-codes.js';

const oauth2 = { client_id: 'id-value', client_secret: 'secret-value' };
const oauth1 = {
  consumerKey: 'key-value',
  consumerSecret: 'cs-value',
  token: 'token-value',
  tokenSecret: 'ts-value',
};

function refusal(value: unknown): AuthError {
  try {
    parseCredential(value, 'MY_KEY');
  } catch (error) {
    if (error instanceof AuthError) return error;
    throw error;
  }
  return expect.fail('nothing was thrown');
}

describe('parseCredential', () => {
  it('tells the two shapes apart by their fields, and keeps no other field', () => {
    expect(parseCredential({ ...oauth2, scope: 'x' }, 'K')).toEqual({
      kind: 'oauth2',
      clientId: 'id-value',
      clientSecret: 'secret-value',
    });
    expect(parseCredential({ ...oauth1, more: 1 }, 'K')).toEqual({ kind: 'oauth1', ...oauth1 });
  });

  it('reads a text that holds JSON', () => {
    expect(parseCredential(JSON.stringify(oauth2), 'K')).toMatchObject({ kind: 'oauth2' });
    expect(parseCredential(` ${JSON.stringify(oauth1)}\n`, 'K')).toMatchObject({ kind: 'oauth1' });
  });

  it('takes OAuth 2.0 where both are complete, and the complete one where one is not', () => {
    expect(parseCredential({ ...oauth1, ...oauth2 }, 'K').kind).toBe('oauth2');
    expect(parseCredential({ ...oauth1, client_id: 'id-value' }, 'K').kind).toBe('oauth1');
    expect(parseCredential({ ...oauth2, token: 'token-value' }, 'K').kind).toBe('oauth2');
  });

  it.each([
    [{ client_id: 'id-value' }, ['client_secret']],
    [{ client_secret: 'secret-value' }, ['client_id']],
    [{ client_id: 'id-value', client_secret: '' }, ['client_secret']],
    [{ client_id: 'id-value', client_secret: 42 }, ['client_secret']],
    [{ client_id: 'id-value', client_secret: null }, ['client_secret']],
    [{ consumerKey: 'key-value' }, ['consumerSecret', 'token', 'tokenSecret']],
    [{ ...oauth1, tokenSecret: undefined }, ['tokenSecret']],
    [{ ...oauth1, token: ['token-value'] }, ['token']],
  ])('names the missing fields of %j, and no value', (value, missing) => {
    const error = refusal(value);
    const lacks = /lacks (.*?) as non-empty text/.exec(error.message)?.[1];
    expect(lacks).toBe(missing.map((name) => `"${name}"`).join(', '));
    expect(error).toMatchObject({ code: ErrorCodes.LpClient.Creds.Format, component: 'LpClient' });
    expect(error.message).toContain('"MY_KEY"');
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('-value');
  });

  it.each([
    [undefined],
    [null],
    [''],
    ['a-secret-value'],
    ['"a-secret-value"'],
    [42],
    [true],
    [[oauth2]],
    [JSON.stringify([oauth2])],
    [{}],
    [{ user: 'a-secret-value' }],
    [{ clientId: 'id-value', clientSecret: 'secret-value' }],
    [{ CLIENT_ID: 'id-value', CLIENT_SECRET: 'secret-value' }],
    [{ credential: oauth2 }],
    [Object.create(oauth2)],
    ['{"client_id":"id-value","client_secret":"secret-value"'],
  ])('refuses %j, saying what is expected and no value', (value) => {
    const error = refusal(value);
    expect(error.code).toBe(ErrorCodes.LpClient.Creds.Format);
    for (const name of [...Object.keys(oauth2), ...Object.keys(oauth1)])
      expect(error.message).toContain(`"${name}"`);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('-value');
  });
});
