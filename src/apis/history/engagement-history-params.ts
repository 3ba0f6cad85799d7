import * as z from 'zod/mini';
import type { ParameterIssue } from '../define-api.js';
import { inBody, inQuery, type ParametersOf } from '../parameter.js';
import {
  flag,
  idsOrNone,
  isWholeNumber,
  listOf,
  oneOf,
  rule,
  someOf,
  text,
  wholeNumber,
} from '../parameter-schemas.js';
import { checkSlices } from './engagement-history-slices.js';
import {
  checkOrder,
  encodeTimeRange,
  filter,
  openRange,
  pageParameters,
  source,
  type TimeRange,
  timeRange,
} from './params.js';

/** A place in which `keyword` is looked for. */
export type KeywordSearchArea = (typeof KEYWORD_SEARCH_AREAS)[number];

/** Both bounds belong to the range, and both are needed. */
export interface SecondsRange {
  /** Seconds. */
  from: number;
  /** Seconds. */
  to: number;
}

/** Parameters of `engagementHistory.search`; the filters are named as on the wire. Documented unless marked. */
export interface SearchInteractionsParams {
  /**
   * When the chats began; at most 732 days, for LivePerson keeps chats for 13 months. The server rounds the
   * bounds outwards to ten minutes.
   *
   * A search may span one month. A range of more than 31 days becomes several searches, one after another in
   * the order of `sort`; a chat that two of them find is given once. The documentation contradicts itself on
   * whether `visitor` and `engagementId` lift the limit, so that they are cut, too.
   */
  start: TimeRange;
  /** Name of the caller, unique per project or process; 1 to 20 characters. */
  source: string;
  /** Only `true` is supported: chats in which the visitor wrote. */
  interactive?: true | undefined;
  /** Whether the chats have ended (in documented examples; always true). */
  ended?: boolean | undefined;
  /** Ids of skills; -1 for chats without one (inferred from answers). */
  skillIds?: readonly (number | string)[] | undefined;
  /** Ids of agents. */
  agentIds?: readonly (number | string)[] | undefined;
  /** Ids of agent groups; -1 for chats without one (inferred from answers). */
  agentGroupIds?: readonly (number | string)[] | undefined;
  /** Length of the chat. */
  duration?: SecondsRange | undefined;
  /** A word, or a phrase in quotation marks. Needs `keyword_search_area`. */
  keyword?: string | undefined;
  /** Where `keyword` is looked for. */
  keyword_search_area?:
    | {
        /** Parts of a chat. */
        types: readonly KeywordSearchArea[];
      }
    | undefined;
  /** Id of the visitor. */
  visitor?: string | undefined;
  /** -1 unknown, 1 web, 2 voice. */
  channel?: -1 | 1 | 2 | undefined;
  /** Account id followed by the id of the chat. Longer than a number can hold exactly: give it as text. */
  engagementId?: string | number | undefined;
  /** Meaningful Connection Score in three levels. */
  alertedMcsValues?: readonly ('-1' | '0' | '1')[] | undefined;
  /** Meaningful Connection Score, 0 to 100; one bound is enough. */
  chatMCS?: { from?: number | undefined; to?: number | undefined } | undefined;
  /** @deprecated by LivePerson: use `alertedMcsValues`. */
  mcs?: -1 | 0 | 1 | undefined;
  /** Whether there was an interactive session of co-browsing. */
  hasInteractiveCoBrowse?: boolean | undefined;
  /** Length of co-browsing. */
  coBrowseDuration?: SecondsRange | undefined;
  /** Content of lines. */
  lineContentTypes?: readonly 'RICH_CONTENT'[] | undefined;
  /** Labels of intents; phrases in quotation marks. */
  predictionLabel?: readonly string[] | undefined;
  /** Index of the first chat. It must be 0 in a range of more than 31 days: each search counts for itself. @default 0 */
  offset?: number | undefined;
  /** Chats per page, 1 to 100. @default 50 */
  limit?: number | undefined;
  /**
   * Order: `start:asc`, or several such as `start:asc,duration:desc`. Fields: start, end, duration,
   * visitor, engagementId, interactive, agentId, skillId. In a range of more than 31 days `start` must come
   * first, and `start:asc` is the default there; `start:desc` begins with the latest search.
   */
  sort?: string | undefined;
}

const KEYWORD_SEARCH_AREAS = [
  'chatLine',
  'surveyAnswer',
  'surveyQuestion',
  'visitorInfo',
  'ea.purchase',
  'ea.viewedProduct',
  'ea.cartStatus',
  'ea.serviceActivity',
  'ea.visitorError',
  'ea.lead',
  'ea.customerInfo',
  'ea.marketingCampaignInfo',
  'ea.personalInfo',
  'mcs',
] as const;

/** Parameters of {@link SearchInteractionsParams}. */
export function searchParameters(): ParametersOf<SearchInteractionsParams> {
  return {
    start: inBody(timeRange(), { encode: encodeTimeRange }),
    source: source(),
    interactive: filter(z.literal(true, 'true, the only value that the service supports')),
    ended: filter(flag()),
    skillIds: filter(idsOrNone()),
    agentIds: filter(idsOrNone()),
    agentGroupIds: filter(idsOrNone()),
    duration: filter(secondsRange()),
    keyword: filter(text('a word, or a phrase in quotation marks')),
    keyword_search_area: filter(keywordSearchArea()),
    visitor: filter(text('the id of a visitor')),
    channel: filter(oneOf([-1, 1, 2])),
    engagementId: filter(engagementId()),
    alertedMcsValues: filter(someOf(['-1', '0', '1'])),
    chatMCS: filter(openRange(0, 100)),
    mcs: filter(oneOf([-1, 0, 1])),
    hasInteractiveCoBrowse: filter(flag()),
    coBrowseDuration: filter(secondsRange()),
    lineContentTypes: filter(someOf(['RICH_CONTENT'])),
    predictionLabel: filter(listOf(text('the label of an intent'), 'a list of labels of intents')),
    ...pageParameters(),
    sort: inQuery(z.optional(sort())),
  };
}

/** Rules of a search that span several parameters. */
export function checkSearch(params: SearchInteractionsParams): ParameterIssue | undefined {
  return (
    checkOrder('start', params.start) ??
    checkSlices(params) ??
    checkOrder('duration', params.duration) ??
    checkOrder('coBrowseDuration', params.coBrowseDuration) ??
    checkOrder('chatMCS', params.chatMCS) ??
    checkKeyword(params)
  );
}

function checkKeyword(params: SearchInteractionsParams): ParameterIssue | undefined {
  if (params.keyword === undefined || params.keyword_search_area !== undefined) return undefined;
  const message = `given along with "keyword", for example { types: ['chatLine'] }`;
  return { parameter: 'keyword_search_area', message };
}

function secondsRange(): z.ZodMiniType<SecondsRange> {
  const seconds = () => wholeNumber(0);
  return z.strictObject(
    { from: seconds(), to: seconds() },
    'an object of two numbers of seconds, { from, to }',
  );
}

function keywordSearchArea(): z.ZodMiniType<{ types: readonly KeywordSearchArea[] }> {
  const example = `{ types: ['chatLine'] }`;
  const types = listOf(oneOf(KEYWORD_SEARCH_AREAS), 'a list of at least one area', 1);
  return z.strictObject({ types }, `an object such as ${example}`);
}

function engagementId(): z.ZodMiniType<string | number> {
  return rule<string | number>(
    (value) => (typeof value === 'string' ? value.trim() !== '' : isWholeNumber(value) && value > 0),
    'the id of an engagement, as text if longer than 15 digits',
    {
      anyOf: [
        { type: 'string', minLength: 1 },
        { type: 'integer', minimum: 1 },
      ],
    },
  );
}

function sort(): z.ZodMiniType<string> {
  const orders = /^\w+:(asc|desc)(,\w+:(asc|desc))*$/;
  return rule<string>(
    (value) => typeof value === 'string' && orders.test(value),
    'an order such as start:asc or start:asc,duration:desc',
    { type: 'string', pattern: orders.source },
  );
}
