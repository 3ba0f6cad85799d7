/** A survey that the consumer was asked. */
export interface ConversationSurvey {
  /** `CSAT` or `PostSurvey` in the documented table, `Satisfaction` in the example. */
  surveyType: string;
  /** For example `FILLED`. */
  surveyStatus: string;
  /** Id of the dialog; the main dialog has the id of the conversation. */
  dialogId?: string;
  /** Id of this survey. */
  surveyId?: string;
  /** Questions and answers. */
  surveyData: {
    /** The question. */
    question: string;
    /** The answer. */
    answer: string;
    /** Id of the question. */
    questionId?: string | null;
    /** Name of the question (documented by example). */
    questionName?: string | null;
    /** `InvalidAnswer` when it is not valid. */
    answerId?: string | null;
    /** Kind of the question. */
    questionType?: string | null;
    /** Format of the question. */
    questionFormat?: string | null;
    /** Position of the answer. */
    answerSeq?: string | number | null;
    /** Whether the answer is valid. */
    isValidAnswer?: boolean | null;
  }[];
}

/** An intent as a model recognised it. */
export interface IntentClassification {
  /** Id of the intent. */
  intentName: string;
  /** Label of the intent. */
  intentLabel: string;
  /** 0 to 1, with up to three decimals. */
  confidenceScore: number;
  /** Models that recognised it. */
  versions?: {
    /** Name of the model. */
    modelName: string;
    /** Version of the model. */
    modelVersion: string;
  }[];
}

/** The intents of a message. */
export interface ConversationIntent {
  /** The intent that was chosen. */
  selectedClassification: IntentClassification;
  /** Absent with `selectedIntentOnly`. */
  allClassifications?: IntentClassification[];
  /** Id of the message, for example `ms::dialog:<id>::msg:12`. */
  messageId: string;
}

/** An intent of the conversation. */
export interface UniqueIntent {
  /** Id of the intent. */
  intentName: string;
  /** Label of the intent. */
  intentLabel: string;
}

/** A survey that the agent was asked. */
export interface AgentSurvey {
  /** `OPEN`, `SUBMITTED`, `DISMISSED` or `CLOSED`. */
  surveyStatus: string;
  /** For example `skillChanged`, `timeout`, `PARTIALLY_SUBMITTED`. */
  statusReason: string;
  /** Id of the dialog; the main dialog has the id of the conversation. */
  dialogId: string;
  /** Id of this survey. */
  surveyId: string;
  /** Id of the form. */
  acSurveyId: string;
  /** Name of the form. */
  acSurveyName: string;
  /** Text in the documented table, a number in the example. */
  acSurveyRevision: string | number;
  /** Id of the skill of the survey. */
  surveySkillId: number;
  /** Name of the skill of the survey. */
  surveySkillName: string;
  /** Id of the agent who was asked. */
  assignedAgentId: string;
  /** Nickname of the agent who was asked. */
  assignedAgentNickName: string;
  /** Name of the agent who was asked. */
  assignedAgentName: string;
  /** Id of the agent who filled it in. */
  performedByAgentId?: string | null;
  /** Nickname of the agent who filled it in. */
  performedByAgentNickName?: string | null;
  /** Name of the agent who filled it in. */
  performedByAgentName?: string | null;
  /** Milliseconds since the epoch. */
  lastUpdateTime: number;
  /** What was answered. */
  submittedAnswers?: {
    /** The question. */
    questionText: string;
    /** Id of the question. */
    questionId: string;
    /** For example `REGULAR_QUESTION`. */
    questionDefinition: string;
    /** For example `FREE_TEXT` or `NUMBER`. */
    questionCategory: string;
    /** The answers. */
    answers: {
      /** The answer. */
      answer: string;
      /** Id of the answer. */
      answerId: string;
    }[];
  }[];
}
