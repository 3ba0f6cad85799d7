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
  /** What the page says of the whole search. */
  _metadata: InteractionPageMetadata;
  /** The conversations of this page; empty when nothing matches. */
  conversationHistoryRecords: Conversation[];
}

/** One conversation. Which parts it has beside `info` is up to `contentToRetrieve`. */
export interface Conversation {
  /** Data of the conversation; always given. */
  info: ConversationInfo;
  /** Campaign and engagement that led to the conversation. */
  campaign?: ConversationCampaign | null;
  /** Where and with what the consumer began. */
  monitoring?: ConversationMonitoring | null;
  /** Transcript. */
  messageRecords?: ConversationMessage[];
  /** Agents, bots and managers who took part. */
  agentParticipants?: AgentParticipant[];
  /** Agents still in the conversation (shape inferred from `agentParticipants`). */
  agentParticipantsActive?: AgentParticipant[];
  /** Agents who left (shape inferred from `agentParticipants`). */
  agentParticipantsLeave?: AgentParticipant[];
  /** The consumer. */
  consumerParticipants?: ConsumerParticipant[];
  /** The name of `consumerParticipants` in the documented example; in answers only that one was seen. */
  consumerParticipant?: ConsumerParticipant[];
  /** Moves to another skill or agent. */
  transfers?: ConversationTransfer[];
  /** Times in which an agent took part. */
  interactions?: ConversationInteraction[];
  /** Parts of the conversation: the talk itself, and surveys. */
  dialogs?: ConversationDialog[];
  /** Meaningful Connection Score after each message. */
  messageScores?: MessageScore[];
  /** The name of `messageScores` in the documented example; in answers only that one was seen. */
  messageScore?: MessageScore[];
  /** What became of the messages. */
  messageStatuses?: MessageStatus[];
  /** Changes to the default or the fallback skill; their shape is not documented. */
  skillChanges?: unknown[];
  /** Surveys that the consumer was asked. */
  conversationSurveys?: ConversationSurvey[];
  /** Sessions of co-browsing. */
  coBrowseSessions?: {
    /** The sessions. */
    coBrowseSessionsList: MessagingCoBrowseSession[];
  } | null;
  /** Engagement attributes of the authenticated consumer. */
  sdes?: {
    /** One set of attributes each. */
    events: EngagementAttributeEvent[];
  } | null;
  /** Engagement attributes that are not authenticated, with `v: '2'` only (shape inferred from `sdes`). */
  unAuthSdes?: {
    /** One set of attributes each. */
    events: EngagementAttributeEvent[];
  } | null;
  /** When the agent's answer is due. */
  responseTime?: {
    /** When the agent's answer is due, in milliseconds since the epoch; -1 while the consumer is awaited. */
    latestEffectiveResponseDueTime: number;
    /** Configured time to respond; its unit is not documented. */
    configuredResponseTime: number;
  } | null;
  /** Summary that the agent wrote. */
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
  /** Latest survey that the agent was asked. */
  latestAgentSurvey?: AgentSurvey | null;
  /** Surveys that agents had submitted before. */
  previouslySubmittedAgentSurveys?: AgentSurvey[] | null;
  /** Page views (observed); their shape is not known. */
  pageView?: unknown[];
}

/** Data of a conversation. */
export interface ConversationInfo {
  /** Start, as text. */
  startTime: string;
  /** Start, in milliseconds since the epoch. */
  startTimeL: number;
  /** The text `undefined` while open. */
  endTime: string;
  /** -1 while open. */
  endTimeL: number;
  /** End without the survey. */
  conversationEndTime?: string;
  /** The same, in milliseconds since the epoch. */
  conversationEndTimeL?: number;
  /** End with the survey. */
  fullDialogEndTime?: string;
  /** The same, in milliseconds since the epoch. */
  fullDialogEndTimeL?: number;
  /** Milliseconds from start to end, or to now while open. */
  duration: number;
  /** Id of the conversation. */
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
  /** Model of the device. */
  deviceModel?: string | null;
  /** -1 when unassigned. */
  latestSkillId: number;
  /** Name of the latest skill. */
  latestSkillName: string;
  /** Text in documented examples, a number in the documented table. */
  latestAgentId?: string | null;
  /** Login name of the latest agent. */
  latestAgentLoginName?: string | null;
  /** Nickname of the latest agent. */
  latestAgentNickname?: string | null;
  /** Full name of the latest agent. */
  latestAgentFullName?: string | null;
  /** Whether the latest agent has been deleted. */
  agentDeleted?: boolean;
  /** -1 for none. */
  latestAgentGroupId?: number | null;
  /** Name of the agent group of the latest agent. */
  latestAgentGroupName?: string | null;
  /** `IN_QUEUE` or `ACTIVE`. */
  latestQueueState?: string;
  /** Whether data are missing; `get` gives the whole conversation. */
  isPartial?: boolean;
  /** Id of the visitor, for conversations that began on a web page (observed). */
  visitorId?: string | null;
  /** Browser. */
  browser?: string | null;
  /** Version of the browser. */
  browserVersion?: string | null;
  /** `WINDOWS`, `MAC_OSX`, `LINUX`, `IOS`, `ANDROID` or `NA`. */
  operatingSystem?: string | null;
  /** Version of the operating system. */
  operatingSystemVersion?: string | null;
  /** Id of the visitor's session. */
  sessionId?: string | null;
  /** Id of the context in which it began. */
  interactionContextId?: string | null;
  /** Time zone of the consumer. */
  timeZone?: string | null;
  /** What the consumer's device can do, for example `PHOTOSHARING`, `RICHCONTENT`, `SECUREFORMS`. */
  features?: string[] | null;
  /** Language of the consumer. */
  language?: string | null;
  /** `mobile-sdk`, `web-sdk` or `brand-sdk`. */
  integration?: string | null;
  /** Version of the integration. */
  integrationVersion?: string | null;
  /** Id of the app. */
  appId?: string | null;
  /** Version of the app. */
  appVersion?: string | null;
  /** IP address. */
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
  /** Label of the first intent. */
  firstIntentLabel?: string | null;
  /** Setting `account.profile.brand.name`. */
  brandName?: string | null;
}

/** The campaign that a conversation belongs to. Ids are numbers in the documented table, text in examples. */
export interface ConversationCampaign {
  /** Id of the engagement of the campaign. */
  campaignEngagementId?: string | number | null;
  /** Name of the engagement of the campaign. */
  campaignEngagementName?: string | null;
  /** Id of the campaign. */
  campaignId?: string | number | null;
  /** Name of the campaign. */
  campaignName?: string | null;
  /** Id of the goal. */
  goalId?: string | number | null;
  /** Name of the goal. */
  goalName?: string | null;
  /** Note for the agent. */
  engagementAgentNote?: string | null;
  /** For example `WEB_SITE` or `SOCIAL_MEDIA`. */
  engagementSource?: string | null;
  /** Id of the application of the engagement. */
  engagementApplicationId?: string | null;
  /** Name of the application of the engagement. */
  engagementApplicationName?: string | null;
  /** Id of the kind of that application. */
  engagementApplicationTypeId?: string | null;
  /** Name of the kind of that application. */
  engagementApplicationTypeName?: string | null;
  /** Id of the visitor behaviour. */
  visitorBehaviorId?: string | number | null;
  /** Name of the visitor behaviour. */
  visitorBehaviorName?: string | null;
  /** Id of the visitor profile. */
  visitorProfileId?: string | number | null;
  /** Name of the visitor profile. */
  visitorProfileName?: string | null;
  /** Line of business. */
  lobId?: string | number | null;
  /** Name of the line of business. */
  lobName?: string | null;
  /** Id of the location. */
  locationId?: string | number | null;
  /** Name of the location. */
  locationName?: string | null;
  /** Whether the visitor profile is that of the system. */
  profileSystemDefault?: boolean | null;
  /** Whether the visitor behaviour is that of the system. */
  behaviorSystemDefault?: boolean | null;
}

/** Where and with what the consumer began. */
export interface ConversationMonitoring {
  /** Country. */
  country?: string | null;
  /** Code of the country. */
  countryCode?: string | null;
  /** State or region of the country. */
  state?: string | null;
  /** City. */
  city?: string | null;
  /** Internet service provider. */
  isp?: string | null;
  /** Organisation. */
  org?: string | null;
  /** IP address. */
  ipAddress?: string | null;
  /** Browser. */
  browser?: string | null;
  /** `WINDOWS`, `MAC_OSX`, `LINUX`, `IOS`, `ANDROID` or `NA`. */
  operatingSystem?: string | null;
  /** URL of the page where it began. */
  conversationStartPage?: string | null;
  /** Title of that page. */
  conversationStartPageTitle?: string | null;
  /** `DESKTOP`, `TABLET`, `MOBILE` or `NA`. */
  device?: string | null;
}

/** One session of co-browsing in a conversation. */
export interface MessagingCoBrowseSession {
  /** Id of the session. */
  sessionId: string;
  /** Start, as text. */
  startTime: string;
  /** Start, in milliseconds since the epoch. */
  startTimeL: number;
  /** End, as text. */
  endTime: string;
  /** End, in milliseconds since the epoch. */
  endTimeL: number;
  /** When it became interactive. */
  interactiveTime?: string;
  /** The same, in milliseconds since the epoch. */
  interactiveTimeL?: number;
  /** For example `AGENT` or `VISITOR`. */
  endReason: string;
  /** Milliseconds. */
  duration: number;
  /** `inApp` or `web`. */
  type: string;
  /** What the session allows. */
  capabilities?: string[];
  /** Id of the agent. */
  agentId: string;
  /** Documented as `isInteractive` in the table. */
  interactive: boolean;
}
