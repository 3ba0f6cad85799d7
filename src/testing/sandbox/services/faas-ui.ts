import type { AccountState } from '../account-state.js';
import { bearerOf, type Handler, type Route } from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import { holdsAny } from '../servers/people-privileges.js';
import { refusal } from './api-routes.js';
import { listFunctions, listLambdas } from './function-lists.js';
import { forAdministrators } from './user-bearer.js';

/**
 * Path of the infrastructure of an account. It exists in the sandbox only: LivePerson publishes no
 * interface for this step of provisioning.
 */
export const INFRASTRUCTURE_PATH = '/sandbox/account/{accountId}/infrastructure';

const ACCOUNT = '/api/account/{accountId}';

/** faasUI: the functions of the account, and the infrastructure job, which runs on the clock of the sandbox. */
export function faasUiRoutes(parts: ServiceParts): Route[] {
  const { state } = parts;
  const lambdas = forReaders(state, listLambdas(parts));
  return [
    { method: 'GET', path: `${ACCOUNT}/functions`, handler: forReaders(state, listFunctions(parts)) },
    // LivePerson's clients call the list of V1 in both forms.
    { method: 'GET', path: `${ACCOUNT}/lambdas`, handler: lambdas },
    { method: 'GET', path: `${ACCOUNT}/lambdas/`, handler: lambdas },
    {
      method: 'GET',
      path: INFRASTRUCTURE_PATH,
      handler: forAdministrators(state, () => ({ status: 200, body: state.infrastructure() })),
    },
    {
      method: 'POST',
      path: INFRASTRUCTURE_PATH,
      handler: forAdministrators(state, () => {
        if (!state.featureActive)
          return { status: 409, body: { message: 'The Functions feature is not active' } };
        state.startInfrastructure();
        return { status: 202, body: state.infrastructure() };
      }),
    },
  ];
}

/**
 * Lets a handler run for people who may read functions. A bearer that never was one gets 403, as LivePerson was seen
 * to answer; so does the token of an application, for which nothing is documented here.
 */
function forReaders(state: AccountState, handler: Handler): Handler {
  return (request) => {
    const bearer = bearerOf(request);
    const session = bearer === undefined ? undefined : state.sessions.of(bearer);
    if (bearer === undefined || (session === undefined && state.sessions.hasSeen(bearer))) {
      throw refusal(request, 'unauthenticated', 'The bearer is missing, or its session is over');
    }
    const mayRead =
      session !== undefined &&
      request.params.accountId === state.accountId &&
      holdsAny(session.user, 'FaaS-Admin', 'FaaS-Developer', 'FaaS-Invocation');
    if (!mayRead)
      throw refusal(request, 'forbidden', 'The bearer may not read the functions of this account');
    return handler(request);
  };
}
