import type {
  AgentStateTime,
  EngagementActivityMetrics,
  QueueHealthMetrics,
  QueueState,
} from '../apis/operational-chat-metrics.js';
import type {
  CsatMetrics,
  MessagingConversationMetrics,
  SkillWaitTime,
} from '../apis/operational-messaging-metrics.js';
import type {
  MessagingCurrentSkillQueueMetrics,
  MessagingGroupQueueMetrics,
  MessagingQueueMetrics,
} from '../apis/operational-queue-metrics.js';
import type { AgentSegmentMetrics, SkillSegmentMetrics } from '../apis/operational-segment-metrics.js';
import type { Skill } from '../apis/skills.js';
import type { User } from '../apis/users.js';
import {
  makeAgentSegments,
  makeConversations,
  makeCurrentQueue,
  makeGroupQueue,
  makeMessagingQueue,
  makeSatisfaction,
  makeSkillSegments,
} from './fixtures-messaging.js';
import type { SeededRandom } from './fixtures-random.js';

/** What one agent did for one skill. */
export interface AgentWork<Metrics> {
  readonly skillId: number;
  readonly agentId: number;
  readonly agentGroupId: number;
  readonly isBot: boolean;
  readonly metrics: Metrics;
}

/** The last 24 hours of the account, all in the newest five minutes. Keys are ids of skills unless marked. */
export interface OperationsFixtures {
  readonly chatQueues: Readonly<Record<string, QueueHealthMetrics>>;
  readonly queueStates: Readonly<Record<string, QueueState>>;
  readonly chats: readonly AgentWork<EngagementActivityMetrics>[];
  /** Keys are ids of agents. */
  readonly agentStates: Readonly<Record<string, AgentStateTime[]>>;
  /** Seconds that each chat waited. */
  readonly chatWaits: readonly AgentWork<number>[];
  readonly conversations: readonly AgentWork<MessagingConversationMetrics>[];
  readonly satisfaction: readonly AgentWork<CsatMetrics>[];
  readonly messagingQueues: Readonly<Record<string, MessagingQueueMetrics>>;
  readonly currentQueues: Readonly<Record<string, MessagingCurrentSkillQueueMetrics>>;
  /** Keys are ids of skills, and within those of agent groups. */
  readonly groupQueues: Readonly<Record<string, Record<string, MessagingGroupQueueMetrics>>>;
  readonly agentSegments: readonly AgentWork<AgentSegmentMetrics>[];
  readonly skillSegments: Readonly<Record<string, SkillSegmentMetrics>>;
  readonly waitTimes: readonly SkillWaitTime[];
}

/** What operations are made from. */
export interface OperationsSources {
  readonly baseTime: number;
  readonly users: readonly User[];
  readonly skills: readonly Skill[];
}

/** The last live skill has no data, so that answers can be seen to leave it out. */
export function makeOperations(random: SeededRandom, sources: OperationsSources): OperationsFixtures {
  const skillIds = sources.skills.filter(({ deleted }) => !deleted).map(({ id }) => id);
  const busy = skillIds.slice(0, -1);
  const bySkill = <T>(make: (skillId: number) => T): Record<string, T> => {
    return Object.fromEntries(busy.map((id) => [String(id), make(id)]));
  };
  const byAgent = <T>(make: () => T): AgentWork<T>[] => {
    return sources.users.flatMap((user) => workOf(user, busy, make));
  };
  const agents = sources.users.filter(({ deleted, memberOf }) => !deleted && memberOf !== undefined);
  return {
    chatQueues: bySkill(() => makeChatQueue(random)),
    queueStates: bySkill(() => ({
      currentAvailableSlots: random.whole(0, 5),
      currentQueueSize: random.whole(0, 3),
      currentMaxWaitTimeInQueue: random.whole(-1, 60_000),
    })),
    chats: byAgent(() => makeChats(random)),
    agentStates: Object.fromEntries(agents.map(({ id }) => [String(id), makeStates(random)])),
    chatWaits: byAgent(() => random.whole(0, 150)),
    conversations: byAgent(() => makeConversations(random)),
    satisfaction: byAgent(() => makeSatisfaction(random)),
    messagingQueues: bySkill(() => makeMessagingQueue(random)),
    currentQueues: bySkill(() => makeCurrentQueue(random, sources.baseTime)),
    groupQueues: bySkill(() =>
      Object.fromEntries(groupsOf(agents).map((id) => [id, makeGroupQueue(random)])),
    ),
    agentSegments: byAgent(() => makeAgentSegments(random)),
    skillSegments: bySkill(() => makeSkillSegments(random)),
    waitTimes: skillIds.map((skillId) => ({
      skillId,
      ewt: busy.includes(skillId) ? random.whole(0, 90) : -1,
      timestamp: sources.baseTime,
    })),
  };
}

function workOf<T>(user: User, busySkillIds: readonly number[], make: () => T): AgentWork<T>[] {
  const agentGroupId = user.memberOf?.agentGroupId;
  if (user.deleted || agentGroupId === undefined) return [];
  const skillIds = (user.skillIds ?? []).filter((id) => busySkillIds.includes(id));
  const isBot = user.userTypeId === 2;
  return skillIds.map((skillId) => ({ skillId, agentId: user.id, agentGroupId, isBot, metrics: make() }));
}

function groupsOf(agents: readonly User[]): string[] {
  return [...new Set(agents.flatMap(({ memberOf }) => (memberOf ? [String(memberOf.agentGroupId)] : [])))];
}

function makeChatQueue(random: SeededRandom): QueueHealthMetrics {
  const connectedEng = random.whole(1, 40);
  const abandonedEng = random.whole(1, 10);
  const avgTimeToAnswer = random.whole(5, 60);
  const avgTimeToAbandon = random.whole(5, 90);
  const queueSizeSum = random.whole(0, 60);
  const availableSlotsSum = random.whole(20, 100);
  return {
    totalTimeToAnswer: avgTimeToAnswer * connectedEng,
    enteredQEng: connectedEng + abandonedEng,
    avgTimeToAnswer,
    abandonmentRate: Number((abandonedEng / (abandonedEng + connectedEng)).toFixed(2)),
    abandonedEng,
    connectedEng,
    avgTimeToAbandon,
    totalTimeToAbandon: avgTimeToAbandon * abandonedEng,
    maxQueueSize: random.whole(3, 9),
    minQueueSize: 0,
    averageQueueSize: queueSizeSum / 20,
    maxAvailableSlots: random.whole(5, 9),
    minAvailableSlots: random.whole(0, 2),
    averageAvailableSlots: availableSlotsSum / 20,
    currentQueueSize: random.whole(0, 3),
    currentAvailableSlots: random.whole(0, 5),
    availableSlotsSum,
    availableSlotsCount: 20,
    queueSizeSum,
    queueSizeCount: 20,
  };
}

function makeChats(random: SeededRandom): EngagementActivityMetrics {
  const totalInteractiveChats = random.whole(1, 12);
  const totalNonInteractiveChats = random.whole(0, 3);
  return {
    totalInteractiveChats,
    totalNonInteractiveChats,
    totalHandlingTime: totalInteractiveChats * random.whole(60, 400),
    nonInteractiveTotalHandlingTime: totalNonInteractiveChats * random.whole(5, 30),
    connectedEngagements: totalInteractiveChats + totalNonInteractiveChats,
  };
}

function makeStates(random: SeededRandom): AgentStateTime[] {
  const state = (
    id: AgentStateTime['id'],
    name: string,
    total: number,
    chatting: number,
  ): AgentStateTime => ({
    id,
    name,
    value: { total, chatting, notChatting: total - chatting, chattingInMaxConcurrency: 0 },
  });
  const online = random.whole(1_000, 20_000);
  const chatting = random.whole(0, 1_000);
  const soon = random.whole(0, 600);
  const away = random.whole(1, 900);
  const lunch = { total: away, chatting: 0, notChatting: away, chattingInMaxConcurrency: 0 };
  return [
    state(2, 'Online', online, chatting),
    state(3, 'Back in 5', soon, 0),
    { ...state(4, 'Away', away, 0), reasons: [{ id: '990001', value: lunch }] },
    state(-1, 'Logged in', online + soon + away, chatting),
  ];
}
