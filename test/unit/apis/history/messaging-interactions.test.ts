import { describe, expect, it } from 'vitest';
import type { ConversationPage } from '../../../../src/apis/history/conversation.js';
import { messagingInteractions } from '../../../../src/apis/history/messaging-interactions.js';
import { allApis, apisOutsideTable, apiTable } from '../../../../src/apis/index.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const conversationsAnswer = bodyOf<ConversationPage>('messagingInteractions/search/documented');

const { search, get, listByConsumer } = messagingInteractions.operations;
const DAY = 86_400_000;
const from = Date.UTC(2024, 0, 1);
const source = 'nightly-report';
const valid = { start: { from, to: from + DAY }, source };

const [conversation] = conversationsAnswer.conversationHistoryRecords;
const pageWith = (fields: object) => ({
  ...conversationsAnswer,
  conversationHistoryRecords: [{ ...conversation, ...fields }],
});

describe('Messaging Interactions', () => {
  it('are offered by the client, but are no row of the privilege table', () => {
    expect(apiTable.map(({ id }) => id)).not.toContain('messagingInteractions');
    expect(apisOutsideTable).toEqual([messagingInteractions]);
    expect(allApis).toEqual([...apiTable, messagingInteractions]);
  });

  it('have these operations', () => {
    const path = '/messaging_history/api/account/{accountId}/conversations';
    expect(
      Object.entries(messagingInteractions.operations).map(([name, operation]) => [
        name,
        operation.method,
        operation.path,
        operation.repeatable,
      ]),
    ).toEqual([
      ['search', 'POST', `${path}/search`, true],
      ['get', 'POST', `${path}/conversation/search`, true],
      ['listByConsumer', 'POST', `${path}/consumer/search`, true],
    ]);
  });
});

describe.each(Object.entries(messagingInteractions.operations))('answers of %s', (_name, operation) => {
  it('pass with what is not known', () => {
    const answer = pageWith({ newPart: 1, info: { ...conversation?.info, another: ['x'] } });
    expect(validated(operation, answer)).toEqual(answer);
  });

  it('are an empty page of one caller alone when nothing is found', () => {
    const page = operation.empty?.();
    expect(page).toEqual({ _metadata: { count: 0 }, conversationHistoryRecords: [] });
    expect(operation.empty?.()).not.toBe(page);
    expect(differences(operation, page)).toEqual([]);
  });
});

describe('the schema of a conversation', () => {
  const [message] = conversation?.messageRecords ?? [];
  const times = { serverTimeStamp: 1706868310000, originalTimeStamp: 1706868309000 };
  const classification = {
    intentName: 'invoice',
    intentLabel: 'Invoice',
    confidenceScore: 0.93,
    versions: [{ modelName: 'm', modelVersion: '1' }],
  };
  const agentSurvey = {
    surveyStatus: 'SUBMITTED',
    statusReason: 'timeout',
    dialogId: 'd',
    surveyId: 's',
    acSurveyId: 'a',
    acSurveyName: 'After each',
    acSurveyRevision: 3,
    surveySkillId: 12,
    surveySkillName: 'Billing',
    assignedAgentId: '1',
    assignedAgentNickName: 'One',
    assignedAgentName: 'Agent One',
    lastUpdateTime: 1706868310000,
    submittedAnswers: [
      {
        questionText: 'How?',
        questionId: '1',
        questionDefinition: 'REGULAR_QUESTION',
        questionCategory: 'NUMBER',
        answers: [{ answer: '1', answerId: '1' }],
      },
    ],
  };

  it.each([
    { campaign: null, monitoring: null, coBrowseSessions: null, sdes: null, summary: null },
    { info: { ...conversation?.info, endTime: 'undefined', endTimeL: -1, csatRate: 4, features: null } },
    { sdes: { events: [{ serverTimeStamp: 1706868310000, customerInfo: { ...times, customerInfo: {} } }] } },
    { unAuthSdes: { events: [{ personalInfo: { personalInfo: { contacts: [{ personalContact: {} }] } } }] } },
    { intents: [{ selectedClassification: classification, messageId: 'm' }] },
    { latestAgentSurvey: agentSurvey, previouslySubmittedAgentSurveys: [agentSurvey] },
    { skillChanges: [{ any: 1 }], pageView: ['any'] },
    {
      messageRecords: [
        {
          ...message,
          predefinedContent: true,
          predefinedContentId: '9001',
          predefinedContentCategoryId: '901',
          predefinedContentLanguage: 'en-US',
          predefinedContentEdited: false,
        },
      ],
      messageStatuses: [{ ...conversation?.messageStatuses?.[0], contextData: { rawMetadata: '[]' } }],
      conversationSurveys: [
        {
          surveyType: 'CSAT',
          surveyStatus: 'FILLED',
          surveyData: [{ question: 'How?', questionName: 'csat', answer: '5' }],
        },
      ],
    },
    {
      consumerParticipant: conversation?.consumerParticipants,
      messageScore: conversation?.messageScores,
    },
    {
      unAuthSdes: {
        events: [
          { customerInfo: { customerInfo: { isAuthenticated: false } } },
          { personalInfo: { isAuthenticated: 'false', personalInfo: { isAuthenticated: false } } },
        ],
      },
    },
    { messageRecords: [{ ...message, messageData: { richContent: { content: '{}' } }, contextData: null }] },
  ])('accepts %j', (fields) => {
    expect(differences(search, pageWith(fields))).toEqual([]);
  });

  it('accepts records of 2017 and 2018, which know neither dialogs nor kinds of agents', () => {
    const { messageRecords, transfers, interactions, messageStatuses } = conversation ?? {};
    const old = { messageRecords, transfers, interactions, messageStatuses };
    const withoutDialogs = JSON.parse(
      JSON.stringify(old, (key, value) => (key === 'dialogId' ? undefined : value)),
    );
    const [{ userType: _, userTypeName: __, ...agent } = {}] = conversation?.agentParticipants ?? [];
    expect(differences(search, pageWith({ ...withoutDialogs, agentParticipants: [agent] }))).toEqual([]);
  });

  it.each([
    [{ info: { ...conversation?.info, startTimeL: '1706868300000' } }, 'info.startTimeL'],
    [{ messageRecords: [{ ...message, seq: '0' }] }, 'messageRecords.0.seq'],
    [{ messageRecords: [{ ...message, messageData: { msg: {} } }] }, 'messageRecords.0.messageData.msg.text'],
    [{ transfers: {} }, 'transfers'],
    [{ summary: { text: 'x' } }, 'summary.lastUpdatedTime'],
    [{ uniqueIntents: [{ intentName: 'x' }] }, 'uniqueIntents.0.intentLabel'],
  ])('refuses %j', (fields, path) => {
    expect(differences(search, pageWith(fields))).toEqual([`conversationHistoryRecords.0.${path}`]);
  });
});

describe('parameters of search', () => {
  it('go where the documentation says: the channels as "source" in the body', () => {
    const params = {
      ...valid,
      v: '2',
      rollover: true,
      start: { from: new Date(from), to: from + DAY },
      end: { from: new Date(from) },
      latestUpdateTime: { from: new Date(from) },
      sources: ['SHARK'],
      status: ['CLOSE'],
      offset: 100,
      limit: 100,
      sort: 'start:asc',
      contentToRetrieve: ['messageRecords'],
    };
    expect(onTheWire(search, params)).toEqual({
      path: {},
      query: { source, v: '2', rollover: true, offset: 100, limit: 100, sort: 'start:asc' },
      header: {},
      body: {
        start: { from, to: from + DAY },
        end: { from },
        latestUpdateTime: { from },
        source: ['SHARK'],
        status: ['CLOSE'],
        contentToRetrieve: ['messageRecords'],
      },
    });
  });

  it.each([
    {},
    { start: { from, to: from + 92 * DAY } },
    { end: { to: from }, fullDialogEndTime: { from }, responseTime: { from, to: from } },
    { skillIds: [12, '-1'], latestSkillIds: [], agentIds: ['1'], latestAgentIds: [1], agentGroupIds: [-1] },
    { userPermissions: ['AGENT_MANGER'], device: ['NA'], messageContentTypes: ['LINK'], fcr: ['yes', '0'] },
    { duration: { from: 1 }, mcs: { to: 100 }, csat: { from: 1, to: 5 }, nps: { from: 0 } },
    { keyword: '"my invoice"', summary: 'sent', questionBrick: 'b', answerText: ['good'], intentName: 'i' },
    { sdeSearch: { personalInfo: 'Robin', userUpdate: 'x' } },
    { questionTypeAndFormatToRetrieve: { type: 'csat' }, surveyIds: [1, '2'] },
    { agentSurveySearch: { pendingAgentSurvey: [true], questionId: ['1'], surveyId: [7] } },
    { contentToRetrieve: ['info', 'dialogs', 'unAuthSdes'], v: '2' },
    { selectedIntentOnly: true, conversationsWithStepUpOnly: false, annotationStates: ['VETTED'] },
    { invalidFreeTextAnswer: 'INVALID_FREE_TEXT_ANSWER', surveyBotConversations: 'SURVEY_BOT' },
    { latestConversationQueueState: 'IN_QUEUE', alertedMcsValues: ['-1'], limit: undefined },
  ])('take %j', (params) => {
    expect(complaint(search, { ...valid, ...params })).toBeUndefined();
  });

  it.each([
    [{ start: undefined }, '"start" must be an object of two times, { from, to }'],
    [{ start: { from: from + 1, to: from } }, '"start.from" must be no greater than "start.to"'],
    [
      { start: { from, to: from + 92 * DAY + 1 } },
      '"start.to" must be at most 92 days after "start.from", which is three months',
    ],
    [
      { end: { from, to: new Date(from + 93 * DAY) } },
      '"end.to" must be at most 92 days after "end.from", which is three months',
    ],
    [{ fullDialogEndTime: {} }, '"fullDialogEndTime" must be an object with from, to or both'],
    [{ latestUpdateTime: {} }, expect.stringMatching(/^"latestUpdateTime.from" must be a time/)],
    [{ source: undefined }, '"source" must be a name of 1 to 20 characters'],
    [{ source: 'x'.repeat(21) }, '"source" must be a name of 1 to 20 characters'],
    [{ limit: 101 }, '"limit" must be a whole number from 1 to 100'],
    [{ sort: 'duration:asc' }, '"sort" must be one of start:asc, start:desc, end:asc, end:desc'],
    [{ status: ['CLOSED'] }, '"status.0" must be one of OPEN, CLOSE'],
    [{ csat: { from: 0 } }, '"csat.from" must be a whole number from 1 to 5'],
    [{ mcs: { from: 2, to: 1 } }, '"mcs.from" must be no greater than "mcs.to"'],
    [{ skillIds: ['a/b'] }, '"skillIds.0" must be a positive whole number, or -1 for none'],
    [
      { contentToRetrieve: ['messages'] },
      expect.stringMatching(/^"contentToRetrieve.0" must be one of info, /),
    ],
    [
      { contentToRetrieve: ['unAuthSdes'] },
      `"v" must be '2' with the part unAuthSdes, which version 1 does not have`,
    ],
    [{ v: 2 }, '"v" must be one of 1, 2'],
    [{ rollover: 'yes' }, '"rollover" must be true or false'],
    [
      { sdeSearch: { basket: 'x' } },
      expect.stringMatching(/^"sdeSearch" must be an object with personalInfo, /),
    ],
    [{ skillId: 12 }, 'unknown: skillId'],
  ])('refuse %j', (params, message) => {
    expect(complaint(search, { ...valid, ...params })).toEqual(message);
  });
});

describe('parameters of get', () => {
  it.each([
    [{ conversationId: 'c1' }, { conversationId: 'c1' }],
    [{ conversationIds: ['c1', 'c2'] }, { conversationIds: ['c1', 'c2'] }],
  ])('send %j in the body', (params, body) => {
    expect(complaint(get, { source, ...params })).toBeUndefined();
    expect(onTheWire(get, { source, ...params })).toEqual({ path: {}, query: { source }, header: {}, body });
  });

  it.each([
    [{}, '"conversationId" must be given, or conversationIds in its place'],
    [
      { conversationId: 'a', conversationIds: ['b'] },
      '"conversationIds" must be left out when "conversationId" is given',
    ],
    [{ conversationId: ' ' }, '"conversationId" must be the id of a conversation'],
    [{ conversationIds: [] }, '"conversationIds" must be a list of 1 to 100 ids'],
    [{ conversationIds: Array(101).fill('a') }, '"conversationIds" must be a list of 1 to 100 ids'],
    [{ conversationIds: [7] }, '"conversationIds.0" must be text that is not empty'],
    [
      { conversationId: 'a', contentToRetrieve: ['unAuthSdes'], v: '1' },
      `"v" must be '2' with the part unAuthSdes, which version 1 does not have`,
    ],
  ])('refuse %j', (params, message) => {
    expect(complaint(get, { source, ...params })).toEqual(message);
  });
});

describe('parameters of listByConsumer', () => {
  it('send the consumer in the body, and pages in the query', () => {
    const params = { consumer: 'c', source, status: ['OPEN'], offset: 50, limit: 10, contentToRetrieve: [] };
    expect(complaint(listByConsumer, params)).toBeUndefined();
    expect(onTheWire(listByConsumer, params)).toEqual({
      path: {},
      query: { source, offset: 50, limit: 10 },
      header: {},
      body: { consumer: 'c', status: ['OPEN'], contentToRetrieve: [] },
    });
  });

  it('ask for both statuses unless one is named, since the service wants to be told', () => {
    const { body } = onTheWire(listByConsumer, { consumer: 'c', source });
    expect(body).toEqual({ consumer: 'c', status: ['OPEN', 'CLOSE'] });
  });

  it.each([
    [{}, '"consumer" must be the id of a consumer'],
    [{ consumer: 'c', contentToRetrieve: ['dialogs'] }, /^"contentToRetrieve.0" must be one of info, /],
    [{ consumer: 'c', limit: 0 }, '"limit" must be a whole number from 1 to 100'],
    [{ consumer: 'c', v: '2' }, 'unknown: v'],
  ])('refuse %j', (params, message) => {
    expect(complaint(listByConsumer, { source, ...params })).toMatch(message);
  });
});
