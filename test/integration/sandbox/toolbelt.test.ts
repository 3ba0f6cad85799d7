import { inspect } from 'node:util';
import { describe, expect } from 'vitest';
import { apiTable } from '../../../src/apis/index.js';
import { LpServices } from '../../../src/csds/services.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { Toolbelt } from '../../../src/toolbelt/toolbelt.js';
import { sandboxTest as it } from '../../support/sandbox-fixture.js';

const DAY_MS = 86_400_000;

/** A call of every operation that the client offers. */
function everyCall(
  sandbox: Sandbox,
  lp: ReturnType<typeof Toolbelt.LPClient>,
): Record<string, () => PromiseLike<unknown>> {
  const { users, skills, functions, baseTime } = sandbox.fixtures;
  const { agentGroups, profiles, lobs, workdays, specialOccasions, agentStatusReasons } = sandbox.fixtures;
  const { visitorId = '', sessionId = '', state } = sandbox.fixtures.visits[1] ?? {};
  const { id: contextId = '', engagement } = state?.appSessions[0]?.engagements?.[0] ?? {};
  const { uuid: functionUuid, eventId } = functions.echo;
  const { accountId: site, contentRevisions } = sandbox.fixtures;
  const delta = { accounts: [{ site, revision: 0 }], select: '$all' };
  const contentChanges = { accounts: [{ site, from: 0, to: contentRevisions.predefinedContent }] };
  const categoryChanges = { accounts: [{ site, from: 0, to: contentRevisions.predefinedCategories }] };
  const contentId = { predefinedContentId: sandbox.fixtures.predefinedContent[3]?.id ?? 0 };
  const onHold = { messageEventId: 'On-hold message #1' };
  const start = { from: baseTime - 30 * DAY_MS, to: baseTime };
  const lastDay = { startTime: baseTime - DAY_MS, endTime: baseTime };
  const payload = { order: 7 };
  return {
    'dataAccess.listResources': () => lp.dataAccess.listResources(),
    'dataAccess.listAgentActivityFiles': () => lp.dataAccess.listAgentActivityFiles(lastDay),
    'dataAccess.listWebSessionFiles': () => lp.dataAccess.listWebSessionFiles(lastDay),
    'dataAccess.listEngagementFiles': () => lp.dataAccess.listEngagementFiles(lastDay),
    'dataAccess.listSurveyFiles': () => lp.dataAccess.listSurveyFiles(lastDay),
    'dataAccess.getSchema': () => lp.dataAccess.getSchema(),
    'dataAccess.download': async () => {
      for await (const file of lp.dataAccess.listSurveyFiles(lastDay)) {
        (await lp.dataAccess.download({ href: file['@href'] })).destroy();
      }
    },
    'engagementHistory.search': () => lp.engagementHistory.search({ start, source: 'tests' }),
    'operationalRealtime.queueHealth': () => lp.operationalRealtime.queueHealth({ timeframe: 60 }),
    'operationalRealtime.engagementActivity': () =>
      lp.operationalRealtime.engagementActivity({ timeframe: 60 }),
    'operationalRealtime.agentActivity': () =>
      lp.operationalRealtime.agentActivity({ timeframe: 60, agentIds: 'all' }),
    'operationalRealtime.agentActivityPost': () =>
      lp.operationalRealtime.agentActivityPost({ timeframe: 60, agentIds: 'all' }),
    'operationalRealtime.currentQueueState': () => lp.operationalRealtime.currentQueueState(),
    'operationalRealtime.slaHistogram': () => lp.operationalRealtime.slaHistogram({ timeframe: 60 }),
    'operationalRealtime.messagingConversation': () =>
      lp.operationalRealtime.messagingConversation({ timeframe: 60 }),
    'operationalRealtime.messagingConversationPost': () =>
      lp.operationalRealtime.messagingConversationPost({ timeframe: 60 }),
    'operationalRealtime.messagingQueueHealth': () =>
      lp.operationalRealtime.messagingQueueHealth({ timeframe: 60 }),
    'operationalRealtime.messagingCurrentQueueHealth': () =>
      lp.operationalRealtime.messagingCurrentQueueHealth(),
    'operationalRealtime.messagingQueueHealthByGroup': () =>
      lp.operationalRealtime.messagingQueueHealthByGroup(),
    'operationalRealtime.messagingCsatDistribution': () =>
      lp.operationalRealtime.messagingCsatDistribution({ timeframe: 60 }),
    'operationalRealtime.messagingAgentSegments': () =>
      lp.operationalRealtime.messagingAgentSegments({ timeframe: 60 }),
    'operationalRealtime.messagingSkillSegments': () =>
      lp.operationalRealtime.messagingSkillSegments({ timeframe: 60 }),
    'operationalRealtime.messagingEstimatedWaitTime': () =>
      lp.operationalRealtime.messagingEstimatedWaitTime(),
    'personalDataDeletion.list': () => lp.personalDataDeletion.list(),
    'personalDataDeletion.get': () =>
      lp.personalDataDeletion.get({ requestId: sandbox.fixtures.deletionRequests[1]?.request_id ?? 0 }),
    'users.list': () => lp.users.list(),
    'users.get': () => lp.users.get({ userId: users[3]?.id ?? 0 }),
    'skills.list': () => lp.skills.list({ select: '$all' }),
    'skills.get': () => lp.skills.get({ skillId: skills[3]?.id ?? 0 }),
    'agentGroups.list': () => lp.agentGroups.list({ getUsers: true }),
    'agentGroups.get': () => lp.agentGroups.get({ agentGroupId: agentGroups[1]?.id ?? 0 }),
    'profiles.list': () => lp.profiles.list(),
    'profiles.get': () => lp.profiles.get({ profileId: profiles[1]?.id ?? 0 }),
    'lobs.list': () => lp.lobs.list(),
    'lobs.get': () => lp.lobs.get({ lobId: lobs[1]?.id ?? 0 }),
    'workdays.list': () => lp.workdays.list({ select: '$all' }),
    'workdays.get': () => lp.workdays.get({ workdayId: workdays[1]?.id ?? 0 }),
    'workdays.listSpecialOccasions': () => lp.workdays.listSpecialOccasions({ select: '$all' }),
    'workdays.getSpecialOccasion': () =>
      lp.workdays.getSpecialOccasion({ specialOccasionId: specialOccasions[1]?.id ?? 0 }),
    'visitInformation.get': () => lp.visitInformation.get({ visitorId, sessionId }),
    'validateEngagement.validate': () => {
      const campaignId = engagement?.campaignEntity.id ?? 0;
      const engagementId = engagement?.engagementEntity.id ?? 0;
      const params = { visitorId, sessionId, campaignId, engagementId, contextId };
      return lp.validateEngagement.validate(params);
    },
    'ivrEngagement.request': () => lp.ivrEngagement.request({ consumerSections: ['billing'] }),
    'predefinedContent.list': () => lp.predefinedContent.list({ select: '$all' }),
    'predefinedContent.listGroupedByCategories': () =>
      lp.predefinedContent.listGroupedByCategories({ select: '$all' }),
    'predefinedContent.get': () => lp.predefinedContent.get({ ...contentId, select: '$all' }),
    'predefinedContent.listDefaults': () => lp.predefinedContent.listDefaults(),
    'predefinedContent.getDefault': () =>
      lp.predefinedContent.getDefault({ templateId: 'canned-response-template-1' }),
    'predefinedContent.queryDelta': () => lp.predefinedContent.queryDelta(delta),
    'predefinedContent.queryChanges': () => lp.predefinedContent.queryChanges(contentChanges),
    'automaticMessages.list': () => lp.automaticMessages.list(),
    'automaticMessages.get': () =>
      lp.automaticMessages.get({ autoMessageId: sandbox.fixtures.automaticMessages[3]?.id ?? 0 }),
    'predefinedCategories.list': () => lp.predefinedCategories.list({ select: '$all' }),
    'predefinedCategories.listByRevision': () =>
      lp.predefinedCategories.listByRevision({ revision: contentRevisions.predefinedCategories }),
    'predefinedCategories.get': () =>
      lp.predefinedCategories.get({ categoryId: sandbox.fixtures.predefinedCategories[1]?.id ?? 0 }),
    'predefinedCategories.queryDelta': () => lp.predefinedCategories.queryDelta(delta),
    'predefinedCategories.queryChanges': () => lp.predefinedCategories.queryChanges(categoryChanges),
    'unifiedAutomaticMessages.list': () => lp.unifiedAutomaticMessages.list({ view: 'BY_CONTEXT' }),
    'unifiedAutomaticMessages.get': () => lp.unifiedAutomaticMessages.get(onHold),
    'unifiedAutomaticMessages.getByContext': () => lp.unifiedAutomaticMessages.getByContext(onHold),
    'unifiedAutomaticMessages.listDefaults': () => lp.unifiedAutomaticMessages.listDefaults(),
    'agentStatusReason.list': () => lp.agentStatusReason.list(),
    'agentStatusReason.get': () =>
      lp.agentStatusReason.get({ statusReasonId: agentStatusReasons[1]?.id ?? 0 }),
    'agentStatusReason.queryChanges': () => {
      const accounts = [{ site: sandbox.accountId, from: 0, to: sandbox.fixtures.agentStatusReasonRevision }];
      return lp.agentStatusReason.queryChanges({ accounts });
    },
    'functions.invoke': () => lp.functions.invoke({ functionUuid, payload }),
    'functions.invokeByEvent': () => lp.functions.invokeByEvent({ eventId, payload }),
    'functions.isImplemented': () => lp.functions.isImplemented({ eventId }),
    'functions.invokeV1': () => lp.functions.invokeV1({ functionUuid, payload }),
    'functions.invokeByEventV1': () => lp.functions.invokeByEventV1({ eventId, payload }),
    'functions.isImplementedV1': () => lp.functions.isImplementedV1({ eventId }),
  };
}

describe('the toolbelt against the sandbox', () => {
  it('calls every operation of the table, with answers as their schemas say', async ({ sandbox }) => {
    await using toolbelt = sandbox.toolbelt({ responseValidation: 'strict' });
    const calls = everyCall(sandbox, toolbelt.LPClient());
    const offered = apiTable.flatMap(({ id, operations }) =>
      Object.keys(operations).map((name) => `${id}.${name}`),
    );
    expect(Object.keys(calls).sort()).toEqual(offered.sort());
    for (const call of Object.values(calls)) await call();
    expect(sandbox.requests.all().every(({ status }) => status === 200)).toBe(true);
    expect(sandbox.requests.count({ service: 'sentinel' })).toBe(1);
  });

  it('reads with an OAuth 1.0a app key', async () => {
    await using sandbox = await startSandbox({ credentials: 'oauth1' });
    await using toolbelt = sandbox.toolbelt();
    const lp = toolbelt.LPClient();
    expect(await lp.users.list()).toHaveLength(50);
    const start = { from: sandbox.fixtures.baseTime - DAY_MS, to: sandbox.fixtures.baseTime };
    await lp.engagementHistory.search({ start, source: 'tests' });
    expect(sandbox.requests.count({ service: 'sentinel' })).toBe(0);
    await expect(lp.functions.isImplemented({ eventId: 'any' })).rejects.toMatchObject({
      name: 'PrivilegeError',
    });
  });

  it('iterates over all pages, and over an empty answer of either status', async ({ sandbox }) => {
    await using toolbelt = sandbox.toolbelt();
    const { baseTime } = sandbox.fixtures;
    const start = { from: baseTime - 30 * DAY_MS, to: baseTime };
    const search = async (visitor?: string) => {
      const seen: string[] = [];
      const list = toolbelt
        .LPClient()
        .engagementHistory.search({ start, source: 'tests', limit: 100, visitor });
      for await (const { info } of list) seen.push(info.engagementId);
      return seen;
    };
    expect(new Set(await search()).size).toBe(300);
    expect(await search('nobody')).toEqual([]);
    sandbox.switches.emptySearchStatus = 204;
    expect(await search('nobody')).toEqual([]);
  });

  it('answers undefined to a revision that is still the current one', async ({ sandbox }) => {
    await using toolbelt = sandbox.toolbelt();
    const lp = toolbelt.LPClient();
    const { revision } = await lp.skills.list().withResponse();
    expect(await lp.skills.list({ ifRevision: revision })).toBeUndefined();
    expect(await lp.skills.list({ ifRevision: '-1' })).toHaveLength(12);
  });

  it('replaces the default instance with use(), for the official form of a call as well', async ({
    sandbox,
  }) => {
    using _ = sandbox.use();
    const lp = Toolbelt.LpClient();
    const path = `/api/account/${sandbox.accountId}/configuration/le-users/users?v=6.0`;
    const response = await lp(LpServices.ACCOUNT_CONFIG_READ_ONLY, path);
    expect(await response.json()).toHaveLength(50);
  });

  it('renews the token when the servers dropped their keys, or when its hour is over', async ({
    sandbox,
  }) => {
    await using toolbelt = sandbox.toolbelt();
    const lp = toolbelt.LPClient();
    await lp.users.list();
    await sandbox.faults.dropKeys();
    expect(await lp.users.list()).toHaveLength(50);
    expect(sandbox.requests.matching({ path: '/users' }).map(({ status }) => status)).toEqual([
      200, 401, 200,
    ]);
    sandbox.clock.advance(3_600_000);
    expect(await lp.users.list()).toHaveLength(50);
    expect(sandbox.requests.count({ service: 'sentinel' })).toBe(3);
  });

  it('waits as Retry-After says, by the turned clock, and reports a failed function', async ({ sandbox }) => {
    await using toolbelt = sandbox.toolbelt();
    const lp = toolbelt.LPClient();
    await lp.users.list();
    sandbox.faults.add({ service: 'accountConfigReadOnly', retryAfter: 5 });
    const users = lp.users.list();
    while (sandbox.requests.count({ path: '/users' }) < 2 || sandbox.clock.sleeping === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    sandbox.clock.advance(5_000);
    expect(await users).toHaveLength(50);
    const { failing } = sandbox.fixtures.functions;
    await expect(lp.functions.invoke({ functionUuid: failing.uuid })).rejects.toMatchObject({
      name: 'FunctionError',
      status: 901,
      code: 'com.customer.faas.function.threw-error',
    });
    expect(inspect(toolbelt, { depth: 10, showHidden: true })).not.toContain(sandbox.admin.bearer);
  });
});
