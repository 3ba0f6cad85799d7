import { ErrorCodes, LpServices, Toolbelt } from 'lp-functions-toolbelt';

const csds = Toolbelt.CsdsClient();

async function lambda() {
  try {
    const host = await csds.get(LpServices.ASYNC_MESSAGING_EN);
    return {
      url: `wss://${host}/ws_api/account/${process.env.X_LIVEPERSON_BRAND_ID}/messaging/consumer?v=3`,
    };
  } catch (error) {
    // The account has no messaging.
    if (error.code === ErrorCodes.Csds.NotFound) return { url: null };
    throw error;
  }
}
