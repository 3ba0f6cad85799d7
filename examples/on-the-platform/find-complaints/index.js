import { ConversationContentTypes, ErrorCodes, Toolbelt } from 'lp-functions-toolbelt';

const conversations = Toolbelt.ConversationUtil();
const WORDS = ['wrong', 'late', 'refund', 'invoice'];

async function lambda({ payload }) {
  try {
    const parts = [ConversationContentTypes.MESSAGE_RECORDS];
    const conversation = await conversations.getConversationById(payload.conversationId, parts);
    const found = conversations.scanConversationForKeywords(conversation, WORDS);
    return { complaints: found.filter(({ sentBy }) => sentBy === 'Consumer').map(({ tag }) => tag) };
  } catch (error) {
    // One that has just ended may be a few minutes away.
    if (error.code === ErrorCodes.ConversationUtil.NotFound) return { complaints: null };
    throw error;
  }
}
