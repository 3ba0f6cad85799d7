// One list: the least that the budget of a cold start is about.
import { Toolbelt } from 'core-functions-toolbelt';

const lp = Toolbelt.LPClient();

async function lambda() {
  return (await lp.users.list()).length;
}
