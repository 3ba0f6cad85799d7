import * as z from 'zod/mini';
import type { ApiCall, CallOptions } from '../api-call.js';
import { defineApi } from '../define-api.js';
import { inQuery } from '../parameter.js';
import { oneOf } from '../parameter-schemas.js';
import { type VisitParams, visitParameters } from './params.js';
import type { VisitState } from './visit-state.js';

/** Parameters of `visitInformation.get`. */
export interface GetVisitParams extends VisitParams {
  /** `agent` is the one documented value; its effect is not documented. */
  filter?: 'agent' | undefined;
}

/** Visit Information API: what a visitor of the brand's site does at this moment. */
export interface VisitInformationApi {
  /**
   * The live state of the current visit of a visitor: pages, engagements, device, place and reported
   * engagement attributes. A session can be read for at most 6 hours after it began.
   *
   * @example
   * const visit = await lp.visitInformation.get({
   *   visitorId: 'M3ZDU5YTQxMjQ2N2VhMWZm',
   *   sessionId: 'Qm3xT8bLR0-aZ5kPw1uYdg',
   * });
   * console.log(visit.appSessions[0]?.pages?.at(-1)?.url);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read visits.
   * @throws {HttpError} 404: the visitor or session is not known, or is over; or another error.
   */
  get(params: GetVisitParams, options?: CallOptions): ApiCall<VisitState>;
}

const STATE = '/api/account/{accountId}/monitoring/visitors/{visitorId}/visits/current/state';

/** Row 11 of the privilege table. */
export const visitInformation = defineApi<VisitInformationApi>({
  id: 'visitInformation',
  title: 'Visit Information API',
  privilege: 'Read',
  service: 'smt',
  // No more of the visit than its state: engagement attributes are written beside it, by another API.
  owns: [STATE],
  operations: {
    get: {
      summary: 'Live state of the current visit of a visitor',
      method: 'GET',
      path: STATE,
      parameters: () => ({
        ...visitParameters(),
        filter: inQuery(z.optional(oneOf(['agent']))),
      }),
      query: { v: '1' },
    },
  },
});
