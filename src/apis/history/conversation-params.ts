import type { TimeRange } from './params.js';

/** A part of a conversation. The documentation lists all but `info`, which always comes. */
export type ConversationPart = (typeof CONVERSATION_PARTS)[number] | (typeof FURTHER_PARTS)[number];

/** A part of a conversation that `listByConsumer` gives. */
export type ConsumerConversationPart = (typeof CONVERSATION_PARTS)[number];

/** Parts that every operation gives. */
export const CONVERSATION_PARTS = [
  'info',
  'campaign',
  'messageRecords',
  'agentParticipants',
  'agentParticipantsLeave',
  'agentParticipantsActive',
  'consumerParticipants',
  'transfers',
  'interactions',
  'messageScores',
  'messageStatuses',
  'conversationSurveys',
  'coBrowseSessions',
  'summary',
  'sdes',
  'unAuthSdes',
  'monitoring',
  'responseTime',
] as const;

/** Parts that `search` and `get` give. */
export const FURTHER_PARTS = [
  'dialogs',
  'skillChanges',
  'intents',
  'uniqueIntents',
  'latestAgentSurvey',
  'previouslySubmittedAgentSurveys',
] as const;

/** Both bounds belong to the range; one is enough. */
export interface OpenTimeRange {
  /** Milliseconds since the epoch, or a `Date`. */
  from?: number | Date | undefined;
  /** Milliseconds since the epoch, or a `Date`. */
  to?: number | Date | undefined;
}

/** Both bounds belong to the range; one is enough. */
export interface OpenRange {
  /** Not before: milliseconds since the epoch, or a `Date`. */
  from?: number | undefined;
  /** Not after: milliseconds since the epoch, or a `Date`. */
  to?: number | undefined;
}

/** Parameters that all operations of Messaging Interactions take. */
export interface ConversationReadParams {
  /** Name of the caller, unique per project or process; 1 to 20 characters. */
  source: string;
}

/** Version of the answer. */
export interface ConversationVersionParams {
  /**
   * `2` adds `unAuthSdes` and gives values of engagement attributes in their own types, which `1` gives as
   * text. @default 1, by the server
   */
  v?: '1' | '2' | undefined;
}

/** Where a list begins, and its pages. */
export interface ConversationPageParams {
  /** Index of the first conversation. @default 0 */
  offset?: number | undefined;
  /** Conversations per page, 1 to 100. @default 50 */
  limit?: number | undefined;
}

/** Parameters of `messagingInteractions.search`; the filters are named as on the wire, but for `sources`. */
export interface SearchConversationsParams
  extends ConversationReadParams,
    ConversationVersionParams,
    ConversationPageParams {
  /** Whether to give the conversations of the rollover account, too. @default false, by the server */
  rollover?: boolean | undefined;
  /** When the conversations began; at most three months. The server rounds bounds outwards to ten minutes. */
  start: TimeRange;
  /** When they ended; at most three months. */
  end?: OpenTimeRange | undefined;
  /** When they ended with their survey; at most three months. */
  fullDialogEndTime?: OpenTimeRange | undefined;
  /** Only those that have changed since; rounded down to ten minutes. */
  latestUpdateTime?:
    | {
        /** Not before: milliseconds since the epoch, or a `Date`. */
        from: number | Date;
      }
    | undefined;
  /** When the agent's answer is due. */
  responseTime?: OpenTimeRange | undefined;
  /** Latest status. */
  status?: readonly ('OPEN' | 'CLOSE')[] | undefined;
  /** Ids of skills that it came through; -1 for none. */
  skillIds?: readonly (number | string)[] | undefined;
  /** Ids of latest skills; -1 for none. */
  latestSkillIds?: readonly (number | string)[] | undefined;
  /** Ids of assigned agents; of others with `userPermissions`. */
  agentIds?: readonly (number | string)[] | undefined;
  /** Roles for `agentIds` (spelt so). */
  userPermissions?: readonly ('ASSIGNED_AGENT' | 'AGENT' | 'AGENT_MANGER' | 'READER')[] | undefined;
  /** Ids of latest agents. */
  latestAgentIds?: readonly (number | string)[] | undefined;
  /** Ids of agent groups; -1 for none. */
  agentGroupIds?: readonly (number | string)[] | undefined;
  /** A word in messages, or a phrase in quotation marks. */
  keyword?: string | undefined;
  /** A word in the summary, or a phrase in quotation marks. */
  summary?: string | undefined;
  /** Length in seconds. A bound that is missing is 0 or 13 months. */
  duration?: OpenRange | undefined;
  /** Meaningful Connection Score, 0 to 100. */
  mcs?: OpenRange | undefined;
  /** Meaningful Connection Score in three levels. */
  alertedMcsValues?: readonly ('-1' | '0' | '1')[] | undefined;
  /** Satisfaction, 1 to 5. */
  csat?: OpenRange | undefined;
  /** Net promoter score, 0 to 10. */
  nps?: OpenRange | undefined;
  /** Channels, for example `APP`, `SHARK` (web), `SMS`. On the wire `source`, in the body. */
  sources?: readonly string[] | undefined;
  /** Devices of the consumer. */
  device?: readonly ('DESKTOP' | 'TABLET' | 'MOBILE' | 'NA')[] | undefined;
  /** Kinds of messages. */
  messageContentTypes?: readonly ConversationContentType[] | undefined;
  /** Whether it waits in the queue or is handled. */
  latestConversationQueueState?: 'IN_QUEUE' | 'ACTIVE' | undefined;
  /** A value per engagement attribute; one that matches is enough. Finds them 2 hours after they were set. */
  sdeSearch?: { [Attribute in SearchedAttribute]?: string | undefined } | undefined;
  /** A word in the name of a survey question, or the id of its brick. */
  questionBrick?: string | undefined;
  /** Only those with an answer in free text that is not valid. */
  invalidFreeTextAnswer?: 'INVALID_FREE_TEXT_ANSWER' | undefined;
  /** Only those with a survey after the conversation. */
  surveyBotConversations?: 'SURVEY_BOT' | undefined;
  /** Ids of surveys. */
  surveyIds?: readonly (number | string)[] | undefined;
  /** Whether the first contact solved it. */
  fcr?: readonly ('yes' | 'no' | '1' | '0')[] | undefined;
  /** Kind of survey questions. */
  questionTypeAndFormatToRetrieve?:
    | {
        /** Kind of the questions. */
        type?: 'custom' | 'csat' | 'nps' | 'fcr' | undefined;
        /** Format of the questions. */
        format?: 'single' | 'open' | undefined;
      }
    | undefined;
  /** Words in answers in free text. */
  answerText?: readonly string[] | undefined;
  /** Whether `intents` have their `selectedClassification` only. */
  selectedIntentOnly?: boolean | undefined;
  /** Id of an intent (mentioned, not described). */
  intentName?: string | undefined;
  /** Only those in which the consumer logged in on the way. */
  conversationsWithStepUpOnly?: boolean | undefined;
  /** Surveys of agents; all that is given must match. */
  agentSurveySearch?:
    | {
        /** Whether the agent has still to fill it in. */
        pendingAgentSurvey?: readonly boolean[] | undefined;
        /** Id of the question. */
        questionId?: readonly string[] | undefined;
        /** Names of questions. */
        questionName?: readonly string[] | undefined;
        /** Words in questions. */
        questionKeywords?: readonly string[] | undefined;
        /** Words in answers. */
        answerKeywords?: readonly string[] | undefined;
        /** Id of this survey. */
        surveyId?: readonly number[] | undefined;
      }
    | undefined;
  /** States of annotations. */
  annotationStates?: readonly ('OPEN' | 'SUBMITTED' | 'VETTED')[] | undefined;
  /**
   * Parts to be given; then no other comes beside `info`. Without it: campaign, messageRecords,
   * agentParticipants, agentParticipantsLeave, agentParticipantsActive, consumerParticipants, transfers,
   * interactions, messageScores, messageStatuses, conversationSurveys, coBrowseSessions, summary, sdes.
   */
  contentToRetrieve?: readonly ConversationPart[] | undefined;
  /** Order. */
  sort?: 'start:asc' | 'start:desc' | 'end:asc' | 'end:desc' | undefined;
}

/** Kind of a message. */
export type ConversationContentType = (typeof CONTENT_TYPES)[number];

/** Kinds of messages that can be searched for. */
export const CONTENT_TYPES = [
  'TEXT_PLAIN',
  'TEXT_HTML',
  'LINK',
  'HOSTED_FILE',
  'IMG',
  'SECURE_FORM_INVITATION',
  'SECURE_FORM_SUBMIT',
  'RICH_CONTENT',
] as const;

/** Engagement attribute whose values can be searched. */
export type SearchedAttribute = (typeof SEARCHED_ATTRIBUTES)[number];

/** Engagement attributes whose values can be searched. */
export const SEARCHED_ATTRIBUTES = [
  'personalInfo',
  'customerInfo',
  'userUpdate',
  'marketingCampaignInfo',
  'lead',
  'purchase',
  'viewedProduct',
  'cartStatus',
  'serviceActivity',
  'visitorError',
  'searchContent',
] as const;

/** Parameters of `messagingInteractions.get`: one id, or several. */
export interface GetConversationsParams extends ConversationReadParams, ConversationVersionParams {
  /** Id of a conversation. */
  conversationId?: string | undefined;
  /** Ids of 1 to 100 conversations, in place of `conversationId`. */
  conversationIds?: readonly string[] | undefined;
  /** Parts to be given, as for `search`. */
  contentToRetrieve?: readonly ConversationPart[] | undefined;
}

/** Parameters of `messagingInteractions.listByConsumer`. */
export interface ListConsumerConversationsParams extends ConversationReadParams, ConversationPageParams {
  /** Id of the consumer: `participantId` of `consumerParticipants`. */
  consumer: string;
  /**
   * Latest status. The service wants it (documented), so it is always sent; that both of its values together leave
   * nothing out is inferred.
   * @default ['OPEN', 'CLOSE']
   */
  status?: readonly ('OPEN' | 'CLOSE')[] | undefined;
  /** Parts to be given, as for `search`. */
  contentToRetrieve?: readonly ConsumerConversationPart[] | undefined;
}
