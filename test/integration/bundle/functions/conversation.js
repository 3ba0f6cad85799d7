// Looks for words in a conversation, and for the attributes that were sent along with it.
import { ConversationContentTypes, Toolbelt } from 'core-functions-toolbelt';

const conversations = Toolbelt.ConversationUtil();
const sdes = Toolbelt.SDEUtil();

async function lambda({ payload }) {
  const parts = [
    ConversationContentTypes.MESSAGE_RECORDS,
    ConversationContentTypes.SDES,
    ConversationContentTypes.UNAUTH_SDES,
  ];
  const conversation = await conversations.getConversationById(payload.conversationId, parts);
  const found = conversations.scanConversationForKeywords(conversation, payload.words);
  return { found: found.length, events: sdes.getSDEsFromConv(conversation).sdes.events.length };
}
