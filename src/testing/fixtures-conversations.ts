import type { Conversation, ConversationInfo } from '../apis/conversation.js';
import type {
  AgentParticipant,
  ConsumerParticipant,
  ConversationMessage,
} from '../apis/conversation-messages.js';
import type { Skill } from '../apis/skills.js';
import type { User } from '../apis/users.js';
import type { SeededRandom } from './fixtures-random.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const COUNT = 120;
const CONSUMERS = 25;
/** The latest conversations are still open. */
const OPEN = 4;

const TEXTS = [
  'I need a copy of my invoice',
  'When does my parcel arrive?',
  'I would like to change my address',
  'My contract ends next month',
] as const;

/** What conversations are made from. */
export interface ConversationSources {
  readonly accountId: string;
  readonly baseTime: number;
  readonly users: readonly User[];
  readonly skills: readonly Skill[];
}

/** Conversations of the 60 days before the base time, oldest first; the latest ones are open. */
export function makeConversations(random: SeededRandom, sources: ConversationSources): Conversation[] {
  const consumers = Array.from({ length: CONSUMERS }, () => random.uuid());
  const starts = Array.from({ length: COUNT }, () => sources.baseTime - random.whole(DAY_MS, 60 * DAY_MS));
  return starts
    .sort((a, b) => a - b)
    .map((start, index) => {
      const consumer = consumers[random.whole(0, CONSUMERS - 1)] ?? '';
      return makeConversation(random, sources, start, consumer, index >= COUNT - OPEN);
    });
}

function makeConversation(
  random: SeededRandom,
  sources: ConversationSources,
  startTimeL: number,
  consumer: string,
  isOpen: boolean,
): Conversation {
  const info = makeInfo(random, sources, startTimeL, isOpen);
  const messages = makeMessages(random, info, consumer);
  const agent = makeAgent(info);
  const dialogId = info.conversationId;
  return {
    info,
    campaign: {
      campaignId: '710020',
      campaignName: 'Help',
      campaignEngagementId: '710025',
      campaignEngagementName: 'Button',
      engagementSource: 'WEB_SITE',
      lobId: 610,
      lobName: 'Retail',
    },
    monitoring: { country: 'Germany', countryCode: 'DE', city: 'Berlin', device: 'DESKTOP' },
    messageRecords: messages,
    agentParticipants: [agent],
    agentParticipantsActive: isOpen ? [agent] : [],
    agentParticipantsLeave: [],
    consumerParticipants: [makeConsumer(consumer, startTimeL, dialogId)],
    transfers: [],
    interactions: [
      {
        assignedAgentId: agent.agentId,
        interactionTimeL: agent.timeL,
        interactionTime: agent.time,
        interactiveSequence: 1,
        dialogId,
      },
    ],
    dialogs: [
      {
        dialogId,
        status: info.status,
        dialogType: 'MAIN',
        dialogChannelType: 'MESSAGING',
        startTime: info.startTime,
        startTimeL,
        skillId: info.latestSkillId,
        skillName: info.latestSkillName,
      },
    ],
    messageScores: messages.map(({ messageId, time, timeL }) => {
      return { messageId, messageRawScore: 0, mcs: info.mcs ?? 50, time, timeL };
    }),
    messageStatuses: messages.map(({ messageId, seq, time, timeL }) => {
      const participantId = agent.agentId;
      return { messageId, seq, time, timeL, participantId, messageDeliveryStatus: 'READ', dialogId };
    }),
    conversationSurveys: isOpen ? [] : [makeSurvey(info)],
    coBrowseSessions: { coBrowseSessionsList: [] },
    summary: { text: 'Answered', lastUpdatedTime: agent.timeL },
    sdes: {
      events: [
        {
          sdeType: 'CUSTOMER_INFO',
          serverTimeStamp: String(startTimeL),
          customerInfo: {
            serverTimeStamp: String(startTimeL),
            customerInfo: { customerId: `C-${consumer.slice(0, 4)}` },
          },
        },
      ],
    },
    unAuthSdes: { events: [] },
    responseTime: {
      latestEffectiveResponseDueTime: isOpen ? sources.baseTime : -1,
      configuredResponseTime: 60,
    },
  };
}

function makeInfo(
  random: SeededRandom,
  { accountId, baseTime, users, skills }: ConversationSources,
  startTimeL: number,
  isOpen: boolean,
): ConversationInfo {
  const agents = users.filter(({ deleted, memberOf }) => !deleted && memberOf);
  const live = skills.filter(({ deleted }) => !deleted);
  const agent = agents[random.whole(0, agents.length - 1)];
  const skill = live[random.whole(0, live.length - 1)];
  const duration = isOpen ? baseTime - startTimeL : random.whole(5, 600) * MINUTE_MS;
  const endTimeL = isOpen ? -1 : startTimeL + duration;
  const status = isOpen ? 'OPEN' : 'CLOSE';
  return {
    startTime: timeText(startTimeL),
    startTimeL,
    endTime: isOpen ? 'undefined' : timeText(endTimeL),
    endTimeL,
    duration,
    conversationId: random.uuid(),
    brandId: accountId,
    status,
    fullDialogStatus: status,
    ...(!isOpen && {
      fullDialogEndTime: timeText(endTimeL),
      fullDialogEndTimeL: endTimeL,
      closeReason: 'AGENT',
      closeReasonDescription: 'MANUAL_CLOSE',
    }),
    firstConversation: random.chance(0.2),
    csat: isOpen ? null : random.whole(1, 5),
    mcs: random.whole(0, 100),
    alertedMCS: random.pick([-1, 0, 1]),
    source: random.pick(['SHARK', 'APP', 'SMS']),
    device: random.pick(['DESKTOP', 'TABLET', 'MOBILE']),
    latestSkillId: skill?.id ?? -1,
    latestSkillName: skill?.name ?? 'Unassigned',
    latestAgentId: String(agent?.id ?? -1),
    latestAgentLoginName: agent?.loginName ?? null,
    latestAgentNickname: agent?.nickname ?? null,
    latestAgentFullName: agent?.fullName ?? null,
    agentDeleted: false,
    latestAgentGroupId: agent?.memberOf?.agentGroupId ?? -1,
    latestAgentGroupName: 'Main Group',
    latestQueueState: 'ACTIVE',
    isPartial: false,
    features: ['RICHCONTENT', 'PHOTOSHARING'],
  };
}

function makeMessages(
  random: SeededRandom,
  info: ConversationInfo,
  consumer: string,
): [ConversationMessage, ...ConversationMessage[]] {
  const message = (seq: number, sentBy: 'Agent' | 'Consumer', text: string): ConversationMessage => {
    const timeL = info.startTimeL + seq * MINUTE_MS;
    return {
      type: 'TEXT_PLAIN',
      messageData: { msg: { text } },
      messageId: `ms::dialog:${info.conversationId}::msg:${seq}`,
      seq,
      dialogId: info.conversationId,
      participantId: sentBy === 'Agent' ? (info.latestAgentId ?? '') : consumer,
      time: timeText(timeL),
      timeL,
      sentBy,
      audience: 'ALL',
    };
  };
  return [message(0, 'Consumer', random.pick(TEXTS)), message(2, 'Agent', 'One moment, I will have a look.')];
}

function makeAgent(info: ConversationInfo): AgentParticipant {
  const timeL = info.startTimeL + MINUTE_MS;
  return {
    agentId: info.latestAgentId ?? '',
    agentFullName: info.latestAgentFullName ?? null,
    agentLoginName: info.latestAgentLoginName ?? null,
    userType: '1',
    userTypeName: 'Human',
    role: 'AGENT',
    agentGroupId: info.latestAgentGroupId ?? -1,
    time: timeText(timeL),
    timeL,
    permission: 'ASSIGNED_AGENT',
    dialogId: info.conversationId,
  };
}

function makeConsumer(participantId: string, timeL: number, dialogId: string): ConsumerParticipant {
  return {
    participantId,
    firstName: 'Robin',
    lastName: 'Sample',
    token: 'undefined',
    email: `consumer.${participantId.slice(0, 8)}@example.com`,
    phone: '+15550100',
    avatarURL: 'undefined',
    consumerName: 'Robin',
    time: timeText(timeL),
    timeL,
    dialogId,
  };
}

function makeSurvey({ csat, conversationId }: ConversationInfo) {
  return {
    surveyType: 'Satisfaction',
    surveyStatus: 'FILLED',
    dialogId: conversationId,
    surveyData: [{ question: 'How satisfied are you?', answer: String(csat) }],
  };
}

/** A time in the format of the service, for example `2026-06-02 10:05:20.000+0000`. */
function timeText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '+0000');
}
