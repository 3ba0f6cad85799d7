import type { ApiList, CallOptions } from '../api-call.js';
import { defineApi, type OffsetPaging } from '../define-api.js';
import type { Conversation, ConversationPage } from './conversation.js';
import {
  checkConversationIds,
  checkConversationSearch,
  consumerParameters,
  getParameters,
  searchParameters,
} from './conversation-param-schemas.js';
import type {
  GetConversationsParams,
  ListConsumerConversationsParams,
  SearchConversationsParams,
} from './conversation-params.js';

/**
 * Messaging Interactions API: open and closed conversations of the last 13 months. For reports, not for
 * decisions of the moment such as routing: data are up to one minute old.
 *
 * It is no row of the privilege table. Conversations are personal data: no error quotes what the service
 * answered, not even the words of its errors.
 */
export interface MessagingInteractionsApi {
  /**
   * Searches conversations by time and filters. Await it for one page, or iterate over all conversations.
   * Nothing found (204) is a page with count 0.
   *
   * @example
   * const to = Date.now();
   * const params = { start: { from: to - 86_400_000, to }, source: 'nightly-report', limit: 100 };
   * for await (const { info } of lp.messagingInteractions.search({ ...params, status: ['CLOSE'] })) {
   *   console.log(info.conversationId, info.duration);
   * }
   * @throws {ParameterError} An argument is wrong, for example a range of more than three months; nothing was sent.
   * @throws {PrivilegeError} The key may not read conversations.
   * @throws {HttpError} The server answered with another error; `bodyExcerpt` is empty.
   */
  search(params: SearchConversationsParams, options?: CallOptions): ApiList<Conversation, ConversationPage>;
  /**
   * Gives one conversation, or up to 100, by id, with all engagement attributes. One that is not known is
   * missing from the list; it is no error.
   *
   * @example
   * const conversationId = '4d8f6a50-1b5e-4c7e-9a53-6a1f0c2d9b11';
   * const page = await lp.messagingInteractions.get({ conversationId, source: 'my-function' });
   * const [conversation] = page.conversationHistoryRecords;
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read conversations.
   * @throws {HttpError} The server answered with another error; `bodyExcerpt` is empty.
   */
  get(params: GetConversationsParams, options?: CallOptions): ApiList<Conversation, ConversationPage>;
  /**
   * Lists the conversations of one consumer. Await it for one page, or iterate over all.
   *
   * @example
   * const consumer = '9b0c7c1e-0f6b-4a7e-8a52-2c1d5e7f9a01';
   * for await (const { info } of lp.messagingInteractions.listByConsumer({ consumer, source: 'my-function' })) {
   *   console.log(info.startTime, info.status);
   * }
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read conversations.
   * @throws {HttpError} The server answered with another error; `bodyExcerpt` is empty.
   */
  listByConsumer(
    params: ListConsumerConversationsParams,
    options?: CallOptions,
  ): ApiList<Conversation, ConversationPage>;
}

const CONVERSATIONS = '/messaging_history/api/account/{accountId}/conversations';

const list = {
  method: 'POST',
  repeatable: true,
  empty: emptyPage,
  items: (page: ConversationPage) => page.conversationHistoryRecords,
} as const;

const paging: OffsetPaging<'offset' | 'limit', ConversationPage> = {
  offset: 'offset',
  limit: 'limit',
  defaultLimit: 50,
  total: (page: ConversationPage) => page._metadata?.count,
};

/** No row of the privilege table. Editors of keys put it under the permission for Engagement History. */
export const messagingInteractions = defineApi<MessagingInteractionsApi>({
  id: 'messagingInteractions',
  title: 'Messaging Interactions API',
  privilege: 'Read',
  service: 'msgHist',
  owns: [CONVERSATIONS],
  private: true,
  operations: {
    search: {
      ...list,
      summary: 'Searches open and closed conversations',
      path: `${CONVERSATIONS}/search`,
      parameters: searchParameters,
      check: checkConversationSearch,
      paging,
    },
    get: {
      ...list,
      summary: 'Conversations by their ids',
      path: `${CONVERSATIONS}/conversation/search`,
      parameters: getParameters,
      check: checkConversationIds,
    },
    listByConsumer: {
      ...list,
      summary: 'Conversations of one consumer',
      path: `${CONVERSATIONS}/consumer/search`,
      parameters: consumerParameters,
      paging,
    },
  },
});

function emptyPage(): ConversationPage {
  return { _metadata: { count: 0 }, conversationHistoryRecords: [] };
}
