import type { AccountState } from '../account-state.js';
import { bearerOf, type Handler } from '../exchange.js';
import { configurationError } from './error-bodies.js';

/**
 * Lets a handler run for administrators of the account only: 401 without a live session, 403 for others.
 * The bearer is that of the login API, a person's session.
 */
export function forAdministrators(state: AccountState, handler: Handler): Handler {
  return (request) => {
    const bearer = bearerOf(request);
    const session = bearer === undefined ? undefined : state.sessions.of(bearer);
    if (session === undefined || request.params.accountId !== state.accountId) {
      throw configurationError('unauthenticated', 'The session is unknown or over');
    }
    if (!session.user.isAdmin) {
      throw configurationError('forbidden', 'Only an administrator of the account may do this');
    }
    return handler(request);
  };
}
