import type { CsatMetrics, MessagingConversationMetrics } from '../apis/operational-messaging-metrics.js';
import type {
  MessagingCurrentSkillQueueMetrics,
  MessagingGroupQueueMetrics,
  MessagingQueueMetrics,
} from '../apis/operational-queue-metrics.js';
import type { AgentSegmentMetrics, SkillSegmentMetrics } from '../apis/operational-segment-metrics.js';
import type { SeededRandom } from './fixtures-random.js';

export function makeConversations(random: SeededRandom): MessagingConversationMetrics {
  const part = () => {
    const count = random.whole(1, 8);
    const average = random.whole(20, 200);
    return { count, average, time: count * average };
  };
  const [agent, consumer, system] = [part(), part(), part()];
  const count = agent.count + consumer.count + system.count;
  const time = agent.time + consumer.time + system.time;
  return {
    resolvedConversations_byCCP: agent.count,
    resolvedConversations_byConsumer: consumer.count,
    resolvedConversations_bySystem: system.count,
    totalResolvedConversations: count,
    totalHandlingTime_resolvedConversations_byCCP: agent.time,
    totalHandlingTime_resolvedConversations_byConsumer: consumer.time,
    totalHandlingTime_resolvedConversations_bySystem: system.time,
    totalHandlingTime_resolvedConversations: time,
    avgTime_resolvedConversations_byCCP: agent.average,
    avgTime_resolvedConversations_byConsumer: consumer.average,
    avgTime_resolvedConversations_bySystem: system.average,
    avgTime_resolvedConversations: time / count,
  };
}

export function makeSatisfaction(random: SeededRandom): CsatMetrics {
  const score = () => random.whole(0, 6);
  const [one, two, three, four, five] = [score(), score(), score(), score(), score() + 1];
  const total = one + two + three + four + five;
  const positive = four + five;
  return {
    csat_score1_answers: one,
    csat_score2_answers: two,
    csat_score3_answers: three,
    csat_score4_answers: four,
    csat_score5_answers: five,
    total_answers: total,
    positive_answers: positive,
    csat_score: Math.round((100 * positive) / total),
  };
}

export function makeMessagingQueue(random: SeededRandom): MessagingQueueMetrics {
  const actionable = random.whole(1, 9);
  const notActionable = random.whole(0, 3);
  const median = random.whole(5_000, 20_000);
  return {
    unassignedConversations: actionable + notActionable,
    actionableConversations: actionable,
    notActionableConversations: notActionable,
    actionableAndManualSla: 1,
    actionableAndDuringTransfer: 0,
    actionableAndConsumerLastMessage: actionable,
    notActionableDuringTransfer: 0,
    notActionableAndManualSla: 0,
    unassignedConversationsAndFirstTimeConsumer: random.whole(0, actionable),
    avgWaitTimeForAgentAssignment_NewConversation: median + random.whole(0, 5_000),
    avgWaitTimeForAgentAssignment_AfterTransfer: random.whole(5_000, 40_000),
    avgWaitTimeForAgentAssignment_AfterTransferFromBot: random.whole(5_000, 40_000),
    avgWaitTimeForAgentAssignment_AfterTransferFromAgent: -1,
    maxWaitTimeForAgentAssignment: median * 4,
    maxWaitTimeForAgentAssignment_AfterTransferFromAgent: -1,
    waitTimeForAgentAssignment_50thPercentile: median,
    waitTimeForAgentAssignment_90thPercentile: median * 3,
  };
}

export function makeCurrentQueue(random: SeededRandom, time: number): MessagingCurrentSkillQueueMetrics {
  const [inQueue, assigned] = [random.whole(0, 3), random.whole(0, 5)];
  return {
    time,
    ...makeMessagingQueue(random),
    overdueConversationsInQueue: inQueue,
    overdueConversationsAssigned: assigned,
    overdueConversationsTotal: inQueue + assigned,
  };
}

export function makeGroupQueue(random: SeededRandom): MessagingGroupQueueMetrics {
  const actionable = random.whole(0, 9);
  const notActionable = random.whole(0, 3);
  return {
    unassignedConversations: actionable + notActionable,
    unassignedConversationsAndFirstTimeConsumer: random.whole(0, actionable),
    actionableConversations: actionable,
    actionableAndDuringTransferToAgent: 0,
    actionableAndDuringTransferToSkill: random.whole(0, actionable),
    actionableAndDuringBackToQueue: 0,
    notActionableConversations: notActionable,
    notActionableAndDuringTransferToAgent: random.whole(0, notActionable),
    notActionableAndDuringTransferToSkill: 0,
    notActionableAndDuringBackToQueue: 0,
  };
}

export function makeAgentSegments(random: SeededRandom): AgentSegmentMetrics {
  const interactive = random.whole(1, 9);
  const silent = random.whole(0, 2);
  const first = random.whole(1_000, 9_000);
  return {
    totalAgentConversationSegments: interactive + silent,
    avgAgentMessagesinAgentSegment: random.whole(2, 12) / 2,
    avgAgentSegmentDuration: random.whole(30_000, 600_000),
    interactiveAgentSegments: interactive,
    agentSegmentsAbandonedByConsumers: 0,
    agentSegmentsWithNonResponsiveConsumers: silent,
    agentSegmentsWithNonResponsiveAgents: 0,
    avgTimetoFirstAgentMessageFromAgentAssignment: first,
    avgTimetoFirstAgentMessageFromAgentAssignment_AfterTransfer: -1,
    avgTimetoFirstAgentMessageFromAgentAssignment_NewConversation: first,
    avgTimeToResponseFromAgentAssignment: first + random.whole(0, 2_000),
  };
}

export function makeSkillSegments(random: SeededRandom): SkillSegmentMetrics {
  const interactive = random.whole(1, 40);
  const abandonedInQueue = random.whole(0, 3);
  const silent = random.whole(0, 4);
  return {
    totalSkillConversationSegments: interactive + abandonedInQueue + silent,
    skillSegmentsAbandonedByConsumers: abandonedInQueue,
    skillSegmentsAbandonedByConsumersInQueue: abandonedInQueue,
    skillSegmentsWithNonResponsiveConsumers: silent,
    skillSegmentsWithNonResponsiveAgents: 0,
    interactiveSkillSegments: interactive,
    avgTimetoFirstAgentMessageFromAgentAssignment: random.whole(1_000, 9_000),
  };
}
