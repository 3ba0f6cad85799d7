import { type AdminEnvironment, readAdminEnvironment } from '../../config/environment.js';
import { ConfigError } from '../../errors/config-error.js';
import { isBearerToken } from '../../http/bearer.js';

/** The session of the administrator who provisions, as far as it is known. */
export interface KnownAdmin {
  readonly bearer: string | undefined;
  readonly userId: string | undefined;
  readonly idToken: string | undefined;
}

/** A session that requests can be sent with. */
export interface Admin extends KnownAdmin {
  readonly bearer: string;
}

const USER_ID = /^[\w.@-]{1,100}$/;

/** What is wrong with a token, in words that do not repeat it; undefined when nothing is. */
export function tokenProblem(token: string): string | undefined {
  if (token.trim() === '') return 'is empty';
  if (/^bearer\s/i.test(token)) return 'begins with "Bearer": give the token alone';
  if (/\s/.test(token)) return 'has a space or a line break in it: copy it again, as one piece';
  return isBearerToken(token) ? undefined : 'has a character that no token has: copy it again';
}

/** What is wrong with the id of a user; undefined when nothing is. */
export function userIdProblem(userId: string): string | undefined {
  return USER_ID.test(userId) ? undefined : 'is no id of a user, such as 1234567890';
}

/**
 * What `LP_ADMIN_*` give of the session.
 *
 * @throws {ConfigError} for what cannot be right. It repeats no value.
 */
export function adminFromEnvironment(env: AdminEnvironment = readAdminEnvironment()): KnownAdmin {
  const { bearer, userId, idToken } = env;
  check('LP_ADMIN_BEARER', bearer, tokenProblem);
  check('LP_ADMIN_ID_TOKEN', idToken, tokenProblem);
  check('LP_ADMIN_USER_ID', userId, userIdProblem);
  return { bearer, userId, idToken };
}

function check(
  name: string,
  value: string | undefined,
  problemOf: (value: string) => string | undefined,
): void {
  const problem = value === undefined ? undefined : problemOf(value);
  if (problem !== undefined) throw new ConfigError(name, `${name} ${problem}. Nothing was sent.`);
}
