import { ParameterError } from '../../errors/parameter-error.js';
import { isJsonObject } from '../../http/json.js';
import type {
  AgentActivity,
  AgentActivityBlock,
  EngagementActivity,
  EngagementActivityMetrics,
  QueueHealth,
  QueueHealthBlock,
} from './chat-metrics.js';
import { unwrapReport } from './envelope.js';
import type { GroupedMetrics } from './grouped.js';
import type { MessagingConversationMetrics, MessagingConversationReport } from './messaging-metrics.js';
import type { MessagingQueueBlock, MessagingQueueHealth } from './queue-metrics.js';
import type {
  AgentSegmentBlock,
  MessagingAgentSegments,
  MessagingSkillSegments,
  SkillSegmentBlock,
} from './segment-metrics.js';

/** Operations of `operationalRealtime` whose answers can be divided into intervals: their answers and metrics. */
export interface IntervalReports {
  queueHealth: { answer: QueueHealth; metrics: QueueHealthBlock };
  engagementActivity: { answer: EngagementActivity; metrics: GroupedMetrics<EngagementActivityMetrics> };
  agentActivity: { answer: AgentActivity; metrics: AgentActivityBlock };
  agentActivityPost: { answer: AgentActivity; metrics: AgentActivityBlock };
  messagingConversation: {
    answer: MessagingConversationReport;
    metrics: GroupedMetrics<MessagingConversationMetrics>;
  };
  messagingConversationPost: {
    answer: MessagingConversationReport;
    metrics: GroupedMetrics<MessagingConversationMetrics>;
  };
  messagingQueueHealth: { answer: MessagingQueueHealth; metrics: MessagingQueueBlock };
  messagingAgentSegments: { answer: MessagingAgentSegments; metrics: AgentSegmentBlock };
  messagingSkillSegments: { answer: MessagingSkillSegments; metrics: SkillSegmentBlock };
}

/** One interval with both of its bounds. */
export interface MetricInterval<Metrics> {
  /** Beginning in milliseconds since the epoch; it belongs to the interval. */
  from: number;
  /** End in milliseconds since the epoch; it does not belong to the interval. */
  to: number;
  metrics: Metrics;
}

/** Bound that `timestamp` is, by operation (documented). */
const STAMPED_BY: Readonly<Record<keyof IntervalReports, 'beginning' | 'end'>> = {
  queueHealth: 'end',
  engagementActivity: 'end',
  agentActivity: 'end',
  agentActivityPost: 'end',
  messagingConversation: 'end',
  messagingConversationPost: 'end',
  messagingQueueHealth: 'beginning',
  messagingAgentSegments: 'beginning',
  messagingSkillSegments: 'beginning',
};

const MINUTE_MS = 60_000;

/** What reports in one piece are made of; one that has none of it is no report. */
const WHOLES = [
  'metricsTotals',
  'metricsTotal',
  'skillsMetrics',
  'skillsMetricsPerAgent',
  'agentsMetrics',
  'metricsPerSkill',
] as const;

/**
 * The intervals of a report, oldest first, with both bounds in one form for all operations.
 *
 * LivePerson stamps the intervals of chat operations and of `messagingConversation` by their end, rounded up
 * to five minutes, and those of the other messaging operations by their beginning, not rounded (documented).
 * Where the end was rounded up, the newest interval ends after the report was made, and the oldest may begin
 * before the time that was asked for: both then hold less than an interval's worth.
 *
 * @param operation The operation that answered.
 * @param answer Its answer; it is not changed. That of a raw call may be in its envelope `{ meta, body }`.
 * @param interval The minutes that were asked for as `interval`.
 * @returns None when the report was asked for without `interval`.
 * @throws {ParameterError} The operation has no intervals, the answer is no report, or the interval no number of minutes.
 * @example
 * const health = await lp.operationalRealtime.queueHealth({ timeframe: 60, interval: 15 });
 * for (const { from, metrics } of metricIntervals('queueHealth', health, 15)) {
 *   console.log(new Date(from), metrics.metricsTotals.abandonmentRate);
 * }
 */
export function metricIntervals<Name extends keyof IntervalReports>(
  operation: Name,
  answer: IntervalReports[Name]['answer'],
  interval: number,
): MetricInterval<IntervalReports[Name]['metrics']>[] {
  if (!Object.hasOwn(STAMPED_BY, operation)) {
    throw wrong('operation', `one of ${Object.keys(STAMPED_BY).join(', ')}`);
  }
  if (!(Number.isFinite(interval) && interval > 0)) {
    throw wrong('interval', 'the minutes that were asked for as "interval"');
  }
  const length = interval * MINUTE_MS;
  const shift = STAMPED_BY[operation] === 'end' ? -length : 0;
  return stampedIntervals(operation, answer)
    .map(({ timestamp, metricsData, ...inline }) => ({
      from: timestamp + shift,
      to: timestamp + shift + length,
      // Some operations put the metrics beside the timestamp; the table above says what they are.
      metrics: (metricsData ?? inline) as IntervalReports[Name]['metrics'],
    }))
    .sort((a, b) => a.from - b.from);
}

interface StampedInterval {
  readonly timestamp: number;
  readonly metricsData?: unknown;
}

function stampedIntervals(operation: string, answer: unknown): readonly StampedInterval[] {
  const unwrapped = unwrapReport(answer);
  const isReport = unwrapped === undefined || unwrapped.status === 200;
  if (!isReport) throw wrong('answer', `a report; its envelope has the responseCode ${unwrapped.status}`);
  const report = unwrapped === undefined ? answer : unwrapped.value;
  const known = `a report of ${operation}, an object with "metricsByIntervals" or, of one piece, with its metrics`;
  if (!isJsonObject(report)) throw wrong('answer', known);
  const { metricsByIntervals } = report;
  if (metricsByIntervals === undefined && WHOLES.some((name) => name in report)) return [];
  if (!Array.isArray(metricsByIntervals)) throw wrong('answer', known);
  const unstamped = metricsByIntervals.findIndex((one) => !isStamped(one));
  if (unstamped === -1) return metricsByIntervals;
  const where = `"metricsByIntervals[${unstamped}].timestamp"`;
  throw wrong('answer', `${known}; ${where} is no number of milliseconds`);
}

function isStamped(interval: unknown): interval is StampedInterval {
  return isJsonObject(interval) && Number.isFinite(interval.timestamp);
}

function wrong(parameter: string, expected: string): ParameterError {
  return new ParameterError(parameter, `metricIntervals: "${parameter}" must be ${expected}`);
}
