import type { GroupedMetrics, IntervalMetrics } from './grouped.js';

/** Messaging conversations that were closed. Documented; the unit of handling times is not. */
export interface MessagingConversationMetrics {
  /** Closed by an agent or manager. */
  resolvedConversations_byCCP: number;
  /** Closed by the consumer. */
  resolvedConversations_byConsumer: number;
  /** Closed by the system. */
  resolvedConversations_bySystem: number;
  /** All that were closed. */
  totalResolvedConversations: number;
  /** Handling time of those closed by an agent or manager. */
  totalHandlingTime_resolvedConversations_byCCP: number;
  /** Handling time of those closed by the consumer. */
  totalHandlingTime_resolvedConversations_byConsumer: number;
  /** Handling time of those closed by the system. */
  totalHandlingTime_resolvedConversations_bySystem: number;
  /** Handling time of all. */
  totalHandlingTime_resolvedConversations: number;
  /** Average handling time of those closed by an agent or manager. */
  avgTime_resolvedConversations_byCCP: number;
  /** Average handling time of those closed by the consumer. */
  avgTime_resolvedConversations_byConsumer: number;
  /** Average handling time of those closed by the system. */
  avgTime_resolvedConversations_bySystem: number;
  /** Average handling time of all. */
  avgTime_resolvedConversations: number;
}

/** Answer of `operationalRealtime.messagingConversation`. */
export interface MessagingConversationReport extends GroupedMetrics<MessagingConversationMetrics> {
  /** Only with `interval`. Stamped by the end of each interval; see `metricIntervals()`. */
  metricsByIntervals?: IntervalMetrics<GroupedMetrics<MessagingConversationMetrics>>[];
}

/** Answers of consumers to the question how satisfied they were. Documented. */
export interface CsatMetrics {
  /** Answers of 1. */
  csat_score1_answers: number;
  /** Answers of 2. */
  csat_score2_answers: number;
  /** Answers of 3. */
  csat_score3_answers: number;
  /** Answers of 4. */
  csat_score4_answers: number;
  /** Answers of 5. */
  csat_score5_answers: number;
  /** All answers. */
  total_answers: number;
  /** Answers of 4 and 5. */
  positive_answers: number;
  /** Share of the positive answers, in percent. */
  csat_score: number;
}

/**
 * Answer of `operationalRealtime.messagingCsatDistribution`. The names of the metrics are documented, the
 * grouping is observed.
 */
export type MessagingCsatDistribution = GroupedMetrics<CsatMetrics>;

/** Estimated waits of one skill. */
export interface SkillWaitTime {
  /** Id of the skill. */
  skillId: number;
  /** Seconds; -1 means no data. The tables of the documentation call it `estimatedWaitTime`. */
  ewt: number;
  /** Time of the estimate in milliseconds since the epoch. */
  timestamp: number;
}

/** Answer of `operationalRealtime.messagingEstimatedWaitTime`. */
export interface MessagingEstimatedWaitTime {
  /** At most 300 skills. Older editions of the documentation call it `ewtResponses`. */
  estimatedWaitTimeResponse: SkillWaitTime[];
}
