import {
  checkedElsewhere,
  checkOptions,
  type Option,
  type OptionTable,
  object,
} from '../../config/options.js';
import { ConfigError } from '../../errors/config-error.js';
import { isBearerToken } from '../../http/bearer.js';
import { isJsonObject } from '../../http/json.js';

/** A person's session with LivePerson, opened elsewhere. It is a secret, as a password is. */
export interface AdminSession {
  /** Bearer of the session, as the login API or a login page gives it. */
  readonly bearer: string;
  /** Id of the user whose session it is. Without it only the server can tell what the person may do. */
  readonly userId?: string | undefined;
  /** ID token (OpenID Connect) that was issued to the same person. */
  readonly idToken?: string | undefined;
}

/**
 * What a person types to log in. LivePerson's documentation wants passwords kept out of programs of others:
 * prefer an {@link AdminSession}.
 */
export interface AdminLogin {
  readonly username: string;
  readonly password: string;
}

export function isAdminLogin(admin: AdminSession | AdminLogin): admin is AdminLogin {
  return 'username' in admin;
}

// Their names alone: the values are checked below, with the field as a path.
const FIELD = { check: checkedElsewhere };
const SESSION_TABLE = { bearer: FIELD, userId: FIELD, idToken: FIELD } satisfies OptionTable<AdminSession>;
const LOGIN_TABLE = { username: FIELD, password: FIELD } satisfies OptionTable<AdminLogin>;

/** @throws {ConfigError} that names the field, and no value. */
export function checkAdmin(admin: AdminSession | AdminLogin): void {
  if (!isJsonObject(admin) || !('bearer' in admin || 'username' in admin)) {
    throw new ConfigError('admin', 'admin is missing: give { bearer, userId } or { username, password }.');
  }
  if (isAdminLogin(admin)) {
    checkFields(admin, LOGIN_TABLE);
    requireText('admin.username', admin.username);
    requireText('admin.password', admin.password);
    return;
  }
  checkFields(admin, SESSION_TABLE);
  requireText('admin.bearer', admin.bearer);
  if (!isBearerToken(admin.bearer)) {
    throw new ConfigError(
      'admin.bearer',
      'admin.bearer has a character that no bearer has: give it without "Bearer".',
    );
  }
  if (admin.userId !== undefined) requireText('admin.userId', admin.userId);
  if (admin.idToken !== undefined) requireText('admin.idToken', admin.idToken);
}

function checkFields(admin: AdminSession | AdminLogin, fields: Readonly<Record<string, Option>>): void {
  checkOptions('LivePersonPlatform', { admin }, { admin: { check: object, fields } });
}

function requireText(field: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') return;
  throw new ConfigError(field, `${field} has to be a text that is not empty.`);
}
