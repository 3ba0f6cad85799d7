import type { Route } from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import { operationalRealtimeRoutes } from './operational-realtime.js';

/** leDataReporting: operational reports of chat and messaging. */
export function leDataReportingRoutes(parts: ServiceParts): Route[] {
  return operationalRealtimeRoutes('leDataReporting', parts);
}
