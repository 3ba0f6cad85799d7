import { profiles } from '../../apis/account-config/profiles.js';
import { users } from '../../apis/account-config/users.js';
import type { Clock } from '../../config/clock.js';
import type { AdministratorAnswer, PlatformOptions } from '../platform.js';
import type { PlatformHttp, PlatformReply } from './http.js';
import { checkIdToken, isKeySet } from './id-token.js';
import type { Person, PersonSession } from './person-session.js';
import { expectObject, expectSuccess, unexpectedBody } from './reply.js';
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

  constructor(parts: AdministratorCheckParts) {
    this.#parts = parts;
  }

  async answer({ signal }: PlatformOptions = {}): Promise<AdministratorAnswer> {
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
    const { session } = this.#parts;
    const { get } = users.operations;
    const { list } = profiles.operations;
    const common = { service: users.service, method: 'GET', signal } as const;
    const user = await session.send({
      ...common,
      operation: 'users.get',
      path: get.path,
      params: { userId },
      query: get.query,
    });
    if (isNotForUs(user)) return no(`users.get of this user was answered with status ${user.status}`);
    const all = await session.send({
      ...common,
      operation: 'profiles.list',
      path: list.path,
      query: { ...list.query, select: 'id,deleted,roleTypeId' },
    });
    if (isNotForUs(all)) return no(`profiles.list was answered with status ${all.status}`);
    const answer = roleOf(expectObject(user), expectSuccess(all).json);
    if (answer === undefined) throw unexpectedBody(user, 'a user with "profileIds", and a list of profiles');
    return answer;
  }
}

function byLogin({ login }: Person): Finding {
  if (login === undefined) return undefined;
  if (login.isAdmin) return yes('the login answer says isAdmin');
  if (login.isLPA) return yes('the login answer says isLPA');
  return no('the login answer says neither isAdmin nor isLPA');
}

/** Not allowed, or not there: an answer about the person, and not a failure of the server. */
function isNotForUs({ status }: PlatformReply): boolean {
  return status === 403 || status === 404;
}

function yes(reason: string): AdministratorAnswer {
  return { isAdministrator: true, reason };
}

function no(reason: string): AdministratorAnswer {
  return { isAdministrator: false, reason };
}
