import { LpServices, Toolbelt } from 'lp-functions-toolbelt';

const lp = Toolbelt.LpClient();
const skills = `/api/account/${process.env.X_LIVEPERSON_BRAND_ID}/configuration/le-users/skills`;

async function lambda() {
  // A raw call resolves for every status: look at it before you read the body.
  const response = await lp(LpServices.ACCOUNT_CONFIG_READ_ONLY, `${skills}?v=4.0&select=name`);
  if (!response.ok) throw new Error(`The list of skills was answered with status ${response.status}`);
  return (await response.json()).map(({ name }) => name);
}
