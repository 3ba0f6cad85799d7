import type {
  AgentParticipant,
  ConsumerParticipant,
  ConversationDialog,
  ConversationInteraction,
  ConversationMessage,
  ConversationTransfer,
  MessageScore,
  MessageStatus,
} from './conversation-messages.js';
import type {
  AgentSurvey,
  ConversationIntent,
  ConversationSurvey,
  UniqueIntent,
} from './conversation-surveys.js';
import type { EngagementAttributeEvent } from './engagement-attributes.js';
import type { InteractionPageMetadata } from './interaction.js';

// Texts of time look like `2024-02-02 10:05:20.000+0000`; beside each stands a number, named with an
// `L`, of milliseconds since the epoch. Fields are documented unless marked. Where a text has no value it may
// be absent, null or, as was seen, the text `undefined` or `null`.

/** One page of conversations. */
export interface ConversationPage {
  _metadata: InteractionPageMetadata;
  /** The conversations of this page; empty when nothing matches. */
  conversationHistoryRecords: Conversation[];
}

/** One conversation. Which parts it has beside `info` is up to `contentToRetrieve`. */
export interface Conversation {
  info: ConversationInfo;
  /** Campaign and engagement that led to the conversation. */
  campaign?: ConversationCampaign | null;
  /** Where and with what the consumer began. */
  monitoring?: ConversationMonitoring | null;
  /** Transcript. */
  messageRecords?: ConversationMessage[];
  agentParticipants?: AgentParticipant[];
  /** Agents still in the conversation (shape inferred from `agentParticipants`). */
  agentParticipantsActive?: AgentParticipant[];
  /** Agents who left (shape inferred from `agentParticipants`). */
  agentParticipantsLeave?: AgentParticipant[];
  consumerParticipants?: ConsumerParticipant[];
  /** The name of `consumerParticipants` in the documented example; in answers only that one was seen. */
  consumerParticipant?: ConsumerParticipant[];
  transfers?: ConversationTransfer[];
  /** Times in which an agent took part. */
  interactions?: ConversationInteraction[];
  dialogs?: ConversationDialog[];
  /** Meaningful Connection Score after each message. */
  messageScores?: MessageScore[];
  /** The name of `messageScores` in the documented example; in answers only that one was seen. */
  messageScore?: MessageScore[];
  messageStatuses?: MessageStatus[];
  /** Changes to the default or the fallback skill; their shape is not documented. */
  skillChanges?: unknown[];
  conversationSurveys?: ConversationSurvey[];
  coBrowseSessions?: { coBrowseSessionsList: MessagingCoBrowseSession[] } | null;
  /** Engagement attributes of the authenticated consumer. */
  sdes?: { events: EngagementAttributeEvent[] } | null;
  /** Engagement attributes that are not authenticated, with `v: '2'` only (shape inferred from `sdes`). */
  unAuthSdes?: { events: EngagementAttributeEvent[] } | null;
  responseTime?: {
    /** When the agent's answer is due, in milliseconds since the epoch; -1 while the consumer is awaited. */
    latestEffectiveResponseDueTime: number;
    /** Configured time to respond; its unit is not documented. */
    configuredResponseTime: number;
  } | null;
  summary?: {
    /** Written by the agent. */
    text: string;
    /** Milliseconds since the epoch. */
    lastUpdatedTime: number;
  } | null;
  /** Intents per message. */
  intents?: ConversationIntent[];
  /** Every intent once. */
  uniqueIntents?: UniqueIntent[];
  latestAgentSurvey?: AgentSurvey | null;
  previouslySubmittedAgentSurveys?: AgentSurvey[] | null;
  /** Page views (observed); their shape is not known. */
  pageView?: unknown[];
}

/** Data of a conversation. */
export interface ConversationInfo {
  startTime: string;
  startTimeL: number;
  /** The text `undefined` while open. */
  endTime: string;
  /** -1 while open. */
  endTimeL: number;
  /** End without the survey. */
  conversationEndTime?: string;
  conversationEndTimeL?: number;
  /** End with the survey. */
  fullDialogEndTime?: string;
  fullDialogEndTimeL?: number;
  /** Milliseconds from start to end, or to now while open. */
  duration: number;
  conversationId: string;
  /** Id of the account. */
  brandId: string;
  /** `OPEN` or `CLOSE`. */
  status: string;
  /** The same, of the conversation with its survey. */
  fullDialogStatus?: string;
  /** Who closed it, for example `AGENT` or `CONSUMER`. */
  closeReason?: string | null;
  /** For example `MANUAL_CLOSE`. */
  closeReasonDescription?: string | null;
  /** Whether it is the first of this consumer. */
  firstConversation: boolean;
  /** Satisfaction, 1 to 5. */
  csat?: number | null;
  /** The name of `csat` in the documented example. */
  csatRate?: number | null;
  /** Meaningful Connection Score, 0 to 100. */
  mcs?: number | null;
  /** Meaningful Connection Score in three levels: -1, 0, 1. */
  alertedMCS?: number | null;
  /** Channel, for example `APP`, `SHARK` (web), `AGENT`, `SMS`, `FACEBOOK`. */
  source: string;
  /** `DESKTOP`, `TABLET`, `MOBILE`, `NA` or the text `undefined`. */
  device: string;
  deviceModel?: string | null;
  /** -1 when unassigned. */
  latestSkillId: number;
  latestSkillName: string;
  /** Text in documented examples, a number in the documented table. */
  latestAgentId?: string | null;
  latestAgentLoginName?: string | null;
  latestAgentNickname?: string | null;
  latestAgentFullName?: string | null;
  agentDeleted?: boolean;
  /** -1 for none. */
  latestAgentGroupId?: number | null;
  latestAgentGroupName?: string | null;
  /** `IN_QUEUE` or `ACTIVE`. */
  latestQueueState?: string;
  /** Whether data are missing; `get` gives the whole conversation. */
  isPartial?: boolean;
  /** Id of the visitor, for conversations that began on a web page (observed). */
  visitorId?: string | null;
  browser?: string | null;
  browserVersion?: string | null;
  /** `WINDOWS`, `MAC_OSX`, `LINUX`, `IOS`, `ANDROID` or `NA`. */
  operatingSystem?: string | null;
  operatingSystemVersion?: string | null;
  /** Id of the visitor's session. */
  sessionId?: string | null;
  interactionContextId?: string | null;
  timeZone?: string | null;
  /** What the consumer's device can do, for example `PHOTOSHARING`, `RICHCONTENT`, `SECUREFORMS`. */
  features?: string[] | null;
  language?: string | null;
  /** `mobile-sdk`, `web-sdk` or `brand-sdk`. */
  integration?: string | null;
  integrationVersion?: string | null;
  appId?: string | null;
  appVersion?: string | null;
  ipAddress?: string | null;
  /** Id of the account that handles it (observed). */
  latestHandlerAccountId?: string | null;
  /** Id of the skill that handles it (observed). */
  latestHandlerSkillId?: number | null;
  /** Whether the consumer logged in during the conversation. */
  wasStepUp?: boolean;
  /** Whether the agent has still to fill in a survey. */
  pendingAgentSurvey?: boolean;
  /** Id of the first intent. */
  firstIntentName?: string | null;
  firstIntentLabel?: string | null;
  /** Setting `account.profile.brand.name`. */
  brandName?: string | null;
}

/** The campaign that a conversation belongs to. Ids are numbers in the documented table, text in examples. */
export interface ConversationCampaign {
  campaignEngagementId?: string | number | null;
  campaignEngagementName?: string | null;
  campaignId?: string | number | null;
  campaignName?: string | null;
  goalId?: string | number | null;
  goalName?: string | null;
  /** Note for the agent. */
  engagementAgentNote?: string | null;
  /** For example `WEB_SITE` or `SOCIAL_MEDIA`. */
  engagementSource?: string | null;
  engagementApplicationId?: string | null;
  engagementApplicationName?: string | null;
  engagementApplicationTypeId?: string | null;
  engagementApplicationTypeName?: string | null;
  visitorBehaviorId?: string | number | null;
  visitorBehaviorName?: string | null;
  visitorProfileId?: string | number | null;
  visitorProfileName?: string | null;
  /** Line of business. */
  lobId?: string | number | null;
  lobName?: string | null;
  locationId?: string | number | null;
  locationName?: string | null;
  /** Whether the visitor profile is that of the system. */
  profileSystemDefault?: boolean | null;
  /** Whether the visitor behaviour is that of the system. */
  behaviorSystemDefault?: boolean | null;
}

/** Where and with what the consumer began. */
export interface ConversationMonitoring {
  country?: string | null;
  countryCode?: string | null;
  state?: string | null;
  city?: string | null;
  /** Internet service provider. */
  isp?: string | null;
  /** Organisation. */
  org?: string | null;
  ipAddress?: string | null;
  browser?: string | null;
  operatingSystem?: string | null;
  /** URL of the page where it began. */
  conversationStartPage?: string | null;
  conversationStartPageTitle?: string | null;
  /** `DESKTOP`, `TABLET`, `MOBILE` or `NA`. */
  device?: string | null;
}

/** One session of co-browsing in a conversation. */
export interface MessagingCoBrowseSession {
  sessionId: string;
  startTime: string;
  startTimeL: number;
  endTime: string;
  endTimeL: number;
  /** When it became interactive. */
  interactiveTime?: string;
  interactiveTimeL?: number;
  /** For example `AGENT` or `VISITOR`. */
  endReason: string;
  /** Milliseconds. */
  duration: number;
  /** `inApp` or `web`. */
  type: string;
  capabilities?: string[];
  agentId: string;
  /** Documented as `isInteractive` in the table. */
  interactive: boolean;
}
