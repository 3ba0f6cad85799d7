import type { EngagementAttributeEvent } from './engagement-attributes.js';

// Texts of time look like `2024-02-02 10:05:20.000+0000`; beside each stands a number, named with an
// `L`, of milliseconds since the epoch.

/** One page of a search. Fields are documented unless marked otherwise. */
export interface InteractionPage {
  /** What the page says of the whole search. */
  _metadata: InteractionPageMetadata;
  /** The chats of this page. */
  interactionHistoryRecords: Interaction[];
}

/** What a page says of the whole search. */
export interface InteractionPageMetadata {
  /** Number of matching chats or conversations. */
  count: number;
  /** Link to this page; absent when the server answered that nothing matches (204). */
  self?: PageLink;
  /** Link to the next page; absent on the last one (observed). */
  next?: PageLink;
  /** Link to the previous page (observed). */
  prev?: PageLink;
  /** Link to the last page. */
  last?: PageLink;
  /** How the parts of the index answered. */
  shardsStatusResult?: {
    /** Whether some of the index failed, so that the result is incomplete. */
    partialResult: boolean;
    /** How many parts of the index failed. */
    failureShards?: number;
    /** How many parts of the index there are. */
    totalShards?: number;
  };
}

/** Link to a page of results. Iterate over the search instead: `href` may name another host, or plain http. */
export interface PageLink {
  /** Name of the link. */
  rel: string;
  /** URL of the page. */
  href: string;
}

/** One ended chat. */
export interface Interaction {
  /** Data of the chat. */
  info: InteractionInfo;
  /** What was said. */
  transcript?: {
    /** Its lines, in order. */
    lines: TranscriptLine[];
  };
  /** Scores per line. */
  lineScores?: LineScore[];
  /** Campaign and engagement that led to the chat. */
  campaign?: InteractionCampaign | null;
  /** Where and with what the visitor chatted. */
  visitorInfo?: VisitorInfo | null;
  /** Sessions of co-browsing. */
  coBrowseSessions?: {
    /** The sessions. */
    coBrowseSessionsList: CoBrowseSession[];
  } | null;
  /** Answers to surveys. */
  surveys?: InteractionSurveys | null;
  /** With the intent analyser only. */
  predictions?: InteractionPrediction[] | null;
  /** Engagement attributes. */
  sdes?: {
    /** One set of attributes each. */
    events: EngagementAttributeEvent[];
  } | null;
}

/** Data of a chat. */
export interface InteractionInfo {
  /** Start, as text. */
  startTime: string;
  /** Start, in milliseconds since the epoch. */
  startTimeL: number;
  /** End, as text. */
  endTime: string;
  /** End, in milliseconds since the epoch. */
  endTimeL: number;
  /** Seconds from start to end. */
  duration: number;
  /** Id of the visitor. */
  visitorId: string;
  /** Name of the visitor. */
  visitorName?: string;
  /** Account id followed by the id of the chat. */
  engagementId: string;
  /** For LivePerson's own use. */
  sharkEngagementId?: string;
  /** Whether the visitor wrote at least one line. */
  isInteractive: boolean;
  /** The same as `isInteractive`. */
  interactive?: boolean;
  /** Id of the account. */
  accountId: string;
  /** Text in documented examples, a number in the documented table. */
  agentId: string | number;
  /** In older examples only. */
  agentName?: string;
  /** Nickname of the agent. */
  agentNickName?: string;
  /** Login name of the agent. */
  agentLoginName?: string;
  /** Full name of the agent. */
  agentFullName?: string;
  /** Whether the agent has been deleted. */
  agentDeleted?: boolean;
  /** -1 when unassigned. */
  skillId: number;
  /** Name of the skill. */
  skillName: string;
  /** Whether the agent filled in a survey. */
  isAgentSurvey?: boolean;
  /** Whether there was a survey after the chat. */
  isPostChatSurvey?: boolean;
  /** Whether there was a survey before the chat. */
  isPreChatSurvey?: boolean;
  /** 1, chat, is the only channel supported. */
  channel: number;
  /**
   * 0 visitor request, 1 transfer by agent, 2 transfer failed, 3 ACD attempt, 4 ACD without assignment,
   * 5 operator assignment, 6 skill reassigned, 7 agent request, 8 reassigned from agent to agent.
   */
  startReason: string | number;
  /** The same reason in words. */
  startReasonDesc: string;
  /**
   * 101 transfer by agent, 106 transfer to skill, 201 agent stopped, 202 agent disconnected, 205 visitor
   * disconnected, 208 visitor no longer in chat, 210 visitor closed.
   */
  endReason: string | number;
  /** The same reason in words. */
  endReasonDesc: string;
  /** Counts the split engagements of a visit. */
  engagementSet: number;
  /** Counts the transferred engagements of a visit. */
  engagementSequence: number;
  /** -1 for none. */
  agentGroupId: number;
  /** Name of the agent group. */
  agentGroupName: string;
  /** Score in three levels: -1, 0, 1. @deprecated by LivePerson: use `alertedMCS` or `chatMCS`. */
  mcs?: number | null;
  /** Meaningful Connection Score in three levels: -1, 0, 1. */
  alertedMCS?: number | null;
  /** Meaningful Connection Score, 0 to 100. */
  chatMCS?: number | null;
  /** When the visitor entered the queue. */
  chatRequestedTime?: string;
  /** The same, in milliseconds since the epoch. */
  chatRequestedTimeL?: number;
  /** URL of the page where the chat began. */
  chatStartUrl?: string;
  /** Title of that page. */
  chatStartPage?: string;
  /** Whether data are missing; a search for the `engagementId` gives the whole chat. */
  isPartial?: boolean;
  /** Always true. */
  ended: boolean;
  /** Whether the final data are present, engagement attributes included. */
  chatDataEnriched: boolean;
}

/** One line of a transcript. */
export interface TranscriptLine {
  /** When it was written, as text. */
  time: string;
  /** The same, in milliseconds since the epoch. */
  timeL: number;
  /** 0 for lines of visitor and agent; 3, 4, 5 for lines of the system (in examples). */
  controlType?: number;
  /** Absent on lines with rich content. */
  text?: string;
  /** Structured content of a line with rich content. */
  json?: unknown;
  /** Name of the visitor, nickname of the agent, or `info`. */
  by: string;
  /** `visitor`, `agent` or `system`. */
  source: string;
  /** Who sees the line: `REGULAR` or `ONLY_TO_REP`. */
  subType: string;
  /** `plain`, `html`, `url` or `rich-content`. */
  textType: string;
  /** 0 for own words, positive for the id of predefined content, negative for the id of a changed one. */
  cannedAnswerType: number;
  /** Position in the chat. */
  lineSeq?: string;
  /** Sender; 0 when it was no agent. */
  agentId?: number;
}

/** Score up to a line. */
export interface LineScore {
  /** Position of the line in the chat. */
  lineSeq: string;
  /** For LivePerson's own use. */
  lineRawScore: number;
  /** Meaningful Connection Score up to this line. */
  mcs: number;
}

/** The campaign that a chat belongs to. Ids come as text or numbers. */
export interface InteractionCampaign {
  /** Id of the engagement of the campaign. */
  campaignEngagementId: string | number;
  /** Name of the engagement of the campaign. */
  campaignEngagementName: string;
  /** Id of the campaign. */
  campaignId: string | number;
  /** Name of the campaign. */
  campaignName: string;
  /** Id of the goal. */
  goalId: string | number;
  /** Name of the goal. */
  goalName: string;
  /** Note for the agent. */
  engagementAgentNote?: string;
  /** Id of the visitor behaviour. */
  visitorBehaviorId: string | number;
  /** Name of the visitor behaviour. */
  visitorBehaviorName: string;
  /** Id of the visitor profile. */
  visitorProfileId: string | number;
  /** Name of the visitor profile. */
  visitorProfileName: string;
  /** Line of business; -1 for none. */
  lobId?: string | number;
  /** `NA` for none. */
  lobName?: string;
}

/** Where and with what the visitor chatted. */
export interface VisitorInfo {
  /** Documented as present; readers in use treat it as possibly absent. */
  country?: string;
  /** Code of the country. */
  countryCode?: string;
  /** State or region of the country. */
  state: string;
  /** City. */
  city: string;
  /** Internet service provider. */
  isp: string;
  /** Organisation. */
  org: string;
  /** `DESKTOP`, `TABLET`, `MOBILE` or `NA`. */
  device: string;
  /** IP address. */
  ipAddress: string;
  /** Browser. */
  browser: string;
  /** `WINDOWS`, `MAC_OSX`, `LINUX`, `IOS`, `ANDROID` or `NA`. */
  operatingSystem: string;
  /** For example `CHROME` or `FIREFOX`. */
  browserType?: string;
}

/** One session of co-browsing. */
export interface CoBrowseSession {
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
  /** `SERVER`, `VISITOR`, `AGENT`, `TIMEOUT` or `UNKOWN` (spelt so). */
  endReason: string;
  /** Milliseconds. */
  duration: number;
  /** Whether it became interactive. Documented as `isInteractive` in the table. */
  interactive: boolean;
}

/** Answers to surveys. */
export interface InteractionSurveys {
  /** Survey before the chat. */
  preChat?: SurveyAnswer[];
  /** Survey after the chat. */
  postChat?: SurveyAnswer[];
  /** Survey of the agent. */
  operator?: SurveyAnswer[];
}

/** One answer to a survey. */
export interface SurveyAnswer {
  /** `Session`. */
  scope: string;
  /** Kind of survey: `Pre-Chat`, `Exit`, `Operator` (in examples). */
  source: string;
  /** The question. */
  displayName: string;
  /** The answer. */
  value: string;
  /** The answers. */
  values: string[];
  /** Ids of the chosen answers: 0 none, -1 not an indexed answer, -2 invalid. */
  answersId: number[];
  /** Name of the survey. */
  name: string;
  /** When it was submitted. */
  time: string;
  /** The same, in milliseconds since the epoch. */
  timeL: number;
  /** Id of the question. Documented as `questionId` in the table. */
  questionID: number;
  /** Id of the survey. Documented as `surveyId` in the table. */
  surveyID: number;
}

/** The intent that was recognised in a line. */
export interface InteractionPrediction {
  /** The most likely intent. */
  topPrediction: {
    /** Id of the prediction. */
    predictionId: string;
    /** The intent. */
    predictionLabel: string;
    /** 0 to 1. */
    confidenceScore: number;
  };
  /** Position of the line in the chat. */
  lineSeq: string;
}
