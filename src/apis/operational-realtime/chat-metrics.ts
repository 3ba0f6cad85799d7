import type { GroupedMetrics, IntervalMetrics } from './grouped.js';

/** Metrics of a chat queue. Documented unless marked; times are in seconds, and -1 means that there is no data. */
export interface QueueHealthMetrics {
  /** Seconds that connected visitors waited in the queue, together. */
  totalTimeToAnswer: number;
  /** Visitors that entered the queue. */
  enteredQEng: number;
  /** `totalTimeToAnswer` divided by `connectedEng`, in seconds. */
  avgTimeToAnswer: number;
  /** `abandonedEng` divided by `abandonedEng` and `connectedEng` together: a fraction, 0 to 1. */
  abandonmentRate: number;
  /** Visitors that left the queue before an agent came. */
  abandonedEng: number;
  /** Visitors that were connected to an agent. */
  connectedEng: number;
  /** `totalTimeToAbandon` divided by `abandonedEng`, in seconds. */
  avgTimeToAbandon: number;
  /** Seconds that visitors waited before they left the queue, together. */
  totalTimeToAbandon: number;
  /** Longest queue. */
  maxQueueSize: number;
  /** Shortest queue. */
  minQueueSize: number;
  /** `queueSizeSum` divided by `queueSizeCount`. */
  averageQueueSize: number;
  /** Most free slots of agents. */
  maxAvailableSlots: number;
  /** Fewest free slots of agents. */
  minAvailableSlots: number;
  /** `availableSlotsSum` divided by `availableSlotsCount`. */
  averageAvailableSlots: number;
  /** Free slots now; always 1 where the concurrency of agents is unlimited, and -1 within intervals. */
  currentAvailableSlots: number;
  /** Sum of the measures of free slots. */
  availableSlotsSum: number;
  /** Number of measures of free slots. */
  availableSlotsCount: number;
  /** Sum of the measures of the queue. */
  queueSizeSum: number;
  /** Number of measures of the queue. */
  queueSizeCount: number;
  /** Visitors in the queue now; -1 within intervals (the name in every recorded answer). */
  currentQueueSize?: number;
  /** A name of `currentQueueSize` in the documentation; not seen in recorded answers. */
  currentQueueState?: number;
}

/** Metrics of chat queues: totals, and by skill when `skillIds` was given. */
export interface QueueHealthBlock {
  /** Metrics by the id of the skill; skills without data are left out. Only with `skillIds`. */
  skillsMetrics?: Record<string, QueueHealthMetrics>;
  /** Totals: of the account without `skillIds`. They may differ from the sum by rounding. */
  metricsTotals: QueueHealthMetrics;
}

/** Answer of `operationalRealtime.queueHealth`. */
export interface QueueHealth extends QueueHealthBlock {
  /** Only with `interval`. Stamped by the end of each interval; see `metricIntervals()`. */
  metricsByIntervals?: IntervalMetrics<QueueHealthBlock>[];
}

/** Chats that were handled. Documented. */
export interface EngagementActivityMetrics {
  /** Interactive chats that were closed. */
  totalInteractiveChats: number;
  /** Chats without an exchange that were closed, abandoned ones included. */
  totalNonInteractiveChats: number;
  /** Seconds on interactive chats. */
  totalHandlingTime: number;
  /** Seconds on chats without an exchange. */
  nonInteractiveTotalHandlingTime: number;
  /** Chats that were connected to an agent. */
  connectedEngagements: number;
}

/** Answer of `operationalRealtime.engagementActivity`. */
export interface EngagementActivity extends GroupedMetrics<EngagementActivityMetrics> {
  /** Only with `interval`. Stamped by the end of each interval; see `metricIntervals()`. */
  metricsByIntervals?: IntervalMetrics<GroupedMetrics<EngagementActivityMetrics>>[];
}

/** Seconds in a state. Documented. */
export interface AgentStateSeconds {
  /** In the state. */
  total: number;
  /** In the state, chatting. */
  chatting: number;
  /** In the state, without a chat. */
  notChatting: number;
  /** In the state, with as many chats as the agent may have. */
  chattingInMaxConcurrency: number;
}

/** Time of an agent in one state. Documented. */
export interface AgentStateTime {
  /** The state: -1 logged in, 2 online, 3 back soon, 4 away. */
  id: -1 | 2 | 3 | 4;
  /** Name of the state. It varies (`Back in 5` is one of id 3): go by `id`. */
  name: string;
  /** Time in the state. */
  value: AgentStateSeconds;
  /** Reasons that the agent gave for being away, with their ids; on the state 4, empty when there are none. */
  reasons?: {
    /** Id of the reason. */
    id: string;
    /** Seconds with this reason. */
    value: AgentStateSeconds;
  }[];
}

/** States of agents. Documented. */
export interface AgentActivityBlock {
  /** By agent; with `interval` empty in the outer object of the documented example. */
  agentsMetrics: {
    /** States by the id of the agent. */
    metricsPerAgent: Record<string, AgentStateTime[]>;
    /** Always empty: totals are not supported. */
    metricsTotals: unknown[];
  };
}

/** Answer of `operationalRealtime.agentActivity`. */
export interface AgentActivity extends AgentActivityBlock {
  /** Only with `interval`. Stamped by the end of each interval; see `metricIntervals()`. */
  metricsByIntervals?: IntervalMetrics<AgentActivityBlock>[];
}

/** A chat queue at this moment. Documented; -1 means that there is no data. */
export interface QueueState {
  /** Free slots of agents; always 1 where their concurrency is unlimited. */
  currentAvailableSlots: number;
  /** Visitors that wait. */
  currentQueueSize: number;
  /** Longest wait in milliseconds; -1 when nobody waits. Since version 2 of the API, which is asked for. */
  currentMaxWaitTimeInQueue?: number;
}

/** Answer of `operationalRealtime.currentQueueState`. */
export interface CurrentQueueState {
  /** By the id of the skill, those without data as well. For all skills the key `-1` (no skill) is there, too (observed). */
  skills: Record<string, QueueState>;
  /** Sums of the values that are not -1; of the waits the longest. */
  totals: QueueState;
}

/** Chats that waited for as long as one bucket says. */
export interface SlaBucket {
  /** Fraction of the chats in this bucket and those before, 0 to 1; rounding may leave 0.9999999999999999. */
  accumulated: number;
  /** Fraction of the chats in this bucket, 0 to 1. */
  percentageFromTotal: number;
  /** Chats in this bucket. */
  chats: number;
}

/** Answer of `operationalRealtime.slaHistogram`. */
export interface SlaHistogram {
  /** Buckets by their lower bound in seconds. */
  slaDataRange: Record<string, SlaBucket>;
}
