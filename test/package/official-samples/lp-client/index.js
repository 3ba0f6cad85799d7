import { LpServices, Toolbelt } from 'core-functions-toolbelt';

// Create the client once, so that its token is kept between invocations.
const lpClient = Toolbelt.LpClient();

async function lambda(input) {
  const account = process.env.X_LIVEPERSON_BRAND_ID;
  const response = await lpClient(
    LpServices.MSG_HIST,
    `/messaging_history/api/account/${account}/conversations/conversation/search?v=2&source=sample`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ conversationId: input.payload.conversationId }),
    },
  );
  const { conversationHistoryRecords } = await response.json();
  return { ok: response.ok, found: conversationHistoryRecords.length };
}
