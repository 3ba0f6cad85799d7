// Three rows of the table of APIs, and secrets: what the budget of such a bundle is about.
import { Toolbelt } from 'core-functions-toolbelt';

const lp = Toolbelt.LPClient();
const secrets = Toolbelt.SecretClient();

async function lambda({ payload }) {
  const { value } = await secrets.readSecret('partner_key');
  const [user, skills] = await Promise.all([lp.users.get({ userId: payload.userId }), lp.skills.list()]);
  const told = await lp.functions.invoke({ functionUuid: payload.uuid, payload: { id: value.id } });
  await secrets.updateSecret({ key: 'partner_key', value: { id: 'renewed' } });
  return { user: user.id, skills: skills.length, told };
}
