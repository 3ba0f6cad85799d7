import type { Clock } from '../../../config/clock.js';
import { authorizationOf, type SandboxRequest } from '../exchange.js';
import { refusal } from './api-routes.js';
import type { ReportRequest } from './operations-report.js';

// The two versions of msgqueuehealth and msgqueuehealth/current, one for each kind of credential.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A request takes its time, and its clock is another one. LivePerson publishes no figure; this one is the sandbox's. */
const TOLERANCE_MS = MINUTE_MS;

/** Epoch milliseconds. */
export interface QueueRange {
  readonly from: number;
  readonly to: number;
}

/** One of the two reports. */
export interface QueueReport {
  /** How far back its range may go. */
  readonly hours: number;
  /** Whether version 2 takes a key of OAuth 1.0 with `timeframe`, too: so a client in production asked (observed). */
  readonly signedTimeframe: boolean;
}

/**
 * The range of a request of version 2, undefined for one with `timeframe` or of this moment. Version 1 takes OAuth 1.0
 * only and no range, version 2 OAuth 2.0 only and a range of the last hours (documented); how they refuse is the
 * sandbox's own. A version that is left out is 1.
 */
export function readQueueRange(
  request: SandboxRequest,
  report: ReportRequest,
  clock: Pick<Clock, 'now'>,
  { hours, signedTimeframe }: QueueReport,
): QueueRange | undefined {
  const { version = 1 } = request;
  const isSigned = authorizationOf(request).scheme === 'oauth';
  if (version === 2 && isSigned && signedTimeframe && report.text('timeframe') !== undefined)
    return undefined;
  if (isSigned !== (version === 1)) {
    const scheme = isSigned ? 'OAuth 2.0' : 'OAuth 1.0';
    throw refusal(request, 'unauthenticated', `Version ${version} takes ${scheme} only`);
  }
  for (const name of version === 1 ? ['fromMillis', 'toMillis'] : ['timeframe']) {
    if (report.text(name) !== undefined) throw report.refuse(name, `left out of version ${version}`);
  }
  if (version === 1) return undefined;
  const from = requiredTime(report, 'fromMillis');
  const to = requiredTime(report, 'toMillis');
  const now = clock.now();
  if (from < now - hours * HOUR_MS - TOLERANCE_MS)
    throw report.refuse('fromMillis', `in the last ${hours} hours`);
  if (to > now + TOLERANCE_MS) throw report.refuse('toMillis', 'no later than now');
  if (from > to) throw report.refuse('fromMillis', 'no later than "toMillis"');
  return { from, to };
}

function requiredTime(report: ReportRequest, name: string): number {
  const value = report.whole(name, 0, Number.MAX_SAFE_INTEGER);
  if (value === undefined) throw report.refuse(name, 'milliseconds since the epoch');
  return value;
}
