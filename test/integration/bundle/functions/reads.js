// The function of README: one API, and a raw call.
import { LpServices, Toolbelt } from 'core-functions-toolbelt';

const lp = Toolbelt.LPClient();

async function lambda({ payload }) {
  const user = await lp.users.get({ userId: payload.userId });
  const path = `/api/account/${process.env.X_LIVEPERSON_BRAND_ID}/configuration/le-users/skills?v=4.0&select=$all`;
  const response = await lp(LpServices.ACCOUNT_CONFIG_READ_ONLY, path);
  return { user: user.id, skills: (await response.json()).length };
}
