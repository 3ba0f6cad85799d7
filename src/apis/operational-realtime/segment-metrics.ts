import type { IntervalMetrics } from './grouped.js';

/** Metrics of the parts of conversations that agents had: those that were asked for. Documented; -1 means no data. */
export interface AgentSegmentMetrics {
  /** Segments; always there. */
  totalAgentConversationSegments: number;
  /** Average number of an agent's messages in a segment. */
  avgAgentMessagesinAgentSegment?: number;
  /** Average length of a segment; the unit is not documented. */
  avgAgentSegmentDuration?: number;
  /** Segments in which the consumer answered. */
  interactiveAgentSegments?: number;
  /** Segments that consumers abandoned. */
  agentSegmentsAbandonedByConsumers?: number;
  /** Segments in which the consumer did not answer. */
  agentSegmentsWithNonResponsiveConsumers?: number;
  /** Segments in which the agent did not answer. */
  agentSegmentsWithNonResponsiveAgents?: number;
  /** Average time from the assignment to the agent's first message, in milliseconds. */
  avgTimetoFirstAgentMessageFromAgentAssignment?: number;
  /** The same after transfers, in milliseconds. */
  avgTimetoFirstAgentMessageFromAgentAssignment_AfterTransfer?: number;
  /** The same in new conversations, in milliseconds. */
  avgTimetoFirstAgentMessageFromAgentAssignment_NewConversation?: number;
  /** Average time to answer since the assignment, in milliseconds. */
  avgTimeToResponseFromAgentAssignment?: number;
}

/** Metrics by the id of the agent; agents without data are left out. */
export interface AgentSegmentsByAgent {
  /** Metrics by the id of the agent. */
  metricsPerAgent: Record<string, AgentSegmentMetrics>;
}

/** Metrics of agent segments, grouped as they were asked for. */
export interface AgentSegmentBlock {
  /** By agent. */
  agentsMetrics: AgentSegmentsByAgent;
  /** By the id of the skill, and by agent within; only with `skillIds`. */
  metricsPerSkill?: Record<string, AgentSegmentsByAgent>;
  /** Totals. The tables of the documentation call them `metricsTotals`. */
  metricsTotal: AgentSegmentMetrics;
}

/** Answer of `operationalRealtime.messagingAgentSegments`. */
export interface MessagingAgentSegments {
  /** By agent; only without `interval`. */
  agentsMetrics?: AgentSegmentsByAgent;
  /** By the id of the skill, and by agent within; only with `skillIds` and without `interval`. */
  metricsPerSkill?: Record<string, AgentSegmentsByAgent>;
  /** Totals; only without `interval`. */
  metricsTotal?: AgentSegmentMetrics;
  /** Only with `interval`. Stamped by the beginning of each interval; see `metricIntervals()`. */
  metricsByIntervals?: IntervalMetrics<AgentSegmentBlock>[];
  /** The whole time; only with `interval`. */
  timeframeSummary?: AgentSegmentBlock;
}

/** Metrics of the parts of conversations that skills had. Documented; -1 means no data. */
export interface SkillSegmentMetrics {
  /** Segments. */
  totalSkillConversationSegments: number;
  /** Segments that consumers abandoned. */
  skillSegmentsAbandonedByConsumers: number;
  /** Segments that consumers abandoned in the queue. */
  skillSegmentsAbandonedByConsumersInQueue: number;
  /** Segments in which the consumer did not answer. */
  skillSegmentsWithNonResponsiveConsumers: number;
  /** Segments in which the agent did not answer. */
  skillSegmentsWithNonResponsiveAgents: number;
  /** Segments in which both wrote. */
  interactiveSkillSegments: number;
  /** Average time from the assignment of an agent to the agent's first message, in milliseconds. */
  avgTimetoFirstAgentMessageFromAgentAssignment: number;
}

/** Metrics of skill segments. */
export interface SkillSegmentBlock {
  /** By the id of the skill; skills without data are left out. */
  skillsMetrics: Record<string, SkillSegmentMetrics>;
  /** Totals. The tables of the documentation call them `metricsTotals`. */
  metricsTotal: SkillSegmentMetrics;
}

/** One interval of skill segments; its metrics are in the object itself. */
export interface SkillSegmentInterval extends SkillSegmentBlock {
  /** Beginning of the interval, not rounded: milliseconds since the epoch. See `metricIntervals()`. */
  timestamp: number;
}

/** Answer of `operationalRealtime.messagingSkillSegments`. */
export interface MessagingSkillSegments {
  /** By the id of the skill; skills without data are left out. Only without `interval`. */
  skillsMetrics?: Record<string, SkillSegmentMetrics>;
  /** Totals; only without `interval`. */
  metricsTotal?: SkillSegmentMetrics;
  /** Only with `interval`. */
  metricsByIntervals?: SkillSegmentInterval[];
  /** The whole time; only with `interval`. */
  timeframeSummary?: SkillSegmentBlock;
}

/** Metrics that `operationalRealtime.messagingAgentSegments` can be asked for. */
export const AGENT_SEGMENT_METRICS = [
  'totalAgentConversationSegments',
  'avgAgentMessagesinAgentSegment',
  'avgAgentSegmentDuration',
  'interactiveAgentSegments',
  'agentSegmentsAbandonedByConsumers',
  'agentSegmentsWithNonResponsiveConsumers',
  'agentSegmentsWithNonResponsiveAgents',
  'avgTimetoFirstAgentMessageFromAgentAssignment',
  'avgTimetoFirstAgentMessageFromAgentAssignment_AfterTransfer',
  'avgTimetoFirstAgentMessageFromAgentAssignment_NewConversation',
  'avgTimeToResponseFromAgentAssignment',
] as const;
