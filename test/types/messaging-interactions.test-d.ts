import { describe, expectTypeOf, it } from 'vitest';
import type { ApiList } from '../../src/apis/api-call.js';
import type { Conversation, ConversationPage } from '../../src/apis/history/conversation.js';
import type { ConversationMessage } from '../../src/apis/history/conversation-messages.js';
import type { ApiNamespaces, TableApiId } from '../../src/apis/index.js';

declare const lp: ApiNamespaces;
const search = { start: { from: 0, to: new Date() }, source: 'report' };

describe('messagingInteractions', () => {
  it('is outside the privilege table', () => {
    expectTypeOf<Extract<TableApiId, 'messagingInteractions'>>().toBeNever();
  });

  it('searches', () => {
    const found = lp.messagingInteractions.search({ ...search, v: '2', status: ['OPEN'] }, { timeoutMs: 1 });
    expectTypeOf(found).toEqualTypeOf<ApiList<Conversation, ConversationPage>>();
    lp.messagingInteractions.search({ ...search, sources: ['APP'], end: { from: 0 }, limit: undefined });
    // @ts-expect-error the source is missing
    lp.messagingInteractions.search({ start: search.start });
    // @ts-expect-error one bound is missing
    lp.messagingInteractions.search({ ...search, start: { from: 0 } });
    // @ts-expect-error there is no such part
    lp.messagingInteractions.search({ ...search, contentToRetrieve: ['messages'] });
    // @ts-expect-error there is no such order
    lp.messagingInteractions.search({ ...search, sort: 'duration:asc' });
  });

  it('gets by id', () => {
    const found = lp.messagingInteractions.get({ conversationIds: ['a'], source: 's' });
    expectTypeOf(found).toEqualTypeOf<ApiList<Conversation, ConversationPage>>();
    // @ts-expect-error ids are text
    lp.messagingInteractions.get({ conversationId: 7, source: 's' });
    // @ts-expect-error it comes in one page
    lp.messagingInteractions.get({ conversationId: 'a', source: 's', limit: 1 });
  });

  it('lists those of a consumer', async () => {
    for await (const one of lp.messagingInteractions.listByConsumer({ consumer: 'c', source: 's' })) {
      expectTypeOf(one).toEqualTypeOf<Conversation>();
    }
    // @ts-expect-error the consumer is missing
    lp.messagingInteractions.listByConsumer({ source: 's' });
    // @ts-expect-error this operation has no version
    lp.messagingInteractions.listByConsumer({ consumer: 'c', source: 's', v: '2' });
  });

  it('knows what may be absent', () => {
    expectTypeOf<Conversation['messageRecords']>().toEqualTypeOf<ConversationMessage[] | undefined>();
    expectTypeOf<Conversation['info']['csat']>().toEqualTypeOf<number | null | undefined>();
    // @ts-expect-error no index signature: a misspelt field is an error
    type _Misspelt = Conversation['messagesRecords'];
  });
});
