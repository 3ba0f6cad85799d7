import { ConversationContentTypes, SDETypes, Toolbelt } from 'core-functions-toolbelt';

const sdeUtil = Toolbelt.SDEUtil();
const conversationUtil = Toolbelt.ConversationUtil();

async function lambda(input) {
  const { visitorId, sessionId, conversationId } = input.payload;
  await sdeUtil.addSDEs(
    [{ type: SDETypes.CUSTOMER_INFO, info: { customerId: 'C-77', balance: 12.5 } }],
    visitorId,
    sessionId,
  );
  const conversation = await conversationUtil.getConversationById(conversationId, [
    ConversationContentTypes.SDES,
    ConversationContentTypes.UNAUTH_SDES,
  ]);
  const { sdes, unAuthSdes } = sdeUtil.getSDEsFromConv(conversation);
  return { sdes: sdes.events.length, unAuthSdes: unAuthSdes.events.length };
}
