import * as z from 'zod/mini';
import type { ApiCall, CallOptions } from '../api-call.js';
import { defineApi } from '../define-api.js';
import { inBody, type ParametersOf } from '../parameter.js';
import { listOf, oneOf, text, wholeNumber } from '../parameter-schemas.js';
import { encodeIvrAttributes, ivrAttributeSchema } from './ivr-attribute-params.js';
import type { IvrEngagementAttribute } from './ivr-attributes.js';

/** Whether a caller can go on in a conversation. Documented; the status of the answer is inferred. */
export interface IvrAvailability {
  /** Whether there is an engagement for the caller. */
  status: 'Available' | 'Not Available';
  /**
   * How the caller gets there; only when available. LivePerson's table of fields lists its content beside
   * it; its example, and so this type, has it in here.
   */
  engagementDetails?: IvrEngagementDetails;
}

/** How a caller gets into a conversation. */
export interface IvrEngagementDetails {
  /** URL that starts the conversation. It works once, so it must not be cached. */
  urlToChat: string;
  /** Seconds that `urlToChat` is valid. */
  validForSeconds: number;
  /** Seconds that the caller will have to wait. */
  expectedWaitTimeSeconds: number;
  /** How many are waiting. */
  queueSize: number;
}

/** Parameters of `ivrEngagement.request`, named as on the wire. */
export interface RequestIvrEngagementParams {
  /** Kind of the external system; there is no other. @default 'IVR' */
  appType?: 'IVR' | undefined;
  /** Places in the external system that campaigns target, for example steps of its menu. */
  consumerSections?: readonly string[] | undefined;
  /** What is known of the caller. */
  engagementAttributes?: readonly IvrEngagementAttribute[] | undefined;
  /** Seconds that callers wait in the external system now. LivePerson reserves it for the future. */
  externalWaitTimeSeconds?: number | undefined;
}

/**
 * IVR Engagement API: takes callers of a phone system over into a conversation.
 *
 * LivePerson withdrew its documentation, yet the privilege table still has it. Whether the endpoint still
 * answers is not known.
 */
export interface IvrEngagementApi {
  /**
   * Asks whether there is an engagement for a caller, and for a URL that starts it. It is a POST that the
   * privilege Read covers. As each answer issues a URL that works once, the request is not sent again once it
   * may have reached LivePerson, except when it was refused for being one too many (429).
   *
   * @deprecated LivePerson withdrew its documentation; whether it still answers is not known.
   * @example
   * const { status, engagementDetails } = await lp.ivrEngagement.request({
   *   consumerSections: ['billing'],
   *   engagementAttributes: [{ type: 'ctmrinfo', info: { customerId: 'CUST-0001' } }],
   * });
   * if (status === 'Available') console.log(engagementDetails?.urlToChat);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not ask for engagements.
   * @throws {HttpError} The server answered with another error.
   */
  request(params?: RequestIvrEngagementParams, options?: CallOptions): ApiCall<IvrAvailability>;
}

/** Row 13 of the privilege table. */
export const ivrEngagement = defineApi<IvrEngagementApi>({
  id: 'ivrEngagement',
  title: 'IVR Engagement API',
  privilege: 'Read',
  service: 'smt',
  owns: ['/api/account/{accountId}/external/engagement'],
  operations: {
    request: {
      summary: 'Whether there is an engagement for a caller, and how to start it',
      method: 'POST',
      path: '/api/account/{accountId}/external/engagement',
      deprecated: 'LivePerson withdrew its documentation; whether it still answers is not known',
      parameters: requestParameters,
      query: { v: '1.0' },
      repeatable: false,
    },
  },
});

function requestParameters(): ParametersOf<RequestIvrEngagementParams> {
  const sections = listOf(text('the name of a place'), "a list of names of places, for example ['billing']");
  const attributes = listOf(
    ivrAttributeSchema(),
    "a list of attributes, for example [{ type: 'lead', lead: { topic: 'loans' } }]",
  );
  return {
    appType: inBody(z.optional(oneOf(['IVR'])), { fallback: () => 'IVR' as const, required: true }),
    consumerSections: inBody(z.optional(sections)),
    engagementAttributes: inBody(z.optional(attributes), { encode: encodeIvrAttributes }),
    externalWaitTimeSeconds: inBody(z.optional(wholeNumber(0))),
  };
}
