import { describe, expectTypeOf, it } from 'vitest';
import type { Skill } from '../../src/apis/account-config/skills.js';
import type { User } from '../../src/apis/account-config/users.js';
import type { ApiCall, ApiList, CallOptions } from '../../src/apis/api-call.js';
import type { ApiDefinition } from '../../src/apis/define-api.js';
import type { EventImplementation, EventInvocation } from '../../src/apis/functions/functions.js';
import type { Interaction, InteractionPage } from '../../src/apis/history/interaction.js';
import { type ApiNamespaces, apiTable, type TableApiId } from '../../src/apis/index.js';

declare const lp: ApiNamespaces;
const functionUuid = '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21';
const eventId = 'conversational_command';
const search = { start: { from: 0, to: new Date() }, source: 'report' };

describe('users', () => {
  it('lists with optional parameters', () => {
    expectTypeOf(lp.users.list()).toEqualTypeOf<ApiList<User>>();
    expectTypeOf(lp.users.list({ select: '$all', includeDeleted: true }, { timeoutMs: 1 })).toEqualTypeOf<
      ApiList<User>
    >();
    expectTypeOf(lp.users.list({ select: undefined, ifRevision: undefined })).toEqualTypeOf<ApiList<User>>();
    // @ts-expect-error no such parameter
    lp.users.list({ selects: '$all' });
    // @ts-expect-error a flag is no text
    lp.users.list({ includeDeleted: 'true' });
  });

  it('may answer nothing when a revision is given', () => {
    expectTypeOf(lp.users.list({ ifRevision: '1' })).toEqualTypeOf<ApiList<User, User[] | undefined>>();
    expectTypeOf(lp.users.get({ userId: 1, ifRevision: 1 })).toEqualTypeOf<ApiCall<User | undefined>>();
    const revision = '1' as string | undefined;
    expectTypeOf(lp.users.get({ userId: 1, ifRevision: revision })).resolves.toEqualTypeOf<
      User | undefined
    >();
  });

  it('gets one by number or digits', () => {
    expectTypeOf(lp.users.get({ userId: 1 })).toEqualTypeOf<ApiCall<User>>();
    expectTypeOf(lp.users.get({ userId: '1' })).toEqualTypeOf<ApiCall<User>>();
    // @ts-expect-error the id is missing
    lp.users.get({});
    // @ts-expect-error the parameters are missing
    lp.users.get();
  });

  it('knows that a field may be absent', () => {
    expectTypeOf<User['nickname']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<User['id']>().toEqualTypeOf<number>();
    // @ts-expect-error no index signature: a misspelt field is an error
    type _Misspelt = User['nickName'];
  });
});

describe('skills', () => {
  it('lists and gets', () => {
    expectTypeOf(lp.skills.list()).toEqualTypeOf<ApiList<Skill>>();
    expectTypeOf(lp.skills.list({ ifRevision: '1' })).toEqualTypeOf<ApiList<Skill, Skill[] | undefined>>();
    expectTypeOf(lp.skills.get({ skillId: 1 })).toEqualTypeOf<ApiCall<Skill>>();
    expectTypeOf(lp.skills.get({ skillId: 1, ifRevision: '1' })).toEqualTypeOf<ApiCall<Skill | undefined>>();
    // @ts-expect-error users have a userId, skills a skillId
    lp.skills.get({ userId: 1 });
  });

  it('iterates over skills', async () => {
    for await (const skill of lp.skills.list()) expectTypeOf(skill).toEqualTypeOf<Skill>();
  });
});

describe('engagementHistory', () => {
  it('searches', () => {
    expectTypeOf(lp.engagementHistory.search(search)).toEqualTypeOf<ApiList<Interaction, InteractionPage>>();
    expectTypeOf(lp.engagementHistory.search({ ...search, limit: undefined, channel: 1 })).not.toBeAny();
    // @ts-expect-error the source is missing
    lp.engagementHistory.search({ start: search.start });
    // @ts-expect-error one bound is missing
    lp.engagementHistory.search({ ...search, duration: { from: 1 } });
    // @ts-expect-error there is no such area
    lp.engagementHistory.search({ ...search, keyword: 'a', keyword_search_area: { types: ['everywhere'] } });
    // @ts-expect-error only true is supported
    lp.engagementHistory.search({ ...search, interactive: false });
  });

  it('does not promise a link that a page of nothing lacks', () => {
    expectTypeOf<InteractionPage['_metadata']['self']>().toEqualTypeOf<
      { rel: string; href: string } | undefined
    >();
  });
});

describe('functions', () => {
  it('answers what the caller says that the function returns', () => {
    expectTypeOf(lp.functions.invoke({ functionUuid })).toEqualTypeOf<ApiCall<unknown>>();
    expectTypeOf(lp.functions.invoke<{ a: 1 }>({ functionUuid, payload: 1 })).toEqualTypeOf<
      ApiCall<{ a: 1 }>
    >();
    expectTypeOf(lp.functions.invokeByEvent<string>({ eventId })).resolves.toEqualTypeOf<
      EventInvocation<string>[]
    >();
    expectTypeOf<EventInvocation<string>['result']>().toEqualTypeOf<string | null>();
    expectTypeOf<EventInvocation['result']>().toBeUnknown();
    expectTypeOf(lp.functions.isImplemented({ eventId: 'my_own' })).toEqualTypeOf<
      ApiCall<EventImplementation>
    >();
    expectTypeOf(lp.functions.invokeV1({ functionUuid })).toEqualTypeOf<ApiCall<unknown>>();
    expectTypeOf(lp.functions.invokeByEventV1({ eventId })).resolves.toEqualTypeOf<EventInvocation[]>();
    expectTypeOf(lp.functions.isImplementedV1({ eventId })).resolves.toEqualTypeOf<EventImplementation>();
  });

  it('takes headers in both forms', () => {
    lp.functions.invoke({ functionUuid, headers: { a: 'b' } });
    lp.functions.invoke({ functionUuid, headers: [{ key: 'a', value: 'b' }] });
    // @ts-expect-error the value is missing
    lp.functions.invoke({ functionUuid, headers: [{ key: 'a' }] });
    // @ts-expect-error the function is missing
    lp.functions.invoke({ payload: {} });
    // @ts-expect-error V2 has no externalSystem
    lp.functions.isImplemented({ eventId, externalSystem: 'crm' });
  });
});

describe('every method', () => {
  it('takes CallOptions and has no any', () => {
    type Methods<Namespace> = { [Name in keyof Namespace]: Namespace[Name] }[keyof Namespace];
    type Method = { [Id in keyof ApiNamespaces]: Methods<ApiNamespaces[Id]> }[keyof ApiNamespaces];
    type OptionsOf<M> = M extends (...args: infer Arguments) => unknown ? Arguments[1] : never;
    expectTypeOf<Method>().not.toBeAny();
    expectTypeOf<OptionsOf<Method>>().toEqualTypeOf<CallOptions | undefined>();
  });

  it('belongs to a row of the table, but for those of Messaging Interactions', () => {
    expectTypeOf(apiTable).toEqualTypeOf<readonly ApiDefinition[]>();
    expectTypeOf<keyof ApiNamespaces>().toEqualTypeOf<TableApiId | 'messagingInteractions'>();
    expectTypeOf<TableApiId>().toEqualTypeOf<
      | 'dataAccess'
      | 'engagementHistory'
      | 'operationalRealtime'
      | 'personalDataDeletion'
      | 'users'
      | 'skills'
      | 'agentGroups'
      | 'profiles'
      | 'lobs'
      | 'workdays'
      | 'visitInformation'
      | 'validateEngagement'
      | 'ivrEngagement'
      | 'predefinedContent'
      | 'automaticMessages'
      | 'predefinedCategories'
      | 'unifiedAutomaticMessages'
      | 'agentStatusReason'
      | 'functions'
    >();
  });
});
