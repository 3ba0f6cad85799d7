import type {
  QueueHealthBlock,
  QueueHealthMetrics,
  SlaHistogram,
} from '../../../apis/operational-realtime/chat-metrics.js';
import type { IntervalMetrics } from '../../../apis/operational-realtime/grouped.js';
import type { Clock } from '../../../config/clock.js';
import type { OperationsFixtures } from '../../fixtures/operations.js';
import type { Handler } from '../exchange.js';
import type { OperationHandlers } from './api-routes.js';
import {
  intervalEnds,
  ReportRequest,
  type ReportTime,
  readTime,
  readTimeframe,
  type WantedIds,
} from './operations-report.js';
import { groupWork, pickWanted, totalsOf } from './operations-totals.js';

/** Parts that the operations need. */
export interface OperationsParts {
  readonly operations: OperationsFixtures;
  readonly clock: Pick<Clock, 'now'>;
}

const DEFAULT_HISTOGRAM = '0,15,30,45,60,90,120';

/** leDataReporting: the operations for chat. */
export function chatOperationHandlers({ operations, clock }: OperationsParts): OperationHandlers {
  const agentActivity = agentActivityHandler(operations, clock);
  return {
    queueHealth: (request) => {
      const report = new ReportRequest(request);
      const time = readTime(report);
      const wanted = report.ids('skillIds');
      const whole = queueBlock(operations.chatQueues, wanted);
      const earlier = queueBlock({}, wanted, whole.metricsTotals);
      const intervals = stampedByEnd(time, clock, withoutPresent(whole), withoutPresent(earlier));
      return { status: 200, body: { ...intervals, ...whole } };
    },
    engagementActivity: (request) => {
      const report = new ReportRequest(request);
      const time = readTime(report);
      const wanted = { skillIds: report.ids('skillIds'), agentIds: report.ids('agentIds') };
      const like = metricsOfFirst(operations.chats);
      const whole = groupWork(operations.chats, wanted, like);
      return {
        status: 200,
        body: { ...stampedByEnd(time, clock, whole, groupWork([], wanted, like)), ...whole },
      };
    },
    agentActivity,
    agentActivityPost: agentActivity,
    currentQueueState: (request) => {
      const report = new ReportRequest(request);
      const noData = { currentAvailableSlots: -1, currentQueueSize: -1, currentMaxWaitTimeInQueue: -1 };
      const asked = report.text('skillIds')?.split(',') ?? ['all'];
      const wanted = report.idsOrAll('skillIds');
      // Those that were asked for are there without data, too; for all of them also those with no skill.
      const without = asked[0] === 'all' ? ['-1'] : asked;
      const skills = {
        ...Object.fromEntries(without.map((id) => [id, noData])),
        ...pickWanted(operations.queueStates, wanted),
      };
      const isFirstVersion = request.version === 1;
      const shape = ({ currentMaxWaitTimeInQueue, ...first }: typeof noData) =>
        isFirstVersion ? first : { ...first, currentMaxWaitTimeInQueue };
      const states = Object.entries(skills).map(([id, state]) => [id, shape({ ...noData, ...state })]);
      const totals = totalsOf(
        Object.values(skills).map((state) => ({ ...noData, ...state })),
        noData,
      );
      return { status: 200, body: { skills: Object.fromEntries(states), totals: shape(totals) } };
    },
    slaHistogram: (request) => {
      const report = new ReportRequest(request);
      readTimeframe(report);
      const bounds = readHistogram(report);
      const [skills, groups] = [report.idsOrAll('skillIds'), report.idsOrAll('groupIds')];
      const waits = operations.chatWaits
        .filter(({ skillId, agentGroupId }) => skills(skillId) && groups(agentGroupId))
        .map(({ metrics }) => metrics);
      return { status: 200, body: histogramOf(waits, bounds) };
    },
  };
}

/** The newest interval holds all there is, the earlier ones nothing. */
export function stampedByEnd<Block>(
  time: ReportTime,
  clock: Pick<Clock, 'now'>,
  newest: Block,
  earlier: Block,
): { metricsByIntervals?: IntervalMetrics<Block>[] } {
  if (time.interval === undefined) return {};
  const metricsByIntervals = intervalEnds(time, clock).map((timestamp, index) => ({
    timestamp,
    metricsData: index === 0 ? newest : earlier,
  }));
  return { metricsByIntervals };
}

/** Metrics that name all the others of their kind. */
export function metricsOfFirst<Metrics>(work: readonly { readonly metrics: Metrics }[]): Metrics {
  const [first] = work;
  if (first === undefined) throw new Error('The fixtures have no agent who worked');
  return first.metrics;
}

function agentActivityHandler({ agentStates }: OperationsFixtures, clock: Pick<Clock, 'now'>): Handler {
  return (request) => {
    const report = new ReportRequest(request);
    const time = readTime(report);
    const wanted = report.ids('agentIds');
    if (wanted === undefined) throw report.refuse('agentIds', "ids separated by commas, or 'all'");
    const block = (metricsPerAgent: object) => ({ agentsMetrics: { metricsPerAgent, metricsTotals: [] } });
    const whole = block(pickWanted(agentStates, wanted));
    const intervals = stampedByEnd(time, clock, whole, block({}));
    // With intervals the whole is empty in the documented example.
    return { status: 200, body: { ...intervals, ...(time.interval === undefined ? whole : block({})) } };
  };
}

function queueBlock(
  queues: Readonly<Record<string, QueueHealthMetrics>>,
  wanted: WantedIds | undefined,
  like?: QueueHealthMetrics,
): QueueHealthBlock {
  const skillsMetrics = pickWanted(queues, wanted ?? (() => true));
  const all = Object.values(skillsMetrics);
  const metricsTotals = totalsOf(all, like ?? Object.values(queues)[0] ?? ({} as QueueHealthMetrics));
  return wanted === undefined ? { metricsTotals } : { skillsMetrics, metricsTotals };
}

/** Within intervals there are no values of the present (documented). */
function withoutPresent({ skillsMetrics, metricsTotals }: QueueHealthBlock): QueueHealthBlock {
  const past = (metrics: QueueHealthMetrics) => ({
    ...metrics,
    currentQueueSize: -1,
    currentAvailableSlots: -1,
  });
  if (skillsMetrics === undefined) return { metricsTotals: past(metricsTotals) };
  const skills = Object.entries(skillsMetrics).map(([id, metrics]) => [id, past(metrics)]);
  return { skillsMetrics: Object.fromEntries(skills), metricsTotals: past(metricsTotals) };
}

function readHistogram(report: ReportRequest): number[] {
  const text = report.text('histogram') ?? DEFAULT_HISTOGRAM;
  const bounds = text.split(',').map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN));
  if (bounds.some((bound) => !(bound % 5 === 0))) throw report.refuse('histogram', 'multiples of 5');
  return [...new Set([0, ...bounds])].sort((a, b) => a - b);
}

function histogramOf(waits: readonly number[], bounds: readonly number[]): SlaHistogram {
  const fraction = (chats: number) => (waits.length === 0 ? 0 : chats / waits.length);
  const below = (bound: number) => waits.filter((wait) => wait < bound).length;
  const buckets = bounds.map((bound, index) => {
    const upTo = below(bounds[index + 1] ?? Infinity);
    const chats = upTo - below(bound);
    return [String(bound), { accumulated: fraction(upTo), percentageFromTotal: fraction(chats), chats }];
  });
  return { slaDataRange: Object.fromEntries(buckets) };
}
