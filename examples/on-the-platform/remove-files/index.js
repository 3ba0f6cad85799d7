import { ConversationContentTypes, GDPRError, Toolbelt } from 'lp-functions-toolbelt';

const secrets = Toolbelt.SecretClient();
const conversations = Toolbelt.ConversationUtil();
const gdpr = Toolbelt.GDPRUtil();

async function lambda({ payload }) {
  const parts = [ConversationContentTypes.MESSAGE_RECORDS];
  const [conversation, { value: login }] = await Promise.all([
    conversations.getConversationById(payload.conversationId, parts),
    secrets.readSecret('OBJECT_STORE'), // { username, password }, from LivePerson
  ]);
  try {
    return { replaced: await gdpr.replaceConversationFiles(conversation, login), left: [] };
  } catch (error) {
    if (!(error instanceof GDPRError)) throw error;
    // Some are replaced: invoke the function again for those that are left.
    return { replaced: error.replaced, left: error.notReplaced.map(({ path }) => path) };
  }
}
