import type { Route } from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import { operationalRealtimeRoutes } from './operational-realtime.js';

/** msgEwtAPI: the estimated wait time of messaging. */
export function msgEwtApiRoutes(parts: ServiceParts): Route[] {
  return operationalRealtimeRoutes('msgEwtAPI', parts);
}
