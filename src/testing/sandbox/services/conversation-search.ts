import type { Conversation } from '../../../apis/history/conversation.js';
import type { JsonObject } from '../exchange.js';
import {
  isWithin,
  looseRange,
  looseTimeRange,
  oneOf,
  readPhrase,
  SearchRefused,
  someOf,
  type Test,
  timeRange,
} from './history-search.js';

/** The longest range of times; documented as three months. */
const LONGEST_DAYS = 92;

/** Filters that are known and that nothing in the fixtures answers to. */
const WITHOUT_DATA = [
  'nps',
  'questionBrick',
  'invalidFreeTextAnswer',
  'surveyBotConversations',
  'surveyIds',
  'fcr',
  'answerText',
  'intentName',
  'conversationsWithStepUpOnly',
  'agentSurveySearch',
  'annotationStates',
] as const;

/**
 * Turns the body of a search into tests of one conversation.
 * @throws {SearchRefused} for a body that the service would not take.
 */
export function conversationTests(body: JsonObject): Test<Conversation>[] {
  const start = timeRange(body, 'start', LONGEST_DAYS);
  if (start === undefined) throw new SearchRefused('"start" with "from" and "to" is missing');
  return [
    ({ info }) => isWithin(info.startTimeL, start),
    timeTest(body, 'end', ({ info }) => info.endTimeL),
    timeTest(body, 'fullDialogEndTime', ({ info }) => info.fullDialogEndTimeL),
    timeTest(body, 'latestUpdateTime', ({ info }) => Math.max(info.startTimeL, info.endTimeL)),
    timeTest(body, 'responseTime', ({ responseTime }) => responseTime?.latestEffectiveResponseDueTime),
    oneOf(body, 'status', ({ info }) => info.status),
    oneOf(body, 'skillIds', ({ info }) => info.latestSkillId),
    oneOf(body, 'latestSkillIds', ({ info }) => info.latestSkillId),
    someOf(body, 'agentIds', ({ agentParticipants = [] }) => agentParticipants.map(({ agentId }) => agentId)),
    oneOf(body, 'latestAgentIds', ({ info }) => info.latestAgentId ?? ''),
    oneOf(body, 'agentGroupIds', ({ info }) => info.latestAgentGroupId ?? ''),
    oneOf(body, 'alertedMcsValues', ({ info }) => info.alertedMCS ?? ''),
    oneOf(body, 'source', ({ info }) => info.source),
    oneOf(body, 'device', ({ info }) => info.device),
    someOf(body, 'messageContentTypes', ({ messageRecords = [] }) => messageRecords.map(({ type }) => type)),
    rangeTest(body, 'duration', ({ info }) => info.duration / 1_000),
    rangeTest(body, 'mcs', ({ info }) => info.mcs),
    rangeTest(body, 'csat', ({ info }) => info.csat),
    keywordTest(body),
    summaryTest(body),
    () => WITHOUT_DATA.every((name) => body[name] === undefined),
  ];
}

type NumberField = (conversation: Conversation) => number | null | undefined;

function timeTest(body: JsonObject, name: string, field: NumberField): Test<Conversation> {
  // Nothing is said of how far back updates and due times may lie.
  const isLimited = name === 'end' || name === 'fullDialogEndTime';
  const range = looseTimeRange(body, name, isLimited ? LONGEST_DAYS : Infinity);
  return (conversation) => range === undefined || isWithin(field(conversation), range);
}

function rangeTest(body: JsonObject, name: string, field: NumberField): Test<Conversation> {
  const range = body[name] === undefined ? undefined : looseRange(body, name);
  return (conversation) => range === undefined || isWithin(field(conversation), range);
}

function keywordTest(body: JsonObject): Test<Conversation> {
  const wanted = readPhrase(body, 'keyword');
  if (wanted === undefined) return () => true;
  return ({ messageRecords = [] }) =>
    messageRecords.some(({ messageData }) => messageData.msg?.text.toLowerCase().includes(wanted));
}

function summaryTest(body: JsonObject): Test<Conversation> {
  const wanted = readPhrase(body, 'summary');
  return ({ summary }) => wanted === undefined || summary?.text.toLowerCase().includes(wanted) === true;
}
