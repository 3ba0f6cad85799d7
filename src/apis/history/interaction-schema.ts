import * as z from 'zod/mini';
import type { Agrees } from '../define-api.js';
import type { Expect } from '../expect.js';
import { engagementAttributeEventSchema } from './engagement-attributes.js';
import type { InteractionPage } from './interaction.js';

const optionalText = () => z.exactOptional(z.string());
const optionalNumber = () => z.exactOptional(z.number());
const optionalFlag = () => z.exactOptional(z.boolean());
const optionalScore = () => z.exactOptional(z.nullable(z.number()));
const textOrNumber = () => z.union([z.string(), z.number()]);
const orNull = <Schema extends z.ZodMiniType>(schema: Schema) => z.exactOptional(z.nullable(schema));

/** Schema of a page of Engagement History. */
export function interactionPageSchema() {
  return z.looseObject({
    _metadata: pageMetadataSchema(),
    interactionHistoryRecords: z.array(interactionSchema()),
  });
}

export type InteractionPageSchemaAgrees = Expect<
  Agrees<ReturnType<typeof interactionPageSchema>, InteractionPage>
>;

/** Schema of what a page of either history says of the whole search. */
export function pageMetadataSchema() {
  const link = z.exactOptional(z.looseObject({ rel: z.string(), href: z.string() }));
  const shards = z.looseObject({
    partialResult: z.boolean(),
    failureShards: optionalNumber(),
    totalShards: optionalNumber(),
  });
  return z.looseObject({
    count: z.number(),
    self: link,
    next: link,
    prev: link,
    last: link,
    shardsStatusResult: z.exactOptional(shards),
  });
}

function interactionSchema() {
  return z.looseObject({
    info: infoSchema(),
    transcript: z.exactOptional(z.looseObject({ lines: z.array(lineSchema()) })),
    lineScores: z.exactOptional(z.array(lineScoreSchema())),
    campaign: orNull(campaignSchema()),
    visitorInfo: orNull(visitorInfoSchema()),
    coBrowseSessions: orNull(z.looseObject({ coBrowseSessionsList: z.array(coBrowseSessionSchema()) })),
    surveys: orNull(surveysSchema()),
    predictions: orNull(z.array(predictionSchema())),
    sdes: orNull(z.looseObject({ events: z.array(engagementAttributeEventSchema()) })),
  });
}

function infoSchema() {
  return z.looseObject({
    startTime: z.string(),
    startTimeL: z.number(),
    endTime: z.string(),
    endTimeL: z.number(),
    duration: z.number(),
    visitorId: z.string(),
    visitorName: optionalText(),
    engagementId: z.string(),
    sharkEngagementId: optionalText(),
    isInteractive: z.boolean(),
    interactive: optionalFlag(),
    accountId: z.string(),
    agentId: textOrNumber(),
    agentName: optionalText(),
    agentNickName: optionalText(),
    agentLoginName: optionalText(),
    agentFullName: optionalText(),
    agentDeleted: optionalFlag(),
    skillId: z.number(),
    skillName: z.string(),
    isAgentSurvey: optionalFlag(),
    isPostChatSurvey: optionalFlag(),
    isPreChatSurvey: optionalFlag(),
    channel: z.number(),
    startReason: textOrNumber(),
    startReasonDesc: z.string(),
    endReason: textOrNumber(),
    endReasonDesc: z.string(),
    engagementSet: z.number(),
    engagementSequence: z.number(),
    agentGroupId: z.number(),
    agentGroupName: z.string(),
    mcs: optionalScore(),
    alertedMCS: optionalScore(),
    chatMCS: optionalScore(),
    chatRequestedTime: optionalText(),
    chatRequestedTimeL: optionalNumber(),
    chatStartUrl: optionalText(),
    chatStartPage: optionalText(),
    isPartial: optionalFlag(),
    ended: z.boolean(),
    chatDataEnriched: z.boolean(),
  });
}

function lineSchema() {
  return z.looseObject({
    time: z.string(),
    timeL: z.number(),
    controlType: optionalNumber(),
    text: optionalText(),
    json: z.exactOptional(z.unknown()),
    by: z.string(),
    source: z.string(),
    subType: z.string(),
    textType: z.string(),
    cannedAnswerType: z.number(),
    lineSeq: optionalText(),
    agentId: optionalNumber(),
  });
}

function lineScoreSchema() {
  return z.looseObject({ lineSeq: z.string(), lineRawScore: z.number(), mcs: z.number() });
}

function campaignSchema() {
  return z.looseObject({
    campaignEngagementId: textOrNumber(),
    campaignEngagementName: z.string(),
    campaignId: textOrNumber(),
    campaignName: z.string(),
    goalId: textOrNumber(),
    goalName: z.string(),
    engagementAgentNote: optionalText(),
    visitorBehaviorId: textOrNumber(),
    visitorBehaviorName: z.string(),
    visitorProfileId: textOrNumber(),
    visitorProfileName: z.string(),
    lobId: z.exactOptional(textOrNumber()),
    lobName: optionalText(),
  });
}

function visitorInfoSchema() {
  return z.looseObject({
    country: optionalText(),
    countryCode: optionalText(),
    state: z.string(),
    city: z.string(),
    isp: z.string(),
    org: z.string(),
    device: z.string(),
    ipAddress: z.string(),
    browser: z.string(),
    operatingSystem: z.string(),
    browserType: optionalText(),
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
    interactive: z.boolean(),
  });
}

function surveysSchema() {
  const answers = z.exactOptional(z.array(surveyAnswerSchema()));
  return z.looseObject({ preChat: answers, postChat: answers, operator: answers });
}

function surveyAnswerSchema() {
  return z.looseObject({
    scope: z.string(),
    source: z.string(),
    displayName: z.string(),
    value: z.string(),
    values: z.array(z.string()),
    answersId: z.array(z.number()),
    name: z.string(),
    time: z.string(),
    timeL: z.number(),
    questionID: z.number(),
    surveyID: z.number(),
  });
}

function predictionSchema() {
  const topPrediction = z.looseObject({
    predictionId: z.string(),
    predictionLabel: z.string(),
    confidenceScore: z.number(),
  });
  return z.looseObject({ topPrediction, lineSeq: z.string() });
}
