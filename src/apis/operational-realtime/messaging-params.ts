import type { IdsOrAll, IntervalParams, TimeframeParams } from './params.js';
import type { GROUP_QUEUE_METRICS } from './queue-metrics.js';
import type { AGENT_SEGMENT_METRICS } from './segment-metrics.js';
import type { TimeRangeParams } from './time-range.js';

/** Parameters of `operationalRealtime.messagingConversationPost`. */
export interface MessagingConversationPostParams extends IntervalParams {
  /** Groups by skill, and by agent within each. */
  skillIds?: IdsOrAll | undefined;
  /** Groups by agent. */
  agentIds?: IdsOrAll | undefined;
}

/** Parameters of `operationalRealtime.messagingConversation`. */
export interface MessagingConversationParams extends MessagingConversationPostParams {
  /** Agent groups whose conversations count; without it those of all agents do. Documented for GET only. */
  groupIds?: IdsOrAll | undefined;
}

/**
 * Parameters of `operationalRealtime.messagingQueueHealth`: either `timeframe`, with any key, or `fromMillis` and
 * `toMillis`, with a key of OAuth 2.0; they go at most 24 hours back (documented).
 */
export interface MessagingQueueHealthParams extends Pick<IntervalParams, 'interval'>, TimeRangeParams {
  /**
   * Minutes back from now, 1 to 1440. Version 1 takes it as it is; for version 2 the client makes `fromMillis` and
   * `toMillis` of it, which stay five minutes short of the 24 hours.
   */
  timeframe?: number | undefined;
  /** Skills to answer. @default 'all' */
  skillIds?: IdsOrAll | undefined;
}

/**
 * Parameters of `operationalRealtime.messagingCurrentQueueHealth`. With a key of OAuth 2.0 LivePerson wants
 * `fromMillis` and `toMillis`, at most 72 hours back (documented). Without them the client asks for the last
 * 72 hours less five minutes: version 1 knows no range, so the widest one is nearest to it (inferred), and the
 * minutes are for a clock that is a little off.
 */
export interface MessagingCurrentQueueHealthParams extends TimeRangeParams {
  /** Skills to answer. @default 'all' */
  skillIds?: IdsOrAll | undefined;
  /** Whether to answer the metrics of overdue conversations, too. @default false */
  overdueConversations?: boolean | undefined;
  /** Whether to answer each skill; else the totals only. @default true */
  breakdown?: boolean | undefined;
  /** Groups of metrics to answer. @default ['queue', 'waittimes'] */
  metrics?: readonly ('queue' | 'waittimes' | 'overdue')[] | 'all' | undefined;
  /** Agent groups whose conversations count as `overdueConversationsAssigned`; no other metric depends on it. */
  groupIds?: IdsOrAll | undefined;
}

/** Parameters of `operationalRealtime.messagingQueueHealthByGroup`. */
export interface MessagingQueueHealthByGroupParams {
  /** Skills to answer. @default 'all' */
  skillIds?: IdsOrAll | undefined;
  /** Agent groups to answer. @default 'all' */
  allocatedAgentGroupIds?: IdsOrAll | undefined;
  /** Whether the groups below a group count with it. @default false */
  includeSubGroups?: boolean | undefined;
  /** Metrics to answer; without it all are. */
  metrics?: readonly (typeof GROUP_QUEUE_METRICS)[number][] | undefined;
  /**
   * Conversations that began or changed in that many hours count. LivePerson calls it `timeframe`, too; it is
   * the one operation that takes hours and not minutes (documented).
   * @default 24
   */
  timeframeHours?: number | undefined;
}

/** Parameters of `operationalRealtime.messagingCsatDistribution`. */
export interface MessagingCsatDistributionParams extends TimeframeParams {
  /** Groups by skill, and by agent within each. */
  skillIds?: IdsOrAll | undefined;
  /** Groups by agent. */
  agentIds?: IdsOrAll | undefined;
}

/** Parameters of `operationalRealtime.messagingAgentSegments`. */
export interface MessagingAgentSegmentsParams extends IntervalParams {
  /** Agents to answer. @default 'all' */
  agentIds?: IdsOrAll | undefined;
  /** Groups by skill, too. */
  skillIds?: IdsOrAll | undefined;
  /** Agent groups whose agents count. @default 'all' */
  groupIds?: IdsOrAll | undefined;
  /** Whether people, bots or both count. */
  userType?: 'human' | 'bot' | 'all' | undefined;
  /** Channel that the conversations came from, for example `APP` or `FACEBOOK`, or `all`. */
  source?: string | undefined;
  /** Metrics to answer; `totalAgentConversationSegments` comes always. */
  metrics?: readonly (typeof AGENT_SEGMENT_METRICS)[number][] | 'all' | undefined;
}

/** Parameters of `operationalRealtime.messagingSkillSegments`. */
export interface MessagingSkillSegmentsParams extends IntervalParams {
  /** Skills to answer. @default 'all' */
  skillIds?: IdsOrAll | undefined;
  /** Whether people, bots or both count. */
  userType?: 'human' | 'bot' | 'all' | undefined;
}

/** Parameters of `operationalRealtime.messagingEstimatedWaitTime`. */
export interface MessagingEstimatedWaitTimeParams {
  /** Ids of skills. Without it all skills are answered. */
  skills?: readonly (number | string)[] | undefined;
}
