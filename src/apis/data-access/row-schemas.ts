import * as z from 'zod/mini';
import type { Agrees } from '../define-api.js';
import type { Expect } from '../expect.js';
import type { AgentActivityRow, DataType, EngagementRow, SurveyRow, WebSessionRow } from './rows.js';
import {
  anything,
  flag,
  list,
  maybeNamed,
  named,
  number,
  orNull,
  text,
  visitorHeader,
} from './schema-parts.js';
import { webSessionBodySchema } from './web-session-schema.js';

/** Schemas of the rows by the kind of their files; each is made when it is called. */
export const dataRowSchemas: Readonly<Record<DataType, () => z.ZodMiniType>> = {
  agentActivity: agentActivityRowSchema,
  webSession: webSessionRowSchema,
  engagement: engagementRowSchema,
  survey: surveyRowSchema,
};

function agentActivityRowSchema() {
  const change = z.looseObject({
    agentID: number(),
    type: number(),
    state: number(),
    timestamp: number(),
    prevState: number(),
    agentEmployeeId: text(),
    agentUsername: text(),
    agentNickname: text(),
    agentLoginname: text(),
    prevConcurrentEng: number(),
    concurrentEng: number(),
    maxConcurrentEng: number(),
    agentGroupID: number(),
    userProfileIDs: list(z.number()),
  });
  const header = maybeNamed('AgentHeader', { agentSessionId: text() });
  const body = named('AgentActivityData', { header: orNull(header), agentSessionsData: list(change) });
  return rowSchema('AgentActivity', body);
}

function webSessionRowSchema() {
  return rowSchema('WebSession', webSessionBodySchema());
}

function engagementRowSchema() {
  const body = named('EngagementData', { header: visitorHeader(), engagements: list(conversation()) });
  return rowSchema('Engagement', body);
}

function surveyRowSchema() {
  const answer = z.looseObject({
    question: text(),
    answer: text(),
    answerSubmitTime: number(),
    surveyName: text(),
    answerType: number(),
    csatThreshold: number(),
  });
  const survey = z.looseObject({
    id: number(),
    type: number(),
    viewTime: number(),
    conversationId: text(),
    contents: list(answer),
  });
  return rowSchema('Survey', named('SurveyData', { header: visitorHeader(), surveys: list(survey) }));
}

function rowSchema<const Kind extends string, Body extends z.ZodMiniType>(kind: Kind, body: Body) {
  const metaData = maybeNamed('MetaData', {
    accountId: text(),
    schemaVersion: z.exactOptional(z.string()),
    startTime: number(),
    endTime: number(),
  });
  return z.looseObject({
    dataType: z.literal(kind),
    metaData,
    recordCollection: z.array(z.looseObject({ body })),
  });
}

function conversation() {
  const campaign = maybeNamed('CampaignData', { campaignId: number(), campaignEngagementId: number() });
  return maybeNamed('Conversation', {
    type: text(),
    conversationId: text(),
    conversationStartTime: number(),
    interactionStartTime: number(),
    conversationEndTime: number(),
    consumerId: text(),
    isInteractive: flag(),
    sourceOrigin: text(),
    sourceDevice: text(),
    endReasonId: number(),
    campaignData: orNull(campaign),
    agentId: text(),
    skillID: number(),
    skills: list(z.number()),
    startReasonId: number(),
    startPage: text(),
    startUrl: text(),
    transcripts: list(line()),
    transfers: list(transfer()),
    secureForms: list(z.unknown()),
    mcs: anything(),
    queueStartTime: number(),
    queueEndTime: number(),
  });
}

function line() {
  return z.looseObject({
    text: text(),
    timestamp: number(),
    by: text(),
    type: text(),
    controlType: text(),
    agentId: text(),
    contentFormat: text(),
    messageId: text(),
    dialogId: text(),
    fileData: anything(),
    linkData: anything(),
    mcs: anything(),
  });
}

function transfer() {
  return z.looseObject({
    timestamp: anything(),
    skillId: number(),
    targetSkillId: number(),
    agentId: text(),
    targetAgentId: text(),
    reason: number(),
    queueStartTime: number(),
    queueEndTime: number(),
  });
}

export type AgentActivityRowSchemaAgrees = Expect<
  Agrees<ReturnType<typeof agentActivityRowSchema>, AgentActivityRow>
>;
export type WebSessionRowSchemaAgrees = Expect<Agrees<ReturnType<typeof webSessionRowSchema>, WebSessionRow>>;
export type EngagementRowSchemaAgrees = Expect<Agrees<ReturnType<typeof engagementRowSchema>, EngagementRow>>;
export type SurveyRowSchemaAgrees = Expect<Agrees<ReturnType<typeof surveyRowSchema>, SurveyRow>>;
