/** A survey that the consumer was asked. */
export interface ConversationSurvey {
  /** `CSAT` or `PostSurvey` in the documented table, `Satisfaction` in the example. */
  surveyType: string;
  /** For example `FILLED`. */
  surveyStatus: string;
  dialogId?: string;
  surveyId?: string;
  surveyData: {
    question: string;
    answer: string;
    questionId?: string | null;
    /** Name of the question (documented by example). */
    questionName?: string | null;
    /** `InvalidAnswer` when it is not valid. */
    answerId?: string | null;
    questionType?: string | null;
    questionFormat?: string | null;
    answerSeq?: string | number | null;
    isValidAnswer?: boolean | null;
  }[];
}

/** An intent as a model recognised it. */
export interface IntentClassification {
  /** Id of the intent. */
  intentName: string;
  intentLabel: string;
  /** 0 to 1, with up to three decimals. */
  confidenceScore: number;
  versions?: { modelName: string; modelVersion: string }[];
}

/** The intents of a message. */
export interface ConversationIntent {
  selectedClassification: IntentClassification;
  /** Absent with `selectedIntentOnly`. */
  allClassifications?: IntentClassification[];
  messageId: string;
}

/** An intent of the conversation. */
export interface UniqueIntent {
  /** Id of the intent. */
  intentName: string;
  intentLabel: string;
}

/** A survey that the agent was asked. */
export interface AgentSurvey {
  /** `OPEN`, `SUBMITTED`, `DISMISSED` or `CLOSED`. */
  surveyStatus: string;
  /** For example `skillChanged`, `timeout`, `PARTIALLY_SUBMITTED`. */
  statusReason: string;
  dialogId: string;
  /** Id of this survey. */
  surveyId: string;
  /** Id of the form. */
  acSurveyId: string;
  acSurveyName: string;
  /** Text in the documented table, a number in the example. */
  acSurveyRevision: string | number;
  surveySkillId: number;
  surveySkillName: string;
  assignedAgentId: string;
  assignedAgentNickName: string;
  assignedAgentName: string;
  performedByAgentId?: string | null;
  performedByAgentNickName?: string | null;
  performedByAgentName?: string | null;
  /** Milliseconds since the epoch. */
  lastUpdateTime: number;
  submittedAnswers?: {
    questionText: string;
    questionId: string;
    /** For example `REGULAR_QUESTION`. */
    questionDefinition: string;
    /** For example `FREE_TEXT` or `NUMBER`. */
    questionCategory: string;
    answers: { answer: string; answerId: string }[];
  }[];
}
