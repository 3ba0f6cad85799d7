import * as z from 'zod/mini';

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

/** Schema of {@link GroupedMetrics}, its fields apart so that others can be added. */
export function groupedShape<Metrics extends z.ZodMiniType>(metrics: Metrics) {
  const agents = () =>
    z.looseObject({ metricsPerAgent: z.record(z.string(), metrics), metricsTotals: metrics });
  const skills = z.looseObject({ metricsPerSkill: z.record(z.string(), agents()), metricsTotals: metrics });
  return {
    skillsMetricsPerAgent: z.exactOptional(skills),
    agentsMetrics: z.exactOptional(agents()),
    metricsTotals: z.exactOptional(metrics),
  };
}

/** Schema of a list of {@link IntervalMetrics}. */
export function intervalsSchema<Block extends z.ZodMiniType>(block: Block) {
  return z.array(z.looseObject({ timestamp: z.number(), metricsData: block }));
}

/** A schema of metrics that are all numbers. */
export function numbersSchema<const Required extends string, const Optional extends string = never>(
  required: readonly Required[],
  optional: readonly Optional[] = [],
) {
  type Shape = Record<Required, z.ZodMiniNumber> & Record<Optional, z.ZodMiniExactOptional<z.ZodMiniNumber>>;
  const shape = Object.fromEntries([
    ...required.map((name) => [name, z.number()]),
    ...optional.map((name) => [name, z.exactOptional(z.number())]),
  ]);
  // Built by name: the compiler cannot follow which schema goes with which.
  return z.looseObject(shape as Shape);
}
