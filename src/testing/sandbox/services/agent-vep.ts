import { STATUS_CODES } from 'node:http';
import { monthNameTime } from '../../time-texts.js';
import type { AccountState } from '../account-state.js';
import {
  type Answer,
  AnswerError,
  isJsonObject,
  type JsonObject,
  parseJson,
  type Route,
  type SandboxRequest,
} from '../exchange.js';
import type { LoginUser } from '../people.js';
import type { ServiceParts } from '../sandbox-parts.js';
import { SESSION_MS, type UserSession } from '../user-sessions.js';

const ACCOUNT = '/api/account/{accountId}';

/** Internal code of a csrf that is not that of the session: the one that is documented. */
const WRONG_CSRF = 10;

/** What stands where OAuth 2.0 has nothing to say (documented). */
const PLACEHOLDER = 'dummy';

/** agentVep: the login API for the people of the account. */
export function agentVepRoutes(parts: ServiceParts): Route[] {
  const { state } = parts;
  const route = (name: string, handler: (request: SandboxRequest) => Answer): Route => {
    return { method: 'POST', path: `${ACCOUNT}/${name}`, handler };
  };
  return [
    route('login', (request) => {
      if (request.query.get('v') !== '1.3') throw refusal(state, 400, 'The query parameter "v" must be 1.3');
      return loggedIn(parts, request, state.sessions.open(readPerson(state, request)));
    }),
    route('refresh', (request) => {
      const session = readSession(state, request);
      state.sessions.refresh(session);
      return { status: 200, headers: { 'set-cookie': cookie(session.sessionId) }, text: '' };
    }),
    route('logout', (request) => {
      state.sessions.end(readSession(state, request));
      return { status: 200, headers: { 'set-cookie': cookie('', '; Max-Age=0') }, text: '' };
    }),
  ];
}

/** The person who logs in: with a password, or as a bot with the key of an application. */
function readPerson(state: AccountState, request: SandboxRequest): LoginUser {
  const body = parseJson(request.body);
  if (!isJsonObject(body) || typeof body.username !== 'string') throw malformed(state);
  const person = state.people.find(({ username }) => username === body.username);
  const isKnown =
    'password' in body ? person?.password === readText(state, body, 'password') : isAppKey(state, body);
  const isOfAccount = request.params.accountId === state.accountId;
  if (person === undefined || !isKnown || !isOfAccount) {
    throw refusal(state, 401, 'The user name, the password or the key is wrong');
  }
  if (!person.isEnabled) throw refusal(state, 401, 'The user is disabled');
  return person;
}

/** The four fields of an OAuth 1.0a key, or those of an OAuth 2.0 application with placeholders (documented). */
function isAppKey(state: AccountState, body: JsonObject): boolean {
  const [appKey, secret, accessToken, accessTokenSecret] = [
    readText(state, body, 'appKey'),
    readText(state, body, 'secret'),
    readText(state, body, 'accessToken'),
    readText(state, body, 'accessTokenSecret'),
  ];
  const key = state.appKey;
  if (key?.consumerKey === appKey) {
    return (
      key.consumerSecret === secret && key.token === accessToken && key.tokenSecret === accessTokenSecret
    );
  }
  const hasPlaceholders = accessToken === PLACEHOLDER && accessTokenSecret === PLACEHOLDER;
  return hasPlaceholders && state.application(appKey, secret) !== undefined;
}

function readText(state: AccountState, body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') throw malformed(state);
  return value;
}

function malformed(state: AccountState): AnswerError {
  const forms = '"username" and "password", or with "username" and the four fields of an application';
  return refusal(state, 400, `The body must be JSON with the strings ${forms}`);
}

/** The session that a refresh or logout is about: by its cookie, and the csrf of the login. */
function readSession(state: AccountState, request: SandboxRequest): UserSession {
  if ((request.query.get('v') ?? '1.3') !== '1.3') {
    throw refusal(state, 400, 'The query parameter "v" must be 1.3');
  }
  const session = state.sessions.withId(sessionIdOf(request));
  if (session === undefined || request.params.accountId !== state.accountId) {
    throw refusal(state, 401, 'The session is unknown or over');
  }
  const body = parseJson(request.body);
  if (!isJsonObject(body) || body.csrf !== session.csrf) {
    const why = 'The CSRF token on request does not match the CSRF token on the session';
    throw refusal(state, 401, `CSRF token invalid! ${why}`, WRONG_CSRF);
  }
  return session;
}

/** `Session_id` in the documentation, `session_id` in the official command line. */
function sessionIdOf({ headers }: SandboxRequest): string {
  const cookies = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const found = cookies.find((pair) => /^session_id=/i.test(pair));
  return found?.slice('session_id='.length) ?? '';
}

function cookie(value: string, attributes = ''): string {
  return `Session_id=${value}; Path=/; Secure; HttpOnly${attributes}`;
}

function loggedIn(
  { state, entries, fixtures }: ServiceParts,
  request: SandboxRequest,
  session: UserSession,
): Answer {
  const { user, csrf, bearer, sessionId } = session;
  const groups = fixtures.agentGroups.map(({ id, deleted, name }) => ({ id, deleted, name }));
  return {
    status: 200,
    headers: { 'set-cookie': cookie(sessionId) },
    body: {
      csrf,
      // A number as text in the documentation; what it counts is not said.
      wsuk: user.userId,
      config: {
        loginName: user.username,
        userId: user.userId,
        // Not documented: LivePerson's own SDK for agents reads it.
        userPid: user.pid,
        userPrivileges: user.privileges,
        serverCurrentTime: state.clock.now(),
        timeDiff: 0,
        serverTimeZoneName: 'GMT',
        serverTimeGMTDiff: 0,
        isLPA: false,
        isAdmin: user.isAdmin,
        accountTimeZoneId: 'GMT',
      },
      csdsCollectionResponse: { baseURIs: entries(request) },
      accountData: { agentGroupsData: { items: groups, revision: 1 } },
      sessionTTl: String(SESSION_MS),
      bearer,
      sessionId,
    },
  };
}

/** In the documented form. Of its codes only that of a wrong csrf is known: the others repeat the status. */
function refusal(state: AccountState, status: number, message: string, internalCode = status): AnswerError {
  const responseStatus = (STATUS_CODES[status] ?? '').toUpperCase().replaceAll(' ', '_');
  const error = { time: monthNameTime(state.clock.now()), message, internalCode, responseStatus };
  return new AnswerError({ status, body: { error } });
}
