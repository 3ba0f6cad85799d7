import { randomBytes } from 'node:crypto';
import { type AccountState, SESSION_MS, type UserSession } from '../account-state.js';
import { type Answer, AnswerError, type Handler, isJsonObject, parseJson, type Route } from '../exchange.js';
import type { BaseUri, ServiceParts } from '../sandbox-parts.js';

/** agentVep: the login API for the people of the account. */
export function agentVepRoutes({ state, entries }: ServiceParts): Route[] {
  const login: Handler = (request) => {
    if (request.query.get('v') !== '1.3') throw refusal(state, 400, 'The query parameter "v" must be 1.3');
    const body = parseJson(request.body);
    if (!isJsonObject(body) || typeof body.username !== 'string' || typeof body.password !== 'string') {
      throw refusal(state, 400, 'The body must be JSON with the strings "username" and "password"');
    }
    const user = state.logins.find(({ username, password }) => {
      return username === body.username && password === body.password;
    });
    if (user === undefined || request.params.accountId !== state.accountId) {
      throw refusal(state, 401, 'The user name or the password is wrong');
    }
    return loggedIn(state, state.openSession(user, state.clock.now() + SESSION_MS), entries(request));
  };
  return [{ method: 'POST', path: '/api/account/{accountId}/login', handler: login }];
}

function loggedIn(state: AccountState, session: UserSession, baseURIs: readonly BaseUri[]): Answer {
  const sessionId = randomBytes(16).toString('hex');
  return {
    status: 200,
    headers: { 'set-cookie': `Session_id=${sessionId}; Path=/; Secure; HttpOnly` },
    body: {
      csrf: randomBytes(16).toString('hex'),
      wsuk: state.accountId,
      config: {
        loginName: session.user.username,
        userId: session.user.userId,
        userPrivileges: [],
        serverCurrentTime: state.clock.now(),
        timeDiff: 0,
        serverTimeZoneName: 'GMT',
        serverTimeGMTDiff: 0,
        isLPA: false,
        isAdmin: session.user.isAdmin,
        accountTimeZoneId: 'GMT',
      },
      csdsCollectionResponse: { baseURIs },
      accountData: { agentGroupsData: { items: [], revision: 1 } },
      sessionTTl: String(SESSION_MS),
      bearer: session.bearer,
      sessionId,
    },
  };
}

function refusal(state: AccountState, status: number, message: string): AnswerError {
  const error = { time: state.clock.now(), message, internalCode: status, responseStatus: status };
  return new AnswerError({ status, body: { error } });
}
