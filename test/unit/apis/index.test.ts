import { describe, expect, it } from 'vitest';
import { apisOutsideTable, apiTable } from '../../../src/apis/index.js';

const operationsOf = (apis: typeof apiTable) =>
  apis.flatMap((api) =>
    Object.entries(api.operations).map(([verb, operation]) => ({
      name: `${api.id}.${verb}`,
      api,
      operation,
    })),
  );
const operations = operationsOf(apiTable);

describe('the privilege table', () => {
  it('has its rows in order, each with privilege and service', () => {
    expect(apiTable.map(({ id, title, privilege, service }) => [id, title, privilege, service])).toEqual([
      ['dataAccess', 'Data Access API', 'Read', 'dataAccess'],
      ['engagementHistory', 'Engagement History API', 'Read', 'engHistDomain'],
      ['operationalRealtime', 'Operational Realtime API', 'Read', 'leDataReporting'],
      ['personalDataDeletion', 'Personal Data Deletion API', 'Read', 'rtbf'],
      ['users', 'Users API', 'Read', 'accountConfigReadOnly'],
      ['skills', 'Skills API', 'Read', 'accountConfigReadOnly'],
      ['agentGroups', 'Agent Groups API', 'Read', 'accountConfigReadOnly'],
      ['profiles', 'Profiles API', 'Read', 'accountConfigReadOnly'],
      ['lobs', 'LOBs API', 'Read', 'accountConfigReadOnly'],
      ['workdays', 'Workdays API', 'Read', 'accountConfigReadOnly'],
      ['visitInformation', 'Visit Information API', 'Read', 'smt'],
      ['validateEngagement', 'Validate Engagement API', 'Read', 'smt'],
      ['ivrEngagement', 'IVR Engagement API', 'Read', 'smt'],
      ['predefinedContent', 'Predefined Content API', 'Read', 'accountConfigReadOnly'],
      ['automaticMessages', 'Automatic Messages API', 'Read', 'accountConfigReadOnly'],
      ['predefinedCategories', 'Predefined Categories API', 'Read', 'accountConfigReadOnly'],
      ['unifiedAutomaticMessages', 'Unified Automatic Messages API', 'Read', 'accountConfigReadOnly'],
      ['agentStatusReason', 'Agent Status Reason API', 'Read', 'accountConfigReadOnly'],
      ['functions', 'Functions API', 'Invoke', 'faasGW'],
    ]);
  });

  it('rests on the scopes that LivePerson publishes, where it publishes one', () => {
    const scoped = apiTable.filter(({ scope }) => scope !== undefined);
    expect(scoped.map(({ id, scope }) => [id, scope])).toEqual([
      ['engagementHistory', 'data.services.enghist'],
      ['users', 'users.external'],
      ['functions', 'faas.lambda.invoke'],
    ]);
  });

  it('offers these operations', () => {
    expect(operations.map(({ name, operation }) => `${name} ${operation.method} ${operation.path}`)).toEqual([
      'dataAccess.listResources GET /data_access_le/account/{accountId}/le',
      'dataAccess.listAgentActivityFiles GET /data_access_le/account/{accountId}/le/agentActivity',
      'dataAccess.listWebSessionFiles GET /data_access_le/account/{accountId}/le/webSession',
      'dataAccess.listEngagementFiles GET /data_access_le/account/{accountId}/le/engagement',
      'dataAccess.listSurveyFiles GET /data_access_le/account/{accountId}/le/survey',
      'dataAccess.getSchema GET /data_access_le/account/{accountId}/le/schema',
      'dataAccess.download GET /data_access_le/account/{accountId}/le/{dataType}/{fileName}',
      'engagementHistory.search POST /interaction_history/api/account/{accountId}/interactions/search',
      'operationalRealtime.queueHealth GET /operations/api/account/{accountId}/queuehealth',
      'operationalRealtime.engagementActivity GET /operations/api/account/{accountId}/engactivity',
      'operationalRealtime.agentActivity GET /operations/api/account/{accountId}/agentactivity',
      'operationalRealtime.agentActivityPost POST /operations/api/account/{accountId}/agentactivity',
      'operationalRealtime.currentQueueState GET /operations/api/account/{accountId}/queuestate',
      'operationalRealtime.slaHistogram GET /operations/api/account/{accountId}/sla',
      'operationalRealtime.messagingConversation GET /operations/api/account/{accountId}/msgconversation',
      'operationalRealtime.messagingConversationPost POST /operations/api/account/{accountId}/msgconversation',
      'operationalRealtime.messagingQueueHealth GET /operations/api/account/{accountId}/msgqueuehealth',
      'operationalRealtime.messagingCurrentQueueHealth GET /operations/api/account/{accountId}/msgqueuehealth/current/',
      'operationalRealtime.messagingQueueHealthByGroup GET /operations/api/account/{accountId}/msgqueuehealthbygroup/current/',
      'operationalRealtime.messagingCsatDistribution GET /operations/api/account/{accountId}/msgcsatdistribution',
      'operationalRealtime.messagingAgentSegments GET /operations/api/account/{accountId}/msgagentsegments',
      'operationalRealtime.messagingSkillSegments GET /operations/api/account/{accountId}/msgskillsegments',
      'operationalRealtime.messagingEstimatedWaitTime GET /lp-messaging-ewt-app/api/account/{accountId}/ewt',
      'personalDataDeletion.list GET /api/account/{accountId}/personal-data-deletion',
      'personalDataDeletion.get GET /api/account/{accountId}/personal-data-deletion/{requestId}',
      'users.list GET /api/account/{accountId}/configuration/le-users/users',
      'users.get GET /api/account/{accountId}/configuration/le-users/users/{userId}',
      'skills.list GET /api/account/{accountId}/configuration/le-users/skills',
      'skills.get GET /api/account/{accountId}/configuration/le-users/skills/{skillId}',
      'agentGroups.list GET /api/account/{accountId}/configuration/le-users/agentGroups',
      'agentGroups.get GET /api/account/{accountId}/configuration/le-users/agentGroups/{agentGroupId}',
      'profiles.list GET /api/account/{accountId}/configuration/le-users/profiles',
      'profiles.get GET /api/account/{accountId}/configuration/le-users/profiles/{profileId}',
      'lobs.list GET /api/account/{accountId}/configuration/le-users/lobs',
      'lobs.get GET /api/account/{accountId}/configuration/le-users/lobs/{lobId}',
      'workdays.list GET /api/account/{accountId}/configuration/ac-common/workinghours',
      'workdays.get GET /api/account/{accountId}/configuration/ac-common/workinghours/{workdayId}',
      'workdays.listSpecialOccasions GET /api/account/{accountId}/configuration/ac-common/specialoccasion',
      'workdays.getSpecialOccasion GET /api/account/{accountId}/configuration/ac-common/specialoccasion/{specialOccasionId}',
      'visitInformation.get GET /api/account/{accountId}/monitoring/visitors/{visitorId}/visits/current/state',
      'validateEngagement.validate GET /api/account/{accountId}/monitoring/visitors/{visitorId}/visits/current/campaigns/{campaignId}/engagements/{engagementId}/contexts/{contextId}',
      'ivrEngagement.request POST /api/account/{accountId}/external/engagement',
      'predefinedContent.list GET /api/account/{accountId}/configuration/engagement-window/canned-responses',
      'predefinedContent.listGroupedByCategories GET /api/account/{accountId}/configuration/engagement-window/canned-responses',
      'predefinedContent.get GET /api/account/{accountId}/configuration/engagement-window/canned-responses/{predefinedContentId}',
      'predefinedContent.listDefaults GET /api/configuration/defaults/engagement-window/canned-responses/',
      'predefinedContent.getDefault GET /api/configuration/defaults/engagement-window/canned-responses/{templateId}',
      'predefinedContent.queryDelta POST /api/account/configuration/engagement-window/canned-responses/query',
      'predefinedContent.queryChanges POST /api/account/configuration/engagement-window/canned-responses/query',
      'automaticMessages.list GET /api/account/{accountId}/configuration/engagement-window/auto-messages',
      'automaticMessages.get GET /api/account/{accountId}/configuration/engagement-window/auto-messages/{autoMessageId}',
      'predefinedCategories.list GET /api/account/{accountId}/configuration/le-categories/categories',
      'predefinedCategories.listByRevision GET /api/account/{accountId}/configuration/le-categories/categories/revision/{revision}',
      'predefinedCategories.get GET /api/account/{accountId}/configuration/le-categories/categories/{categoryId}',
      'predefinedCategories.queryDelta POST /api/account/configuration/le-categories/categories/query',
      'predefinedCategories.queryChanges POST /api/account/configuration/le-categories/categories/query',
      'unifiedAutomaticMessages.list GET /api/account/{accountId}/configuration/engagement-window/unified-auto-messages',
      'unifiedAutomaticMessages.get GET /api/account/{accountId}/configuration/engagement-window/unified-auto-messages/{messageEventId}',
      'unifiedAutomaticMessages.getByContext GET /api/account/{accountId}/configuration/engagement-window/unified-auto-messages/{messageEventId}',
      'unifiedAutomaticMessages.listDefaults GET /api/account/default/configuration/engagement-window/unified-auto-messages-defaults',
      'agentStatusReason.list GET /api/account/{accountId}/configuration/le-agents/status-reasons',
      'agentStatusReason.get GET /api/account/{accountId}/configuration/le-agents/status-reasons/{statusReasonId}',
      'agentStatusReason.queryChanges POST /api/account/configuration/le-agents/status-reasons/query',
      'functions.invoke POST /api/account/{accountId}/lambdas/{functionUuid}/invoke',
      'functions.invokeByEvent POST /api/account/{accountId}/events/{eventId}/invoke',
      'functions.isImplemented GET /api/account/{accountId}/events/{eventId}/isImplemented',
      'functions.invokeV1 POST /api/account/{accountId}/lambdas/{functionUuid}/invoke',
      'functions.invokeByEventV1 POST /api/account/{accountId}/events/{eventId}/invoke',
      'functions.isImplementedV1 GET /api/account/{accountId}/events/{eventId}/isImplemented',
    ]);
  });

  it('owns the writes and management reads that it does not offer', () => {
    const owns = apiTable.find(({ id }) => id === 'functions')?.owns;
    expect(owns).toEqual(
      expect.arrayContaining(
        ['lambdas', 'functions', 'deployments', 'schedules', 'events', 'reports'].map(
          (folder) => `/api/account/{accountId}/${folder}`,
        ),
      ),
    );
  });
});

describe.each([...operations, ...operationsOf(apisOutsideTable)])('$name', ({ api, operation }) => {
  it('lies in what its row owns', () => {
    const owner = api.owns.find((path) => `${operation.path}/`.startsWith(`${path}/`));
    expect(owner).toBeDefined();
  });

  it('has a parameter for each gap of its path but the account, and no other there', () => {
    const gaps = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const inPath = Object.entries(operation.parameters())
      .filter(([, parameter]) => parameter.in === 'path')
      .map(([name, parameter]) => parameter.wire ?? name);
    // A link is a whole URL: it leaves no gap.
    const followsLink = Object.values(operation.parameters()).some((parameter) => parameter.in === 'link');
    if (followsLink) return expect(inPath).toEqual([]);
    // Defaults belong to no account, and queries of changes name theirs in the body.
    const ofAccount = gaps[0] === 'accountId' ? ['accountId'] : [];
    expect(gaps).toEqual([...ofAccount, ...inPath]);
  });

  it('sends a body only with POST', () => {
    const places = Object.values(operation.parameters()).map((parameter) => parameter.in);
    expect(places.includes('body')).toBe(operation.method === 'POST');
  });

  it('says what it does', () => {
    expect(operation.summary).toMatch(/^[A-Z].*[^.]$/);
  });
});
