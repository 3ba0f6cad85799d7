import { randomUUID } from 'node:crypto';
import { type IvrAvailability, ivrEngagement } from '../../../apis/visits/ivr-engagement.js';
import { validateEngagement } from '../../../apis/visits/validate-engagement.js';
import { visitInformation } from '../../../apis/visits/visit-information.js';
import type { FixtureIvr, FixtureVisit, VisitFixtures } from '../../fixtures/visits.js';
import { isJsonObject, type JsonObject, parseJson, type Route, type SandboxRequest } from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import { apiRoutes, type OperationHandlers } from './api-routes.js';
import { ATTRIBUTE_TYPES } from './smt-attributes.js';
import { SMT_CODES, smtError } from './smt-errors.js';
import { engagementAttributeRoutes } from './smt-events.js';
import type { VisitReports } from './smt-reports.js';
import { badRequest, findVisit } from './smt-visits.js';

/** Parts that service smt needs. */
export interface SmtParts extends VisitFixtures {
  readonly reports: VisitReports;
}

/** smt: what visitors do and are offered. */
export function smtRoutes(parts: ServiceParts): Route[] {
  const { fixtures, reports, authentication } = parts;
  const handlers = smtHandlers({ ...fixtures, reports });
  const apis = [visitInformation, validateEngagement, ivrEngagement];
  return [
    ...apis.flatMap((api) => apiRoutes('smt', api, handlers[api.id], authentication)),
    ...engagementAttributeRoutes(parts),
  ];
}

/** Handlers of the APIs of service smt, by the ids of these APIs. */
function smtHandlers({ visits, ivr, reports }: SmtParts): Readonly<Record<string, OperationHandlers>> {
  return {
    visitInformation: {
      get: (request) => {
        const filter = request.query.get('filter');
        if (filter !== null && filter !== 'agent') throw badRequest(request, '"filter" must be agent');
        return { status: 200, body: reports.stateOf(findVisit(visits, request)) };
      },
    },
    validateEngagement: {
      validate: (request) => {
        const visit = findVisit(visits, request);
        // No body is documented; a refusal has that of the service here.
        if (isShown(visit, request)) return { status: 200, text: '' };
        throw smtError(request, 404, SMT_CODES.sessionNotFound, 'The engagement is not valid for this visit');
      },
    },
    ivrEngagement: {
      request: (request) => {
        return { status: 200, body: availability(ivr, readSections(request)) };
      },
    },
  };
}

/** Whether the visitor was shown the engagement in the context that the path names. */
function isShown({ state }: FixtureVisit, { params }: SandboxRequest): boolean {
  const shown = state.appSessions.flatMap(({ engagements = [] }) => engagements);
  return shown.some(
    ({ id, engagement }) =>
      id === params.contextId &&
      String(engagement.campaignEntity.id) === params.campaignId &&
      String(engagement.engagementEntity.id) === params.engagementId,
  );
}

function readSections(request: SandboxRequest): readonly string[] {
  const body = parseJson(request.body);
  if (!isJsonObject(body)) throw badRequest(request, 'The body must be a JSON object');
  if (body.appType !== 'IVR') throw badRequest(request, '"appType" must be IVR');
  checkAttributes(request, body);
  const { consumerSections = [], externalWaitTimeSeconds = 0 } = body;
  if (!Number.isInteger(externalWaitTimeSeconds) || Number(externalWaitTimeSeconds) < 0) {
    throw badRequest(request, '"externalWaitTimeSeconds" must be a whole number, 0 or more');
  }
  if (!isTextList(consumerSections))
    throw badRequest(request, '"consumerSections" must be an array of strings');
  return consumerSections;
}

function checkAttributes(request: SandboxRequest, { engagementAttributes = [] }: JsonObject): void {
  const isKnown = (attribute: unknown) => isJsonObject(attribute) && ATTRIBUTE_TYPES.includes(attribute.type);
  if (!Array.isArray(engagementAttributes) || !engagementAttributes.every(isKnown)) {
    throw badRequest(request, '"engagementAttributes" must be an array of attributes with a known type');
  }
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Each answer has a URL of its own, for it works once (documented). */
function availability(ivr: FixtureIvr, sections: readonly string[]): IvrAvailability {
  const isServed = sections.length === 0 || sections.some((section) => ivr.sections.includes(section));
  if (!isServed) return { status: 'Not Available' };
  const { validForSeconds, expectedWaitTimeSeconds, queueSize } = ivr;
  const urlToChat = `${ivr.urlPrefix}${randomUUID()}`;
  return {
    status: 'Available',
    engagementDetails: { urlToChat, validForSeconds, expectedWaitTimeSeconds, queueSize },
  };
}
