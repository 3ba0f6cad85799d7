import type {
  MessagingCurrentQueueMetrics,
  MessagingCurrentSkillQueueMetrics,
} from '../../../apis/operational-realtime/queue-metrics.js';
import { GROUP_QUEUE_METRICS } from '../../../apis/operational-realtime/queue-metrics.js';
import {
  AGENT_SEGMENT_METRICS,
  type AgentSegmentBlock,
  type AgentSegmentMetrics,
} from '../../../apis/operational-realtime/segment-metrics.js';
import type { AgentWork, OperationsFixtures } from '../../fixtures/operations.js';
import type { Handler } from '../exchange.js';
import type { OperationHandlers } from './api-routes.js';
import { metricsOfFirst, type OperationsParts, stampedByEnd } from './operations-chat.js';
import {
  intervalBeginnings,
  ReportRequest,
  type ReportTime,
  readTime,
  readTimeframe,
} from './operations-report.js';
import { groupWork, mapGroups, pickWanted, totalsOf } from './operations-totals.js';
import { type QueueRange, type QueueReport, readQueueRange } from './operations-versions.js';

const QUEUE: QueueReport = { hours: 24, signedTimeframe: true };
const CURRENT_QUEUE: QueueReport = { hours: 72, signedTimeframe: false };
const MINUTE_MS = 60_000;

const USER_TYPES = ['human', 'bot', 'all'] as const;

/** leDataReporting and msgEwtAPI: the operations for messaging. */
export function messagingOperationHandlers(parts: OperationsParts): OperationHandlers {
  const { operations, clock } = parts;
  const messagingConversation = conversationHandler(parts);
  return {
    messagingConversation,
    messagingConversationPost: messagingConversation,
    messagingQueueHealth: (request) => {
      const report = new ReportRequest(request);
      const wanted = report.idsOrAll('skillIds');
      const block = skillsBlock(pickWanted(operations.messagingQueues, wanted), operations.messagingQueues);
      const none = skillsBlock({}, operations.messagingQueues);
      const range = readQueueRange(request, report, clock, QUEUE);
      const time = range === undefined ? timeUntilNow(report, clock) : timeOfRange(report, range);
      // A public client finds the metrics of intervals of version 2 there (observed).
      return stampedByBeginning(time, block, none, request.version === 2 ? 'metricsData' : undefined);
    },
    messagingCurrentQueueHealth: (request) => {
      const report = new ReportRequest(request);
      readQueueRange(request, report, clock, CURRENT_QUEUE);
      return { status: 200, body: currentQueues(report, operations) };
    },
    messagingQueueHealthByGroup: (request) => ({
      status: 200,
      body: { skillGroupMetrics: groupQueues(new ReportRequest(request), operations) },
    }),
    messagingCsatDistribution: (request) => {
      const report = new ReportRequest(request);
      readTimeframe(report);
      const wanted = { skillIds: report.ids('skillIds'), agentIds: report.ids('agentIds') };
      const { satisfaction } = operations;
      return { status: 200, body: groupWork(satisfaction, wanted, metricsOfFirst(satisfaction)) };
    },
    messagingAgentSegments: (request) => {
      const report = new ReportRequest(request);
      const { whole, none } = agentSegments(report, operations.agentSegments);
      return stampedByBeginning(timeUntilNow(report, clock), whole, none, 'metricsData');
    },
    messagingSkillSegments: (request) => {
      const report = new ReportRequest(request);
      report.oneOf('userType', USER_TYPES, 'all');
      const wanted = report.idsOrAll('skillIds');
      const block = skillsBlock(pickWanted(operations.skillSegments, wanted), operations.skillSegments);
      const none = skillsBlock({}, operations.skillSegments);
      return stampedByBeginning(timeUntilNow(report, clock), block, none);
    },
    // As it answered until LivePerson ended it in 2024.
    messagingEstimatedWaitTime: (request) => {
      const wanted = new ReportRequest(request).idsOrAll('skills');
      const found = operations.waitTimes.filter(({ skillId }) => wanted(skillId));
      return { status: 200, body: { estimatedWaitTimeResponse: found } };
    },
  };
}

function conversationHandler({ operations, clock }: OperationsParts): Handler {
  return (request) => {
    const report = new ReportRequest(request);
    const time = readTime(report);
    const groups = report.idsOrAll('groupIds');
    const wanted = { skillIds: report.ids('skillIds'), agentIds: report.ids('agentIds') };
    const like = metricsOfFirst(operations.conversations);
    const counted = operations.conversations.filter(({ agentGroupId }) => groups(agentGroupId));
    const whole = groupWork(counted, wanted, like);
    const intervals = stampedByEnd(time, clock, whole, groupWork([], wanted, like));
    return { status: 200, body: { ...intervals, ...whole } };
  };
}

/** In one piece, or divided: then the whole moves to `timeframeSummary`, and the newest interval holds it all. */
function stampedByBeginning<Block extends object>(
  time: EndedTime,
  whole: Block,
  none: Block,
  wrapper?: 'metricsData',
) {
  if (time.interval === undefined) return { status: 200, body: whole };
  const beginnings = intervalBeginnings(time, time.end);
  const metricsByIntervals = beginnings.map((timestamp, index) => {
    const block = index === beginnings.length - 1 ? whole : none;
    return wrapper === undefined ? { timestamp, ...block } : { timestamp, [wrapper]: block };
  });
  return { status: 200, body: { metricsByIntervals, timeframeSummary: whole } };
}

/** The time of a report and its end, in milliseconds since the epoch. */
interface EndedTime extends ReportTime {
  readonly end: number;
}

function timeUntilNow(report: ReportRequest, clock: OperationsParts['clock']): EndedTime {
  return { ...readTime(report), end: clock.now() };
}

/** Which intervals a range may be divided into is not documented: any that it has room for. */
function timeOfRange(report: ReportRequest, { from, to }: QueueRange): EndedTime {
  const timeframe = (to - from) / MINUTE_MS;
  return { timeframe, interval: report.whole('interval', 5, timeframe), end: to };
}

function skillsBlock<Metrics extends object>(
  skillsMetrics: Record<string, Metrics>,
  all: Readonly<Record<string, Metrics>>,
) {
  const [like] = Object.values(all);
  return { skillsMetrics, metricsTotal: totalsOf(Object.values(skillsMetrics), like ?? ({} as Metrics)) };
}

function currentQueues(report: ReportRequest, { currentQueues: queues }: OperationsFixtures) {
  const groups = report.names('metrics', ['queue', 'waittimes', 'overdue', 'all']) ?? ['queue', 'waittimes'];
  const isOverdueAsked = report.flag('overdueConversations', false);
  report.ids('groupIds');
  const isWanted = (name: string) => {
    const group = /^overdue/.test(name) ? 'overdue' : /WaitTime/i.test(name) ? 'waittimes' : 'queue';
    return groups.includes('all') || groups.includes(group) || (group === 'overdue' && isOverdueAsked);
  };
  const choose = ({
    time: _,
    ...metrics
  }: MessagingCurrentSkillQueueMetrics): MessagingCurrentQueueMetrics => {
    return Object.fromEntries(Object.entries(metrics).filter(([name]) => isWanted(name)));
  };
  const found = Object.entries(pickWanted(queues, report.idsOrAll('skillIds')));
  const metricsTotal = totalsOf(
    found.map(([, queue]) => choose(queue)),
    {},
  );
  if (!report.flag('breakdown', true)) return { metricsTotal };
  const skills = found.map(([id, queue]) => [id, { time: queue.time, ...choose(queue) }]);
  return { skillsMetrics: Object.fromEntries(skills), metricsTotal };
}

function groupQueues(report: ReportRequest, { groupQueues: queues }: OperationsFixtures) {
  report.whole('timeframe', 1, Number.MAX_SAFE_INTEGER);
  report.flag('includeSubGroups', false);
  const names = report.names('metrics', GROUP_QUEUE_METRICS) ?? GROUP_QUEUE_METRICS;
  const wantedGroups = report.idsOrAll('allocatedAgentGroupIds');
  const skills = Object.entries(pickWanted(queues, report.idsOrAll('skillIds'))).map(([skillId, groups]) => {
    const chosen = Object.entries(pickWanted(groups, wantedGroups)).map(([groupId, metrics]) => [
      groupId,
      Object.fromEntries(Object.entries(metrics).filter(([name]) => names.some((one) => one === name))),
    ]);
    return [skillId, Object.fromEntries(chosen)];
  });
  return Object.fromEntries(skills);
}

function agentSegments(report: ReportRequest, all: readonly AgentWork<AgentSegmentMetrics>[]) {
  const [agents, groups] = [report.idsOrAll('agentIds'), report.idsOrAll('groupIds')];
  const skills = report.ids('skillIds');
  const userType = report.oneOf('userType', USER_TYPES, 'all');
  const names = report.names('metrics', ['all', ...AGENT_SEGMENT_METRICS]) ?? ['all'];
  const isWanted = (name: string) =>
    name === 'totalAgentConversationSegments' || names.includes('all') || names.includes(name);
  const choose = (metrics: AgentSegmentMetrics): AgentSegmentMetrics => {
    const { totalAgentConversationSegments, ...others } = metrics;
    const chosen = Object.fromEntries(Object.entries(others).filter(([name]) => isWanted(name)));
    return { totalAgentConversationSegments, ...chosen };
  };
  const like = choose(metricsOfFirst(all));
  const counted = all
    .filter(({ agentId, agentGroupId }) => agents(agentId) && groups(agentGroupId))
    .filter(({ skillId }) => skills === undefined || skills(skillId))
    .filter(({ isBot }) => userType === 'all' || isBot === (userType === 'bot'));
  const totals = (work: typeof counted) =>
    totalsOf(
      work.map(({ metrics }) => choose(metrics)),
      like,
    );
  const byAgent = (work: readonly AgentWork<AgentSegmentMetrics>[]) => ({
    metricsPerAgent: mapGroups(
      work,
      ({ agentId }) => agentId,
      (some) => totals([...some]),
    ),
  });
  const block = (work: typeof counted): AgentSegmentBlock => ({
    agentsMetrics: byAgent(work),
    ...(skills === undefined ? {} : { metricsPerSkill: mapGroups(work, ({ skillId }) => skillId, byAgent) }),
    metricsTotal: totals(work),
  });
  return { whole: block(counted), none: block([]) };
}
