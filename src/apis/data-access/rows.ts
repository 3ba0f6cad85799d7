import type { DataRow, VisitorHeader } from './record.js';
import type { WebSessionBody } from './web-session.js';

/** Kind of data files. */
export type DataType = 'agentActivity' | 'webSession' | 'engagement' | 'survey';

/** Rows by the kind of their files. */
export interface DataRows {
  agentActivity: AgentActivityRow;
  webSession: WebSessionRow;
  engagement: EngagementRow;
  survey: SurveyRow;
}

/** Agent sessions: logins, logouts, changes of state. */
export type AgentActivityRow = DataRow<'AgentActivity', AgentActivityData>;
/** Web sessions of visitors. */
export type WebSessionRow = DataRow<'WebSession', WebSessionBody>;
/** Chats with their transcripts; a product that LivePerson is going to deprecate. */
export type EngagementRow = DataRow<'Engagement', EngagementData>;
/** Surveys that were shown or answered. */
export type SurveyRow = DataRow<'Survey', SurveyData>;

/** One agent session, from login to logout. */
export interface AgentActivityData {
  '@type': 'AgentActivityData';
  /** Which session. */
  header?: AgentSessionHeader | null;
  /** Changes of state. */
  agentSessionsData?: AgentStateChange[] | null;
}

/** Identifies an agent session. */
export interface AgentSessionHeader {
  '@type'?: 'AgentHeader';
  /** Account id, hyphen, number. */
  agentSessionId?: string | null;
}

/** One change of an agent's state. */
export interface AgentStateChange {
  /** Agent id. */
  agentID?: number | null;
  /** What caused it: -1 unknown, 1 chat, 3 login, 4 logout. */
  type?: number | null;
  /** State after it: -1 unknown, 0 irrelevant, 1 offline, 2 online, 3 back soon, 4 away. */
  state?: number | null;
  /** When, in milliseconds since the epoch. */
  timestamp?: number | null;
  /** State before it, with the same numbers. */
  prevState?: number | null;
  /** Employee id; a text in the documented example, a number in its table. */
  agentEmployeeId?: string | null;
  /** User name. */
  agentUsername?: string | null;
  /** Nickname. */
  agentNickname?: string | null;
  /** Login name. */
  agentLoginname?: string | null;
  /** Chats at a time, before. */
  prevConcurrentEng?: number | null;
  /** Chats at a time, after. */
  concurrentEng?: number | null;
  /** Most chats at a time; -9 on login and logout. */
  maxConcurrentEng?: number | null;
  /** Agent group; -1 for none. */
  agentGroupID?: number | null;
  /** Ids of profiles. */
  userProfileIDs?: number[] | null;
}

/** The chats of one session. */
export interface EngagementData {
  '@type': 'EngagementData';
  /** Visitor and session. */
  header?: VisitorHeader | null;
  /** Chats. */
  engagements?: EngagementConversation[] | null;
}

/** A chat. Times are milliseconds since the epoch. */
export interface EngagementConversation {
  '@type'?: 'Conversation';
  /** `LIVE_CHAT` or `MESSAGING`. */
  type?: string | null;
  /** Account id followed by the id of the chat. */
  conversationId?: string | null;
  /** When the visitor entered the queue. */
  conversationStartTime?: number | null;
  /** When an agent was connected. */
  interactionStartTime?: number | null;
  /** When it ended. */
  conversationEndTime?: number | null;
  /** Consumer id. */
  consumerId?: string | null;
  /** Whether the visitor wrote. */
  isInteractive?: boolean | null;
  /** Where it came from, for example `Web`. */
  sourceOrigin?: string | null;
  /** `NA`, `DESKTOP`, `TABLET` or `MOBILE`. */
  sourceDevice?: string | null;
  /**
   * Why it ended: 101 transferred by the agent, 106 transferred to a skill, 201 stopped by the agent, 202 agent
   * disconnected, 205 visitor disconnected, 208 visitor gone, 210 closed by the visitor.
   */
  endReasonId?: number | null;
  /** Campaign that offered the chat. */
  campaignData?: EngagementCampaign | null;
  /** Last agent (in the documented table, not in its example). */
  agentId?: string | null;
  /** Last skill (in the documented table, not in its example). */
  skillID?: number | null;
  /** Skills (in the documented example, not in its table). */
  skills?: number[] | null;
  /** How it began: 0 asked for by the visitor, 2 transfer, 3 failed transfer. */
  startReasonId?: number | null;
  /** Title of the page. */
  startPage?: string | null;
  /** URL of the page. */
  startUrl?: string | null;
  /** Lines. */
  transcripts?: EngagementLine[] | null;
  /** Transfers. */
  transfers?: EngagementTransfer[] | null;
  /** Secure forms; the shape of one is not documented. */
  secureForms?: unknown[] | null;
  /** Meaningful Connection Score; its shape is not documented. */
  mcs?: unknown;
  /** When the wait in the queue began. */
  queueStartTime?: number | null;
  /** When the wait in the queue ended. */
  queueEndTime?: number | null;
}

/** Campaign of a chat. */
export interface EngagementCampaign {
  '@type'?: 'CampaignData';
  /** Campaign id. */
  campaignId?: number | null;
  /** Engagement id. */
  campaignEngagementId?: number | null;
}

/** A line of a transcript. */
export interface EngagementLine {
  /** Text. */
  text?: string | null;
  /** When, in milliseconds since the epoch. */
  timestamp?: number | null;
  /** Name of the visitor, nickname of the agent, or information of a control line. */
  by?: string | null;
  /** 0 visitor, 1 agent, 2 control, 3 URL of the agent, 4 HTML of the agent, 5 comment of the agent. */
  type?: string | null;
  /** Kind of control line. */
  controlType?: string | null;
  /** Agent id; `0` when it is no agent. */
  agentId?: string | null;
  /** For example `Text`. */
  contentFormat?: string | null;
  /** Message id. */
  messageId?: string | null;
  /** Dialog id. */
  dialogId?: string | null;
  /** File of a message; its shape is not documented. */
  fileData?: unknown;
  /** Link of a message; its shape is not documented. */
  linkData?: unknown;
  /** Meaningful Connection Score; its shape is not documented. */
  mcs?: unknown;
}

/** A transfer of a chat. */
export interface EngagementTransfer {
  /** When; its format is not documented. */
  timestamp?: unknown;
  /** Skill before. */
  skillId?: number | null;
  /** Skill after. */
  targetSkillId?: number | null;
  /** Agent before. */
  agentId?: string | null;
  /** Agent after. */
  targetAgentId?: string | null;
  /** Reason; its numbers are not documented. */
  reason?: number | null;
  /** When the wait began, in milliseconds since the epoch. */
  queueStartTime?: number | null;
  /** When the wait ended, in milliseconds since the epoch. */
  queueEndTime?: number | null;
}

/** The surveys of one session. */
export interface SurveyData {
  '@type': 'SurveyData';
  /** Visitor and session. */
  header?: VisitorHeader | null;
  /** Surveys. */
  surveys?: SessionSurvey[] | null;
}

/** A survey. */
export interface SessionSurvey {
  /** Survey id. */
  id?: number | null;
  /** 1 before the chat, 2 on exit, 3 of the agent, 4 offline. */
  type?: number | null;
  /** When it was shown, in milliseconds since the epoch. */
  viewTime?: number | null;
  /** Conversation that it belongs to. */
  conversationId?: string | null;
  /** Questions and answers. */
  contents?: SessionSurveyAnswer[] | null;
}

/** A question of a survey and its answer. */
export interface SessionSurveyAnswer {
  /** Question. */
  question?: string | null;
  /** Answer. */
  answer?: string | null;
  /** When it was answered, in milliseconds since the epoch. */
  answerSubmitTime?: number | null;
  /** Name of the survey. */
  surveyName?: string | null;
  /** Kind of answer; its numbers are not documented. */
  answerType?: number | null;
  /** Threshold of customer satisfaction; -1 for none. */
  csatThreshold?: number | null;
}
