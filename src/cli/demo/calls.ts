import { createGunzip } from 'node:zlib';
import type { ApiCall } from '../../apis/api-call.js';
import type { ListDataFiles } from '../../apis/data-access/data-access.js';
import type { ApiNamespaces, TableApiId } from '../../apis/index.js';
import type { LPClient } from '../../client/lp-client.js';
import type { Fixtures } from '../../testing/fixtures/fixtures.js';

type MethodName = {
  [Id in TableApiId]: `${Id}.${keyof ApiNamespaces[Id] & string}`;
}[TableApiId];

/**
 * `<id>.<operation>` of every operation of the privilege table, for example `users.get`. The rows of data files
 * are no operation: they are made of lists and downloads.
 */
export type OperationName = Exclude<MethodName, 'dataAccess.rows'>;

/** What came of a call that was answered well. */
export interface DemoAnswer {
  readonly status: number;
  /** Length of a list, else 1. */
  readonly items: number;
}

/** How the demo calls an operation, and what it expects. */
export interface DemoCall {
  readonly expectedStatus: number;
  readonly send: (lp: LPClient, data: Fixtures, signal?: AbortSignal) => Promise<DemoAnswer>;
}

type Start<T> = (lp: LPClient, data: Fixtures, options: { signal: AbortSignal | undefined }) => ApiCall<T>;

const DAY_MS = 86_400_000;

/** One call for each operation, with arguments that the sandbox has data for. */
export const demoCalls: Readonly<Record<OperationName, DemoCall>> = {
  'dataAccess.listResources': answers((lp, _data, options) => lp.dataAccess.listResources({}, options)),
  'dataAccess.listAgentActivityFiles': answersFiles((lp) => lp.dataAccess.listAgentActivityFiles),
  'dataAccess.listWebSessionFiles': answersFiles((lp) => lp.dataAccess.listWebSessionFiles),
  'dataAccess.listEngagementFiles': answersFiles((lp) => lp.dataAccess.listEngagementFiles),
  'dataAccess.listSurveyFiles': answersFiles((lp) => lp.dataAccess.listSurveyFiles),
  'dataAccess.getSchema': answers((lp, _data, options) => lp.dataAccess.getSchema({}, options)),
  'dataAccess.download': { expectedStatus: 200, send: downloadFirstSurvey },
  'engagementHistory.search': answers(
    (lp, { baseTime }, options) =>
      lp.engagementHistory.search(
        { start: { from: baseTime - 30 * DAY_MS, to: baseTime }, source: 'lp-toolbelt-demo', limit: 100 },
        options,
      ),
    (page) => page.interactionHistoryRecords.length,
  ),
  'operationalRealtime.queueHealth': answers((lp, _data, options) =>
    lp.operationalRealtime.queueHealth({ timeframe: 60, skillIds: 'all' }, options),
  ),
  'operationalRealtime.engagementActivity': answers((lp, _data, options) =>
    lp.operationalRealtime.engagementActivity({ timeframe: 60, agentIds: 'all' }, options),
  ),
  'operationalRealtime.agentActivity': answers((lp, _data, options) =>
    lp.operationalRealtime.agentActivity({ timeframe: 60, agentIds: 'all' }, options),
  ),
  'operationalRealtime.agentActivityPost': answers((lp, _data, options) =>
    lp.operationalRealtime.agentActivityPost({ timeframe: 60, agentIds: 'all' }, options),
  ),
  'operationalRealtime.currentQueueState': answers((lp, _data, options) =>
    lp.operationalRealtime.currentQueueState({}, options),
  ),
  'operationalRealtime.slaHistogram': answers((lp, _data, options) =>
    lp.operationalRealtime.slaHistogram({ timeframe: 60 }, options),
  ),
  'operationalRealtime.messagingConversation': answers((lp, _data, options) =>
    lp.operationalRealtime.messagingConversation({ timeframe: 60 }, options),
  ),
  'operationalRealtime.messagingConversationPost': answers((lp, _data, options) =>
    lp.operationalRealtime.messagingConversationPost({ timeframe: 60, agentIds: 'all' }, options),
  ),
  'operationalRealtime.messagingQueueHealth': answers((lp, _data, options) =>
    lp.operationalRealtime.messagingQueueHealth({ timeframe: 60, interval: 15 }, options),
  ),
  'operationalRealtime.messagingCurrentQueueHealth': answers((lp, _data, options) =>
    lp.operationalRealtime.messagingCurrentQueueHealth({}, options),
  ),
  'operationalRealtime.messagingQueueHealthByGroup': answers((lp, _data, options) =>
    lp.operationalRealtime.messagingQueueHealthByGroup({ timeframeHours: 4 }, options),
  ),
  'operationalRealtime.messagingCsatDistribution': answers((lp, _data, options) =>
    lp.operationalRealtime.messagingCsatDistribution({ timeframe: 1_440 }, options),
  ),
  'operationalRealtime.messagingAgentSegments': answers((lp, _data, options) =>
    lp.operationalRealtime.messagingAgentSegments({ timeframe: 60, userType: 'human' }, options),
  ),
  'operationalRealtime.messagingSkillSegments': answers((lp, _data, options) =>
    lp.operationalRealtime.messagingSkillSegments({ timeframe: 60 }, options),
  ),
  'operationalRealtime.messagingEstimatedWaitTime': answers(
    (lp, _data, options) => lp.operationalRealtime.messagingEstimatedWaitTime({}, options),
    ({ estimatedWaitTimeResponse }) => estimatedWaitTimeResponse.length,
  ),
  'personalDataDeletion.list': answersList((lp, _data, options) => lp.personalDataDeletion.list({}, options)),
  'personalDataDeletion.get': answers((lp, { deletionRequests }, options) =>
    lp.personalDataDeletion.get({ requestId: first(deletionRequests).request_id }, options),
  ),
  'users.list': answersList((lp, _data, options) => lp.users.list({}, options)),
  'users.get': answers((lp, { users }, options) => lp.users.get({ userId: first(users).id }, options)),
  'skills.list': answersList((lp, _data, options) => lp.skills.list({}, options)),
  'skills.get': answers((lp, { skills }, options) => lp.skills.get({ skillId: first(skills).id }, options)),
  'agentGroups.list': answersList((lp, _data, options) => lp.agentGroups.list({}, options)),
  'agentGroups.get': answers((lp, { agentGroups }, options) =>
    lp.agentGroups.get({ agentGroupId: first(agentGroups).id }, options),
  ),
  'profiles.list': answersList((lp, _data, options) => lp.profiles.list({}, options)),
  'profiles.get': answers((lp, { profiles }, options) =>
    lp.profiles.get({ profileId: first(profiles).id }, options),
  ),
  'lobs.list': answersList((lp, _data, options) => lp.lobs.list({}, options)),
  'lobs.get': answers((lp, { lobs }, options) => lp.lobs.get({ lobId: first(lobs).id }, options)),
  'workdays.list': answersList((lp, _data, options) => lp.workdays.list({}, options)),
  'workdays.get': answers((lp, { workdays }, options) =>
    lp.workdays.get({ workdayId: first(workdays).id }, options),
  ),
  'workdays.listSpecialOccasions': answersList((lp, _data, options) =>
    lp.workdays.listSpecialOccasions({}, options),
  ),
  'workdays.getSpecialOccasion': answers((lp, { specialOccasions }, options) =>
    lp.workdays.getSpecialOccasion({ specialOccasionId: first(specialOccasions).id }, options),
  ),
  'visitInformation.get': answers((lp, { visits }, options) => {
    const { visitorId, sessionId } = first(visits);
    return lp.visitInformation.get({ visitorId, sessionId }, options);
  }),
  'validateEngagement.validate': answers((lp, { visits }, options) => {
    const { visitorId, sessionId, state } = first(visits);
    const { id: contextId, engagement } = first(first(state.appSessions).engagements ?? []);
    const campaignId = engagement.campaignEntity.id;
    const engagementId = engagement.engagementEntity.id;
    const params = { visitorId, sessionId, campaignId, engagementId, contextId };
    return lp.validateEngagement.validate(params, options);
  }),
  'ivrEngagement.request': answers((lp, { ivr }, options) =>
    lp.ivrEngagement.request({ consumerSections: [first(ivr.sections)] }, options),
  ),
  'predefinedContent.list': answersList((lp, _data, options) => lp.predefinedContent.list({}, options)),
  'predefinedContent.listGroupedByCategories': answers(
    (lp, _data, options) => lp.predefinedContent.listGroupedByCategories({}, options),
    (byCategory) => Object.keys(byCategory).length,
  ),
  'predefinedContent.get': answers((lp, { predefinedContent }, options) =>
    lp.predefinedContent.get({ predefinedContentId: first(predefinedContent).id }, options),
  ),
  'predefinedContent.listDefaults': answersList((lp, _data, options) =>
    lp.predefinedContent.listDefaults({}, options),
  ),
  'predefinedContent.getDefault': answers((lp, { defaultPredefinedContent }, options) =>
    lp.predefinedContent.getDefault({ templateId: first(defaultPredefinedContent).templateId }, options),
  ),
  'predefinedContent.queryDelta': answers((lp, { accountId }, options) =>
    lp.predefinedContent.queryDelta({ accounts: [{ site: accountId, revision: 0 }] }, options),
  ),
  'predefinedContent.queryChanges': answers((lp, { accountId, contentRevisions }, options) => {
    const accounts = [{ site: accountId, from: 0, to: contentRevisions.predefinedContent }];
    return lp.predefinedContent.queryChanges({ accounts }, options);
  }),
  'automaticMessages.list': answersList((lp, _data, options) => lp.automaticMessages.list({}, options)),
  'automaticMessages.get': answers((lp, { automaticMessages }, options) =>
    lp.automaticMessages.get({ autoMessageId: first(automaticMessages).id }, options),
  ),
  'predefinedCategories.list': answersList((lp, _data, options) => lp.predefinedCategories.list({}, options)),
  'predefinedCategories.listByRevision': answersList((lp, { contentRevisions }, options) =>
    lp.predefinedCategories.listByRevision({ revision: contentRevisions.predefinedCategories }, options),
  ),
  'predefinedCategories.get': answers((lp, { predefinedCategories }, options) =>
    lp.predefinedCategories.get({ categoryId: first(predefinedCategories).id }, options),
  ),
  'predefinedCategories.queryDelta': answers((lp, { accountId }, options) =>
    lp.predefinedCategories.queryDelta({ accounts: [{ site: accountId, revision: 0 }] }, options),
  ),
  'predefinedCategories.queryChanges': answersList((lp, { accountId, contentRevisions }, options) => {
    const accounts = [{ site: accountId, from: 0, to: contentRevisions.predefinedCategories }];
    return lp.predefinedCategories.queryChanges({ accounts }, options);
  }),
  'unifiedAutomaticMessages.list': answersList((lp, _data, options) =>
    lp.unifiedAutomaticMessages.list({}, options),
  ),
  'unifiedAutomaticMessages.get': answers((lp, { unifiedAutomaticMessages }, options) => {
    const { messageEventId } = first(unifiedAutomaticMessages);
    return lp.unifiedAutomaticMessages.get({ messageEventId }, options);
  }),
  'unifiedAutomaticMessages.getByContext': answers((lp, { unifiedAutomaticMessages }, options) => {
    const { messageEventId } = first(unifiedAutomaticMessages);
    return lp.unifiedAutomaticMessages.getByContext({ messageEventId }, options);
  }),
  'unifiedAutomaticMessages.listDefaults': answersList((lp, _data, options) =>
    lp.unifiedAutomaticMessages.listDefaults({}, options),
  ),
  'agentStatusReason.list': answersList((lp, _data, options) => lp.agentStatusReason.list({}, options)),
  'agentStatusReason.get': answers((lp, { agentStatusReasons }, options) =>
    lp.agentStatusReason.get({ statusReasonId: first(agentStatusReasons).id }, options),
  ),
  'agentStatusReason.queryChanges': answersList((lp, { accountId, agentStatusReasonRevision }, options) => {
    const accounts = [{ site: accountId, from: 0, to: agentStatusReasonRevision }];
    return lp.agentStatusReason.queryChanges({ accounts }, options);
  }),
  'functions.invoke': answers((lp, { functions }, options) =>
    lp.functions.invoke({ functionUuid: functions.echo.uuid, payload: { from: 'the demo' } }, options),
  ),
  'functions.invokeByEvent': answersList((lp, { functions }, options) =>
    lp.functions.invokeByEvent({ eventId: functions.echo.eventId, payload: { from: 'the demo' } }, options),
  ),
  'functions.isImplemented': answers((lp, { functions }, options) =>
    lp.functions.isImplemented({ eventId: functions.echo.eventId }, options),
  ),
  'functions.invokeV1': answers((lp, { functions }, options) =>
    lp.functions.invokeV1({ functionUuid: functions.echo.uuid, payload: { from: 'the demo' } }, options),
  ),
  'functions.invokeByEventV1': answersList((lp, { functions }, options) =>
    lp.functions.invokeByEventV1({ eventId: functions.echo.eventId, payload: { from: 'the demo' } }, options),
  ),
  'functions.isImplementedV1': answers((lp, { functions }, options) =>
    lp.functions.isImplementedV1({ eventId: functions.echo.eventId }, options),
  ),
};

function lastDay({ baseTime }: Fixtures) {
  return { startTime: baseTime - DAY_MS, endTime: baseTime };
}

function answersFiles(method: (lp: LPClient) => ListDataFiles): DemoCall {
  return answers(
    (lp, data, options) => method(lp)(lastDay(data), options),
    ({ dataAccessFiles: { file = [] } }) => (Array.isArray(file) ? file.length : 1),
  );
}

/** Counts the rows of the file that comes first. */
async function downloadFirstSurvey(lp: LPClient, data: Fixtures, signal?: AbortSignal): Promise<DemoAnswer> {
  for await (const file of lp.dataAccess.listSurveyFiles(lastDay(data), { signal })) {
    const response = await lp.dataAccess.download({ href: file['@href'] }, { signal }).withResponse();
    let items = 0;
    for await (const text of response.data.pipe(createGunzip()).setEncoding('utf8')) {
      items += String(text).split('\n').length - 1;
    }
    return { status: response.status, items };
  }
  throw new Error('The sandbox has no data file to download');
}

function answersList<T>(start: Start<readonly T[]>): DemoCall {
  return answers(start, (items) => items.length);
}

function answers<T>(start: Start<T>, countItems: (data: T) => number = () => 1): DemoCall {
  return {
    expectedStatus: 200,
    send: async (lp, data, signal) => {
      const response = await start(lp, data, { signal }).withResponse();
      return { status: response.status, items: countItems(response.data) };
    },
  };
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('The sandbox has no data to call with');
  return item;
}
