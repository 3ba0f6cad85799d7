import type { ApiCall, CallOptions } from '../api-call.js';
import { type AnswerBody, defineApi } from '../define-api.js';
import { idInPath } from '../parameter.js';
import { contextIdInPath, type VisitParams, visitParameters } from './params.js';

/** Whether an engagement belongs to the visit of a visitor. Made of the status of the answer. */
export interface EngagementValidity {
  /** Status 200 or 404 (documented). */
  valid: boolean;
  /** Why it is not valid, in the words of the server if it has any; null when it is valid. */
  reason: string | null;
}

/** Parameters of `validateEngagement.validate`. LivePerson hands them to the landing page of the brand. */
export interface ValidateEngagementParams extends VisitParams {
  /** Id of the campaign; in a `VisitEngagement`, `engagement.campaignEntity.id` (inferred). */
  campaignId: number | string;
  /** Id of the engagement; in a `VisitEngagement`, `engagement.engagementEntity.id` (inferred). */
  engagementId: number | string;
  /** Id of the context of the engagement; in a `VisitEngagement`, its own `id` (inferred). */
  contextId: number | string;
}

/** Validate Engagement API: whether a click, for example to call, comes from a visit that LivePerson knows. */
export interface ValidateEngagementApi {
  /**
   * Tells whether an engagement belongs to the current visit of a visitor. "Not valid" is an answer, not an
   * error. It cannot be told apart from a visitor or session that is unknown or over: all are a 404.
   *
   * @example
   * const { valid, reason } = await lp.validateEngagement.validate({
   *   visitorId: 'M3ZDU5YTQxMjQ2N2VhMWZm',
   *   sessionId: 'Qm3xT8bLR0-aZ5kPw1uYdg',
   *   campaignId: 600200112,
   *   engagementId: 600400112,
   *   contextId: 1,
   * });
   * if (!valid) console.log(`refused: ${reason}`);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not validate engagements.
   * @throws {HttpError} 422: the account is not valid; or another error.
   */
  validate(params: ValidateEngagementParams, options?: CallOptions): ApiCall<EngagementValidity>;
}

/** Row 12 of the privilege table. */
export const validateEngagement = defineApi<ValidateEngagementApi>({
  id: 'validateEngagement',
  title: 'Validate Engagement API',
  privilege: 'Read',
  service: 'smt',
  owns: ['/api/account/{accountId}/monitoring/visitors/{visitorId}/visits/current/campaigns'],
  operations: {
    validate: {
      summary: 'Whether an engagement belongs to the current visit of a visitor',
      method: 'GET',
      path: '/api/account/{accountId}/monitoring/visitors/{visitorId}/visits/current/campaigns/{campaignId}/engagements/{engagementId}/contexts/{contextId}',
      parameters: () => ({
        ...visitParameters(),
        campaignId: idInPath(),
        engagementId: idInPath(),
        contextId: contextIdInPath(),
      }),
      query: { v: '1' },
      statuses: { 200: valid, 404: notValid },
    },
  },
});

function valid(): EngagementValidity {
  return { valid: true, reason: null };
}

function notValid(body: AnswerBody | undefined): EngagementValidity {
  // No body is documented; the errors of this service have a message.
  const message = body?.message;
  const isTold = typeof message === 'string' && message !== '';
  const reason = isTold ? message : 'The engagement is not valid, or its visitor or session is not known';
  return { valid: false, reason };
}
