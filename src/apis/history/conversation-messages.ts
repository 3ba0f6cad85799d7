/** One message of a conversation. */
export interface ConversationMessage {
  /**
   * `TEXT_PLAIN`, `TEXT_HTML`, `LINK`, `HOSTED_FILE`, `IMG`, `SECURE_FORM_INVITATION`, `SECURE_FORM_SUBMIT`
   * or `RICH_CONTENT`; examples show others.
   */
  type: string;
  /** Content, under a key that depends on `type`. */
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
  /** The same, in milliseconds since the epoch. */
  timeL: number;
  /** @deprecated by LivePerson. */
  device?: string;
  /** `Agent` or `Consumer`; lower case in the documented table. */
  sentBy: string;
  /** Who may read it: `ALL` or `AGENTS_AND_MANAGERS`. */
  audience?: string;
  /** What a bot handed over with it. */
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
  /** Of type `TEXT_PLAIN`. */
  msg?: {
    /** The text. */
    text: string;
  };
  /** Of type `HOSTED_FILE`. */
  file?: {
    /** Path on the object store. */
    relativePath?: string;
    /** `JPG`, `PNG`, `GIF`, `TXT` or `PDF`. */
    fileType?: string;
    /** Caption of the file. */
    caption?: string | null;
    /** Small picture in Base64, from `get` only. */
    preview?: string | null;
  };
  /** Of type `RICH_CONTENT`: JSON as text. */
  richContent?: {
    /** JSON as text. */
    content: string;
  };
  /** Beside text or rich content: JSON as text. */
  quickReplies?: {
    /** JSON as text. */
    content: string;
  };
}

/** What bots hand over with a message, a participant or a transfer. */
export interface ConversationContextData {
  /** JSON as text. */
  rawMetadata?: string | null;
  /** What the bot handed over, as objects. */
  structuredMetadata?: {
    /** What the bot made of the message. */
    botResponse?: {
      /** Id of the conversation at the bot. */
      externalConversationId?: string | null;
      /** Business cases that the bot recognised. */
      businessCases?: string[];
      /** Intents that the bot recognised. */
      intents?: {
        /** Id of the intent. */
        id?: string | null;
        /** Name of the intent. */
        name?: string | null;
        /** `LOW`, `MEDIUM` or `HIGH`; lower case in the documented table. */
        confidence?: string;
        /** 0 to 1. */
        confidenceScore?: number;
      }[];
    };
    /** Why the bot acted. */
    actionReason?: {
      /** The reason in words. */
      reason?: string | null;
      /** Id of the reason. */
      reasonId?: string | null;
    };
  }[];
}

/** An agent, bot or manager who took part. */
export interface AgentParticipant {
  /** Id of the agent. */
  agentId: string;
  /** Full name of the agent. */
  agentFullName?: string | null;
  /** Nickname of the agent. */
  agentNickname?: string | null;
  /** Login name of the agent. */
  agentLoginName?: string | null;
  /** Whether the agent has been deleted. */
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
  /** Name of the agent group. */
  agentGroupName?: string | null;
  /** When the agent was added. */
  time: string;
  /** The same, in milliseconds since the epoch. */
  timeL: number;
  /** For example `ASSIGNED_AGENT` or `READER`. */
  permission?: string | null;
  /** Id of the dialog; the main dialog has the id of the conversation. */
  dialogId?: string;
  /** What a bot handed over with it. */
  contextData?: ConversationContextData | null;
}

/** The consumer. */
export interface ConsumerParticipant {
  /** Id of the consumer, as `listByConsumer` takes it. */
  participantId: string;
  /** First name. */
  firstName?: string | null;
  /** Last name. */
  lastName?: string | null;
  /** Token of the consumer; not documented further. */
  token?: string | null;
  /** E-mail address. */
  email?: string | null;
  /** Phone number. */
  phone?: string | null;
  /** URL of the picture. */
  avatarURL?: string | null;
  /** Name of the consumer. */
  consumerName?: string | null;
  /** Last change. */
  time: string;
  /** The same, in milliseconds since the epoch. */
  timeL: number;
  /** When the consumer joined, as text. */
  joinTime?: string;
  /** The same, in milliseconds since the epoch. */
  joinTimeL?: number;
  /** Id of the dialog; the main dialog has the id of the conversation. */
  dialogId?: string;
}

/** A conversation that moves to another skill or agent. */
export interface ConversationTransfer {
  /** When it was, as text. */
  time: string;
  /** The same, in milliseconds since the epoch. */
  timeL: number;
  /** Target; the text `null` when there is none. */
  assignedAgentId?: string | null;
  /** Login name of the target. */
  assignedAgentLoginName?: string | null;
  /** Nickname of the target. */
  assignedAgentNickname?: string | null;
  /** Full name of the target. Documented as `agentFullName` in the table. */
  assignedAgentFullName?: string | null;
  /** Id of the skill that it moves to. */
  targetSkillId: number;
  /** Name of the skill that it moves to. */
  targetSkillName: string;
  /** `back2Q`, `Agent`, `SuggestedAgentTimeout`, `Skill` or `TakeOver`; examples show others. */
  reason: string;
  /** Id of who did it. */
  by?: string | null;
  /** Id of the skill that it comes from. */
  sourceSkillId: number;
  /** Name of the skill that it comes from. */
  sourceSkillName: string;
  /** Id of the agent that it comes from. */
  sourceAgentId?: string | null;
  /** Full name of the agent that it comes from. */
  sourceAgentFullName?: string | null;
  /** Login name of the agent that it comes from. */
  sourceAgentLoginName?: string | null;
  /** Nickname of the agent that it comes from. */
  sourceAgentNickname?: string | null;
  /** Absent from records of 2017 and 2018 (documented then). */
  dialogId?: string;
  /** What a bot handed over with it. */
  contextData?: ConversationContextData | null;
}

/** A time in which an agent took part. */
export interface ConversationInteraction {
  /** Id of the agent. */
  assignedAgentId: string;
  /** Documented as `agentFullName` in the table. */
  assignedAgentFullName?: string | null;
  /** Login name of the agent. */
  assignedAgentLoginName?: string | null;
  /** Nickname of the agent. */
  assignedAgentNickname?: string | null;
  /** Start. */
  interactionTime: string;
  /** The same, in milliseconds since the epoch. */
  interactionTimeL: number;
  /** Position among the interactions. */
  interactiveSequence: number;
  /** Absent from records of 2017 and 2018 (documented then). */
  dialogId?: string;
}

/** A part of a conversation: the talk itself, or a survey. */
export interface ConversationDialog {
  /** Id of the dialog; the main dialog has the id of the conversation. */
  dialogId: string;
  /** For example `OPEN` or `CLOSE`. */
  status: string;
  /** `MAIN` or `POST_SURVEY`. */
  dialogType: string;
  /** For example `MESSAGING`. */
  dialogChannelType: string;
  /** Start, as text. */
  startTime: string;
  /** Start, in milliseconds since the epoch. */
  startTimeL: number;
  /** End, as text. */
  endTime?: string | null;
  /** End, in milliseconds since the epoch. */
  endTimeL?: number | null;
  /** Who closed it, for example `AGENT` or `CONSUMER`. */
  closeReason?: string | null;
  /** For example `MANUAL_CLOSE`. */
  closeReasonDescription?: string | null;
  /** -1 for none. */
  skillId: string | number;
  /** Name of the skill. */
  skillName: string;
}

/** Score after a message. */
export interface MessageScore {
  /** Id of the message, for example `ms::dialog:<id>::msg:12`. */
  messageId: string;
  /** For LivePerson's own use. */
  messageRawScore: number;
  /** Meaningful Connection Score, 0 to 100. */
  mcs: number;
  /** When, as text. */
  time: string;
  /** The same, in milliseconds since the epoch. */
  timeL: number;
}

/** What became of a message. */
export interface MessageStatus {
  /** Id of the message, for example `ms::dialog:<id>::msg:12`. */
  messageId: string;
  /** Position of the message in the conversation, with gaps. */
  seq?: number;
  /** When, as text. */
  time: string;
  /** The same, in milliseconds since the epoch. */
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
