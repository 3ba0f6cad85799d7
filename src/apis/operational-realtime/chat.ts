import * as z from 'zod/mini';
import type { ApiCall, CallOptions } from '../api-call.js';
import type { Operation, OperationsOf } from '../define-api.js';
import { inQuery, type ParametersOf } from '../parameter.js';
import { id, rule } from '../parameter-schemas.js';
import type {
  AgentActivity,
  CurrentQueueState,
  EngagementActivity,
  QueueHealth,
  SlaHistogram,
} from './chat-metrics.js';
import {
  checkInterval,
  type IdsOrAll,
  type IntervalParams,
  idsOrAll,
  idsParameter,
  intervalParameters,
  joinList,
  type TimeframeParams,
  textsInBody,
  timeframeParameters,
} from './params.js';

/** Parameters of `operationalRealtime.queueHealth`. */
export interface QueueHealthParams extends IntervalParams {
  /** Skills to answer one by one. Without it only the totals of the account are answered. */
  skillIds?: IdsOrAll | undefined;
  /** Only the data of this chat center. */
  chatCenterId?: number | string | undefined;
}

/** Parameters of `operationalRealtime.engagementActivity`. */
export interface EngagementActivityParams extends IntervalParams {
  /** Groups by skill, and by agent within each. */
  skillIds?: IdsOrAll | undefined;
  /** Groups by agent. */
  agentIds?: IdsOrAll | undefined;
}

/** Parameters of `operationalRealtime.agentActivity` and `operationalRealtime.agentActivityPost`. */
export interface AgentActivityParams extends IntervalParams {
  /** Agents to answer. */
  agentIds: IdsOrAll;
}

/** Parameters of `operationalRealtime.currentQueueState`. */
export interface CurrentQueueStateParams {
  /** Skills to answer. @default 'all' */
  skillIds?: IdsOrAll | undefined;
}

/** Parameters of `operationalRealtime.slaHistogram`. */
export interface SlaHistogramParams extends TimeframeParams {
  /** Skills whose chats count. @default 'all' */
  skillIds?: IdsOrAll | undefined;
  /** Agent groups whose chats count. @default 'all' */
  groupIds?: IdsOrAll | undefined;
  /**
   * Lower bounds of the buckets in seconds, multiples of 5. The bucket of 0 is there always, the last is open.
   * @default [0, 15, 30, 45, 60, 90, 120]
   */
  histogram?: readonly number[] | undefined;
}

/**
 * The operations for chat: the last 24 hours up to the last five minutes, renewed every ten seconds
 * (documented). They belong to the older chat product: LivePerson will deprecate them in favour of its Key Messaging
 * Metrics API (documented), which is no row of the privilege table.
 */
export interface ChatOperations {
  /**
   * How the chat queue was: waits, abandoned chats, free slots.
   *
   * @example
   * const { metricsTotals } = await lp.operationalRealtime.queueHealth({ timeframe: 60 });
   * console.log(metricsTotals.avgTimeToAnswer, metricsTotals.abandonmentRate);
   * @throws {ParameterError} An argument is wrong, for example an interval that does not divide the time; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  queueHealth(params: QueueHealthParams, options?: CallOptions): ApiCall<QueueHealth>;
  /**
   * The chats that were handled: of the account, by skill, by agent.
   *
   * @example
   * const { agentsMetrics } = await lp.operationalRealtime.engagementActivity({ timeframe: 60, agentIds: 'all' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  engagementActivity(params: EngagementActivityParams, options?: CallOptions): ApiCall<EngagementActivity>;
  /**
   * The seconds that agents spent in each state. They are counted in milliseconds: sums can differ by a second.
   *
   * @example
   * const { agentsMetrics } = await lp.operationalRealtime.agentActivity({ timeframe: 480, agentIds: [41, 42] });
   * const away = agentsMetrics.metricsPerAgent['41']?.find(({ id }) => id === 4)?.value.total;
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  agentActivity(params: AgentActivityParams, options?: CallOptions): ApiCall<AgentActivity>;
  /**
   * The same as `agentActivity`, sent as POST, for more agents than fit into a URL. It only reads.
   *
   * @example
   * const activity = await lp.operationalRealtime.agentActivityPost({ timeframe: 480, agentIds: manyAgentIds });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  agentActivityPost(params: AgentActivityParams, options?: CallOptions): ApiCall<AgentActivity>;
  /**
   * The chat queue at this moment: its size, free slots, the longest wait.
   *
   * @example
   * const { skills, totals } = await lp.operationalRealtime.currentQueueState({ skillIds: [2841170012] });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  currentQueueState(params?: CurrentQueueStateParams, options?: CallOptions): ApiCall<CurrentQueueState>;
  /**
   * How long chats waited in the queue, in buckets, accurate to five seconds.
   *
   * @example
   * const { slaDataRange } = await lp.operationalRealtime.slaHistogram({ timeframe: 60, histogram: [0, 30, 60] });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read operational data.
   * @throws {HttpError} The server answered with another error.
   */
  slaHistogram(params: SlaHistogramParams, options?: CallOptions): ApiCall<SlaHistogram>;
}

const agentActivity = {
  summary: 'Seconds that agents spent in each state',
  method: 'GET',
  path: '/operations/api/account/{accountId}/agentactivity',
  parameters: agentActivityParameters,
  check: checkInterval,
  query: { v: '1' },
} satisfies Operation;

/** The operations of {@link ChatOperations}. */
export const chatOperations: OperationsOf<ChatOperations> = {
  queueHealth: {
    summary: 'Waits, abandoned chats and free slots of the chat queue',
    method: 'GET',
    path: '/operations/api/account/{accountId}/queuehealth',
    parameters: () => ({
      ...intervalParameters(),
      skillIds: idsParameter(),
      chatCenterId: inQuery(z.optional(id())),
    }),
    check: checkInterval,
    // Without it the server wraps its answer in an envelope (observed).
    query: { v: '1' },
  },
  engagementActivity: {
    summary: 'Chats that were handled',
    method: 'GET',
    path: '/operations/api/account/{accountId}/engactivity',
    parameters: () => ({ ...intervalParameters(), skillIds: idsParameter(), agentIds: idsParameter() }),
    check: checkInterval,
    query: { v: '1' },
  },
  agentActivity,
  agentActivityPost: {
    ...agentActivity,
    summary: 'Seconds that agents spent in each state, for many agents',
    method: 'POST',
    parameters: () => textsInBody(agentActivityParameters()),
    query: {},
    body: { v: '1' },
    repeatable: true,
  },
  currentQueueState: {
    summary: 'The chat queue at this moment',
    method: 'GET',
    path: '/operations/api/account/{accountId}/queuestate',
    parameters: () => ({ skillIds: idsParameter() }),
    query: { v: '2' },
  },
  slaHistogram: {
    summary: 'How long chats waited in the queue',
    method: 'GET',
    path: '/operations/api/account/{accountId}/sla',
    parameters: () => ({
      ...timeframeParameters(),
      skillIds: idsParameter(),
      groupIds: idsParameter(),
      histogram: inQuery(z.optional(histogram()), { encode: joinList }),
    }),
    query: { v: '1' },
  },
};

function agentActivityParameters(): ParametersOf<AgentActivityParams> {
  return {
    ...intervalParameters(),
    agentIds: inQuery(idsOrAll(), { encode: joinList }),
  };
}

function histogram(): z.ZodMiniType<readonly number[]> {
  const isBound = (bound: unknown) =>
    Number.isSafeInteger(bound) && Number(bound) >= 0 && Number(bound) % 5 === 0;
  return rule<readonly number[]>(
    (value) => Array.isArray(value) && value.length > 0 && value.every(isBound),
    'a list of seconds that are multiples of 5, for example [0, 30, 60]',
    { type: 'array', minItems: 1, items: { type: 'integer', minimum: 0, multipleOf: 5 } },
  );
}
