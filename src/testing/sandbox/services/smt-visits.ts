import type { FixtureVisit } from '../../fixtures/visits.js';
import type { SandboxRequest } from '../exchange.js';
import { SMT_CODES, smtError } from './smt-errors.js';

/** The visit that a request names. */
export function findVisit(visits: readonly FixtureVisit[], request: SandboxRequest): FixtureVisit {
  const { params, query } = request;
  const sessionId = query.get('sid') ?? '';
  if (sessionId === '') throw badRequest(request, '"sid" is missing');
  const known = visits.filter(({ visitorId }) => visitorId === params.visitorId);
  if (known.length === 0) throw smtError(request, 404, SMT_CODES.invalidVisitor, 'Invalid visitor id');
  const visit = known.find((one) => one.sessionId === sessionId);
  if (visit === undefined) throw smtError(request, 404, SMT_CODES.invalidSession, 'Invalid session id');
  if (visit.isOver) throw smtError(request, 404, SMT_CODES.sessionNotFound, 'Session not found');
  return visit;
}

export function badRequest(request: SandboxRequest, message: string): ReturnType<typeof smtError> {
  return smtError(request, 400, SMT_CODES.badRequest, message);
}
