import { LpServices, Toolbelt } from 'core-functions-toolbelt';

const lpClient = Toolbelt.LpClient();

async function lambda() {
  const path = `/api/account/${process.env.X_LIVEPERSON_BRAND_ID}/configuration/le-users/users?v=6.0`;
  const response = await lpClient(LpServices.ACCOUNT_CONFIG_READ_ONLY, path, {
    appKeySecretName: 'MY_APP_KEY',
    method: 'GET',
  });
  return { status: response.status, users: (await response.json()).length };
}
