import type { ApiList, CallOptions } from '../api-call.js';
import { defineApi } from '../define-api.js';
import { checkSearch, type SearchInteractionsParams, searchParameters } from './engagement-history-params.js';
import { interactionSlicing } from './engagement-history-slices.js';
import type { Interaction, InteractionPage } from './interaction.js';

/**
 * Engagement History API: ended chats of the last 13 months, with transcripts, surveys, campaign,
 * visitor and engagement attributes. It belongs to the older chat product, for which LivePerson
 * announces deprecation. Chats arrive within two hours of their end, most transcripts within minutes.
 */
export interface EngagementHistoryApi {
  /**
   * Searches chats by time and filters. Await it for one page, or iterate over all chats.
   *
   * A range of more than 31 days becomes several searches. Awaited, the list is then the first page of the
   * first search, and `_metadata` speaks of that search alone: `count` is not the number of all chats. The
   * iteration goes through all searches.
   *
   * The documented limit of requests is answered with 302, which is retried as 429 is. Nothing found
   * (204) is a page with count 0.
   *
   * @example
   * const to = Date.now();
   * const params = { start: { from: to - 86_400_000, to }, source: 'nightly-report', limit: 100 };
   * for await (const chat of lp.engagementHistory.search(params)) {
   *   console.log(chat.info.engagementId, chat.transcript?.lines.length);
   * }
   * @throws {ParameterError} An argument is wrong, for example a range that ends before it starts; nothing was sent.
   * @throws {PrivilegeError} The key may not read the history.
   * @throws {HttpError} The server answered with another error.
   */
  search(params: SearchInteractionsParams, options?: CallOptions): ApiList<Interaction, InteractionPage>;
}

/** Row 2 of the privilege table. */
export const engagementHistory = defineApi<EngagementHistoryApi>({
  id: 'engagementHistory',
  title: 'Engagement History API',
  privilege: 'Read',
  scope: 'data.services.enghist',
  service: 'engHistDomain',
  owns: ['/interaction_history/api/account/{accountId}/interactions'],
  operations: {
    search: {
      summary: 'Searches ended chats',
      method: 'POST',
      path: '/interaction_history/api/account/{accountId}/interactions/search',
      parameters: searchParameters,
      check: checkSearch,
      repeatable: true,
      empty: emptyPage,
      throttledStatus: 302,
      items: (page: InteractionPage) => page.interactionHistoryRecords,
      paging: {
        offset: 'offset',
        limit: 'limit',
        defaultLimit: 50,
        total: (page: InteractionPage) => page._metadata?.count,
      },
      slicing: interactionSlicing,
    },
  },
});

function emptyPage(): InteractionPage {
  return { _metadata: { count: 0 }, interactionHistoryRecords: [] };
}
