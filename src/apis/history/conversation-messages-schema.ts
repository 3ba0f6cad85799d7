import * as z from 'zod/mini';

const optionalText = () => z.exactOptional(z.string());
const textOrNull = () => z.exactOptional(z.nullable(z.string()));
const numberOrNull = () => z.exactOptional(z.nullable(z.number()));

export function messageSchema() {
  return z.looseObject({
    type: z.string(),
    messageData: messageDataSchema(),
    messageId: z.string(),
    seq: z.number(),
    dialogId: optionalText(),
    participantId: z.string(),
    source: optionalText(),
    integrationSource: textOrNull(),
    time: z.string(),
    timeL: z.number(),
    device: optionalText(),
    sentBy: z.string(),
    audience: optionalText(),
    contextData: contextDataSchema(),
    predefinedContent: z.exactOptional(z.nullable(z.boolean())),
    predefinedContentId: textOrNull(),
    predefinedContentCategoryId: textOrNull(),
    predefinedContentLanguage: textOrNull(),
    predefinedContentEdited: z.exactOptional(z.nullable(z.boolean())),
  });
}

function messageDataSchema() {
  const file = z.looseObject({
    relativePath: optionalText(),
    fileType: optionalText(),
    caption: textOrNull(),
    preview: textOrNull(),
  });
  const json = z.exactOptional(z.looseObject({ content: z.string() }));
  return z.looseObject({
    msg: z.exactOptional(z.looseObject({ text: z.string() })),
    file: z.exactOptional(file),
    richContent: json,
    quickReplies: json,
  });
}

function contextDataSchema() {
  const intent = z.looseObject({
    id: textOrNull(),
    name: textOrNull(),
    confidence: optionalText(),
    confidenceScore: z.exactOptional(z.number()),
  });
  const botResponse = z.looseObject({
    externalConversationId: textOrNull(),
    businessCases: z.exactOptional(z.array(z.string())),
    intents: z.exactOptional(z.array(intent)),
  });
  const metadata = z.looseObject({
    botResponse: z.exactOptional(botResponse),
    actionReason: z.exactOptional(z.looseObject({ reason: textOrNull(), reasonId: textOrNull() })),
  });
  const data = z.looseObject({
    rawMetadata: textOrNull(),
    structuredMetadata: z.exactOptional(z.array(metadata)),
  });
  return z.exactOptional(z.nullable(data));
}

export function agentParticipantSchema() {
  return z.looseObject({
    agentId: z.string(),
    agentFullName: textOrNull(),
    agentNickname: textOrNull(),
    agentLoginName: textOrNull(),
    agentDeleted: z.exactOptional(z.boolean()),
    agentPid: textOrNull(),
    userType: optionalText(),
    userTypeName: optionalText(),
    role: z.string(),
    agentGroupId: numberOrNull(),
    agentGroupName: textOrNull(),
    time: z.string(),
    timeL: z.number(),
    permission: textOrNull(),
    dialogId: optionalText(),
    contextData: contextDataSchema(),
  });
}

export function consumerParticipantSchema() {
  return z.looseObject({
    participantId: z.string(),
    firstName: textOrNull(),
    lastName: textOrNull(),
    token: textOrNull(),
    email: textOrNull(),
    phone: textOrNull(),
    avatarURL: textOrNull(),
    consumerName: textOrNull(),
    time: z.string(),
    timeL: z.number(),
    joinTime: optionalText(),
    joinTimeL: z.exactOptional(z.number()),
    dialogId: optionalText(),
  });
}

export function transferSchema() {
  return z.looseObject({
    time: z.string(),
    timeL: z.number(),
    assignedAgentId: textOrNull(),
    assignedAgentLoginName: textOrNull(),
    assignedAgentNickname: textOrNull(),
    assignedAgentFullName: textOrNull(),
    targetSkillId: z.number(),
    targetSkillName: z.string(),
    reason: z.string(),
    by: textOrNull(),
    sourceSkillId: z.number(),
    sourceSkillName: z.string(),
    sourceAgentId: textOrNull(),
    sourceAgentFullName: textOrNull(),
    sourceAgentLoginName: textOrNull(),
    sourceAgentNickname: textOrNull(),
    dialogId: optionalText(),
    contextData: contextDataSchema(),
  });
}

export function interactionSchema() {
  return z.looseObject({
    assignedAgentId: z.string(),
    assignedAgentFullName: textOrNull(),
    assignedAgentLoginName: textOrNull(),
    assignedAgentNickname: textOrNull(),
    interactionTime: z.string(),
    interactionTimeL: z.number(),
    interactiveSequence: z.number(),
    dialogId: optionalText(),
  });
}

export function dialogSchema() {
  return z.looseObject({
    dialogId: z.string(),
    status: z.string(),
    dialogType: z.string(),
    dialogChannelType: z.string(),
    startTime: z.string(),
    startTimeL: z.number(),
    endTime: textOrNull(),
    endTimeL: numberOrNull(),
    closeReason: textOrNull(),
    closeReasonDescription: textOrNull(),
    skillId: z.union([z.string(), z.number()]),
    skillName: z.string(),
  });
}

export function messageScoreSchema() {
  return z.looseObject({
    messageId: z.string(),
    messageRawScore: z.number(),
    mcs: z.number(),
    time: z.string(),
    timeL: z.number(),
  });
}

export function messageStatusSchema() {
  return z.looseObject({
    messageId: z.string(),
    seq: z.exactOptional(z.number()),
    time: z.string(),
    timeL: z.number(),
    participantId: z.string(),
    participantType: optionalText(),
    messageDeliveryStatus: z.string(),
    dialogId: optionalText(),
    contextData: contextDataSchema(),
  });
}
