import * as z from 'zod/mini';

const textOrNull = () => z.exactOptional(z.nullable(z.string()));

export function surveySchema() {
  const answer = z.looseObject({
    question: z.string(),
    answer: z.string(),
    questionId: textOrNull(),
    questionName: textOrNull(),
    answerId: textOrNull(),
    questionType: textOrNull(),
    questionFormat: textOrNull(),
    answerSeq: z.exactOptional(z.nullable(z.union([z.string(), z.number()]))),
    isValidAnswer: z.exactOptional(z.nullable(z.boolean())),
  });
  return z.looseObject({
    surveyType: z.string(),
    surveyStatus: z.string(),
    dialogId: z.exactOptional(z.string()),
    surveyId: z.exactOptional(z.string()),
    surveyData: z.array(answer),
  });
}

export function intentSchema() {
  const version = z.looseObject({ modelName: z.string(), modelVersion: z.string() });
  const classification = z.looseObject({
    intentName: z.string(),
    intentLabel: z.string(),
    confidenceScore: z.number(),
    versions: z.exactOptional(z.array(version)),
  });
  return z.looseObject({
    selectedClassification: classification,
    allClassifications: z.exactOptional(z.array(classification)),
    messageId: z.string(),
  });
}

export function uniqueIntentSchema() {
  return z.looseObject({ intentName: z.string(), intentLabel: z.string() });
}

export function agentSurveySchema() {
  const answer = z.looseObject({
    questionText: z.string(),
    questionId: z.string(),
    questionDefinition: z.string(),
    questionCategory: z.string(),
    answers: z.array(z.looseObject({ answer: z.string(), answerId: z.string() })),
  });
  return z.looseObject({
    surveyStatus: z.string(),
    statusReason: z.string(),
    dialogId: z.string(),
    surveyId: z.string(),
    acSurveyId: z.string(),
    acSurveyName: z.string(),
    acSurveyRevision: z.union([z.string(), z.number()]),
    surveySkillId: z.number(),
    surveySkillName: z.string(),
    assignedAgentId: z.string(),
    assignedAgentNickName: z.string(),
    assignedAgentName: z.string(),
    performedByAgentId: textOrNull(),
    performedByAgentNickName: textOrNull(),
    performedByAgentName: textOrNull(),
    lastUpdateTime: z.number(),
    submittedAnswers: z.exactOptional(z.array(answer)),
  });
}
