// Calls the API that it is told: all of them are in its bundle.
import { Toolbelt } from 'core-functions-toolbelt';

const lp = Toolbelt.LPClient();

async function lambda({ payload }) {
  const page = await lp[payload.api].list();
  return page.length;
}
