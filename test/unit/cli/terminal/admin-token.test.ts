import { describe, expect, it } from 'vitest';
import {
  adminFromEnvironment,
  tokenProblem,
  userIdProblem,
} from '../../../../src/cli/terminal/admin-token.js';
import { readAdminEnvironment } from '../../../../src/config/environment.js';
import { ConfigError } from '../../../../src/errors/config-error.js';

const bearer = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

const from = (env: NodeJS.ProcessEnv) => adminFromEnvironment(readAdminEnvironment(env));

describe('the session of the environment', () => {
  it('is what the variables say', () => {
    const env = {
      LP_ADMIN_BEARER: bearer,
      LP_ADMIN_USER_ID: '1234567890',
      LP_ADMIN_ID_TOKEN: 'aa.bb-_.cc==',
    };
    expect(from(env)).toEqual({ bearer, userId: '1234567890', idToken: 'aa.bb-_.cc==' });
  });

  it('has nothing where there is no variable, or an empty one', () => {
    const nothing = { bearer: undefined, userId: undefined, idToken: undefined };
    expect(from({})).toEqual(nothing);
    expect(from({ LP_ADMIN_BEARER: '', LP_ADMIN_USER_ID: '', LP_ADMIN_ID_TOKEN: '' })).toEqual(nothing);
  });

  it.each([
    ['LP_ADMIN_BEARER', ' ', 'is empty'],
    ['LP_ADMIN_BEARER', `${bearer}\n`, 'a space or a line break'],
    ['LP_ADMIN_BEARER', `${bearer} ${bearer}`, 'a space or a line break'],
    ['LP_ADMIN_BEARER', `Bearer ${bearer}`, 'without "Bearer"|begins with "Bearer"'],
    ['LP_ADMIN_BEARER', `${bearer}é`, 'a character that no token has'],
    ['LP_ADMIN_BEARER', `"${bearer}"`, 'a character that no token has'],
    ['LP_ADMIN_BEARER', `${bearer}\u0000`, 'a character that no token has'],
    ['LP_ADMIN_ID_TOKEN', 'aa.bb\ncc', 'a space or a line break'],
    ['LP_ADMIN_USER_ID', '12/../34', 'is no id of a user'],
    ['LP_ADMIN_USER_ID', 'x'.repeat(101), 'is no id of a user'],
  ])('is refused for %s = %j, by name and without its value', (name, value, reason) => {
    const read = () => from({ LP_ADMIN_BEARER: bearer, [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^${name} .*(${reason}).* Nothing was sent\\.$`));
    expect(read).not.toThrow(new RegExp(bearer));
  });
});

describe('what is typed', () => {
  it('is taken when it is a token, or an id', () => {
    expect(tokenProblem(bearer)).toBeUndefined();
    expect(userIdProblem('first.last@example.com')).toBeUndefined();
  });

  it.each(['', '   ', '\t'])('is no token when it is %j', (text) => {
    expect(tokenProblem(text)).toBe('is empty');
    expect(userIdProblem(text)).toBeDefined();
  });
});
