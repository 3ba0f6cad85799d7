/** Metrics of the agents of one group; agents without data are left out. */
export interface AgentsMetrics<Metrics> {
  /**
   * Metrics by the id of the agent; empty when none has data. The key `-1` (observed) holds what never
   * reached an agent; one recorded answer has the key `null`, too.
   */
  metricsPerAgent: Record<string, Metrics>;
  /** Metrics of all agents; zeros when there is no data. */
  metricsTotals: Metrics;
}

/** Metrics by skill, and by agent within each. */
export interface SkillsAndAgentsMetrics<Metrics> {
  /** Metrics by the id of the skill; skills without data are left out. */
  metricsPerSkill: Record<string, AgentsMetrics<Metrics>>;
  /** Metrics of all skills; zeros when there is no data. */
  metricsTotals: Metrics;
}

/** Metrics of an account, grouped as they were asked for. Documented, with the names that its examples have. */
export interface GroupedMetrics<Metrics> {
  /** Only with `skillIds`. The tables of the documentation call it `skillsMetrics`. */
  skillsMetricsPerAgent?: SkillsAndAgentsMetrics<Metrics>;
  /** Only with `agentIds`. */
  agentsMetrics?: AgentsMetrics<Metrics>;
  /** Metrics of the account; only when neither `skillIds` nor `agentIds` was given. */
  metricsTotals?: Metrics;
}

/** Metrics of one interval. */
export interface IntervalMetrics<Block> {
  /**
   * Bound of the interval in milliseconds since the epoch. It is the end, rounded up to five minutes, in the
   * answers of chat operations and of `messagingConversation`, and the beginning, not rounded, in those of
   * the other messaging operations (documented). `metricIntervals()` gives both bounds for either.
   */
  timestamp: number;
  /** Metrics of the interval. */
  metricsData: Block;
}
