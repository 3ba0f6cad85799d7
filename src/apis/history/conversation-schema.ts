import * as z from 'zod/mini';
import type { Agrees } from '../define-api.js';
import type { Expect } from '../expect.js';
import type { ConversationPage } from './conversation.js';
import {
  agentParticipantSchema,
  consumerParticipantSchema,
  dialogSchema,
  interactionSchema,
  messageSchema,
  messageScoreSchema,
  messageStatusSchema,
  transferSchema,
} from './conversation-messages-schema.js';
import {
  agentSurveySchema,
  intentSchema,
  surveySchema,
  uniqueIntentSchema,
} from './conversation-surveys-schema.js';
import { engagementAttributeEventSchema } from './engagement-attributes.js';
import { pageMetadataSchema } from './interaction-schema.js';

const optionalText = () => z.exactOptional(z.string());
const optionalNumber = () => z.exactOptional(z.number());
const optionalFlag = () => z.exactOptional(z.boolean());
const textOrNull = () => z.exactOptional(z.nullable(z.string()));
const numberOrNull = () => z.exactOptional(z.nullable(z.number()));
const flagOrNull = () => z.exactOptional(z.nullable(z.boolean()));
const idOrNull = () => z.exactOptional(z.nullable(z.union([z.string(), z.number()])));
const orNull = <Schema extends z.ZodMiniType>(schema: Schema) => z.exactOptional(z.nullable(schema));
const list = <Schema extends z.ZodMiniType>(schema: Schema) => z.exactOptional(z.array(schema));

/** Schema of a page of Messaging Interactions. */
export function conversationPageSchema() {
  return z.looseObject({
    _metadata: pageMetadataSchema(),
    conversationHistoryRecords: z.array(conversationSchema()),
  });
}

export type ConversationPageSchemaAgrees = Expect<
  Agrees<ReturnType<typeof conversationPageSchema>, ConversationPage>
>;

function conversationSchema() {
  const agents = list(agentParticipantSchema());
  const attributes = orNull(z.looseObject({ events: z.array(engagementAttributeEventSchema()) }));
  const responseTime = z.looseObject({
    latestEffectiveResponseDueTime: z.number(),
    configuredResponseTime: z.number(),
  });
  return z.looseObject({
    info: infoSchema(),
    campaign: orNull(campaignSchema()),
    monitoring: orNull(monitoringSchema()),
    messageRecords: list(messageSchema()),
    agentParticipants: agents,
    agentParticipantsActive: agents,
    agentParticipantsLeave: agents,
    consumerParticipants: list(consumerParticipantSchema()),
    consumerParticipant: list(consumerParticipantSchema()),
    transfers: list(transferSchema()),
    interactions: list(interactionSchema()),
    dialogs: list(dialogSchema()),
    messageScores: list(messageScoreSchema()),
    messageScore: list(messageScoreSchema()),
    messageStatuses: list(messageStatusSchema()),
    skillChanges: list(z.unknown()),
    conversationSurveys: list(surveySchema()),
    coBrowseSessions: orNull(z.looseObject({ coBrowseSessionsList: z.array(coBrowseSessionSchema()) })),
    sdes: attributes,
    unAuthSdes: attributes,
    responseTime: orNull(responseTime),
    summary: orNull(z.looseObject({ text: z.string(), lastUpdatedTime: z.number() })),
    intents: list(intentSchema()),
    uniqueIntents: list(uniqueIntentSchema()),
    latestAgentSurvey: orNull(agentSurveySchema()),
    previouslySubmittedAgentSurveys: orNull(z.array(agentSurveySchema())),
    pageView: list(z.unknown()),
  });
}

function infoSchema() {
  return z.looseObject({
    startTime: z.string(),
    startTimeL: z.number(),
    endTime: z.string(),
    endTimeL: z.number(),
    conversationEndTime: optionalText(),
    conversationEndTimeL: optionalNumber(),
    fullDialogEndTime: optionalText(),
    fullDialogEndTimeL: optionalNumber(),
    duration: z.number(),
    conversationId: z.string(),
    brandId: z.string(),
    status: z.string(),
    fullDialogStatus: optionalText(),
    closeReason: textOrNull(),
    closeReasonDescription: textOrNull(),
    firstConversation: z.boolean(),
    csat: numberOrNull(),
    csatRate: numberOrNull(),
    mcs: numberOrNull(),
    alertedMCS: numberOrNull(),
    source: z.string(),
    device: z.string(),
    deviceModel: textOrNull(),
    latestSkillId: z.number(),
    latestSkillName: z.string(),
    latestAgentId: textOrNull(),
    latestAgentLoginName: textOrNull(),
    latestAgentNickname: textOrNull(),
    latestAgentFullName: textOrNull(),
    agentDeleted: optionalFlag(),
    latestAgentGroupId: numberOrNull(),
    latestAgentGroupName: textOrNull(),
    latestQueueState: optionalText(),
    isPartial: optionalFlag(),
    visitorId: textOrNull(),
    browser: textOrNull(),
    browserVersion: textOrNull(),
    operatingSystem: textOrNull(),
    operatingSystemVersion: textOrNull(),
    sessionId: textOrNull(),
    interactionContextId: textOrNull(),
    timeZone: textOrNull(),
    features: orNull(z.array(z.string())),
    language: textOrNull(),
    integration: textOrNull(),
    integrationVersion: textOrNull(),
    appId: textOrNull(),
    appVersion: textOrNull(),
    ipAddress: textOrNull(),
    latestHandlerAccountId: textOrNull(),
    latestHandlerSkillId: numberOrNull(),
    wasStepUp: optionalFlag(),
    pendingAgentSurvey: optionalFlag(),
    firstIntentName: textOrNull(),
    firstIntentLabel: textOrNull(),
    brandName: textOrNull(),
  });
}

function campaignSchema() {
  return z.looseObject({
    campaignEngagementId: idOrNull(),
    campaignEngagementName: textOrNull(),
    campaignId: idOrNull(),
    campaignName: textOrNull(),
    goalId: idOrNull(),
    goalName: textOrNull(),
    engagementAgentNote: textOrNull(),
    engagementSource: textOrNull(),
    engagementApplicationId: textOrNull(),
    engagementApplicationName: textOrNull(),
    engagementApplicationTypeId: textOrNull(),
    engagementApplicationTypeName: textOrNull(),
    visitorBehaviorId: idOrNull(),
    visitorBehaviorName: textOrNull(),
    visitorProfileId: idOrNull(),
    visitorProfileName: textOrNull(),
    lobId: idOrNull(),
    lobName: textOrNull(),
    locationId: idOrNull(),
    locationName: textOrNull(),
    profileSystemDefault: flagOrNull(),
    behaviorSystemDefault: flagOrNull(),
  });
}

function monitoringSchema() {
  return z.looseObject({
    country: textOrNull(),
    countryCode: textOrNull(),
    state: textOrNull(),
    city: textOrNull(),
    isp: textOrNull(),
    org: textOrNull(),
    ipAddress: textOrNull(),
    browser: textOrNull(),
    operatingSystem: textOrNull(),
    conversationStartPage: textOrNull(),
    conversationStartPageTitle: textOrNull(),
    device: textOrNull(),
  });
}

function coBrowseSessionSchema() {
  return z.looseObject({
    sessionId: z.string(),
    startTime: z.string(),
    startTimeL: z.number(),
    endTime: z.string(),
    endTimeL: z.number(),
    interactiveTime: optionalText(),
    interactiveTimeL: optionalNumber(),
    endReason: z.string(),
    duration: z.number(),
    type: z.string(),
    capabilities: list(z.string()),
    agentId: z.string(),
    interactive: z.boolean(),
  });
}
