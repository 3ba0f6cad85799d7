import { type ProfilesApi, profiles } from '../../apis/account-config/profiles.js';
import { type UsersApi, users } from '../../apis/account-config/users.js';
import type { Clock } from '../../config/clock.js';
import { HttpError } from '../../errors/http-error.js';
import { ParameterError } from '../../errors/parameter-error.js';
import { PrivilegeError } from '../../errors/privilege-error.js';
import { ResponseValidationError } from '../../errors/response-validation-error.js';
import type { AdministratorAnswer, PlatformOptions } from '../platform.js';
import type { PlatformHttp } from './http.js';
import { checkIdToken, isKeySet } from './id-token.js';
import type { Person, PersonSession } from './person-session.js';
import { expectSuccess, unexpectedBody } from './reply.js';
import { roleOf } from './user-roles.js';

/** What {@link AdministratorCheck} is made of. */
export interface AdministratorCheckParts {
  readonly http: PlatformHttp;
  readonly session: PersonSession;
  readonly clock: Clock;
  readonly idTokenAudience: string | undefined;
}

/** An answer of one way; undefined where it does not apply. */
type Finding = AdministratorAnswer | undefined;

/**
 * Whether a person is an administrator, by the first of three ways that says yes: the ID token, the login
 * answer, the profiles of the user. A way that says no leads on to the next, since a token or a login may be
 * older than the role; the reasons of all are told. None of this protects anything: the server decides.
 */
export class AdministratorCheck {
  readonly #parts: AdministratorCheckParts;
  readonly #users: Pick<UsersApi, 'get'>;
  readonly #profiles: Pick<ProfilesApi, 'list'>;

  constructor(parts: AdministratorCheckParts) {
    const { http, session } = parts;
    this.#parts = parts;
    // The tables make them so; TypeScript cannot see it.
    this.#users = http.operations(users, session) as unknown as UsersApi;
    this.#profiles = http.operations(profiles, session) as unknown as ProfilesApi;
  }

  async answer({ signal }: PlatformOptions = {}): Promise<AdministratorAnswer> {
    // What is known of the person already is there without a call that would look.
    signal?.throwIfAborted();
    const person = await this.#parts.session.person(signal);
    const ways = [
      () => this.#byIdToken(person, signal),
      async () => byLogin(person),
      () => this.#byProfiles(person, signal),
    ];
    const reasons: string[] = [];
    for (const way of ways) {
      const finding = await way();
      if (finding?.isAdministrator) return finding;
      if (finding !== undefined) reasons.push(finding.reason);
    }
    return { isAdministrator: false, reason: reasons.join('; ') };
  }

  async #byIdToken({ idToken, userId }: Person, signal: AbortSignal | undefined): Promise<Finding> {
    if (idToken === undefined) return undefined;
    const { idTokenAudience: audience, clock } = this.#parts;
    // Without them the token could be of another application, or of another person.
    if (audience === undefined) return no('the ID token does not count without idTokenAudience');
    if (userId === undefined) return no('the ID token does not count without the userId of the session');
    const keys = await this.#readKeys(signal);
    const verdict = await checkIdToken(idToken, keys, { audience, userId, now: clock.now() });
    if ('problem' in verdict) return no(`the ID token does not count: ${verdict.problem}`);
    if (verdict.isAdmin) return yes('the ID token says is_admin');
    if (verdict.isLpa) return yes('the ID token says is_lpa');
    return no('the ID token says neither is_admin nor is_lpa');
  }

  async #readKeys(signal: AbortSignal | undefined) {
    const reply = await this.#parts.http.send({
      service: 'sentinel',
      operation: 'jwks',
      method: 'GET',
      path: '/sentinel/well-known/jwks',
      signal,
    });
    const { json } = expectSuccess(reply);
    if (!isKeySet(json)) throw unexpectedBody(reply, 'a set of keys (JWKS)');
    return json;
  }

  async #byProfiles({ userId }: Person, signal: AbortSignal | undefined): Promise<Finding> {
    if (userId === undefined) {
      return no(
        'nothing tells whose session it is: give the userId of the session, and if you have one an ID token',
      );
    }
    try {
      const user = await this.#users.get({ userId }, { signal });
      const all = await this.#profiles.list({ select: 'id,deleted,roleTypeId' }, { signal });
      return roleIn(user, all);
    } catch (error) {
      if (error instanceof ParameterError) return no(`the userId of the session is none: ${error.message}`);
      if (isNotForUs(error)) return no(`${error.operation} was answered with status ${error.status}`);
      throw error;
    }
  }
}

function roleIn(user: unknown, all: unknown): AdministratorAnswer {
  const answer = roleOf(user, all);
  if (answer !== undefined) return answer;
  throw new ResponseValidationError('users.get', [
    { path: 'profileIds', message: 'is missing, or there is no list of profiles' },
  ]);
}

function byLogin({ login }: Person): Finding {
  if (login === undefined) return undefined;
  if (login.isAdmin) return yes('the login answer says isAdmin');
  if (login.isLPA) return yes('the login answer says isLPA');
  return no('the login answer says neither isAdmin nor isLPA');
}

/** Not allowed, or not there: an answer about the person, and not a failure of the server. */
function isNotForUs(error: unknown): error is PrivilegeError | HttpError {
  return error instanceof PrivilegeError || (error instanceof HttpError && error.status === 404);
}

function yes(reason: string): AdministratorAnswer {
  return { isAdministrator: true, reason };
}

function no(reason: string): AdministratorAnswer {
  return { isAdministrator: false, reason };
}
