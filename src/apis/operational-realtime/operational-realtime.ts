import { defineApi } from '../define-api.js';
import { type ChatOperations, chatOperations } from './chat.js';
import { unwrapReport } from './envelope.js';
import { type MessagingOperations, messagingOperations } from './messaging.js';

/**
 * Operational Realtime API: what happens now and happened in the last 24 hours, for chat and, in the
 * operations whose names begin with `messaging`, for messaging. Too many requests at once are answered with
 * 429, which is retried.
 *
 * Reports can be divided into intervals. The operations stamp them in two ways, by their end rounded up to
 * five minutes or by their beginning; answers are handed over as they come, and `metricIntervals()` gives
 * both bounds of each interval for any of them.
 */
export interface OperationalRealtimeApi extends ChatOperations, MessagingOperations {}

/** Row 3 of the privilege table. */
export const operationalRealtime = defineApi<OperationalRealtimeApi>({
  id: 'operationalRealtime',
  title: 'Operational Realtime API',
  privilege: 'Read',
  service: 'leDataReporting',
  owns: ['/operations/api/account/{accountId}', '/lp-messaging-ewt-app/api/account/{accountId}'],
  unwrap: unwrapReport,
  operations: { ...chatOperations, ...messagingOperations },
});
