// Whatever it is told, so that all operations of all APIs are in it: the largest bundle.
import { Toolbelt } from 'core-functions-toolbelt';

const lp = Toolbelt.LPClient();

async function lambda({ payload }) {
  return (await lp[payload.api][payload.operation]()).length;
}
