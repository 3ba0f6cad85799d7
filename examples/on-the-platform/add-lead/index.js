import { SDETypes, SDEUtilError, Toolbelt } from 'lp-functions-toolbelt';

const attributes = Toolbelt.SDEUtil();

async function lambda({ payload }) {
  const { visitorId, sessionId, topic } = payload;
  try {
    await attributes.addSDEs([{ type: SDETypes.LEAD, lead: { topic } }], visitorId, sessionId);
    return { added: true };
  } catch (error) {
    // The visit is over: nothing to add to.
    if (error instanceof SDEUtilError && error.statusCode === 404) return { added: false };
    throw error;
  }
}
