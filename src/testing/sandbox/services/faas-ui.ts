import type { Route } from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import { forAdministrators } from '../servers/user-bearer.js';

/**
 * Path of the infrastructure of an account. It exists in the sandbox only: LivePerson publishes no
 * interface for this step of provisioning.
 */
export const INFRASTRUCTURE_PATH = '/sandbox/account/{accountId}/infrastructure';

/** faasUI: the infrastructure job, which runs on the clock of the sandbox. */
export function faasUiRoutes({ state }: ServiceParts): Route[] {
  return [
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
