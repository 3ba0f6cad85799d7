import * as z from 'zod/mini';
import type { ParameterIssue } from '../define-api.js';
import { inBody, inQuery, type Parameter, type ParametersOf } from '../parameter.js';
import {
  encodeTime,
  flag,
  id,
  idsOrNone,
  listOf,
  oneOf,
  someOf,
  text,
  time,
  wholeNumber,
} from '../parameter-schemas.js';
import {
  CONTENT_TYPES,
  CONVERSATION_PARTS,
  FURTHER_PARTS,
  type GetConversationsParams,
  type ListConsumerConversationsParams,
  type OpenTimeRange,
  SEARCHED_ATTRIBUTES,
  type SearchConversationsParams,
} from './conversation-params.js';
import {
  checkOrder,
  daysOf,
  encodeTimeRange,
  filter,
  openRange,
  openRangeOf,
  pageParameters,
  source,
  timeRange,
} from './params.js';

/** Three months, as long as they can be. */
const MAX_RANGE_DAYS = 92;
const MAX_IDS = 100;

/** Parameters of {@link SearchConversationsParams}. */
export function searchParameters(): ParametersOf<SearchConversationsParams> {
  const openTimes = () => filter(openRangeOf(time), { encode: encodeOpenTimeRange });
  return {
    start: inBody(timeRange(), { encode: encodeTimeRange }),
    source: source(),
    v: version(),
    rollover: inQuery(z.optional(flag())),
    end: openTimes(),
    fullDialogEndTime: openTimes(),
    latestUpdateTime: filter(since(), { encode: encodeOpenTimeRange }),
    responseTime: openTimes(),
    status: filter(someOf(['OPEN', 'CLOSE'])),
    skillIds: filter(idsOrNone()),
    latestSkillIds: filter(idsOrNone()),
    agentIds: filter(idsOrNone()),
    userPermissions: filter(someOf(['ASSIGNED_AGENT', 'AGENT', 'AGENT_MANGER', 'READER'])),
    latestAgentIds: filter(idsOrNone()),
    agentGroupIds: filter(idsOrNone()),
    keyword: filter(text('a word, or a phrase in quotation marks')),
    summary: filter(text('a word, or a phrase in quotation marks')),
    duration: filter(openRange(0)),
    mcs: filter(openRange(0, 100)),
    alertedMcsValues: filter(someOf(['-1', '0', '1'])),
    csat: filter(openRange(1, 5)),
    nps: filter(openRange(0, 10)),
    sources: filter(texts('channels'), { wire: 'source' }),
    device: filter(someOf(['DESKTOP', 'TABLET', 'MOBILE', 'NA'])),
    messageContentTypes: filter(someOf(CONTENT_TYPES)),
    latestConversationQueueState: filter(oneOf(['IN_QUEUE', 'ACTIVE'])),
    sdeSearch: filter(sdeSearch()),
    questionBrick: filter(text('a word of a question, or the id of its brick')),
    invalidFreeTextAnswer: filter(oneOf(['INVALID_FREE_TEXT_ANSWER'])),
    surveyBotConversations: filter(oneOf(['SURVEY_BOT'])),
    surveyIds: filter(listOf(id(), 'a list of ids, for example [12, 34]')),
    fcr: filter(someOf(['yes', 'no', '1', '0'])),
    questionTypeAndFormatToRetrieve: filter(questionKind()),
    answerText: filter(texts('words')),
    selectedIntentOnly: filter(flag()),
    intentName: filter(text('the id of an intent')),
    conversationsWithStepUpOnly: filter(flag()),
    agentSurveySearch: filter(agentSurveySearch()),
    annotationStates: filter(someOf(['OPEN', 'SUBMITTED', 'VETTED'])),
    contentToRetrieve: filter(someOf([...CONVERSATION_PARTS, ...FURTHER_PARTS])),
    ...pageParameters(),
    sort: inQuery(z.optional(oneOf(['start:asc', 'start:desc', 'end:asc', 'end:desc']))),
  };
}

/** Parameters of {@link GetConversationsParams}. */
export function getParameters(): ParametersOf<GetConversationsParams> {
  const ids = texts('ids of conversations').check(
    z.refine((list) => list.length >= 1 && list.length <= MAX_IDS, `a list of 1 to ${MAX_IDS} ids`),
  );
  return {
    source: source(),
    v: version(),
    conversationId: filter(text('the id of a conversation')),
    conversationIds: filter(ids),
    contentToRetrieve: filter(someOf([...CONVERSATION_PARTS, ...FURTHER_PARTS])),
  };
}

/** Parameters of {@link ListConsumerConversationsParams}. */
export function consumerParameters(): ParametersOf<ListConsumerConversationsParams> {
  return {
    consumer: inBody(text('the id of a consumer')),
    source: source(),
    status: { ...filter(someOf(['OPEN', 'CLOSE'])), fallback: () => ['OPEN', 'CLOSE'] },
    contentToRetrieve: filter(someOf(CONVERSATION_PARTS)),
    ...pageParameters(),
  };
}

/** Rules of a search that span several parameters. */
export function checkConversationSearch(params: SearchConversationsParams): ParameterIssue | undefined {
  const times = ['start', 'end', 'fullDialogEndTime'] as const;
  const ranges = [...times, 'responseTime', 'duration', 'mcs', 'csat', 'nps'] as const;
  for (const name of ranges) {
    const issue = checkOrder(name, params[name]);
    if (issue !== undefined) return issue;
  }
  const long = times.find((name) => daysOf(params[name] ?? {}) > MAX_RANGE_DAYS);
  if (long === undefined) return checkVersion(params);
  const message = `at most ${MAX_RANGE_DAYS} days after "${long}.from", which is three months`;
  return { parameter: `${long}.to`, message };
}

/** Rules of a read by id. */
export function checkConversationIds(params: GetConversationsParams): ParameterIssue | undefined {
  const { conversationId, conversationIds } = params;
  if (conversationId === undefined && conversationIds === undefined) {
    return { parameter: 'conversationId', message: 'given, or conversationIds in its place' };
  }
  if (conversationId !== undefined && conversationIds !== undefined) {
    return { parameter: 'conversationIds', message: 'left out when "conversationId" is given' };
  }
  return checkVersion(params);
}

function checkVersion(
  params: Pick<GetConversationsParams, 'v' | 'contentToRetrieve'>,
): ParameterIssue | undefined {
  if (params.v === '2' || !params.contentToRetrieve?.includes('unAuthSdes')) return undefined;
  return { parameter: 'v', message: `'2' with the part unAuthSdes, which version 1 does not have` };
}

function version(): Parameter<'1' | '2' | undefined> {
  return inQuery(z.optional(oneOf(['1', '2'])));
}

function texts(meaning: string): z.ZodMiniType<readonly string[]> {
  return listOf(text('text that is not empty'), `a list of ${meaning}`);
}

function since(): z.ZodMiniType<{ from: number | Date }> {
  return z.strictObject({ from: time() }, 'an object of one time, { from }');
}

function encodeOpenTimeRange({ from, to }: OpenTimeRange): { from?: number; to?: number } {
  return {
    ...(from !== undefined && { from: encodeTime(from) }),
    ...(to !== undefined && { to: encodeTime(to) }),
  };
}

function sdeSearch(): z.ZodMiniType<SearchConversationsParams['sdeSearch']> {
  const fields = SEARCHED_ATTRIBUTES.map((name) => [name, z.optional(text('a value'))]);
  return z.strictObject(Object.fromEntries(fields), `an object with ${SEARCHED_ATTRIBUTES.join(', ')}`);
}

function questionKind() {
  const shape = {
    type: z.optional(oneOf(['custom', 'csat', 'nps', 'fcr'])),
    format: z.optional(oneOf(['single', 'open'])),
  };
  return z.strictObject(shape, 'an object with type and format');
}

function agentSurveySearch() {
  const words = () => z.optional(texts('texts'));
  const shape = {
    pendingAgentSurvey: z.optional(listOf(flag(), 'a list of true and false')),
    questionId: words(),
    questionName: words(),
    questionKeywords: words(),
    answerKeywords: words(),
    surveyId: z.optional(listOf(wholeNumber(0), 'a list of whole numbers')),
  };
  return z.strictObject(shape, `an object with ${Object.keys(shape).join(', ')}`);
}
