/** One message of a conversation. */
export interface ConversationMessage {
  /**
   * `TEXT_PLAIN`, `TEXT_HTML`, `LINK`, `HOSTED_FILE`, `IMG`, `SECURE_FORM_INVITATION`, `SECURE_FORM_SUBMIT`
   * or `RICH_CONTENT`; examples show others.
   */
  type: string;
  messageData: ConversationMessageData;
  /** For example `ms::dialog:<id>::msg:12`. */
  messageId: string;
  /** Position in the conversation, with gaps. */
  seq: number;
  /** The main dialog has the id of the conversation; absent from records of 2017 and 2018 (documented then). */
  dialogId?: string;
  /** Id of the sender. */
  participantId: string;
  /** @deprecated by LivePerson. */
  source?: string;
  /** Channel, as `source` of the conversation (observed). */
  integrationSource?: string | null;
  /** When it was sent. */
  time: string;
  timeL: number;
  /** @deprecated by LivePerson. */
  device?: string;
  /** `Agent` or `Consumer`; lower case in the documented table. */
  sentBy: string;
  /** Who may read it: `ALL` or `AGENTS_AND_MANAGERS`. */
  audience?: string;
  contextData?: ConversationContextData | null;
  /** Whether it is predefined content (observed). */
  predefinedContent?: boolean | null;
  /** Id of the predefined content (in the types of another client). */
  predefinedContentId?: string | null;
  /** Id of the category of the predefined content (in the types of another client). */
  predefinedContentCategoryId?: string | null;
  /** Language of the predefined content, for example `en-US` (in the types of another client). */
  predefinedContentLanguage?: string | null;
  /** Whether the agent changed the predefined content (in the types of another client). */
  predefinedContentEdited?: boolean | null;
}

/** Content of a message, under a key that depends on its type. Those of links and secure forms are not documented. */
export interface ConversationMessageData {
  msg?: { text: string };
  /** Of type `HOSTED_FILE`. */
  file?: {
    /** Path on the object store. */
    relativePath?: string;
    /** `JPG`, `PNG`, `GIF`, `TXT` or `PDF`. */
    fileType?: string;
    caption?: string | null;
    /** Small picture in Base64, from `get` only. */
    preview?: string | null;
  };
  /** Of type `RICH_CONTENT`: JSON as text. */
  richContent?: { content: string };
  /** Beside text or rich content: JSON as text. */
  quickReplies?: { content: string };
}

/** What bots hand over with a message, a participant or a transfer. */
export interface ConversationContextData {
  /** JSON as text. */
  rawMetadata?: string | null;
  structuredMetadata?: {
    botResponse?: {
      externalConversationId?: string | null;
      businessCases?: string[];
      intents?: {
        id?: string | null;
        name?: string | null;
        /** `LOW`, `MEDIUM` or `HIGH`; lower case in the documented table. */
        confidence?: string;
        /** 0 to 1. */
        confidenceScore?: number;
      }[];
    };
    actionReason?: { reason?: string | null; reasonId?: string | null };
  }[];
}

/** An agent, bot or manager who took part. */
export interface AgentParticipant {
  agentId: string;
  agentFullName?: string | null;
  agentNickname?: string | null;
  agentLoginName?: string | null;
  agentDeleted?: boolean;
  /** `pid` of the Users API (observed). */
  agentPid?: string | null;
  /** `0` system, `1` human, `2` bot; absent from records of 2017 and 2018 (documented then). */
  userType?: string;
  /** `System`, `Human` or `Bot`; absent with `userType`. */
  userTypeName?: string;
  /** For example `AGENT`. */
  role: string;
  /** -1 for none. */
  agentGroupId?: number | null;
  agentGroupName?: string | null;
  /** When the agent was added. */
  time: string;
  timeL: number;
  /** For example `ASSIGNED_AGENT` or `READER`. */
  permission?: string | null;
  dialogId?: string;
  contextData?: ConversationContextData | null;
}

/** The consumer. */
export interface ConsumerParticipant {
  /** Id of the consumer, as `listByConsumer` takes it. */
  participantId: string;
  firstName?: string | null;
  lastName?: string | null;
  token?: string | null;
  email?: string | null;
  phone?: string | null;
  avatarURL?: string | null;
  consumerName?: string | null;
  /** Last change. */
  time: string;
  timeL: number;
  joinTime?: string;
  joinTimeL?: number;
  dialogId?: string;
}

/** A conversation that moves to another skill or agent. */
export interface ConversationTransfer {
  time: string;
  timeL: number;
  /** Target; the text `null` when there is none. */
  assignedAgentId?: string | null;
  assignedAgentLoginName?: string | null;
  assignedAgentNickname?: string | null;
  assignedAgentFullName?: string | null;
  targetSkillId: number;
  targetSkillName: string;
  /** `back2Q`, `Agent`, `SuggestedAgentTimeout`, `Skill` or `TakeOver`; examples show others. */
  reason: string;
  /** Id of who did it. */
  by?: string | null;
  sourceSkillId: number;
  sourceSkillName: string;
  sourceAgentId?: string | null;
  sourceAgentFullName?: string | null;
  sourceAgentLoginName?: string | null;
  sourceAgentNickname?: string | null;
  /** Absent from records of 2017 and 2018 (documented then). */
  dialogId?: string;
  contextData?: ConversationContextData | null;
}

/** A time in which an agent took part. */
export interface ConversationInteraction {
  assignedAgentId: string;
  /** Documented as `agentFullName` in the table. */
  assignedAgentFullName?: string | null;
  assignedAgentLoginName?: string | null;
  assignedAgentNickname?: string | null;
  /** Start. */
  interactionTime: string;
  interactionTimeL: number;
  interactiveSequence: number;
  /** Absent from records of 2017 and 2018 (documented then). */
  dialogId?: string;
}

/** A part of a conversation: the talk itself, or a survey. */
export interface ConversationDialog {
  dialogId: string;
  /** For example `OPEN` or `CLOSE`. */
  status: string;
  /** `MAIN` or `POST_SURVEY`. */
  dialogType: string;
  /** For example `MESSAGING`. */
  dialogChannelType: string;
  startTime: string;
  startTimeL: number;
  endTime?: string | null;
  endTimeL?: number | null;
  closeReason?: string | null;
  closeReasonDescription?: string | null;
  /** -1 for none. */
  skillId: string | number;
  skillName: string;
}

/** Score after a message. */
export interface MessageScore {
  messageId: string;
  /** For LivePerson's own use. */
  messageRawScore: number;
  /** Meaningful Connection Score, 0 to 100. */
  mcs: number;
  time: string;
  timeL: number;
}

/** What became of a message. */
export interface MessageStatus {
  messageId: string;
  seq?: number;
  time: string;
  timeL: number;
  /** Who received or read it. */
  participantId: string;
  /** For example `Agent`. */
  participantType?: string;
  /** `SENT`, `ACCEPT` or `READ`. */
  messageDeliveryStatus: string;
  /** Absent from records of 2017 and 2018 (documented then). */
  dialogId?: string;
  /** What a bot handed over with the message (documented by example). */
  contextData?: ConversationContextData | null;
}
