// Three APIs: what two lists say goes to another function.
import { Toolbelt } from 'core-functions-toolbelt';

const lp = Toolbelt.LPClient();

async function lambda({ payload }) {
  const [users, skills] = await Promise.all([lp.users.list(), lp.skills.list()]);
  const counted = { users: users.length, skills: skills.length };
  const told = await lp.functions.invoke({ functionUuid: payload.uuid, payload: counted });
  return { counted, told };
}
