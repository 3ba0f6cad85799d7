const { Toolbelt, LpServices } = require('lp-faas-toolbelt');
const lpClient = Toolbelt.LpClient();

async function lambda(input, callback) {
  const users = await lpClient(
    LpServices.ACCOUNT_CONFIG_READ_ONLY,
    `/api/account/${process.env.BRAND_ID}/configuration/le-users/users`,
    { method: 'GET', json: true, qs: { v: '6.0' }, appKeySecretName: 'lp-faas-default-app-key' }
  );
  return callback(null, users.length);
}
