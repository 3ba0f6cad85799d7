/**
 * Metrics of a messaging queue. Names, units and -1 for "no data" are documented; what the names say of
 * conversations is put in words here. The first nine are always there in version 1, the waits are absent in its
 * answers of 2018 (documented then). How version 2, which keys of OAuth 2.0 get, answers is not documented; a public
 * client reads the same names there (observed).
 */
export interface MessagingQueueMetrics {
  /** Conversations without an agent. */
  unassignedConversations?: number;
  /** Conversations that an agent could take now. */
  actionableConversations?: number;
  /** Conversations that wait for something else. */
  notActionableConversations?: number;
  /** Actionable conversations whose response time an agent set by hand. */
  actionableAndManualSla?: number;
  /** Actionable conversations that are being transferred. */
  actionableAndDuringTransfer?: number;
  /** Actionable conversations whose last message is the consumer's. */
  actionableAndConsumerLastMessage?: number;
  /** Conversations that are not actionable and are being transferred. */
  notActionableDuringTransfer?: number;
  /** Conversations that are not actionable, whose response time an agent set by hand. */
  notActionableAndManualSla?: number;
  /** Conversations without an agent, of consumers who write for the first time. */
  unassignedConversationsAndFirstTimeConsumer?: number;
  /** Average wait of new conversations for an agent, in milliseconds. */
  avgWaitTimeForAgentAssignment_NewConversation?: number;
  /** Average wait after a transfer, in milliseconds. */
  avgWaitTimeForAgentAssignment_AfterTransfer?: number;
  /** Average wait after a transfer from a bot, in milliseconds. */
  avgWaitTimeForAgentAssignment_AfterTransferFromBot?: number;
  /** Average wait after a transfer from an agent, in milliseconds. */
  avgWaitTimeForAgentAssignment_AfterTransferFromAgent?: number;
  /** Longest wait, in milliseconds. */
  maxWaitTimeForAgentAssignment?: number;
  /** Longest wait after a transfer from an agent, in milliseconds. */
  maxWaitTimeForAgentAssignment_AfterTransferFromAgent?: number;
  /** Median of the waits, in milliseconds. */
  waitTimeForAgentAssignment_50thPercentile?: number;
  /** Nine of ten waits are no longer than this, in milliseconds. */
  waitTimeForAgentAssignment_90thPercentile?: number;
}

/** Metrics of messaging queues by skill, and their totals. */
export interface MessagingQueueBlock {
  /** By the id of the skill; skills without data are left out. */
  skillsMetrics: Record<string, MessagingQueueMetrics>;
  /** Totals. The tables of the documentation call them `metricsTotals`. */
  metricsTotal: MessagingQueueMetrics;
}

/**
 * One interval of messaging queues. Its metrics are in the object itself (documented) or in `metricsData`
 * (one interval of the documented example; observed). `metricIntervals()` gives them from either place.
 */
export interface MessagingQueueInterval {
  /** Beginning of the interval, not rounded: milliseconds since the epoch. */
  timestamp: number;
  /** By the id of the skill. */
  skillsMetrics?: Record<string, MessagingQueueMetrics>;
  /** Totals. */
  metricsTotal?: MessagingQueueMetrics;
  /** Both of them, in the other form. */
  metricsData?: MessagingQueueBlock;
}

/** Answer of `operationalRealtime.messagingQueueHealth`. */
export interface MessagingQueueHealth {
  /** By the id of the skill; skills without data are left out. Only without `interval`. */
  skillsMetrics?: Record<string, MessagingQueueMetrics>;
  /** Totals. Only without `interval`. */
  metricsTotal?: MessagingQueueMetrics;
  /** Only with `interval`. */
  metricsByIntervals?: MessagingQueueInterval[];
  /** The whole time; only with `interval`. */
  timeframeSummary?: MessagingQueueBlock;
}

/** Metrics of a messaging queue at this moment: those that were asked for. Documented; -1 means no data. */
export interface MessagingCurrentQueueMetrics extends MessagingQueueMetrics {
  /** Overdue conversations without an agent; only those begun in the last four days count. */
  overdueConversationsInQueue?: number;
  /** Overdue conversations with an agent; only those begun in the last four days count. */
  overdueConversationsAssigned?: number;
  /** Overdue conversations; only those begun in the last four days count. */
  overdueConversationsTotal?: number;
}

/** The queue of one skill at this moment. */
export interface MessagingCurrentSkillQueueMetrics extends MessagingCurrentQueueMetrics {
  /** Time of the data in milliseconds since the epoch. Documented for version 1; version 2 may leave it out (inferred). */
  time?: number;
}

/** Answer of `operationalRealtime.messagingCurrentQueueHealth`. */
export interface MessagingCurrentQueueHealth {
  /** By the id of the skill; absent with `breakdown: false`. */
  skillsMetrics?: Record<string, MessagingCurrentSkillQueueMetrics>;
  /**
   * Totals. The tables of the documentation call them `metricsTotals`. Documented for version 1; version 2 may
   * leave them out (inferred).
   */
  metricsTotal?: MessagingCurrentQueueMetrics;
}

/** Metrics of the queue of one skill in one agent group: those that were asked for. Documented; -1 means no data. */
export interface MessagingGroupQueueMetrics {
  /** Conversations without an agent. */
  unassignedConversations?: number;
  /** Conversations without an agent, of consumers who write for the first time. */
  unassignedConversationsAndFirstTimeConsumer?: number;
  /** Conversations that an agent could take now. */
  actionableConversations?: number;
  /** Actionable conversations that are being transferred to an agent. */
  actionableAndDuringTransferToAgent?: number;
  /** Actionable conversations that are being transferred to a skill. */
  actionableAndDuringTransferToSkill?: number;
  /** Actionable conversations on their way back to the queue. */
  actionableAndDuringBackToQueue?: number;
  /** Conversations that wait for something else. */
  notActionableConversations?: number;
  /** Conversations that are not actionable and are being transferred to an agent. */
  notActionableAndDuringTransferToAgent?: number;
  /** Conversations that are not actionable and are being transferred to a skill. */
  notActionableAndDuringTransferToSkill?: number;
  /** Conversations that are not actionable, on their way back to the queue. */
  notActionableAndDuringBackToQueue?: number;
}

/** Answer of `operationalRealtime.messagingQueueHealthByGroup`. */
export interface MessagingQueueHealthByGroup {
  /** By the id of the skill, and within by the id of the agent group. */
  skillGroupMetrics: Record<string, Record<string, MessagingGroupQueueMetrics>>;
}

/** Metrics that `operationalRealtime.messagingQueueHealthByGroup` can be asked for. */
export const GROUP_QUEUE_METRICS = [
  'unassignedConversations',
  'unassignedConversationsAndFirstTimeConsumer',
  'actionableConversations',
  'actionableAndDuringTransferToAgent',
  'actionableAndDuringTransferToSkill',
  'actionableAndDuringBackToQueue',
  'notActionableConversations',
  'notActionableAndDuringTransferToAgent',
  'notActionableAndDuringTransferToSkill',
  'notActionableAndDuringBackToQueue',
] as const;
