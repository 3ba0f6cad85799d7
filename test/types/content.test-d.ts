import { describe, expectTypeOf, it } from 'vitest';
import type { AutomaticMessage } from '../../src/apis/account-config/automatic-messages.js';
import type { AccountChanges, DeltaAnswer } from '../../src/apis/account-config/changes-query.js';
import type { PredefinedCategory } from '../../src/apis/account-config/predefined-categories.js';
import type {
  DefaultPredefinedContent,
  PredefinedContent,
} from '../../src/apis/account-config/predefined-content-entity.js';
import type {
  UnifiedAutomaticMessage,
  UnifiedAutomaticMessageByContext,
} from '../../src/apis/account-config/unified-automatic-message.js';
import type { ApiCall, ApiList } from '../../src/apis/api-call.js';
import type { ApiNamespaces } from '../../src/apis/index.js';

declare const lp: ApiNamespaces;
const revision = '1' as string | undefined;
const since = [{ site: '12345678', revision: 41 }];
const range = [{ site: '12345678', from: 40, to: 42 }];

describe('predefinedContent', () => {
  it('lists, whole or grouped', () => {
    const { predefinedContent: api } = lp;
    expectTypeOf(api.list()).toEqualTypeOf<ApiList<PredefinedContent>>();
    expectTypeOf(api.list({ lang: ['en-US'], ids: [1, '2'], fieldSet: 'all' })).toEqualTypeOf<
      ApiList<PredefinedContent>
    >();
    expectTypeOf(api.list({ ifRevision: revision })).toEqualTypeOf<
      ApiList<PredefinedContent, PredefinedContent[] | undefined>
    >();
    expectTypeOf(api.listGroupedByCategories()).resolves.toEqualTypeOf<Record<string, PredefinedContent[]>>();
    expectTypeOf(api.listGroupedByCategories({ ifRevision: 1 })).resolves.toEqualTypeOf<
      Record<string, PredefinedContent[]> | undefined
    >();
    // @ts-expect-error languages are a list
    api.list({ lang: 'en-US' });
    // @ts-expect-error there is no such set
    api.list({ fieldSet: 'some' });
    // @ts-expect-error the grouping is the operation's own
    api.listGroupedByCategories({ groupBy: 'CATEGORIES' });
  });

  it('gets one, and what LivePerson ships', () => {
    const { predefinedContent: api } = lp;
    expectTypeOf(api.get({ predefinedContentId: 1 })).toEqualTypeOf<ApiCall<PredefinedContent>>();
    expectTypeOf(api.get({ predefinedContentId: '1', ifRevision: 1 })).toEqualTypeOf<
      ApiCall<PredefinedContent | undefined>
    >();
    expectTypeOf(api.listDefaults()).toEqualTypeOf<ApiList<DefaultPredefinedContent>>();
    expectTypeOf(api.listDefaults({}, { timeoutMs: 1 })).toEqualTypeOf<ApiList<DefaultPredefinedContent>>();
    expectTypeOf(api.getDefault({ templateId: 'a' })).resolves.toEqualTypeOf<
      DefaultPredefinedContent | DefaultPredefinedContent[]
    >();
    // @ts-expect-error the id is missing
    api.get({ select: '$all' });
    // @ts-expect-error it takes no parameters
    api.listDefaults({ select: '$all' });
    // @ts-expect-error templates have text ids
    api.getDefault({ templateId: 1 });
  });

  it('queries changes', () => {
    const { predefinedContent: api } = lp;
    expectTypeOf(api.queryDelta({ accounts: since })).toEqualTypeOf<
      ApiCall<DeltaAnswer<PredefinedContent>>
    >();
    expectTypeOf(api.queryChanges({ accounts: range })).resolves.toEqualTypeOf<
      AccountChanges<PredefinedContent> | AccountChanges<PredefinedContent>[]
    >();
    // @ts-expect-error the revision is missing
    api.queryDelta({ accounts: [{ site: '1' }] });
    // @ts-expect-error a range has two ends
    api.queryChanges({ accounts: since });
    // @ts-expect-error the accounts are missing
    api.queryDelta({});
  });

  it('knows that a field may be absent, and both spellings of one', () => {
    expectTypeOf<PredefinedContent['data']>().toEqualTypeOf<
      { title?: string; msg?: string; lang?: string; isDefault?: boolean }[] | undefined
    >();
    expectTypeOf<PredefinedContent['hot-key']>().toEqualTypeOf<PredefinedContent['hotkey']>();
    expectTypeOf<PredefinedContent['id']>().toEqualTypeOf<number>();
    // @ts-expect-error no index signature: the spelling of a table that answers do not have
    type _Misspelt = PredefinedContent['skillsIds'];
  });
});

describe('predefinedCategories', () => {
  it('lists, gets and queries', () => {
    const { predefinedCategories: api } = lp;
    expectTypeOf(api.list()).toEqualTypeOf<ApiList<PredefinedCategory>>();
    expectTypeOf(api.listByRevision({ revision: '57' })).toEqualTypeOf<ApiList<PredefinedCategory>>();
    expectTypeOf(api.get({ categoryId: 1 })).toEqualTypeOf<ApiCall<PredefinedCategory>>();
    expectTypeOf(api.get({ categoryId: 1, ifRevision: revision })).resolves.toEqualTypeOf<
      PredefinedCategory | undefined
    >();
    expectTypeOf(api.queryDelta({ accounts: since })).resolves.toEqualTypeOf<
      DeltaAnswer<PredefinedCategory>
    >();
    expectTypeOf(api.queryChanges({ accounts: range })).resolves.toEqualTypeOf<
      AccountChanges<PredefinedCategory>[]
    >();
    // @ts-expect-error no revision is documented for the list
    api.list({ ifRevision: '1' });
    // @ts-expect-error the revision is missing
    api.listByRevision({});
  });
});

describe('automaticMessages', () => {
  it('lists and gets', () => {
    const { automaticMessages: api } = lp;
    expectTypeOf(api.list()).toEqualTypeOf<ApiList<AutomaticMessage>>();
    expectTypeOf(api.list({ ifRevision: 1 })).toEqualTypeOf<
      ApiList<AutomaticMessage, AutomaticMessage[] | undefined>
    >();
    expectTypeOf(api.get({ autoMessageId: 1 })).toEqualTypeOf<ApiCall<AutomaticMessage>>();
    expectTypeOf(api.get({ autoMessageId: 1, ifRevision: 1 })).toEqualTypeOf<
      ApiCall<AutomaticMessage | undefined>
    >();
    // @ts-expect-error this API documents no selection
    api.list({ select: '$all' });
    // @ts-expect-error the id is missing
    api.get({});
  });
});

describe('unifiedAutomaticMessages', () => {
  const messageEventId = 'On-hold message #1';

  it('lists and gets, in one context or in all', () => {
    const { unifiedAutomaticMessages: api } = lp;
    expectTypeOf(api.list({ contextType: 'SKILL', contextId: 7001 })).toEqualTypeOf<
      ApiList<UnifiedAutomaticMessage>
    >();
    expectTypeOf(api.list({ view: 'BY_CONTEXT', ifRevision: 1 })).toEqualTypeOf<
      ApiList<UnifiedAutomaticMessage, UnifiedAutomaticMessage[] | undefined>
    >();
    expectTypeOf(api.get({ messageEventId, mergeData: false })).toEqualTypeOf<
      ApiCall<UnifiedAutomaticMessage>
    >();
    expectTypeOf(api.get({ messageEventId, ifRevision: 1 })).toEqualTypeOf<
      ApiCall<UnifiedAutomaticMessage | undefined>
    >();
    expectTypeOf(api.getByContext({ messageEventId })).toEqualTypeOf<
      ApiCall<UnifiedAutomaticMessageByContext>
    >();
    expectTypeOf(api.getByContext({ messageEventId, ifRevision: 1 })).toEqualTypeOf<
      ApiCall<UnifiedAutomaticMessageByContext | undefined>
    >();
    // @ts-expect-error there is no such context
    api.list({ contextType: 'BOT' });
    // @ts-expect-error messages have text ids
    api.get({ messageEventId: 1 });
    // @ts-expect-error all contexts are answered
    api.getByContext({ messageEventId, contextId: 7001 });
  });

  it('has maps of one key, or one map, as attributes', () => {
    expectTypeOf<UnifiedAutomaticMessage['attributes']>().toEqualTypeOf<
      Record<string, string>[] | Record<string, string> | undefined
    >();
    expectTypeOf<UnifiedAutomaticMessage['messageEventId']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<UnifiedAutomaticMessage['id']>().toEqualTypeOf<string | undefined>();
  });
});
