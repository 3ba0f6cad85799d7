import { operationalRealtime } from '../../../apis/operational-realtime/operational-realtime.js';
import type { Route } from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import { apiRoutes } from './api-routes.js';
import { chatOperationHandlers } from './operations-chat.js';
import { messagingOperationHandlers } from './operations-messaging.js';
import { enveloped } from './operations-report.js';

/** Operational Realtime at one of the two services that share it. */
export function operationalRealtimeRoutes(
  service: 'leDataReporting' | 'msgEwtAPI',
  { fixtures, clock, authentication }: ServiceParts,
): Route[] {
  const { operations } = fixtures;
  const handlers = enveloped({
    ...chatOperationHandlers({ operations, clock }),
    ...messagingOperationHandlers({ operations, clock }),
  });
  return apiRoutes(service, operationalRealtime, handlers, authentication);
}
