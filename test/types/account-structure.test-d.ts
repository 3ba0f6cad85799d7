import { describe, expectTypeOf, it } from 'vitest';
import type { AgentGroup } from '../../src/apis/account-config/agent-groups.js';
import type { AgentStatusReason } from '../../src/apis/account-config/agent-status-reason.js';
import type { AccountChanges } from '../../src/apis/account-config/changes-query.js';
import type { Lob } from '../../src/apis/account-config/lobs.js';
import type { PermissionPackage, Profile } from '../../src/apis/account-config/profiles.js';
import type { ScheduleTime, SpecialOccasion } from '../../src/apis/account-config/special-occasions.js';
import type { WorkdaysObject, WorkdaysShift } from '../../src/apis/account-config/workdays.js';
import type { ApiCall, ApiList } from '../../src/apis/api-call.js';
import type { ApiNamespaces } from '../../src/apis/index.js';

declare const lp: ApiNamespaces;
const revision = '1742' as string | undefined;

describe('agentGroups', () => {
  it('lists with optional parameters', () => {
    expectTypeOf(lp.agentGroups.list()).toEqualTypeOf<ApiList<AgentGroup>>();
    expectTypeOf(lp.agentGroups.list({ getUsers: true, select: '$all' }, { timeoutMs: 1 })).toEqualTypeOf<
      ApiList<AgentGroup>
    >();
    expectTypeOf(lp.agentGroups.list({ ifRevision: revision })).toEqualTypeOf<
      ApiList<AgentGroup, AgentGroup[] | undefined>
    >();
    // @ts-expect-error a flag is no text
    lp.agentGroups.list({ getUsers: 'true' });
  });

  it('gets one by number or digits, without its members', () => {
    expectTypeOf(lp.agentGroups.get({ agentGroupId: 1 })).toEqualTypeOf<ApiCall<AgentGroup>>();
    expectTypeOf(lp.agentGroups.get({ agentGroupId: '1', ifRevision: 1 })).toEqualTypeOf<
      ApiCall<AgentGroup | undefined>
    >();
    // @ts-expect-error the id is missing
    lp.agentGroups.get({});
    // @ts-expect-error only lists take it
    lp.agentGroups.get({ agentGroupId: 1, getUsers: true });
  });

  it('knows which fields may be absent or null', () => {
    expectTypeOf<AgentGroup['deleted']>().toEqualTypeOf<boolean>();
    expectTypeOf<AgentGroup['members']>().toEqualTypeOf<number[] | undefined>();
    expectTypeOf<AgentGroup['parentGroupId']>().toEqualTypeOf<number | null | undefined>();
  });
});

describe('profiles', () => {
  it('lists and gets', () => {
    expectTypeOf(lp.profiles.list()).toEqualTypeOf<ApiList<Profile>>();
    expectTypeOf(lp.profiles.list({ lastModified: undefined, includeDeleted: true })).toEqualTypeOf<
      ApiList<Profile>
    >();
    expectTypeOf(lp.profiles.get({ profileId: '1', lastModified: '1' })).toEqualTypeOf<ApiCall<Profile>>();
    // @ts-expect-error the parameters are missing
    lp.profiles.get();
    // @ts-expect-error no revision is documented for profiles
    lp.profiles.list({ ifRevision: '1' });
  });

  it('knows permission packages', () => {
    expectTypeOf<Profile['permissionPackages']>().toEqualTypeOf<PermissionPackage[] | undefined>();
    expectTypeOf<PermissionPackage['featureKeys']>().toEqualTypeOf<string[] | undefined>();
  });
});

describe('lobs', () => {
  it('lists and gets', () => {
    expectTypeOf(lp.lobs.list()).toEqualTypeOf<ApiList<Lob>>();
    expectTypeOf(lp.lobs.list({ ifRevision: '1' })).toEqualTypeOf<ApiList<Lob, Lob[] | undefined>>();
    expectTypeOf(lp.lobs.get({ lobId: 1 })).toEqualTypeOf<ApiCall<Lob>>();
    expectTypeOf(lp.lobs.get({ lobId: 1, ifRevision: revision })).toEqualTypeOf<ApiCall<Lob | undefined>>();
    expectTypeOf<Lob['deleted']>().toEqualTypeOf<boolean | undefined>();
    // @ts-expect-error profiles have a profileId, lines of business a lobId
    lp.lobs.get({ profileId: 1 });
  });
});

describe('workdays', () => {
  it('lists and gets working hours', () => {
    expectTypeOf(lp.workdays.list({ select: 'id,events' })).toEqualTypeOf<ApiList<WorkdaysObject>>();
    expectTypeOf(lp.workdays.list({ ifRevision: revision })).toEqualTypeOf<
      ApiList<WorkdaysObject, WorkdaysObject[] | undefined>
    >();
    expectTypeOf(lp.workdays.get({ workdayId: 1 })).toEqualTypeOf<ApiCall<WorkdaysObject>>();
    expectTypeOf(lp.workdays.get({ workdayId: 1, ifRevision: '1' })).toEqualTypeOf<
      ApiCall<WorkdaysObject | undefined>
    >();
    // @ts-expect-error not documented for this API
    lp.workdays.list({ includeDeleted: true });
    expectTypeOf<WorkdaysObject['events']>().toEqualTypeOf<WorkdaysShift[] | undefined>();
    expectTypeOf<WorkdaysShift['start']>().toEqualTypeOf<ScheduleTime>();
  });

  it('lists and gets special occasions', () => {
    expectTypeOf(lp.workdays.listSpecialOccasions()).toEqualTypeOf<ApiList<SpecialOccasion>>();
    expectTypeOf(lp.workdays.listSpecialOccasions({ ifRevision: 1 })).toEqualTypeOf<
      ApiList<SpecialOccasion, SpecialOccasion[] | undefined>
    >();
    expectTypeOf(lp.workdays.getSpecialOccasion({ specialOccasionId: '1' })).toEqualTypeOf<
      ApiCall<SpecialOccasion>
    >();
    expectTypeOf(lp.workdays.getSpecialOccasion({ specialOccasionId: 1, ifRevision: 1 })).toEqualTypeOf<
      ApiCall<SpecialOccasion | undefined>
    >();
    // @ts-expect-error special occasions have an id of their own
    lp.workdays.getSpecialOccasion({ workdayId: 1 });
  });
});

describe('agentStatusReason', () => {
  it('lists and gets', () => {
    expectTypeOf(lp.agentStatusReason.list({ includeDeleted: true })).toEqualTypeOf<
      ApiList<AgentStatusReason>
    >();
    expectTypeOf(lp.agentStatusReason.get({ statusReasonId: 1 })).toEqualTypeOf<ApiCall<AgentStatusReason>>();
    expectTypeOf<AgentStatusReason['text']>().toEqualTypeOf<string>();
    expectTypeOf<AgentStatusReason['order']>().toEqualTypeOf<number | undefined>();
    // @ts-expect-error this API documents no select
    lp.agentStatusReason.list({ select: 'id' });
  });

  it('queries changes', () => {
    const accounts = [{ site: '12345678', from: 3, to: 4 }];
    expectTypeOf(lp.agentStatusReason.queryChanges({ accounts })).toEqualTypeOf<
      ApiCall<AccountChanges<AgentStatusReason>[]>
    >();
    // @ts-expect-error a range has two ends
    lp.agentStatusReason.queryChanges({ accounts: [{ site: '12345678', from: 3 }] });
    // @ts-expect-error this API documents no select
    lp.agentStatusReason.queryChanges({ accounts, select: 'id' });
  });

  it('iterates over reasons', async () => {
    for await (const reason of lp.agentStatusReason.list()) {
      expectTypeOf(reason).toEqualTypeOf<AgentStatusReason>();
    }
  });
});
