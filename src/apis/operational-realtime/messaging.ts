import * as z from 'zod/mini';
import type { ApiCall, CallOptions } from '../api-call.js';
import type { Operation, OperationsOf, ParameterIssue } from '../define-api.js';
import { type DefaultContext, inQuery, type ParametersOf } from '../parameter.js';
import { flag, oneOf, text, wholeNumber } from '../parameter-schemas.js';
import type {
  MessagingConversationReport,
  MessagingCsatDistribution,
  MessagingEstimatedWaitTime,
} from './messaging-metrics.js';
import type {
  MessagingAgentSegmentsParams,
  MessagingConversationParams,
  MessagingConversationPostParams,
  MessagingCsatDistributionParams,
  MessagingCurrentQueueHealthParams,
  MessagingEstimatedWaitTimeParams,
  MessagingQueueHealthByGroupParams,
  MessagingQueueHealthParams,
  MessagingSkillSegmentsParams,
} from './messaging-params.js';
import {
  checkInterval,
  idListParameter,
  idsParameter,
  intervalParameters,
  minutesBack,
  nameListParameter,
  namesParameter,
  textsInBody,
  timeframeParameters,
} from './params.js';
import {
  GROUP_QUEUE_METRICS,
  type MessagingCurrentQueueHealth,
  type MessagingQueueHealth,
  type MessagingQueueHealthByGroup,
} from './queue-metrics.js';
import {
  AGENT_SEGMENT_METRICS,
  type MessagingAgentSegments,
  type MessagingSkillSegments,
} from './segment-metrics.js';
import { checkRange, RANGE, rangeOrLast, rangeParameters } from './time-range.js';

/**
 * The operations for messaging (the Messaging Operations API, on the same host). Whether the row Operational
 * Realtime API of the privilege table covers them is not documented; a public function calls one of them
 * with the default key (observed). The queue operations want queue data that LivePerson has enabled for the
 * account, and at least one agent who is logged in.
 */
export interface MessagingOperations {
  /**
   * The conversations that were closed: of the account, by skill, by agent. Version 1 is all that is known; not known
   * to take OAuth 2.0.
   *
   * @example
   * const { metricsTotals } = await lp.operationalRealtime.messagingConversation({ timeframe: 1440 });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  messagingConversation(
    params: MessagingConversationParams,
    options?: CallOptions,
  ): ApiCall<MessagingConversationReport>;
  /**
   * The same as `messagingConversation`, sent as POST, for more ids than fit into a URL. It only reads.
   *
   * @example
   * const report = await lp.operationalRealtime.messagingConversationPost({ timeframe: 60, agentIds: manyIds });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  messagingConversationPost(
    params: MessagingConversationPostParams,
    options?: CallOptions,
  ): ApiCall<MessagingConversationReport>;
  /**
   * How the queue was in the last 24 hours. Version 1 takes `timeframe`, version 2 `fromMillis` and `toMillis`
   * (documented): with a key of OAuth 2.0 version 2 is asked for. That version 1 refuses OAuth 2.0 here, as it does
   * for the current queue, is inferred, and so is that both answer alike.
   *
   * @example
   * const health = await lp.operationalRealtime.messagingQueueHealth({ timeframe: 60, interval: 15 });
   * const intervals = metricIntervals('messagingQueueHealth', health, 15);
   * @throws {ParameterError} An argument is wrong, or a range was given with a key of OAuth 1.0a; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  messagingQueueHealth(
    params: MessagingQueueHealthParams,
    options?: CallOptions,
  ): ApiCall<MessagingQueueHealth>;
  /**
   * The queue at this moment. Version 1 takes credentials of OAuth 1.0 only, version 2 those of OAuth 2.0 only, and
   * a range of time with them (documented): the one that fits the credential is asked for, without a range in nearly
   * the widest that there can be. That both answer alike is inferred.
   *
   * @example
   * const { metricsTotal } = await lp.operationalRealtime.messagingCurrentQueueHealth({ breakdown: false });
   * console.log(metricsTotal?.unassignedConversations);
   * @throws {ParameterError} An argument is wrong, or a range was given with a key of OAuth 1.0a; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  messagingCurrentQueueHealth(
    params?: MessagingCurrentQueueHealthParams,
    options?: CallOptions,
  ): ApiCall<MessagingCurrentQueueHealth>;
  /**
   * The queue at this moment, by skill and agent group. Documented with app keys of OAuth 1.0 only; not known to
   * take OAuth 2.0.
   *
   * @example
   * const { skillGroupMetrics } = await lp.operationalRealtime.messagingQueueHealthByGroup({ timeframeHours: 4 });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  messagingQueueHealthByGroup(
    params?: MessagingQueueHealthByGroupParams,
    options?: CallOptions,
  ): ApiCall<MessagingQueueHealthByGroup>;
  /**
   * How satisfied consumers were: of the account, by skill, by agent. Version 1 is all that is known; not known to
   * take OAuth 2.0.
   *
   * @example
   * const { metricsTotals } = await lp.operationalRealtime.messagingCsatDistribution({ timeframe: 1440 });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  messagingCsatDistribution(
    params: MessagingCsatDistributionParams,
    options?: CallOptions,
  ): ApiCall<MessagingCsatDistribution>;
  /**
   * The parts of conversations that agents had. Not counted are messages of others than the assigned agent,
   * of the system, and the first one after a conversation was resumed or taken over by a manager. Version 1 is all
   * that is known; not known to take OAuth 2.0.
   *
   * @example
   * const segments = await lp.operationalRealtime.messagingAgentSegments({ timeframe: 60, userType: 'human' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  messagingAgentSegments(
    params: MessagingAgentSegmentsParams,
    options?: CallOptions,
  ): ApiCall<MessagingAgentSegments>;
  /**
   * The parts of conversations that skills had. Version 1 is all that is known; not known to take OAuth 2.0.
   *
   * @example
   * const segments = await lp.operationalRealtime.messagingSkillSegments({ timeframe: 60, skillIds: 'all' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  messagingSkillSegments(
    params: MessagingSkillSegmentsParams,
    options?: CallOptions,
  ): ApiCall<MessagingSkillSegments>;
  /**
   * Average waits in the messaging queue.
   *
   * @deprecated LivePerson announced that it answers no more from 1 May 2024.
   * @example
   * const waits = await lp.operationalRealtime.messagingEstimatedWaitTime({ skills: [2841170012] });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  messagingEstimatedWaitTime(
    params?: MessagingEstimatedWaitTimeParams,
    options?: CallOptions,
  ): ApiCall<MessagingEstimatedWaitTime>;
}

const QUEUE_HOURS = 24;
const CURRENT_QUEUE_HOURS = 72;

const USER_TYPES = ['human', 'bot', 'all'] as const;

const messagingConversation = {
  summary: 'Messaging conversations that were closed',
  method: 'GET',
  path: '/operations/api/account/{accountId}/msgconversation',
  parameters: () => ({ ...conversationParameters(), groupIds: idsParameter() }),
  check: checkInterval,
  query: { v: '1' },
} satisfies Operation;

/** The operations of {@link MessagingOperations}. */
export const messagingOperations: OperationsOf<MessagingOperations> = {
  messagingConversation,
  messagingConversationPost: {
    ...messagingConversation,
    summary: 'Messaging conversations that were closed, for many ids',
    method: 'POST',
    parameters: () => textsInBody(conversationParameters()),
    query: {},
    body: { v: '1' },
    repeatable: true,
  },
  messagingQueueHealth: {
    summary: 'The messaging queue in the last 24 hours',
    method: 'GET',
    path: '/operations/api/account/{accountId}/msgqueuehealth',
    parameters: () => ({
      ...intervalParameters(),
      timeframe: inQuery(z.optional(minutesBack())),
      ...rangeParameters(),
      skillIds: idsParameter(),
    }),
    check: checkQueueTime,
    queryByKind: {
      oauth1: { query: { v: '1' }, sends: ['timeframe'], lacks: RANGE },
      oauth2: {
        query: { v: '2' },
        sends: RANGE,
        lacks: ['timeframe'],
        from: (params, context) => rangeOrLast(params, params.timeframe, context, QUEUE_HOURS),
      },
    },
  },
  messagingCurrentQueueHealth: {
    summary: 'The messaging queue at this moment',
    method: 'GET',
    path: '/operations/api/account/{accountId}/msgqueuehealth/current/',
    parameters: () => ({
      ...rangeParameters(),
      skillIds: idsParameter(),
      overdueConversations: inQuery(z.optional(flag())),
      breakdown: inQuery(z.optional(flag())),
      metrics: namesParameter(['queue', 'waittimes', 'overdue']),
      groupIds: idsParameter(),
    }),
    check: (params, context) => checkRange(params, context, CURRENT_QUEUE_HOURS),
    queryByKind: {
      oauth1: { query: { v: '1' }, sends: [], lacks: RANGE },
      oauth2: {
        query: { v: '2' },
        sends: RANGE,
        lacks: [],
        from: (params, context) =>
          rangeOrLast(params, CURRENT_QUEUE_HOURS * 60, context, CURRENT_QUEUE_HOURS),
      },
    },
  },
  messagingQueueHealthByGroup: {
    summary: 'The messaging queue at this moment, by skill and agent group',
    method: 'GET',
    path: '/operations/api/account/{accountId}/msgqueuehealthbygroup/current/',
    parameters: () => ({
      skillIds: idsParameter(),
      allocatedAgentGroupIds: idsParameter(),
      includeSubGroups: inQuery(z.optional(flag())),
      metrics: nameListParameter(GROUP_QUEUE_METRICS),
      timeframeHours: inQuery(z.optional(wholeNumber(1)), { wire: 'timeframe' }),
    }),
    query: { v: '1' },
  },
  messagingCsatDistribution: {
    summary: 'How satisfied consumers of messaging were',
    method: 'GET',
    path: '/operations/api/account/{accountId}/msgcsatdistribution',
    parameters: () => ({ ...timeframeParameters(), skillIds: idsParameter(), agentIds: idsParameter() }),
    query: { v: '1' },
  },
  messagingAgentSegments: {
    summary: 'Parts of messaging conversations that agents had',
    method: 'GET',
    path: '/operations/api/account/{accountId}/msgagentsegments',
    parameters: () => ({
      ...intervalParameters(),
      agentIds: idsParameter(),
      skillIds: idsParameter(),
      groupIds: idsParameter(),
      userType: inQuery(z.optional(oneOf(USER_TYPES))),
      source: inQuery(z.optional(text('a channel such as APP or FACEBOOK, or all'))),
      metrics: namesParameter(AGENT_SEGMENT_METRICS),
    }),
    check: checkInterval,
    query: { v: '1' },
  },
  messagingSkillSegments: {
    summary: 'Parts of messaging conversations that skills had',
    method: 'GET',
    path: '/operations/api/account/{accountId}/msgskillsegments',
    parameters: () => ({
      ...intervalParameters(),
      skillIds: idsParameter(),
      userType: inQuery(z.optional(oneOf(USER_TYPES))),
    }),
    check: checkInterval,
    query: { v: '1' },
  },
  messagingEstimatedWaitTime: {
    summary: 'Average waits in the messaging queue',
    deprecated: 'LivePerson announced that it answers no more from 1 May 2024',
    method: 'GET',
    service: 'msgEwtAPI',
    path: '/lp-messaging-ewt-app/api/account/{accountId}/ewt',
    parameters: () => ({ skills: idListParameter() }),
    query: { v: '1' },
  },
};

function conversationParameters(): ParametersOf<MessagingConversationPostParams> {
  return { ...intervalParameters(), skillIds: idsParameter(), agentIds: idsParameter() };
}

/** The time in one of its two ways; of a range it is not known into which intervals it can be divided. */
function checkQueueTime(
  params: MessagingQueueHealthParams,
  context: DefaultContext,
): ParameterIssue | undefined {
  const { timeframe, fromMillis, toMillis, interval } = params;
  const hasRange = fromMillis !== undefined || toMillis !== undefined;
  if (timeframe === undefined) {
    if (hasRange) return checkRange(params, context, QUEUE_HOURS);
    return {
      parameter: 'timeframe',
      message: 'a number of minutes, unless "fromMillis" and "toMillis" are given',
    };
  }
  if (!hasRange) return checkInterval({ timeframe, interval });
  return { parameter: 'timeframe', message: 'left out where "fromMillis" and "toMillis" are given' };
}
