import type { AccountState } from '../account-state.js';
import { AnswerError, bearerOf, type Handler } from '../exchange.js';

/**
 * Lets a handler run for administrators of the account only: 401 without a live session, 403 for others.
 * The bearer is that of the login API, a person's session.
 */
export function forAdministrators(state: AccountState, handler: Handler): Handler {
  return (request) => {
    const bearer = bearerOf(request);
    const session = bearer === undefined ? undefined : state.sessions.of(bearer);
    if (session === undefined || request.params.accountId !== state.accountId) {
      throw new AnswerError({
        status: 401,
        body: { type: 'error', internalCode: 2, message: 'The session is unknown or over' },
      });
    }
    if (!session.user.isAdmin) {
      throw new AnswerError({
        status: 403,
        body: { type: 'error', internalCode: 3, message: 'Only an administrator of the account may do this' },
      });
    }
    return handler(request);
  };
}
