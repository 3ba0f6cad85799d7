import { ConversationContentTypes, Toolbelt } from 'core-functions-toolbelt';

const gdprUtil = Toolbelt.GDPRUtil();
const conversationUtil = Toolbelt.ConversationUtil();
const secretClient = Toolbelt.SecretClient();

async function lambda(input) {
  const conversation = await conversationUtil.getConversationById(input.payload.conversationId, [
    ConversationContentTypes.MESSAGE_RECORDS,
  ]);
  const { value: credentials } = await secretClient.readSecret('SWIFT');
  return gdprUtil.replaceConversationFiles(conversation, credentials, (path) => path.length > 0, {
    body: Buffer.from('This file was removed.'),
    contentType: 'text/plain',
  });
}
