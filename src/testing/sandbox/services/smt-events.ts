import type { VisitAttributeReport } from '../../../apis/visits/visit-attributes.js';
import type { Clock } from '../../../config/clock.js';
import type { VisitFixtures } from '../../fixtures/visits.js';
import type { SandboxSwitches } from '../control/switches.js';
import { parseJson, type Route, type SandboxRequest } from '../exchange.js';
import type { Authentication } from '../servers/authentication.js';
import { guarded, refusal } from './api-routes.js';
import { readVersion } from './api-versions.js';
import { AttributeRefused, type ReportedEvent, readAttributes } from './smt-attributes.js';
import type { VisitReports } from './smt-reports.js';
import { badRequest, findVisit } from './smt-visits.js';

/** Parts that the reports of engagement attributes need. */
export interface ReportParts {
  readonly authentication: Authentication;
  readonly fixtures: Pick<VisitFixtures, 'visits'>;
  readonly reports: VisitReports;
  readonly switches: SandboxSwitches;
  readonly clock: Clock;
}

const EVENTS = '/api/account/{accountId}/monitoring/visitors/{visitorId}/visits/current/events';

/**
 * It is no row of the privilege table, but the official toolbelt calls it with the default key, and the app key of
 * V1 had it. No scope is known that opens it.
 */
const ENGAGEMENT_ATTRIBUTES = { id: 'engagementAttributes', title: 'Engagement Attributes API' } as const;

/**
 * smt: the Engagement Attributes API. PUT is what the official toolbelt sends; POST is documented, with a header
 * that overrides the method, which clients in use leave out.
 */
export function engagementAttributeRoutes(parts: ReportParts): Route[] {
  const { authentication, fixtures, reports, switches, clock } = parts;
  const handler = guarded(ENGAGEMENT_ATTRIBUTES, authentication, (request) => {
    if (switches.engagementAttributes === 'forbidden') {
      throw refusal(
        request,
        'forbidden',
        `The credential has no privilege for ${ENGAGEMENT_ATTRIBUTES.title}`,
      );
    }
    const { problem } = readVersion(request, ENGAGEMENT_ATTRIBUTES.id, 'report');
    if (problem !== undefined) throw badRequest(request, problem);
    const visit = findVisit(fixtures.visits, request);
    const page = visit.state.appSessions[0]?.pages?.at(-1);
    const contexts = page === undefined ? {} : { page: { id: page.id } };
    reports.add(visit, readReport(request, { serverTimeStamp: clock.now(), contexts }));
    // "http status 200 ok and empty json" (documented).
    return { status: 200, body: {} };
  });
  return [
    { method: 'PUT', path: EVENTS, handler },
    { method: 'POST', path: EVENTS, handler },
  ];
}

function readReport(request: SandboxRequest, report: VisitAttributeReport): readonly ReportedEvent[] {
  try {
    return readAttributes(parseJson(request.body), report);
  } catch (error) {
    if (error instanceof AttributeRefused) throw badRequest(request, error.message);
    throw error;
  }
}
