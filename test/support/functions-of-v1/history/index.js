async function lambda(input, callback) {
  const { Toolbelt, LpServices } = require('lp-faas-toolbelt');
  const lpClient = Toolbelt.LpClient();
  const { BRAND_ID } = process.env;
  const { payload: { from, to } } = input;
  const path = `/messaging_history/api/account/${BRAND_ID}/conversations/search?limit=5&offset=0&v=2&source=orders`;
  try {
    const { statusCode, body } = await lpClient(LpServices.MSG_HIST, path, {
      method: 'POST',
      json: true,
      body: { start: { from, to } },
      resolveWithFullResponse: true,
      simple: false
    });
    callback(null, { statusCode, count: body.conversationHistoryRecords.length });
  } catch (error) {
    callback(error);
  }
}
exports.lambda = lambda;
