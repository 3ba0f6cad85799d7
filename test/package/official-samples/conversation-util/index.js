import { ConversationContentTypes, Toolbelt } from 'core-functions-toolbelt';

const conversationUtil = Toolbelt.ConversationUtil();

async function lambda(input) {
  const conversation = await conversationUtil.getConversationById(input.payload.conversationId, [
    ConversationContentTypes.INFO,
    ConversationContentTypes.MESSAGE_RECORDS,
  ]);
  return conversationUtil.scanConversationForKeywords(conversation, input.payload.keywords);
}
